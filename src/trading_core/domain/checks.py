"""Validators and converters for attrs fields that fail with our own error, whatever they are given."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from itertools import islice
from typing import TYPE_CHECKING, Any, Final, TypeVar

from trading_core.domain.exact import show
from trading_core.errors import InvalidValue

if TYPE_CHECKING:
    from collections.abc import Callable

    from attrs import Attribute

    Validator = Callable[[Any, "Attribute[Any]", Any], None]

T = TypeVar("T")

EARLIEST: Final = datetime(1900, 1, 1, tzinfo=UTC)
LATEST: Final = datetime(2200, 1, 1, tzinfo=UTC)
# Further than any sum, product or share of lawful numbers reaches.
_FURTHEST: Final = 40
_MISTAKEN: Final[dict[type, type]] = {int: bool, date: datetime}
MOST: Final = 1_000_000


def name_of(kind: type) -> str:
    """Say a type as its users know it."""
    return kind.__name__


def a(kind: type) -> Validator:
    """Only a value of this type; a truth is no number and a moment is no day, although Python says so."""
    mistaken = _MISTAKEN.get(kind, ())

    def check(_instance: object, attribute: Attribute[Any], value: object) -> None:
        if type(value) is not kind and (not isinstance(value, kind) or isinstance(value, mistaken)):
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


def number(_instance: object, attribute: Attribute[Any], value: object) -> None:
    """A number that was calculated from lawful ones: finite, and with as many digits as arithmetic stays exact for."""
    if type(value) is not Decimal or not value.is_finite() or abs(value.adjusted()) > _FURTHEST:
        calculated(value, attribute.name)


def calculated(value: object, name: str) -> Decimal:
    """Accept a number that was calculated from lawful ones."""
    if type(value) is not Decimal or not value.is_finite() or abs(value.adjusted()) > _FURTHEST:
        raise InvalidValue(name, show(value), f"a finite Decimal of at most {_FURTHEST + 1} digits")
    return value


def expect(value: Any, kind: type, name: str) -> Any:  # noqa: ANN401 - of the kind, if it comes back
    """Refuse an argument that is not of a type, as ``a`` does with a field."""
    if type(value) is not kind and (
        not isinstance(value, kind) or isinstance(value, _MISTAKEN.get(kind, ()))
    ):
        raise InvalidValue(name, show(value), f"a value of type {name_of(kind)}")
    return value


def as_tuple(value: Any) -> Any:  # noqa: ANN401 - what cannot be walked passes through
    """
    Freeze any sequence; text is no sequence of things, and what cannot be walked is left for the validator.

    So is what does not end: nobody hands in more than a million things by hand, and a walk takes memory.
    """
    if not isinstance(value, Iterable) or isinstance(value, str | bytes | Mapping):
        return value
    try:
        many = tuple(islice(value, MOST + 1))
    except Exception:  # noqa: BLE001 - whatever stops the walk, it is no sequence
        return value
    return many if len(many) <= MOST else value


def sequence(value: object, name: str) -> tuple[Any, ...]:
    """Walk through any sequence once, or refuse what cannot be walked."""
    many = as_tuple(value)
    if not isinstance(many, tuple):
        walked = isinstance(value, Iterable) and not isinstance(value, str | bytes | Mapping)
        expected = f"a sequence that can be walked through in {MOST} steps" if walked else "a sequence"
        raise InvalidValue(name, show(value), expected)
    return many


def sequence_of(value: object, kind: type[T], name: str) -> tuple[T, ...]:
    """Walk through any sequence once; everything in it has to be of one type."""
    many = sequence(value, name)
    for item in many:
        expect(item, kind, name)
    return many


def walk(value: object, kind: type[T], name: str) -> Iterator[T]:
    """Look at each of a sequence that may be longer than memory, as it comes by; what its source raises is heard."""
    many: Iterable[object] = expect(value, Iterable, name)
    return (expect(item, kind, name) for item in iter(many))


def text(found: object, field: str, longest: int = 200) -> str:
    """Text that every database and terminal can keep: no controls, no surrogates, not endless."""
    if not isinstance(found, str):
        raise InvalidValue(field, show(found), "text")
    written = str.__str__(found)  # a kind of text, such as a word of a set, is kept as the text that it is
    if len(written) > longest:
        raise InvalidValue(field, show(written), f"at most {longest} characters")
    if not written.isprintable():
        raise InvalidValue(field, show(written), "text without control characters")
    return written


def instant(found: object, field: str = "time") -> datetime:
    """A moment with an offset, kept in UTC; a time without an offset could mean any of 38 moments."""
    if not isinstance(found, datetime):
        raise InvalidValue(field, show(found), "a datetime")
    moment = found if type(found) is datetime and found.tzinfo is UTC else _in_utc(found, field)
    if moment is None or not EARLIEST <= moment < LATEST:
        raise InvalidValue(field, written(found), f"a time from {EARLIEST:%Y} to {LATEST:%Y}")
    return moment


def _in_utc(found: datetime, field: str) -> datetime | None:
    """The same moment as a plain datetime; none when its time zone cannot tell, being anybody's code."""
    try:
        if found.utcoffset() is not None:
            moment = found.astimezone(UTC)
            return datetime.combine(moment.date(), moment.time(), UTC)
    except Exception:  # noqa: BLE001 - as said above
        return None
    raise InvalidValue(field, written(found), "a time with an offset")


def written(moment: datetime) -> str:
    """Write a moment for an error sentence, whatever its time zone is."""
    try:
        return datetime.isoformat(moment)
    except Exception:  # noqa: BLE001 - its time zone is asked for the offset again
        return show(moment)
