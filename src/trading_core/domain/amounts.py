"""Price, quantity and money: three kinds of number that never mix by accident.

| expression             | result   | refused                                    |
| ---------------------- | -------- | ------------------------------------------ |
| Money +- Money         | Money    | another currency                           |
| -Money                 | Money    |                                            |
| Quantity +- Quantity   | Quantity | a result below zero                        |
| value_of(price, qty)   | Decimal  | beyond the bounds of money                 |
| comparisons            | bool     | another kind, another currency             |

Everything else is refused by there being no such operator: a price and a price have no product.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from attrs import field, frozen

from trading_core.domain.exact import (
    MAX_DECIMALS,
    MAX_VALUE,
    ZERO,
    add,
    bounded,
    decimal_of,
    multiply,
    plain,
    show,
    subtract,
    to_unit,
)
from trading_core.domain.ids import Currency
from trading_core.errors import InvalidValue

if TYPE_CHECKING:
    from typing import Self


def _positive(value: object) -> Decimal:
    number = decimal_of(value, "price")
    if number <= 0:
        raise InvalidValue("price", show(number), "a number above zero")
    return number


def _not_negative(value: object) -> Decimal:
    number = decimal_of(value, "quantity")
    if number < 0:
        raise InvalidValue("quantity", show(number), "a number not below zero")
    return number


def _amount(value: object) -> Decimal:
    return decimal_of(value, "amount")


@frozen
class Price:
    """What one unit costs; always above zero, since a missing price is None and never 0."""

    value: Decimal = field(converter=_positive)

    def __lt__(self, other: Price) -> bool:
        return self.value < other.value if other.__class__ is Price else NotImplemented

    def __le__(self, other: Price) -> bool:
        return self.value <= other.value if other.__class__ is Price else NotImplemented

    def __gt__(self, other: Price) -> bool:
        return self.value > other.value if other.__class__ is Price else NotImplemented

    def __ge__(self, other: Price) -> bool:
        return self.value >= other.value if other.__class__ is Price else NotImplemented

    def __str__(self) -> str:
        return plain(self.value)


@frozen
class Quantity:
    """How many units; never below zero, since direction is a word of its own."""

    value: Decimal = field(converter=_not_negative)

    def __add__(self, other: Quantity) -> Quantity:
        if other.__class__ is not Quantity:
            return NotImplemented
        total = add(self.value, other.value)
        return _lawful(total) if total <= MAX_VALUE else Quantity(total)

    def __sub__(self, other: Quantity) -> Quantity:
        if other.__class__ is not Quantity:
            return NotImplemented
        rest = subtract(self.value, other.value)
        return _lawful(rest) if rest >= ZERO else Quantity(rest)

    def __lt__(self, other: Quantity) -> bool:
        return self.value < other.value if other.__class__ is Quantity else NotImplemented

    def __le__(self, other: Quantity) -> bool:
        return self.value <= other.value if other.__class__ is Quantity else NotImplemented

    def __gt__(self, other: Quantity) -> bool:
        return self.value > other.value if other.__class__ is Quantity else NotImplemented

    def __ge__(self, other: Quantity) -> bool:
        return self.value >= other.value if other.__class__ is Quantity else NotImplemented

    def __bool__(self) -> bool:
        return self.value > ZERO

    def __str__(self) -> str:
        return plain(self.value)


def _lawful(value: Decimal) -> Quantity:
    """Make a quantity of a number that two lawful ones came to, without checking what cannot be otherwise."""
    quantity = object.__new__(Quantity)
    object.__setattr__(quantity, "value", value)
    return quantity


def to_price(value: object) -> Price:
    """Accept what is a price already, or read it from a number or text."""
    return value if isinstance(value, Price) else Price(value)


def to_quantity(value: object) -> Quantity:
    """Accept what is a quantity already, or read it from a number or text."""
    return value if isinstance(value, Quantity) else Quantity(value)


def price_or_none(value: object) -> Price | None:
    """Accept or read a price that may be absent."""
    return None if value is None else to_price(value)


@frozen
class Money:
    """An amount of one currency; may be negative (a loss), may not be rounded in silence."""

    amount: Decimal = field(converter=_amount)
    currency: Currency = field(converter=Currency)

    @classmethod
    def zero(cls, currency: Currency) -> Self:
        """Nothing, of a currency."""
        return cls(ZERO, currency)

    def _same(self, other: Money) -> Decimal:
        if other.currency != self.currency:
            raise InvalidValue("currency", other.currency, self.currency)
        return other.amount

    def __add__(self, other: Money) -> Money:
        if other.__class__ is not Money:
            return NotImplemented
        return Money(add(self.amount, self._same(other)), self.currency)

    def __sub__(self, other: Money) -> Money:
        if other.__class__ is not Money:
            return NotImplemented
        return Money(subtract(self.amount, self._same(other)), self.currency)

    def __neg__(self) -> Money:
        return Money(subtract(ZERO, self.amount), self.currency)

    def __lt__(self, other: Money) -> bool:
        return self.amount < self._same(other) if other.__class__ is Money else NotImplemented

    def __le__(self, other: Money) -> bool:
        return self.amount <= self._same(other) if other.__class__ is Money else NotImplemented

    def __gt__(self, other: Money) -> bool:
        return self.amount > self._same(other) if other.__class__ is Money else NotImplemented

    def __ge__(self, other: Money) -> bool:
        return self.amount >= self._same(other) if other.__class__ is Money else NotImplemented

    def __bool__(self) -> bool:
        return bool(self.amount)

    def __str__(self) -> str:
        return f"{plain(self.amount)} {self.currency}"


def value_of(price: Price, quantity: Quantity) -> Decimal:
    """Price times quantity as an amount of money: exact to 8 decimals, half even beyond, refused beyond 10^15."""
    if not isinstance(price, Price):
        raise InvalidValue("price", show(price), "a Price")
    if not isinstance(quantity, Quantity):
        raise InvalidValue("quantity", show(quantity), "a Quantity")
    value = multiply(price.value, quantity.value)
    if value > MAX_VALUE:
        return bounded(value, "value")
    return to_unit(value) if int(value.as_tuple().exponent) < -MAX_DECIMALS else value
