"""Machine-written bodies: JSON objects and key=value pairs, under the same laws as text.

A key that is known says what its value is; a key that is not known is passed over only if its name cannot
concern the order. Numbers are kept as they were written and read once, exactly.
"""

from __future__ import annotations

import json
import re
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from trading_core.domain.signals.draft import Draft, Figure
from trading_core.domain.signals.refusals import refusal
from trading_core.domain.signals.signal import SignalType
from trading_core.domain.signals.symbols import product_of
from trading_core.domain.signals.vocabulary import WORDS, Kind
from trading_core.domain.words import Side
from trading_core.errors import InvalidValue

if TYPE_CHECKING:
    from typing import Never

_DEEPEST: Final = 4
_SYMBOL: Final = frozenset("symbol ticker pair instrument asset sym stockid".split())
_SIDE: Final = frozenset("side action signal direction ordersignal ordersignaltype position tradeside orderside".split())
_TYPE: Final = frozenset("ordertype type entrytype".split())
_ENTRY: Final = frozenset(
    "entry price entryprice limitprice limit openprice entryrange entryzone entries signalprice".split()
)
_STOP: Final = frozenset("sl stop stoploss stoplossprice slprice".split())
_TARGET: Final = re.compile(r"(?:tp|target|takeprofit|takeprofitprice|tpprice|tps|targets|takeprofits)[0-9]{0,2}")
_TEXT: Final = frozenset("text message msg content alert body".split())
_SENTIMENT: Final = frozenset(("sentiment", "marketposition"))
_CONCERNS_ORDER: Final = re.compile(
    r"sl.*|stop.*|tp.*|take.*|target.*|trail.*|entry.*|limit.*|side.*|action.*|symbol.*|ticker.*|cancel.*|close(?!$).*"
    r"|exit.*|reduce.*|condition.*|if.*|reverse.*|.*(?:stoploss|takeprofit).*|.*pips"
)
_PRICE: Final = re.compile(r"[0-9.,]{1,40}")
_EXPONENT: Final = re.compile(r"[0-9]\.?[0-9]{0,20}[eE]-?[0-9]{1,2}")
_NESTED_PRICE: Final = ("price", "limitprice", "stopprice", "value", "triggerprice")
_PAIR: Final = re.compile(r"\s*/?([A-Za-z_][A-Za-z0-9_.-]{0,30})\s*=\s*(\"[^\"\n]{0,200}\"|'[^'\n]{0,200}'|[^,;&\s\"']{0,200})\s*")
_SEPARATOR: Final = re.compile(r"[,;&\s]*")
_LIKE_JSON: Final = re.compile(r"\s*[\[{]\s*[\"'{}\[]")
_QUOTES: Final = re.compile(r"[\s\"']*")
_RANGE: Final = re.compile(r"([0-9.]+)\s?(?:-|/)\s?([0-9.]+)")


class _Number(str):
    """A JSON number in the words of its writer."""

    __slots__ = ()


class _Unreadable(Exception):
    """Why a body cannot be read, and what shows it."""

    def __init__(self, reason: str, found: str) -> None:
        super().__init__(reason)
        self.reason = reason
        self.found = found


def _key(name: str) -> str:
    return re.sub(r"[^a-z0-9]", "", name.lower())


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    seen: dict[str, object] = {}
    for name, value in pairs:
        if name in seen or _key(name) in map(_key, seen):
            raise _Unreadable("duplicate_key", name)
        seen[name] = value
    return seen


def _no_constant(name: str) -> Never:
    raise _Unreadable("malformed_number", name)


def _too_deep(text: str) -> bool:
    """Count brackets, even those within strings: no honest body has many of them."""
    depth = deepest = 0
    for character in text:
        if character in "[{":
            depth += 1
            deepest = max(deepest, depth)
        elif character in "]}":
            depth -= 1
    return deepest > _DEEPEST


