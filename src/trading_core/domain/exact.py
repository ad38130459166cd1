"""Exact decimal arithmetic that no ambient setting can change.

Operators on ``Decimal`` round to the thread's context, 28 digits unless somebody changed it: the product of
two lawful numbers of this library may have 46. So sums and products go through one context of our own, wide
enough that nothing lawful is ever rounded, and rounding happens only where it is named.

| operation                        | exact? | rounding                                              |
| -------------------------------- | ------ | ----------------------------------------------------- |
| reading a number                 | exact  | none: more than 8 decimals are refused                |
| sum, difference, product         | exact  | none                                                  |
| price x quantity as money        | named  | half even to 8 decimals (only beyond 8 decimals)      |
| a share of a cost (lots, margin) | named  | half even to 8 decimals; the last share takes the rest |
| fee, tax                         | named  | by the market's rule, to the currency's unit          |
| price to a tick                  | named  | up or down as the caller says                         |
"""

from __future__ import annotations

import re
from decimal import (
    ROUND_HALF_EVEN,
    Context,
    Decimal,
    DivisionByZero,
    InvalidOperation,
    Overflow,
)
from typing import Final

from trading_core.errors import InvalidValue

MAX_DECIMALS: Final = 8
_WIDEST: Final = 15
_WIDEST_WHOLE: Final = 10**_WIDEST
MAX_VALUE: Final = Decimal(_WIDEST_WHOLE)
ZERO: Final = Decimal(0)
ONE: Final = Decimal(1)
UNIT: Final = Decimal(f"1e-{MAX_DECIMALS}")

EXACT: Final = Context(prec=120, traps=[InvalidOperation, DivisionByZero, Overflow])
add = EXACT.add
subtract = EXACT.subtract
multiply = EXACT.multiply
divide = EXACT.divide

_NUMBER: Final = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]{1,2})?")
_LONGEST_TEXT: Final = 40
_SHOWN: Final = 40
_EXPECTED: Final = f"a number of at most {MAX_DECIMALS} decimals between -{MAX_VALUE} and {MAX_VALUE}"


def show(value: object) -> str:
    """Picture any value for an error sentence: short, on one line, printable, and never failing itself."""
    if isinstance(value, str):
        shown = repr(value[: _SHOWN + 1])
    elif isinstance(value, bool) or value is None:
        shown = str(value)
    elif isinstance(value, Decimal):
        shown = Decimal.__str__(value)
    elif isinstance(value, int):
        shown = int.__repr__(value) if value.bit_length() < 128 else "a huge whole number"  # noqa: PLR2004
    else:
        shown = f"a value of type {ascii(type(value).__name__)[1:-1]}"
    return shown if len(shown) <= _SHOWN + 2 else shown[:_SHOWN] + "..."


def decimal_of(value: object, field: str = "value") -> Decimal:
    """
    Read a number exactly, or refuse it.

    Text is checked against plain ASCII digits before ``Decimal`` sees it, because ``Decimal`` also reads
    "NaN", "1_000", full-width digits and exponents that take seconds to expand. Floats are refused: they have
    lost the number that their writer meant.
    """
    if isinstance(value, str):
        if len(value) > _LONGEST_TEXT or not _NUMBER.fullmatch(value):
            raise InvalidValue(field, show(value), _EXPECTED)
        number = Decimal(value)
    elif isinstance(value, Decimal):
        number = value if type(value) is Decimal else Decimal(value)
    elif isinstance(value, int) and not isinstance(value, bool) and -_WIDEST_WHOLE <= value <= _WIDEST_WHOLE:
        number = Decimal(value)
    else:
        raise InvalidValue(field, show(value), _EXPECTED)
    return bounded(number, field)


def bounded(number: Decimal, field: str = "value") -> Decimal:
    """Refuse what is not finite, too large or too fine; minus zero becomes zero and exponents are written out."""
    if not number.is_finite():
        raise InvalidValue(field, show(number), _EXPECTED)
    exponent = int(number.as_tuple().exponent)
    if exponent < -MAX_DECIMALS or (
        number and (number.adjusted() > _WIDEST or number.copy_abs() > MAX_VALUE)
    ):
        raise InvalidValue(field, show(number), _EXPECTED)
    if not number:
        return ZERO
    return EXACT.quantize(number, ONE) if exponent > 0 else number


def to_unit(number: Decimal, unit: Decimal = UNIT, rounding: str = ROUND_HALF_EVEN) -> Decimal:
    """Round to a unit, by name: the only place where a digit is ever dropped."""
    return number.quantize(unit, rounding=rounding, context=EXACT)


def share(total: Decimal, part: Decimal, whole: Decimal) -> Decimal:
    """Take part/whole of a total; the whole takes exactly everything, so nothing is ever left over."""
    if part == whole:
        return total
    return to_unit(divide(multiply(total, part), whole))


def plain(number: Decimal) -> str:
    """Write a number as people do: no exponent, no needless zeros."""
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
