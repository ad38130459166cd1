"""The bounds that the numbers of market rules keep, each refused with the name of its field."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Final

from trading_core.domain.checks import as_tuple
from trading_core.domain.exact import MAX_VALUE, ZERO, decimal_of, plain, show
from trading_core.errors import InvalidValue

if TYPE_CHECKING:
    from enum import StrEnum
    from typing import TypeVar

    W = TypeVar("W", bound=StrEnum)

_FINEST: Final = -40


def up_to(value: object, name: str, highest: Decimal) -> Decimal:
    """Accept a number from zero to a bound."""
    number = decimal_of(value, name)
    if not ZERO <= number <= highest:
        raise InvalidValue(name, show(number), f"a number from 0 to {plain(highest)}")
    return number


def above_zero(value: object, name: str, highest: Decimal = MAX_VALUE) -> Decimal:
    """Accept a number above zero, up to a bound."""
    number = decimal_of(value, name)
    if not ZERO < number <= highest:
        raise InvalidValue(name, show(number), f"a number above 0 and at most {plain(highest)}")
    return number


def computed(value: object, name: str) -> Decimal:
    """Accept a number above zero that may have many decimals, such as an average price."""
    if not isinstance(value, Decimal):
        return above_zero(value, name)
    fits = value.is_finite() and ZERO < value <= MAX_VALUE and int(value.as_tuple().exponent) >= _FINEST
    if not fits:
        raise InvalidValue(name, show(value), f"a number above 0 and at most {plain(MAX_VALUE)}")
    return value


def whole(value: object, name: str, highest: int) -> int:
    """Accept a whole number from zero to a bound."""
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= highest:
        raise InvalidValue(name, show(value), f"a whole number from 0 to {highest}")
    return value


def words(value: object, name: str, kind: type[W]) -> frozenset[W]:
    """Accept any collection of words of one closed set."""
    many = as_tuple(value)
    if not isinstance(many, tuple):
        raise InvalidValue(name, show(value), f"a set of {kind.__name__}")
    for word in many:
        if not isinstance(word, kind):
            raise InvalidValue(name, show(word), f"a set of {kind.__name__}")
    return frozenset(many)
