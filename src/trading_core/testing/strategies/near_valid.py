"""
Values that are almost right: what a hurried person, another program or another alphabet would hand in.

Those of one kind (``near_valid_prices`` and so on) are all to be refused. ``near_valid`` steps away from any values and
leaves it open whether the step led out of what is lawful.
"""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Final, TypeVar

from hypothesis import strategies as st

from trading_core.domain.exact import EXACT, MAX_VALUE, UNIT, decimal_of, multiply, subtract
from trading_core.testing.strategies.anything import Nowhere
from trading_core.testing.strategies.dice import evenly
from trading_core.testing.strategies.names import instants, symbols
from trading_core.testing.strategies.numbers import amounts

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

T = TypeVar("T")

_FULL_WIDTH: Final = {ord(digit): chr(ord(digit) - ord("0") + 0xFF10) for digit in "0123456789"}
_ARABIC: Final = {ord(digit): chr(ord(digit) - ord("0") + 0x0660) for digit in "0123456789"}
_TOO_FINE: Final = multiply(UNIT, decimal_of("0.1"))
_HUGE: Final = 10**400

_NO_NUMBERS: Final[tuple[Callable[[Decimal], object], ...]] = (
    lambda number: f" {number:f}",
    lambda number: f"{number:f}\n",
    lambda number: f"{number:f},5",
    lambda number: f"{number:f}".translate(_FULL_WIDTH),
    lambda number: f"{number:f}".translate(_ARABIC),
    lambda number: f"1_{number:f}",
    lambda number: f"0x{int(number):x}",
    lambda number: f"{number:f} TWD",
    lambda number: f"{number:f}e999",
    lambda number: f"--{number:f}",
    lambda number: EXACT.add(number, _TOO_FINE),
    lambda number: EXACT.add(number, MAX_VALUE),
    lambda number: f"{number:f}".encode(),
    lambda number: [number],
    lambda number: {"value": number},
    lambda number: number.as_integer_ratio(),
    lambda number: _HUGE + int(number),
    lambda number: number > 0,
    lambda _: "",
    lambda _: "nan",
    lambda _: Decimal("NaN"),
    lambda _: Decimal("-Infinity"),
    lambda _: None,
)
_NEGATIVE: Final = (lambda number: subtract(Decimal(0), number), lambda number: f"-{number:f}")
_NO_SYMBOLS: Final[tuple[Callable[[str], object], ...]] = (
    lambda symbol: f" {symbol}",
    lambda symbol: f"{symbol}\n",
    lambda symbol: f"A {symbol}"[:24],
    lambda symbol: f"-{symbol}",
    lambda symbol: f"{symbol}.",
    lambda symbol: f"{symbol}/X",
    lambda symbol: f"\u00e9{symbol}",
    lambda symbol: f"{symbol}\u200b",
    lambda symbol: f"\udc80{symbol}",
    lambda symbol: symbol + "X" * 24,
    lambda symbol: f"\uff11{symbol}",
    lambda symbol: symbol.encode(),
    lambda symbol: [symbol],
    lambda _: "",
    lambda _: None,
    lambda _: 2330,
)
_NO_NAMES: Final[tuple[Callable[[str], object], ...]] = (
    lambda name: f" {name}",
    lambda name: f"{name} ",
    lambda name: f"{name}\n",
    lambda name: f"{name}\x00",
    lambda name: f"{name}\u00e9",
    lambda name: f"{name}\u200b",
    lambda name: f"{name}\ud800",
    lambda name: f"{name}\x7f",
    lambda name: name + "x" * 96,
    lambda name: name.encode(),
    lambda name: [name],
    lambda _: "",
    lambda _: None,
    lambda _: 7,
    lambda _: True,
)
_NO_INSTANTS: Final[tuple[Callable[[datetime], object], ...]] = (
    lambda moment: moment.replace(tzinfo=None),
    lambda moment: moment.replace(tzinfo=Nowhere()),
    lambda moment: moment.replace(1899, 1, 1),
    lambda moment: moment.replace(2200, 1, 1),
    lambda moment: moment.replace(1, 1, 1),
    lambda moment: moment.replace(9999, 1, 1),
    lambda moment: moment.isoformat(),
    lambda moment: moment.date(),
    lambda moment: moment.timetz(),
    lambda moment: int(moment.timestamp()),
    lambda moment: moment.timestamp(),
    lambda moment: moment - datetime(2000, 1, 1, tzinfo=UTC),
    lambda _: None,
)


def near_valid_numbers() -> st.SearchStrategy[object]:
    """
    Almost numbers, to be refused wherever the library reads one.

    >>> from hypothesis import given
    >>> from trading_core import InvalidValue, Money
    >>> from trading_core.testing import near_valid_numbers
    >>> @given(near_valid_numbers())
    ... def check(number):
    ...     try:
    ...         Money(number, "TWD")
    ...     except InvalidValue as refused:
    ...         assert refused.field == "amount"
    ...     else:
    ...         raise AssertionError(number)
    >>> check()
    """
    return st.one_of(_stepped(amounts(), _NO_NUMBERS), st.floats(0, 1_000_000))


def near_valid_prices() -> st.SearchStrategy[object]:
    """
    Almost prices: what is no number, and numbers that are not above zero.

    >>> from hypothesis import find
    >>> from trading_core.testing import near_valid_prices
    >>> find(near_valid_prices(), lambda price: price == 0)
    0
    """
    return st.one_of(st.just(0), _stepped(amounts(), _NEGATIVE), near_valid_numbers())


def near_valid_quantities() -> st.SearchStrategy[object]:
    """
    Almost quantities: what is no number, and numbers below zero.

    >>> from hypothesis import find
    >>> from decimal import Decimal
    >>> from trading_core.testing import near_valid_quantities
    >>> find(near_valid_quantities(), lambda quantity: isinstance(quantity, Decimal) and quantity < 0)
    Decimal('-1')
    """
    return st.one_of(_stepped(amounts(), _NEGATIVE), near_valid_numbers())


def near_valid_symbols() -> st.SearchStrategy[object]:
    """
    Almost symbols.

    >>> from hypothesis import find
    >>> from trading_core.testing import near_valid_symbols
    >>> find(near_valid_symbols(), lambda symbol: True)
    ' ACME'
    """
    return _stepped(symbols(), _NO_SYMBOLS)


def near_valid_names() -> st.SearchStrategy[object]:
    """
    Almost names of accounts, orders and fills.

    >>> from hypothesis import find
    >>> from trading_core.testing import near_valid_names
    >>> find(near_valid_names(), lambda name: True)
    ' A'
    """
    return _stepped(st.sampled_from(["A", "O-1", "F-1", "x" * 64]), _NO_NAMES)


def near_valid_instants() -> st.SearchStrategy[object]:
    """
    Almost moments: without an offset, out of range, or something else that tells a time.

    >>> from hypothesis import find
    >>> from trading_core.testing import near_valid_instants
    >>> find(near_valid_instants(), lambda moment: True)
    datetime.datetime(2000, 1, 1, 0, 0)
    """
    return _stepped(instants(), _NO_INSTANTS)


def _stepped(
    values: st.SearchStrategy[T], steps: Sequence[Callable[[T], object]]
) -> st.SearchStrategy[object]:
    return st.builds(lambda value, step: step(value), values, evenly(steps))
