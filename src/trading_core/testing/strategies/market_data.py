"""Products, markets and what markets say."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from attrs import evolve
from hypothesis import strategies as st

from trading_core.domain.exact import show
from trading_core.domain.ids import MarketCode
from trading_core.domain.markets import (
    EVERY_DAY,
    TAIPEI,
    UTC_CLOCK,
    WEEKDAYS,
    Commission,
    LotLaw,
    Market,
    MarketMode,
    MarketRules,
    Rounding,
    TaxRate,
    TransactionTax,
    standard_markets,
)
from trading_core.domain.product import Product, ProductKind, product_for
from trading_core.domain.quotes import Bar, Quote
from trading_core.errors import InvalidValue
from trading_core.testing.strategies.names import currencies, instants, symbols
from trading_core.testing.strategies.numbers import prices

if TYPE_CHECKING:
    from datetime import datetime

    from trading_core.domain.ids import Symbol

_STANDARD: Final = [market for mode in MarketMode for market in standard_markets(mode).values()]
_MOST_BARS: Final = 10_000
_SPAN: Final = timedelta(days=1)
_LONGEST_SPAN: Final = timedelta(days=3)  # so that the most bars fit between any moment and the last one


def products() -> st.SearchStrategy[Product]:
    """Products as they are made on first use, and products of every kind with scales of their own."""
    scales = st.integers(0, 8)
    made = st.builds(
        Product,
        symbols(),
        market=st.sampled_from(["plain", "tw", "fx", "us"]).map(MarketCode),
        kind=st.sampled_from(ProductKind),
        currency=currencies(),
        price_decimals=scales,
        quantity_decimals=scales,
        tradable=st.booleans(),
    )
    return st.one_of(st.builds(product_for, symbols(), currencies()), made)


def markets() -> st.SearchStrategy[Market]:
    """The markets that the library knows in both modes, and markets with rules, charges and delays of their own."""
    rates = st.integers(0, 300).map(lambda count: Decimal(count).scaleb(-4))
    commissions = st.builds(
        Commission,
        rate=rates,
        minimum=st.integers(0, 30),
        unit=st.sampled_from([1, Decimal("0.01")]),
        rounding=st.sampled_from(Rounding),
    )
    taxes = st.builds(
        TransactionTax,
        rates=st.lists(st.builds(TaxRate, rate=rates, day_trade_rate=st.none() | rates), max_size=1),
        rounding=st.sampled_from(Rounding),
    )
    lots = st.lists(st.builds(LotLaw, board=st.sampled_from([1, 10, 1000])), max_size=1)
    rules = st.builds(
        MarketRules,
        lots=lots,
        settlement_days=st.integers(0, 3),
        commission=commissions,
        taxes=taxes,
        short_selling=st.frozensets(st.sampled_from(ProductKind)),
        margin_rate=st.sampled_from([Decimal("0.5"), Decimal(1), Decimal("1.4")]),
    )
    made = st.builds(
        Market,
        st.sampled_from(["plain", "village"]).map(MarketCode),
        st.tuples(rules),
        clock=st.sampled_from([UTC_CLOCK, TAIPEI]),
        calendar=st.sampled_from([EVERY_DAY, WEEKDAYS]),
    )
    return st.one_of(st.sampled_from(_STANDARD), made)


@st.composite
def quotes(draw: st.DrawFn) -> Quote:
    """Quotes with and without bid and ask, which never cross, and with and without the close of the day before."""
    low, last, high = sorted(draw(st.lists(prices(), min_size=3, max_size=3)))
    bid, ask = draw(st.sampled_from([(None, None), (low, high), (low, None), (None, high)]))
    source = draw(st.sampled_from(["street", "exchange", ""]))
    return Quote(draw(symbols()), last, draw(instants()), source, bid, ask, draw(st.none() | prices()))


@st.composite
def bars(draw: st.DrawFn) -> Bar:
    """Bars whose extremes enclose their open and close."""
    low, one, other, high = sorted(draw(st.lists(prices(), min_size=4, max_size=4)))
    opened, closed = draw(st.sampled_from([(one, other), (other, one), (low, high), (high, low)]))
    volume = draw(st.integers(0, 10**12).map(Decimal))
    return Bar(draw(symbols()), draw(instants()), opened, high, low, closed, volume)


def bar_series(
    *, min_size: int = 0, max_size: int = 30, span: timedelta = _SPAN
) -> st.SearchStrategy[tuple[Bar, ...]]:
    """Bars of one product, one after the other, each a span after the one before."""
    sizes = min_size, max_size
    if any(type(size) is not int for size in sizes) or not 0 <= min_size <= max_size <= _MOST_BARS:
        raise InvalidValue("max_size", show(max_size), f"a size from min_size to {_MOST_BARS}")
    if not isinstance(span, timedelta) or not timedelta(0) < span <= _LONGEST_SPAN:
        raise InvalidValue("span", show(span), f"a time above zero and not above {_LONGEST_SPAN}")
    many = st.lists(bars(), min_size=min_size, max_size=max_size)
    return st.builds(_in_a_row, many, symbols(), instants(), st.just(span))


def _in_a_row(many: list[Bar], symbol: Symbol, first: datetime, span: timedelta) -> tuple[Bar, ...]:
    return tuple(evolve(bar, symbol=symbol, start=first + count * span) for count, bar in enumerate(many))
