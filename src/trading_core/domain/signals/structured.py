"""Named fields read as one order, under the same laws as text.

A key that is known says what its value is; a key that is not known is passed over only if its name cannot
concern the order.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final, NamedTuple

from trading_core.domain.exact import show
from trading_core.domain.signals.draft import Draft, Figure
from trading_core.domain.signals.fields import (
    SIDE_KEYS,
    STOP_KEYS,
    SYMBOL_KEYS,
    TEXT_KEYS,
    JsonNumber,
)
from trading_core.domain.signals.pieces import Kind, Meaning
from trading_core.domain.signals.places import Fields, key_of
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
_RANGE: Final = re.compile(r"\s*[0-9.]+\s?(?:-|/)\s?[0-9.]+\s*")
_END: Final = re.compile(r"([0-9.]+)")
_LISTED: Final = re.compile(r"(?:^|(?<=[/|]))[ ]*([^/|]*)")
_NO: Final = ("false", "0", "no", "off", "none", "live", "real")
_UNMEANT: Final = re.compile(
    r"(?:is)?(?:test|testing|testmode|paper|papertrade|papertrading|demo|dryrun|simulat.*|sandbox|mock|draft|deleted)"
)
_MEANT: Final = re.compile(r"(?:is)?(?:active|enabled|enable|valid|live|confirmed)")
_REMARK: Final = re.compile(
    r"(?:strategyorder)?(?:comment|comments|note|notes|remark|remarks|description|status|state|info|reason|alertmessage|title|subject)"
)
_DENIALS: Final = ("cancellation", "result_message", "management_message", "not_a_signal")
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


class _Said(NamedTuple):
    """What a field says, and where."""

    value: object
    at: int
    items: tuple[int, ...] = ()


class Body:
    """Fills a draft from named fields."""

    def __init__(self, text: str, fields: Fields) -> None:
        """Take every field once, in the order written."""
        self.text = text
        self.draft = Draft(text, counted=False)
        for name, value in fields.values.items():
            if value is not None and value != "":
                place = fields.places[name]
                self._take(_Said(name, place.key), key_of(name), _Said(value, place.value, place.items))

    def _take(self, name: _Said, key: str, said: _Said) -> None:
        value = said.value
        if isinstance(value, str) and "{{" in value:
            raise self._refusal("placeholder", said)
        for keys, take in self._takers:
            if keys.fullmatch(key):
                take(self, said)
                break
        else:
            # "close" is a command, except where a chart sends the closing price of its last bar.
            command = key == "close" and not (isinstance(value, str) and _PRICE.fullmatch(value))
            said_no = str(value).lower() in _NO
            if (_UNMEANT.fullmatch(key) and not said_no) or (_MEANT.fullmatch(key) and said_no):
                raise self._refusal("not_a_signal", said, "an order that is meant")
            if _REMARK.fullmatch(key) and isinstance(value, str):
                self._remark(said)
            if command or _CONCERNS_ORDER.fullmatch(key) or (key in TEXT_KEYS and isinstance(value, str)):
                raise self._refusal("unknown_key", name)
        if key.startswith("limit") and self.draft.entries:
            self._word_of_type(name, (Kind.TYPE, SignalType.LIMIT))

    def _refusal(self, reason: str, said: _Said, expected: str | None = None) -> SignalRefused:
        return refusal(reason, self.text, said.at, found=show(said.value), expected=expected)

    def _each(self, said: _Said, part: re.Pattern[str]) -> list[_Said]:
        """Take a list, or a text of several prices, apart; in a text with escapes all parts stand where it does."""
        value, at, items = said
        if isinstance(value, list):
            return [_Said(*one) for one in zip(value, items, strict=True)]
        if not isinstance(value, str) or isinstance(value, JsonNumber):
            return [said]
        plain = self.text.startswith(value, at)
        return [_Said(found[1], at + found.start(1) * plain) for found in part.finditer(value)]

    def _remark(self, said: _Said) -> None:
        """A remark that takes the order back is read; any other says nothing of it."""
        for kind, reason in _meanings(said.value):
            if kind is Kind.NEGATION or (kind is Kind.REFUSED and reason in _DENIALS):
                raise self._refusal("negated" if kind is Kind.NEGATION else str(reason), said)

    def _symbol(self, said: _Said) -> None:
        value = said.value
        try:
            product = product_of(value) if isinstance(value, str) else None
        except InvalidValue:
            product = None
        if product is None:
            raise self._refusal("unknown_symbol", said)
        if self.draft.product is not None and self.draft.product.symbol != product.symbol:
            raise self._refusal("several_symbols", said)
        self.draft.product = product

    def _side(self, said: _Said) -> None:
        """One side, perhaps said twice and with the way to enter: "buy", "Buy Limit", "long / buy"."""
        meanings = _meanings(said.value)
        sides = {meaning for kind, meaning in meanings if kind is Kind.SIDE}
        if len(sides) != 1:
            raise self._refusal("not_a_signal" if meanings else "missing_side", said, "buy or sell")
        side = Side(str(sides.pop()))
        if self.draft.side not in (None, side):
            raise self._refusal("contradiction", said)
        self.draft.side = side
        for meaning in meanings:
            if meaning[0] is not Kind.SIDE:
                self._word_of_type(said, meaning)

    def _type(self, said: _Said) -> None:
        """The way to enter, or "buy limit", which is the side as well."""
        meanings = _meanings(said.value)
        if any(kind is Kind.SIDE for kind, _ in meanings):
            self._side(said)
        elif len(meanings) == 1:
            self._word_of_type(said, meanings[0])
        else:
            raise self._refusal("unsupported_order_type", said)

    def _word_of_type(self, said: _Said, meaning: Meaning) -> None:
        kind, way = meaning
        ways = {Kind.STOP: SignalType.STOP, Kind.WEAK_MARKET: SignalType.MARKET, Kind.TYPE: way}
        if kind not in ways:
            raise self._refusal("unsupported_order_type", said)
        wanted = SignalType(str(ways[kind]))
        if self.draft.order_type not in (None, wanted):
            raise self._refusal("contradictory_order_type", said)
        self.draft.order_type = wanted

    def _entry(self, said: _Said) -> None:
        word = WORDS.get(said.value.strip().lower(), _UNKNOWN) if isinstance(said.value, str) else _UNKNOWN
        if word[0] in (Kind.TYPE, Kind.WEAK_MARKET):
            self._word_of_type(said, word)
            return
        if self.draft.entries:
            raise self._refusal("several_orders", said)
        ranged = isinstance(said.value, str) and _RANGE.fullmatch(said.value)
        ends = self._each(said, _END) if ranged or isinstance(said.value, list) else [said]
        self.draft.entries = [self._figure(end, "malformed_number") for end in ends]

    def _stop(self, said: _Said) -> None:
        if self.draft.stop is not None:
            raise self._refusal("several_stops", said)
        self.draft.stop = self._figure(said, "stop_not_a_price")

    def _targets(self, said: _Said) -> None:
        self.draft.targets += [self._figure(one, "target_not_a_price") for one in self._each(said, _LISTED)]

    def _figure(self, said: _Said, reason: str) -> Figure:
        price = _nested_price(said.value) if isinstance(said.value, dict) else said.value
        raw = price.strip() if isinstance(price, str) else ""
        if isinstance(price, JsonNumber) and _EXPONENT.fullmatch(raw):
            raw = format(Decimal(raw), "f")
        if not _PRICE.fullmatch(raw):
            raise self._refusal(reason, said)
        return Figure(raw, said.at, said.at)

    _takers = (
        (_keys(SYMBOL_KEYS), _symbol),
        (_keys(SIDE_KEYS | _SENTIMENT), _side),
        (_keys(_TYPE), _type),
        (_keys(_ENTRY), _entry),
        (_keys(STOP_KEYS), _stop),
        (_TARGET, _targets),
    )
