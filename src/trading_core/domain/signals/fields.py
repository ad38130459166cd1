"""The named fields of machine-written bodies: JSON objects and key=value pairs.

Numbers are kept in the words of their writer, to be read once, exactly.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Final

from trading_core.domain.exact import show
from trading_core.domain.signals.refusals import refusal

if TYPE_CHECKING:
    from typing import Never

SYMBOL_KEYS: Final = frozenset("symbol ticker pair instrument asset sym stockid".split())
SIDE_KEYS: Final = frozenset(
    "side action signal direction ordersignal ordersignaltype position tradeside orderside".split()
)
_NAMING_KEYS: Final = SYMBOL_KEYS | SIDE_KEYS
STOP_KEYS: Final = frozenset("sl stop stoploss stoplossprice slprice".split())
_ORDER_KEYS: Final = _NAMING_KEYS | STOP_KEYS
TEXT_KEYS: Final = frozenset("text message msg content alert body".split())
_DEEPEST: Final = 4
_STEPS: Final = {"[": 1, "{": 1, "]": -1, "}": -1}
_PAIR: Final = re.compile(
    r"\s*/?([A-Za-z_][A-Za-z0-9_.-]{0,30})\s*=\s*(\"[^\"\n]{0,200}\"|'[^'\n]{0,200}'|[^,;&\s\"']{0,200})[,;&\s]*"
)
_LIKE_JSON: Final = re.compile(r"\s*[\[{]\s*[\"'{}\[]")
_PADDING: Final = " \r\n\t\"'"
_QUOTES: Final = "\"'"


class JsonNumber(str):
    """A JSON number in the words of its writer."""

    __slots__ = ()


class _Unreadable(Exception):
    """Why a body cannot be read, and what shows it."""

    def __init__(self, reason: str, found: str) -> None:
        self.reason = reason
        self.found = found


def key_of(name: str) -> str:
    """Make spellings of one key the same: take_profit, takeProfit, TAKE PROFIT."""
    return re.sub(r"[^a-z0-9]", "", name.lower())


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    seen: dict[str, object] = {}
    for name, value in pairs:
        if name in seen or key_of(name) in map(key_of, seen):
            raise _Unreadable("duplicate_key", name)
        seen[name] = value
    return seen


def _no_constant(name: str) -> Never:
    raise _Unreadable("malformed_number", name)


def _too_deep(text: str) -> bool:
    """Count brackets, even those within strings: no honest body has many of them."""
    depth = 0
    for character in text:
        depth += _STEPS.get(character, 0)
        if depth > _DEEPEST:
            return True
    return False


def looks_like_json(text: str) -> bool:
    """Whether a text means to be JSON or something like it; a bracketed price or word does not."""
    return _LIKE_JSON.match(text) is not None


def json_fields(text: str) -> dict[str, object]:
    """Read a JSON object without losing a digit, or refuse the text."""
    if _too_deep(text):
        raise refusal("malformed_body", text, 0)
    try:
        body = json.loads(
            text,
            object_pairs_hook=_once,
            parse_float=JsonNumber,
            parse_int=JsonNumber,
            parse_constant=_no_constant,
        )
    except _Unreadable as unreadable:
        raise refusal(
            unreadable.reason, text, place_of(text, unreadable.found), found=show(unreadable.found)
        ) from None
    except json.JSONDecodeError as wrong:
        reason = "placeholder" if "{{" in text else "malformed_body"
        raise refusal(reason, text, text.find("{{") if reason == "placeholder" else wrong.pos) from None
    if not isinstance(body, dict):
        raise refusal("malformed_body", text, 0)
    return dict(body)


def key_value_fields(text: str) -> dict[str, object] | None:
    """Read a text that is key=value pairs from its first to its last character; any other is not ours."""
    fields: dict[str, object] = {}
    at, size = len(text) - len(text.lstrip(_PADDING)), len(text.rstrip(_PADDING))
    while at < size:
        found = _PAIR.match(text, at)
        if found is None:
            return None
        name, value = found[1], found[2].strip(_QUOTES)
        if key_of(name) in map(key_of, fields):
            raise refusal("duplicate_key", text, *found.span(1))
        fields[name] = value
        at = found.end()
    return fields if any(key_of(name) in _NAMING_KEYS for name in fields) else None


def inner_text(fields: dict[str, object]) -> str | None:
    """Take the text out of a body that only carries one."""
    texts = [value for name, value in fields.items() if key_of(name) in TEXT_KEYS and isinstance(value, str)]
    ours = any(key_of(name) in _ORDER_KEYS for name in fields)
    return texts[0] if len(texts) == 1 and not ours and not isinstance(texts[0], JsonNumber) else None


def place_of(text: str, name: str) -> int:
    """Say where a key stands; the same key is never there twice."""
    return max(text.find(name), 0)
