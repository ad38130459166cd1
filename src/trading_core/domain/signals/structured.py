"""Named fields read as one order, under the same laws as text.

A key that is known says what its value is; a key that is not known is passed over only if its name cannot
concern the order.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final

from trading_core.domain.exact import show
from trading_core.domain.signals.draft import Draft, Figure
from trading_core.domain.signals.fields import (
    SIDE_KEYS,
    STOP_KEYS,
    SYMBOL_KEYS,
    TEXT_KEYS,
    JsonNumber,
    key_of,
    place_of,
)
from trading_core.domain.signals.pieces import Kind, Meaning
from trading_core.domain.signals.refusals import refusal
from trading_core.domain.signals.signal import SignalType
from trading_core.domain.signals.symbols import product_of
from trading_core.domain.signals.vocabulary import WORDS
from trading_core.domain.words import Side
from trading_core.errors import InvalidValue, SignalRefused

_TYPE: Final = frozenset("ordertype type entrytype".split())
_ENTRY: Final = frozenset(
    "entry price entryprice limitprice limit openprice entryrange entryzone entries signalprice".split()
)
_TARGET: Final = re.compile(
    r"(?:tp|target|takeprofit|takeprofitprice|tpprice|tps|targets|takeprofits)[0-9]{0,2}"
)
_SENTIMENT: Final = frozenset(("sentiment", "marketposition"))
_CONCERNS_ORDER: Final = re.compile(
    r"sl.*|stop.*|tp.*|take.*|target.*|trail.*|entry.*|limit.*|side.*|action.*|symbol.*|ticker.*|cancel.*|close(?!$).*"
    r"|exit.*|reduce.*|condition.*|if.*|reverse.*|.*(?:stoploss|takeprofit).*|.*pips"
)
_PRICE: Final = re.compile(r"[0-9.,]{1,40}")
_EXPONENT: Final = re.compile(r"[0-9]\.?[0-9]{0,20}[eE]-?[0-9]{1,2}")
_NESTED_PRICE: Final = ("price", "limitprice", "stopprice", "value", "triggerprice")
_RANGE: Final = re.compile(r"([0-9.]+)\s?(?:-|/)\s?([0-9.]+)")
_UNKNOWN: Final[Meaning] = (Kind.WORD, None)


def _keys(names: frozenset[str]) -> re.Pattern[str]:
    return re.compile("|".join(sorted(names)))


def _meanings(value: object) -> list[Meaning]:
    words = re.split(r"[\s_/-]+", value.strip().lower()) if isinstance(value, str) else []
    return [WORDS.get(word, _UNKNOWN) for word in words if word]


def _nested_price(value: dict[str, object]) -> object:
    """Take the price out of {"type": "stop", "stopPrice": 1.08}; with anything else in it, it may be relative."""
    priced = {key_of(name): one for name, one in value.items()}
    way = priced.pop("type", None)
    ((name, price),) = priced.items() if len(priced) == 1 else (("", None),)
    return price if name in _NESTED_PRICE and way in (None, "stop", "limit") else None


class Body:
    """Fills a draft from named fields."""

    def __init__(self, text: str, fields: dict[str, object]) -> None:
        """Take every field once, in the order written."""
        self.text = text
        self.draft = Draft(text, counted=False)
        for name, value in fields.items():
            if value is not None and value != "":
                self._take(name, key_of(name), value)

    def _take(self, name: str, key: str, value: object) -> None:
        at = place_of(self.text, name)
        if isinstance(value, str) and "{{" in value:
            raise self._refusal("placeholder", at, value)
        for keys, take in self._takers:
            if keys.fullmatch(key):
                take(self, at, value)
                break
        else:
            # "close" is a command, except where a chart sends the closing price of its last bar.
            command = key == "close" and not (isinstance(value, str) and _PRICE.fullmatch(value))
            if command or _CONCERNS_ORDER.fullmatch(key) or (key in TEXT_KEYS and isinstance(value, str)):
                raise self._refusal("unknown_key", at, name)
        if key.startswith("limit") and self.draft.entries:
            self._word_of_type(at, (Kind.TYPE, SignalType.LIMIT), name)

    def _refusal(self, reason: str, at: int, value: object, expected: str | None = None) -> SignalRefused:
        return refusal(reason, self.text, at, found=show(value), expected=expected)

    def _symbol(self, at: int, value: object) -> None:
        try:
            product = product_of(value) if isinstance(value, str) else None
        except InvalidValue:
            product = None
        if product is None:
            raise self._refusal("unknown_symbol", at, value)
        if self.draft.product is not None and self.draft.product.symbol != product.symbol:
            raise self._refusal("several_symbols", at, value)
        self.draft.product = product

    def _side(self, at: int, value: object) -> None:
        """One side, perhaps said twice and with the way to enter: "buy", "Buy Limit", "long / buy"."""
        meanings = _meanings(value)
        sides = {meaning for kind, meaning in meanings if kind is Kind.SIDE}
        if len(sides) != 1:
            raise self._refusal("not_a_signal" if meanings else "missing_side", at, value, "buy or sell")
        side = Side(str(sides.pop()))
        if self.draft.side not in (None, side):
            raise self._refusal("contradiction", at, value)
        self.draft.side = side
        for meaning in meanings:
            if meaning[0] is not Kind.SIDE:
                self._word_of_type(at, meaning, value)

    def _type(self, at: int, value: object) -> None:
        """The way to enter, or "buy limit", which is the side as well."""
        meanings = _meanings(value)
        if any(kind is Kind.SIDE for kind, _ in meanings):
            self._side(at, value)
        elif len(meanings) == 1:
            self._word_of_type(at, meanings[0], value)
        else:
            raise self._refusal("unsupported_order_type", at, value)

    def _word_of_type(self, at: int, meaning: Meaning, value: object) -> None:
        kind, way = meaning
        ways = {Kind.STOP: SignalType.STOP, Kind.WEAK_MARKET: SignalType.MARKET, Kind.TYPE: way}
        if kind not in ways:
            raise self._refusal("unsupported_order_type", at, value)
        wanted = SignalType(str(ways[kind]))
        if self.draft.order_type not in (None, wanted):
            raise self._refusal("contradictory_order_type", at, value)
        self.draft.order_type = wanted

    def _entry(self, at: int, value: object) -> None:
        if isinstance(value, str):
            word = WORDS.get(value.strip().lower(), _UNKNOWN)
            if word[0] in (Kind.TYPE, Kind.WEAK_MARKET):
                self._word_of_type(at, word, value)
                return
            ends = _RANGE.fullmatch(value.strip())
            value = value if ends is None else [ends[1], ends[2]]
        if self.draft.entries:
            raise self._refusal("several_orders", at, value)
        values = value if isinstance(value, list) else [value]
        self.draft.entries = [self._figure(at, one, "malformed_number") for one in values]

    def _stop(self, at: int, value: object) -> None:
        if self.draft.stop is not None:
            raise self._refusal("several_stops", at, value)
        self.draft.stop = self._figure(at, value, "stop_not_a_price")

    def _targets(self, at: int, value: object) -> None:
        if isinstance(value, str) and not isinstance(value, JsonNumber):
            value = re.split(r"[/|]", value)
        values = value if isinstance(value, list) else [value]
        self.draft.targets += [self._figure(at, one, "target_not_a_price") for one in values]

    def _figure(self, at: int, value: object, reason: str) -> Figure:
        price = _nested_price(value) if isinstance(value, dict) else value
        raw = price.strip() if isinstance(price, str) else ""
        if isinstance(price, JsonNumber) and _EXPONENT.fullmatch(raw):
            raw = format(Decimal(raw), "f")
        if not _PRICE.fullmatch(raw):
            raise self._refusal(reason, at, value)
        return Figure(raw, at, at)

    _takers = (
        (_keys(SYMBOL_KEYS), _symbol),
        (_keys(SIDE_KEYS | _SENTIMENT), _side),
        (_keys(_TYPE), _type),
        (_keys(_ENTRY), _entry),
        (_keys(STOP_KEYS), _stop),
        (_TARGET, _targets),
    )
