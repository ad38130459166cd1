"""Values that a row may lack, and decimals within documents."""

from __future__ import annotations

from collections import namedtuple
from collections.abc import Callable, Iterable
from decimal import Decimal
from typing import Any

from adapters.sql.columns import exact_text
from trading_core.domain.amounts import Price, Quantity
from trading_core.domain.exact import ZERO


def price_of(number: Decimal | None) -> Price | None:
    """A price, where there is one."""
    return None if number is None else Price(number)


def number_of(price: Price | Quantity | None) -> Decimal | None:
    """The number of a price or quantity, where there is one."""
    return None if price is None else price.value


def number_in(text: str) -> Decimal:
    """Read a decimal of a document; nothing is one and the same nothing everywhere."""
    return ZERO if text == "0" else Decimal(text)


number_text = exact_text


def make_row(name: str, fields: list[str]) -> Callable[[Iterable[Any]], Any]:
    """Name the columns of a part of a row, so that it is read as a row of its own table."""
    named: Any = namedtuple  # noqa: PYI024 - the fields are the table's, known when the program runs
    make: Callable[[Iterable[Any]], Any] = named(name, fields)._make
    return make
