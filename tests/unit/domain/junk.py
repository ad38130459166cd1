"""Whatever a caller may hand in where a value of ours is expected."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from decimal import (
    Clamped,
    Context,
    Decimal,
    DecimalException,
    DivisionByZero,
    FloatOperation,
    Inexact,
    InvalidOperation,
    Overflow,
    Rounded,
    Subnormal,
    Underflow,
)
from enum import Enum
from fractions import Fraction
from typing import Final, NoReturn, TypeVar

from hypothesis import strategies as st

from trading_core.domain.words import Side
from trading_core.errors import TradingError

T = TypeVar("T")

SIGNALS: Final[list[type[DecimalException]]] = [
    Clamped,
    DivisionByZero,
    FloatOperation,
    Inexact,
    InvalidOperation,
    Overflow,
    Rounded,
    Subnormal,
    Underflow,
]


def hostile_context() -> Context:
    """A decimal context in which every operator that asks for it fails."""
    return Context(prec=3, Emin=-1, Emax=1, traps=SIGNALS)


class Failure(Exception):
    """What the objects below raise: no error of ours, and none that a library would expect."""


def _fail(*_arguments: object) -> NoReturn:
    raise Failure


class Hostile:
    """Fails at whatever is asked of it."""

    __str__ = __repr__ = __eq__ = __hash__ = __bool__ = __len__ = __iter__ = __index__ = _fail
    __lt__ = __gt__ = __le__ = __ge__ = __add__ = __radd__ = __getattr__ = _fail


class HostileText(str):
    """Text that fails to show itself."""

    __slots__ = ()
    __str__ = __repr__ = _fail


class HostileNumber(Decimal):
    """A number that fails to show itself."""

    __slots__ = ()
    __str__ = __repr__ = _fail


class HostileCount(int):
    """A whole number that fails to show itself."""

    __str__ = __repr__ = _fail


class Label(str, Enum):  # noqa: UP042 - an enumeration of the older kind, whose str() is not its text
    """Text that says something else when it is asked to show itself."""

    MAIN = "main"
    AAPL = "AAPL"
    TWD = "TWD"


class Nowhere(tzinfo):
    """A time zone that does not know its offset: a time in it has none."""

    def utcoffset(self, _moment: datetime | None) -> timedelta | None:
        return None

    def tzname(self, _moment: datetime | None) -> str | None:
        return None

    def dst(self, _moment: datetime | None) -> timedelta | None:
        return None


class Broken(Nowhere):
    """A time zone that fails when it is asked."""

    def utcoffset(self, _moment: datetime | None) -> timedelta | None:
        raise Failure


class Moment(datetime):
    """A datetime of somebody's own kind."""


def outcome(make: Callable[..., T], *arguments: object) -> T | TradingError:
    """What a call gives, or the error of ours that it was refused with; any other error is a hole."""
    try:
        return make(*arguments)
    except TradingError as refusal:
        return refusal


def refusal(make: Callable[..., object], *arguments: object) -> TradingError:
    """The error of ours that a call is refused with; it is one, or the test is wrong."""
    found = outcome(make, *arguments)
    assert isinstance(found, TradingError), found
    return found


def broken_off() -> Iterator[int]:
    """A walk that ends in a fall."""
    yield 1
    raise Failure


NUMBERS: Final = st.one_of(
    st.integers(),
    st.integers(min_value=10**400),
    st.floats(),
    st.complex_numbers(),
    st.fractions(),
    st.decimals(),
    st.decimals(allow_nan=False, allow_infinity=False, places=8),
    st.sampled_from([Decimal("sNaN"), Decimal("1e999999"), Decimal("1e-999999"), Decimal("-0"), True, False]),
    st.builds(HostileNumber, st.integers(-3, 3)),
    st.builds(HostileCount, st.integers(-3, 3)),
    st.just(Fraction(1, 3)),
)
TEXTS: Final = st.one_of(
    st.text(max_size=70),
    st.text(st.characters(categories=["Cs", "Cc", "N", "Zs"]), max_size=10),
    st.sampled_from(
        ["", " ", "nan", "1e5", "1_000", "\x00", "\ud800", "\uff11", "\u0663", "buy", "TWD", "2330"]
    ),
    st.builds(HostileText, st.text(max_size=5)),
    st.sampled_from(Label),
    st.sampled_from(Side),
    st.binary(max_size=5),
)
TIMES: Final = st.one_of(
    st.datetimes(),
    st.datetimes(timezones=st.timezones() | st.just(UTC)),
    st.sampled_from(
        [
            datetime(1, 1, 1),  # noqa: DTZ001 - without an offset on purpose
            datetime.max.replace(tzinfo=timezone(-timedelta(hours=23))),
            datetime.min.replace(tzinfo=timezone(timedelta(hours=23))),
            datetime(2026, 3, 2, tzinfo=Nowhere()),
            Moment(2026, 3, 2, tzinfo=UTC),
        ]
    ),
    st.builds(datetime, st.just(2026), st.just(3), st.just(2), tzinfo=st.builds(Broken)),
    st.dates(),
    st.just(date(2026, 3, 2)),
    st.timedeltas(),
)
ODDITIES: Final = st.one_of(
    st.none(),
    st.builds(Hostile),
    st.builds(object),
    st.builds(broken_off),
    st.sampled_from([int, Side, list[int], len, ..., NotImplemented]),
    st.just(memoryview(b"1234").cast("B", (2, 2))),
    st.builds(bytearray, st.binary(max_size=3)),
)
SCALARS: Final = st.one_of(NUMBERS, TEXTS, TIMES, ODDITIES)
ANYTHING: Final[st.SearchStrategy[object]] = st.one_of(
    SCALARS,
    st.recursive(
        SCALARS,
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.lists(inner, max_size=3).map(tuple)
            | st.dictionaries(st.text(max_size=3), inner, max_size=2)
            | st.lists(inner, max_size=2).map(iter)
        ),
        max_leaves=5,
    ),
)
