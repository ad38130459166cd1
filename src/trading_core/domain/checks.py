"""Validators and converters for attrs fields that fail with our own error, whatever they are given."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final

from trading_core.domain.exact import show
from trading_core.errors import InvalidValue

if TYPE_CHECKING:
    from collections.abc import Callable

    from attrs import Attribute

    Validator = Callable[[Any, "Attribute[Any]", Any], None]

EARLIEST: Final = datetime(1900, 1, 1, tzinfo=UTC)
LATEST: Final = datetime(2200, 1, 1, tzinfo=UTC)


def name_of(kind: type) -> str:
    """Say a type as its users know it."""
    return kind.__name__


def a(kind: type) -> Validator:
    """Only a value of this type."""

    def check(_instance: object, attribute: Attribute[Any], value: object) -> None:
        if not isinstance(value, kind) or (isinstance(value, bool) and kind is not bool):
            raise InvalidValue(attribute.name, show(value), f"a value of type {name_of(kind)}")

    return check


def optional(kind: type) -> Validator:
    """A value of this type or None."""
    check = a(kind)

    def check_unless_none(instance: object, attribute: Attribute[Any], value: object) -> None:
        if value is not None:
            check(instance, attribute, value)

    return check_unless_none


def each(kind: type) -> Validator:
    """A tuple of values of this type."""

    def check(_instance: object, attribute: Attribute[Any], value: object) -> None:
        if not isinstance(value, tuple):
            raise InvalidValue(attribute.name, show(value), f"a tuple of {name_of(kind)}")
        for item in value:
            if not isinstance(item, kind):
                raise InvalidValue(attribute.name, show(item), f"a value of type {name_of(kind)}")

    return check


def as_tuple(value: Any) -> Any:  # noqa: ANN401 - what cannot be walked passes through
    """Freeze any sequence; text is no sequence of things, and what cannot be walked is left for the validator."""
    if isinstance(value, Iterable) and not isinstance(value, str | bytes | Mapping):
        return tuple(value)
    return value


def text(found: object, field: str, longest: int = 200) -> str:
    """Text that every database and terminal can keep: no controls, no surrogates, not endless."""
    if not isinstance(found, str):
        raise InvalidValue(field, show(found), "text")
    if len(found) > longest:
        raise InvalidValue(field, show(found), f"at most {longest} characters")
    for character in found:
        if not character.isprintable():
            raise InvalidValue(field, show(found), "text without control characters")
    return found


def instant(found: object, field: str = "time") -> datetime:
    """A moment with an offset, kept in UTC; a time without an offset could mean any of 38 moments."""
    if not isinstance(found, datetime):
        raise InvalidValue(field, show(found), "a datetime")
    if found.tzinfo is None:
        raise InvalidValue(field, found.isoformat(), "a time with an offset")
    try:
        moment = found.astimezone(UTC)
    except (OverflowError, ValueError):
        moment = None
    if moment is None or not EARLIEST <= moment < LATEST:
        raise InvalidValue(field, found.isoformat(), f"a time from {EARLIEST:%Y} to {LATEST:%Y}")
    return moment