def looks_like_json(text: str) -> bool:
    """Whether a text means to be JSON or something like it; a bracketed price or word does not."""
    return _LIKE_JSON.match(text) is not None


def json_fields(text: str) -> dict[str, object]:
    """Read a JSON object without losing a digit, or refuse the text."""
    if _too_deep(text):
        raise refusal("malformed_body", text, 0)
    try:
        body = json.loads(text, object_pairs_hook=_once, parse_float=_Number, parse_int=_Number, parse_constant=_no_constant)
    except _Unreadable as unreadable:
        raise refusal(unreadable.reason, text, _place(text, unreadable.found), found=repr(unreadable.found[:24])) from None
    except json.JSONDecodeError as wrong:
        reason = "placeholder" if "{{" in text else "malformed_body"
        raise refusal(reason, text, text.find("{{") if reason == "placeholder" else wrong.pos) from None
    if not isinstance(body, dict):
        raise refusal("malformed_body", text, 0)
    return dict(body)


def key_value_fields(text: str) -> dict[str, object] | None:
    """Read a text that is key=value pairs from its first to its last character; any other is not ours."""
    fields: dict[str, object] = {}
    opening = _QUOTES.match(text)
    at, size = 0 if opening is None else opening.end(), len(text.rstrip(" \r\n\t\"'"))
    while at < size:
        found = _PAIR.match(text, at)
        if found is None:
            return None
        name, value = found[1].strip(), found[2].strip("\"'")
        if _key(name) in map(_key, fields):
            raise refusal("duplicate_key", text, found.start(1), found.end(1))
        fields[name] = value
        after = _SEPARATOR.match(text, found.end())
        at = found.end() if after is None else after.end()
    return fields if any(_key(name) in _SYMBOL or _key(name) in _SIDE for name in fields) else None


def inner_text(fields: dict[str, object]) -> str | None:
    """Take the text out of a body that only carries one."""
    texts = [value for name, value in fields.items() if _key(name) in _TEXT and isinstance(value, str)]
    ours = any(_key(name) in _SYMBOL | _SIDE | _STOP for name in fields)
    return texts[0] if len(texts) == 1 and not ours and not isinstance(texts[0], _Number) else None


def _place(text: str, name: str) -> int:
    return max(text.find(name), 0)


