"""Fields of bodies: how numbers and names come in, are described, and become values of the core."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from types import TracebackType
from typing import Annotated, Any, Final, TypeVar

import msgspec

from entrypoints.http.reading import number, number_or_none
from trading_core.domain.amounts import Price, Quantity, to_price, to_quantity
from trading_core.domain.exact import decimal_of
from trading_core.domain.ids import Name, Symbol
from trading_core.errors import InvalidValue
from trading_core.ports.users import Username

T = TypeVar("T")

MOST: Final = 10**15
_LEAST: Final = 0.00000001  # only for the document: what comes in is read exactly
_POSITIVE: Final = {
    "type": ["number", "string"],
    "pattern": r"^(?!0(\.0+)?$)(0|[1-9][0-9]{0,14})(\.[0-9]{1,8})?$",
    "minimum": _LEAST,
    "maximum": MOST,
}
_NOT_NEGATIVE: Final = {
    "type": ["number", "string"],
    "pattern": r"^(0|[1-9][0-9]{0,14})(\.[0-9]{1,8})?$",
    "minimum": 0,
    "maximum": MOST,
}
_OR_NULL: Final = {"type": ["number", "string", "null"]}
_READ: Final = "A number{}, or the same in quotes, of at most 8 decimals; read exactly."
_ABSENT: Final = " Null or absent is none."


def _number(form: Mapping[str, Any], words: str) -> msgspec.Meta:
    null = _ABSENT if "null" in form["type"] else ""
    return msgspec.Meta(description=_READ.format(words) + null, extra_json_schema=dict(form))


Number = Annotated[msgspec.Raw, _number(_POSITIVE, " above zero")]
MaybeNumber = Annotated[msgspec.Raw, _number(_POSITIVE | _OR_NULL, " above zero")]
Amount = Annotated[msgspec.Raw, _number(_NOT_NEGATIVE, " not below zero")]
MaybeAmount = Annotated[msgspec.Raw, _number(_NOT_NEGATIVE | _OR_NULL, " not below zero")]


def pattern_of(kind: type[Name]) -> str:
    """The law of a name as the document writes it; small letters in a product's code are read as capitals."""
    law, none = kind.law.pattern, "|".join(map(re.escape, kind.elsewhere))
    if kind is Symbol:
        law, none = law.replace("A-Z", "A-Za-z"), re.sub("[A-Z]", _either, none)
    return f"^(?!(?:{none})$){law}$" if none else f"^{law}$"


def _either(letter: re.Match[str]) -> str:
    return f"[{letter[0]}{letter[0].lower()}]"


def form_of(kind: type[Name]) -> dict[str, Any]:
    """What the document says of a field that holds such a name."""
    return {"pattern": pattern_of(kind)}


Text = Annotated[str, msgspec.Meta(min_length=1, max_length=200, description="Printable text.")]
Ticker = Annotated[
    str,
    msgspec.Meta(
        min_length=1,
        max_length=24,
        description="The code of a product, as 2330.",
        extra_json_schema=form_of(Symbol),
    ),
]
NewName = Annotated[str, msgspec.Meta(min_length=1, max_length=64, extra_json_schema=form_of(Username))]
Moment = Annotated[
    str,
    msgspec.Meta(
        description="A time with its offset, from 1970 to 2199.", extra_json_schema={"format": "date-time"}
    ),
]


class Naming:
    """Lets a refusal speak of the field as the body calls it."""

    def __init__(self, field: str) -> None:
        """Know the field."""
        self._field = field

    def __enter__(self) -> None:
        """Begin to listen."""

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Say it of the field."""
        if isinstance(error, InvalidValue):
            raise InvalidValue(self._field, error.found, error.expected) from None


def named(field: str, make: Callable[[object], T], value: object) -> T:
    """Make a value of the core of what a field says."""
    with Naming(field):
        return make(value)


def price_of(raw: msgspec.Raw, field: str) -> Price:
    """Read a price."""
    return named(field, to_price, number(raw, field))


def price_or_none(raw: msgspec.Raw, field: str) -> Price | None:
    """Read a price that may be absent."""
    found = number_or_none(raw, field)
    return None if found is None else named(field, to_price, found)


def quantity_of(raw: msgspec.Raw, field: str) -> Quantity:
    """Read a quantity."""
    quantity = named(field, to_quantity, number(raw, field))
    if not quantity:
        raise InvalidValue(field, "0", "a number above zero")
    return quantity


def amount_of(raw: msgspec.Raw, field: str) -> Decimal:
    """Read an amount of money above zero."""
    amount = named(field, decimal_of, number(raw, field))
    if amount <= 0:
        raise InvalidValue(field, str(amount)[:40], "a number above zero")
    return amount


def amount_or_none(raw: msgspec.Raw, field: str) -> Decimal | None:
    """Read an amount that may be absent."""
    found = number_or_none(raw, field)
    return None if found is None else named(field, decimal_of, found)


def bound_or_none(raw: msgspec.Raw, field: str) -> Decimal | None:
    """Read a bound that may be absent; it is not below zero."""
    amount = amount_or_none(raw, field)
    if amount is not None and amount < 0:
        raise InvalidValue(field, str(amount)[:40], "a number not below zero")
    return amount
