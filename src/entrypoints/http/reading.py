"""Reading bodies: strict JSON into the struct that an endpoint asks for, or a problem that names the field.

The framework's own decoding lets through what must not pass (text as JSON, a key twice, digits of other alphabets)
and fails with errors of the wrong kind on broken text and deep nesting, so bodies are read here, and only here.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any, Final, TypeVar

import msgspec

from entrypoints.http.decoding_words import in_words
from entrypoints.http.problems import FieldFault, Rejected
from entrypoints.http.words_allowed import words_at

T = TypeVar("T", bound=msgspec.Struct)

_NUMBER: Final = re.compile(r"-?(?:0|[1-9][0-9]{0,39})(?:\.[0-9]{1,40})?(?:[eE][+-]?[0-9]{1,3})?")
_PATH: Final = re.compile(r" - at `\$(?P<path>[^`]*)`$")
_FIELD: Final = re.compile(r"`(?P<name>[^`]+)`")
_CONTROLS: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
NO_NUMBER: Final = object()


def absent() -> msgspec.Raw:
    """What a number is that was not stated."""
    return msgspec.Raw(b"null")


def bad_body(detail: str, *faults: FieldFault) -> Rejected:
    """A body that cannot be what was meant."""
    return Rejected(400, "invalid_body", detail, errors=faults)


def decoder_of(kind: type[T]) -> msgspec.json.Decoder[T]:
    """A strict decoder for a struct."""
    return msgspec.json.Decoder(kind, strict=True)


def read_body(decoder: msgspec.json.Decoder[T], body: bytes) -> T:
    """Decode a body into its struct."""
    if not body.strip():
        raise bad_body("The body is empty: send a JSON object.")
    _check_text(body)
    try:
        return decoder.decode(body)
    except msgspec.ValidationError as error:
        raise _of_field(str(error), decoder.type) from None
    except msgspec.DecodeError as error:
        raise bad_body(f"The body is no JSON ({error}): send a JSON object.") from None


def _check_text(body: bytes) -> None:
    """Refuse what a decoder would pass over: broken text, control characters, a key twice, deep nesting."""
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise bad_body(f"Byte {error.start} of the body is no UTF-8: send UTF-8 text.") from None
    try:
        faults = list(_faults_in(_JSON.decode(text), ""))
    except json.JSONDecodeError as error:
        detail = f"The body is no JSON (line {error.lineno}, column {error.colno}: {error.msg}): send a JSON object."
        raise bad_body(detail) from None
    except RecursionError:
        raise bad_body("The body is nested too deeply: send a flat JSON object.") from None
    if faults:
        raise bad_body(f"{faults[0].field} {faults[0].message}.", *faults)


class _Object(list[tuple[str, Any]]):
    """The pairs of a JSON object, as many as there are."""


class _Constant(str):
    """NaN or Infinity, which are no JSON."""

    __slots__ = ()


_JSON: Final = json.JSONDecoder(
    object_pairs_hook=_Object, parse_float=str, parse_int=str, parse_constant=_Constant
)


def _faults_in(value: object, field: str) -> Iterator[FieldFault]:
    if isinstance(value, _Object):
        known = set()
        for key, inner in value:
            name = key[:60].encode("utf-8", "replace").decode()
            within = f"{field}.{name}" if field else name
            if key in known:
                yield FieldFault(within, "is there twice: state it once")
            known.add(key)
            yield from _faults_in(inner, within)
    elif isinstance(value, list):
        for place, inner in enumerate(value):
            yield from _faults_in(inner, f"{field}[{place}]")
    elif isinstance(value, _Constant):
        yield FieldFault(field or "body", f"is {value}, which is no number: send a number")
    elif isinstance(value, str) and (odd := _CONTROLS.search(value)):
        what = "half of a character" if odd[0] >= "\ud800" else "a control character"
        yield FieldFault(field or "body", f"holds {what}: send printable text")


def _of_field(message: str, kind: object) -> Rejected:
    """Turn a decoder's sentence into a fault of a field."""
    place = _PATH.search(message)
    text = message[: place.start()] if place else message
    path = place["path"].lstrip(".") if place else ""
    named = _FIELD.search(text)
    if named and ("missing required field" in text or "unknown field" in text):
        path = f"{path}.{named['name']}" if path else named["name"]
        text = "is missing" if "missing" in text else "is no field of this body"
        text += ": see the documentation"
    else:
        text = in_words(text, lambda: words_at(kind, path))
    field = path or "body"
    return bad_body(f"{field}: {text}.", FieldFault(field, text))


def number_or_none(raw: msgspec.Raw, field: str) -> Decimal | None:
    """Read a number that may be absent; one that was not stated is ``absent()``."""
    return None if bytes(raw) == b"null" else number(raw, field)


def number(raw: msgspec.Raw, field: str) -> Decimal:
    """Read a number as it was written; digits of other alphabets, NaN and white space are none."""
    text = bytes(raw).decode("utf-8")
    if text[:1] == '"':
        text = json.loads(text)
    if not _NUMBER.fullmatch(text):
        fault = FieldFault(field, "expected a number such as 860.1, or the same in quotes")
        raise bad_body(f"{field} is no number: send one such as 860.1, or the same in quotes.", fault)
    return Decimal(text)
