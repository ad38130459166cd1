"""Fields of bodies: how numbers and names come in, are described, and become values of the core."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from decimal import Decimal
from typing import Annotated, Final, TypeVar

import msgspec

from entrypoints.http.reading import number, number_or_none
from trading_core.domain.amounts import Price, Quantity, to_price, to_quantity
from trading_core.domain.exact import decimal_of
from trading_core.errors import InvalidValue

T = TypeVar("T")

_NUMBERS: Final = {
    "type": ["number", "string"],
    "pattern": r"^-?(0|[1-9][0-9]{0,15})(\.[0-9]{1,8})?$",
}

Number = Annotated[
    msgspec.Raw,
    msgspec.Meta(
        description="A number, or the same in quotes, of at most 8 decimals; read exactly.",
        extra_json_schema=_NUMBERS,
    ),
]
MaybeNumber = Annotated[
    msgspec.Raw,
    msgspec.Meta(
        description="A number, or the same in quotes, of at most 8 decimals; read exactly. Null or absent is none.",
        extra_json_schema={"type": ["number", "string", "null"], "pattern": _NUMBERS["pattern"]},
    ),
]
Text = Annotated[str, msgspec.Meta(min_length=1, max_length=200)]
Ticker = Annotated[
    str, msgspec.Meta(min_length=1, max_length=32, description="The code of a product, as 2330.")
]


@contextmanager
def naming(field: str) -> Iterator[None]:
    """Let a refusal speak of the field as the body calls it."""
    try:
        yield
    except InvalidValue as wrong:
        raise InvalidValue(field, wrong.found, wrong.expected) from None


def named(field: str, make: Callable[[object], T], value: object) -> T:
    """Make a value of the core of what a field says."""
    with naming(field):
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
