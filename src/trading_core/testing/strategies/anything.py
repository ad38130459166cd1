"""Whatever a caller may hand in where a value of the library is expected, hostile things included."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from typing import TYPE_CHECKING, Final, NoReturn

from hypothesis import strategies as st

from trading_core.domain.words import Side

if TYPE_CHECKING:
    from collections.abc import Iterator

_DEEP: Final = 2_000


class Failure(Exception):
    """What hostile things raise: no error of the library, and none that anybody would expect."""


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
        """Nobody knows."""
        return None

    def dst(self, _moment: datetime | None) -> timedelta | None:
        """Nobody knows this either."""
        return None

    def tzname(self, _moment: datetime | None) -> str | None:
        """Nor this."""
        return None


class Broken(Nowhere):
    """A time zone that fails when it is asked."""

    def utcoffset(self, _moment: datetime | None) -> timedelta | None:
        """Fail."""
        raise Failure


class Moment(datetime):
    """A datetime of somebody's own kind."""


def broken_off() -> Iterator[int]:
    """A walk that ends in a fall."""
    yield 1
    raise Failure


def _deep() -> list[object]:
    """A list in a list in a list, deeper than Python cares to follow."""
    nested: list[object] = []
    for _ in range(_DEEP):
        nested = [nested]
    return nested


_NUMBERS: Final = st.one_of(
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
_TEXTS: Final = st.one_of(
    st.text(max_size=70),
    st.text(st.characters(categories=["Cs", "Cc", "N", "Zs"]), max_size=10),
    st.sampled_from(
        [
            "",
            " ",
            "nan",
            "1e5",
            "1_000",
            "\x00",
            "\ud800",
            "\uff11",
            "\u0663",
            "buy",
            "TWD",
            "2330",
            "x" * 5_000,
        ]
    ),
    st.builds(HostileText, st.text(max_size=5)),
    st.sampled_from(Label),
    st.sampled_from(Side),
    st.binary(max_size=5),
)
_EDGES: Final = (
    datetime(1, 1, 1),  # noqa: DTZ001 - without an offset on purpose
    datetime.max.replace(tzinfo=timezone(-timedelta(hours=23))),
    datetime.min.replace(tzinfo=timezone(timedelta(hours=23))),
    datetime(2026, 3, 2, tzinfo=Nowhere()),
    Moment(2026, 3, 2, tzinfo=UTC),
    date(2026, 3, 2),
    date.min,
    date.max,
    time(9, tzinfo=UTC),
    timedelta.max,
    timedelta.min,
)
_TIMES: Final = st.one_of(
    st.datetimes(),
    st.datetimes(timezones=st.just(UTC) | st.timezones()),
    st.sampled_from(_EDGES),
    st.builds(datetime, st.just(2026), st.just(3), st.just(2), tzinfo=st.builds(Broken)),
    st.dates(),
    st.times(),
    st.timedeltas(),
)
_ODDITIES: Final = st.one_of(
    st.none(),
    st.builds(Hostile),
    st.builds(object),
    st.builds(broken_off),
    st.sampled_from([int, Side, list[int], len, ..., NotImplemented]),
    st.just(memoryview(b"1234").cast("B", (2, 2))),
    st.builds(bytearray, st.binary(max_size=3)),
    st.builds(_deep),
)
_SCALARS: Final = st.one_of(_NUMBERS, _TEXTS, _TIMES, _ODDITIES)
_ANYTHING: Final[st.SearchStrategy[object]] = st.one_of(
    _SCALARS,
    st.recursive(
        _SCALARS,
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.lists(inner, max_size=3).map(tuple)
            | st.dictionaries(st.text(max_size=3), inner, max_size=2)
            | st.lists(inner, max_size=2).map(iter)
        ),
        max_leaves=5,
    ),
)


def anything() -> st.SearchStrategy[object]:
    """
    Any object: numbers that are none, text that no column keeps, times without an offset, things that fail when asked.

    Whatever of it a public function is given, it may refuse with a ``TradingError`` and never fail in another way:

    >>> from hypothesis import given
    >>> from trading_core import Price, TradingError
    >>> from trading_core.testing import anything
    >>> @given(anything())
    ... def check(value):
    ...     try:
    ...         Price(value)
    ...     except TradingError as refusal:
    ...         assert refusal.message.isprintable()
    >>> check()
    """
    return _ANYTHING
