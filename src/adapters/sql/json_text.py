"""JSON as text, written and read by one library on both databases."""

from __future__ import annotations

from typing import Any

import msgspec

from trading_core.errors import InvalidValue


def _plain(value: object) -> str:
    """A name is text of a type of its own, and is written as the text that it is."""
    if not isinstance(value, str):
        raise InvalidValue("value", f"a value of type {type(value).__name__}", "what JSON has a word for")
    return str.__str__(value)


_encoder = msgspec.json.Encoder(enc_hook=_plain)
_decoder = msgspec.json.Decoder()


def write_json(value: Any) -> str:  # noqa: ANN401 - whatever JSON can hold
    """Write a value, or refuse what no database can keep."""
    try:
        return _encoder.encode(value).decode()
    except UnicodeEncodeError:
        raise InvalidValue("text", "half of a character", "text of whole characters") from None


def read_json(text: str | bytes) -> Any:  # noqa: ANN401 - whatever JSON can hold
    """Read a value."""
    return _decoder.decode(text)