class Body:
    """Fills a draft from named fields."""

    def __init__(self, text: str, fields: dict[str, object]) -> None:
        """Take every field once, in the order written."""
        self.text = text
        self.draft = Draft(text, counted=False)
        for name, value in fields.items():
            if value is not None and value != "":
                self._take(name, _key(name), value)

    def _take(self, name: str, key: str, value: object) -> None:
        at = _place(self.text, name)
        if isinstance(value, str) and "{{" in value:
            raise refusal("placeholder", self.text, at, found=repr(value[:24]))
        if key in _SYMBOL:
            self._symbol(at, value)
        elif key in _SIDE or key in _SENTIMENT:
            self._side(at, value)
        elif key in _TYPE:
            self._type(at, value)
        elif key in _ENTRY:
            self._entry(at, value)
            if key.startswith("limit"):
                self._word_of_type(at, Kind.TYPE, SignalType.LIMIT)
        elif key in _STOP:
            if self.draft.stop is not None:
                raise refusal("several_stops", self.text, at)
            self.draft.stop = self._figure(at, value, "stop_not_a_price")
        elif _TARGET.fullmatch(key):
            self._targets(at, value)
        elif _CONCERNS_ORDER.fullmatch(key) or (key in _TEXT and isinstance(value, str)):
            raise refusal("unknown_key", self.text, at, found=repr(name[:24]))

    def _symbol(self, at: int, value: object) -> None:
        try:
            product = product_of(value) if isinstance(value, str) else None
        except InvalidValue:
            product = None
        if product is None:
            raise refusal("unknown_symbol", self.text, at, found=repr(str(value)[:24]))
        if self.draft.product is not None and self.draft.product.symbol != product.symbol:
            raise refusal("several_symbols", self.text, at, found=repr(str(value)[:24]))
        self.draft.product = product

    def _side(self, at: int, value: object) -> None:
        words = str(value).lower().replace("_", " ").replace("-", " ").split()[:4] if isinstance(value, str) else []
        meanings = [WORDS.get(word, (Kind.WORD, None)) for word in words]
        sides = {meaning for kind, meaning in meanings if kind is Kind.SIDE}
        others = [(kind, meaning) for kind, meaning in meanings if kind is not Kind.SIDE]
        if len(sides) != 1:
            raise refusal("not_a_signal" if words else "missing_side", self.text, at, found=repr(str(value)[:24]), expected="buy or sell")
        side = Side(str(sides.pop()))
        if self.draft.side not in (None, side):
            raise refusal("contradiction", self.text, at, found=repr(str(value)[:24]))
        self.draft.side = side
        for kind, meaning in others:
            self._word_of_type(at, kind, meaning)

    def _type(self, at: int, value: object) -> None:
        words = str(value).lower().replace("_", " ").split() if isinstance(value, str) else []
        if words and all(WORDS.get(word, (Kind.WORD, None))[0] is Kind.SIDE for word in words):
            self._side(at, value)
            return
        if len(words) > 1 and WORDS.get(words[0], (Kind.WORD, None))[0] is Kind.SIDE:
            self._side(at, value)
            return
        if len(words) != 1:
            raise refusal("unsupported_order_type", self.text, at, found=repr(str(value)[:24]))
        self._word_of_type(at, *WORDS.get(words[0], (Kind.WORD, None)))

    def _word_of_type(self, at: int, kind: Kind, meaning: object) -> None:
        if kind is Kind.STOP:
            wanted = SignalType.STOP
        elif kind is Kind.TYPE:
            wanted = SignalType(str(meaning))
        elif kind is Kind.WEAK_MARKET:
            wanted = SignalType.MARKET
        else:
            raise refusal("unsupported_order_type", self.text, at)
        if self.draft.order_type not in (None, wanted):
            raise refusal("contradictory_order_type", self.text, at)
        self.draft.order_type = wanted

    def _entry(self, at: int, value: object) -> None:
        if isinstance(value, str) and not isinstance(value, _Number):
            word = WORDS.get(value.strip().lower(), (Kind.WORD, None))
            if word[0] in (Kind.TYPE, Kind.WEAK_MARKET):
                self._word_of_type(at, *word)
                return
            ends = _RANGE.fullmatch(value.strip())
            if ends is not None:
                value = [ends[1], ends[2]]
        if self.draft.entries:
            raise refusal("several_orders", self.text, at)
        values = value if isinstance(value, list) else [value]
        self.draft.entries = [self._figure(at, one, "malformed_number") for one in values]

    def _targets(self, at: int, value: object) -> None:
        if isinstance(value, str) and not isinstance(value, _Number):
            value = re.split(r"\s*[/|]\s*", value.strip())
        values = value if isinstance(value, list) else [value]
        self.draft.targets += [self._figure(at, one, "target_not_a_price") for one in values]

    def _figure(self, at: int, value: object, reason: str) -> Figure:
        if isinstance(value, dict):
            priced = {_key(name): one for name, one in value.items()}
            unknown = [name for name in priced if name not in _NESTED_PRICE and name != "type"]
            prices = [one for name, one in priced.items() if name in _NESTED_PRICE]
            value = prices[0] if len(prices) == 1 and not unknown and priced.get("type") in (None, "stop", "limit") else None
        raw = value.strip() if isinstance(value, str) else ""
        if isinstance(value, _Number) and _EXPONENT.fullmatch(raw):
            raw = format(Decimal(raw), "f")
        if not _PRICE.fullmatch(raw):
            raise refusal(reason, self.text, at, found=repr(str(value)[:24]))
        return Figure(raw, at, at + 1)
