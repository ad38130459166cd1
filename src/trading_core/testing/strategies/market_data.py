"""What markets say: quotes of a moment, bars over a span."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Final

from attrs import evolve
from hypothesis import strategies as st

from trading_core.domain.amounts import Price, to_price
from trading_core.domain.checks import instant
from trading_core.domain.exact import show
from trading_core.domain.ids import Symbol
from trading_core.domain.quotes import Bar, Quote
from trading_core.errors import InvalidValue
from trading_core.testing.strategies.names import instants, symbols
from trading_core.testing.strategies.numbers import prices
from trading_core.testing.strategies.wishes import one_of_kind, size_of, wished

_PRICES: Final = prices()
_SOURCES: Final = st.sampled_from(["street", "exchange", "", "s" * 64])
_VOLUMES: Final = st.integers(0, 10**12).map(Decimal)
_MOST_BARS: Final = 10_000
_ANY_DAY: Final = datetime(2026, 1, 5, tzinfo=UTC)
_SPAN: Final = timedelta(days=1)
_LONGEST_SPAN: Final = timedelta(days=3)  # so that the most bars fit between any moment and the last one


def quotes(*, symbol: object = None, at: object = None, price: object = None) -> st.SearchStrategy[Quote]:
    """
    Quotes with and without bid, ask and the close of the day before; bid and ask never cross.

    ``price`` may be a strategy, from which last, bid and ask are taken.

    >>> from hypothesis import given
    >>> from trading_core.testing import prices, quotes
    >>> @given(quotes(symbol="2330", price=prices(min_value=900, max_value=950)))
    ... def check(quote):
    ...     assert quote.symbol == "2330" and quote.last.value >= 900
    >>> check()
    """
    numbers = wished(price, _PRICES, to_price)
    three = st.tuples(numbers, numbers, numbers).map(sorted)
    known = st.sampled_from(["last", "both", "bid", "ask"])
    return st.builds(
        _quote,
        wished(symbol, symbols(), Symbol),
        three,
        wished(at, instants(), instant),
        _SOURCES,
        known,
        st.none() | numbers,
    )


def _quote(
    symbol: Symbol, three: list[Price], at: datetime, source: str, known: str, close: Price | None
) -> Quote:
    low, last, high = three
    bid = low if known in {"both", "bid"} else None
    ask = high if known in {"both", "ask"} else None
    return Quote(symbol, last, at, source, bid, ask, close)


def bars(*, symbol: object = None, start: object = None, price: object = None) -> st.SearchStrategy[Bar]:
    """
    Bars whose extremes enclose their open and close, and at times are these.

    >>> from hypothesis import given
    >>> from trading_core.testing import bars
    >>> @given(bars(symbol="EURUSD"))
    ... def check(bar):
    ...     assert bar.low <= bar.open <= bar.high
    >>> check()
    """
    numbers = wished(price, _PRICES, to_price)
    four = st.tuples(numbers, numbers, numbers, numbers).map(sorted)
    named, begins = wished(symbol, symbols(), Symbol), wished(start, instants(), instant)
    ways = st.sampled_from([(1, 2), (2, 1), (0, 3), (3, 0), (1, 1)])
    known = st.none() | st.just(False) | numbers
    return st.builds(_bar, named, begins, four, ways, _VOLUMES, known)


def _bar(
    symbol: Symbol,
    start: datetime,
    four: list[Price],
    way: tuple[int, int],
    volume: Decimal,
    known: Price | bool | None,
) -> Bar:
    opened, closed = way
    reference = known if isinstance(known, Price) else None
    return Bar(
        symbol, start, four[opened], four[3], four[0], four[closed], volume, reference, known is not False
    )


def bar_series(
    *,
    symbol: object = None,
    price: object = None,
    min_size: int = 0,
    max_size: int = 30,
    span: timedelta = _SPAN,
) -> st.SearchStrategy[tuple[Bar, ...]]:
    """
    Bars of one product, one after the other, each a span after the one before.

    >>> from hypothesis import given
    >>> from datetime import timedelta
    >>> from trading_core.testing import bar_series
    >>> @given(bar_series(symbol="0050", min_size=2, max_size=5))
    ... def check(series):
    ...     assert series[1].start - series[0].start == timedelta(days=1)
    >>> check()
    """
    most = size_of(max_size, "max_size", 0, _MOST_BARS)
    least = size_of(min_size, "min_size", 0, most)
    if not timedelta(0) < one_of_kind(timedelta, "span")(span) <= _LONGEST_SPAN:
        raise InvalidValue("span", show(span), f"a time above zero and not above {_LONGEST_SPAN}")
    many = st.lists(bars(symbol="A", start=_ANY_DAY, price=price), min_size=least, max_size=most)
    return st.builds(_in_a_row, many, wished(symbol, symbols(), Symbol), instants(), st.just(span))


def _in_a_row(many: list[Bar], symbol: Symbol, first: datetime, span: timedelta) -> tuple[Bar, ...]:
    return tuple(evolve(bar, symbol=symbol, start=first + count * span) for count, bar in enumerate(many))
