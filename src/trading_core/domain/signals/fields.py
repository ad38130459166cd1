"""The named fields of machine-written bodies, and which of them carry the order.

Numbers are kept in the words of their writer, to be read once, exactly.
"""

from __future__ import annotations

import json
import re
from typing import Final

from trading_core.domain.signals.places import Fields, json_places, key_of, key_value_fields
from trading_core.domain.signals.refusals import refusal

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
_LIKE_JSON: Final = re.compile(r"\s*[\[{]\s*[\"'{}\[]")


class JsonNumber(str):
    """A JSON number in the words of its writer."""

    __slots__ = ()


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


def json_fields(text: str) -> Fields:
    """Read a JSON object without losing a digit, or refuse the text."""
    if _too_deep(text):
        raise refusal("malformed_body", text, 0)
    try:
        body = json.loads(text, parse_float=JsonNumber, parse_int=JsonNumber)
    except json.JSONDecodeError as wrong:
        reason = "placeholder" if "{{" in text else "malformed_body"
        raise refusal(reason, text, text.find("{{") if reason == "placeholder" else wrong.pos) from None
    if not isinstance(body, dict):
        raise refusal("malformed_body", text, 0)
    return Fields(body, json_places(text))


def named_fields(text: str) -> Fields | None:
    """Read what has the look of named fields; what people write has none."""
    if looks_like_json(text):
        return json_fields(text)
    found = key_value_fields(text) if "=" in text else None
    named = found is not None and any(key_of(name) in _NAMING_KEYS for name in found.values)
    return found if named else None


def inner_text(fields: dict[str, object]) -> str | None:
    """Take the text out of a body that only carries one."""
    texts = [value for name, value in fields.items() if key_of(name) in TEXT_KEYS and isinstance(value, str)]
    ours = any(key_of(name) in _ORDER_KEYS for name in fields)
    return texts[0] if len(texts) == 1 and not ours and not isinstance(texts[0], JsonNumber) else None
