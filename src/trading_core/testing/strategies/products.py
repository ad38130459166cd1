"""Products, and the markets that they trade on."""

from __future__ import annotations

from datetime import date, time
from decimal import Decimal
from typing import Final

from hypothesis import strategies as st

from trading_core.domain.ids import Currency, MarketCode, Symbol
from trading_core.domain.markets import (
    EVERY_DAY,
    NEW_YORK,
    TAIPEI,
    UTC_CLOCK,
    WEEKDAYS,
    Commission,
    Ladder,
    LotLaw,
    Market,
    MarketMode,
    MarketRules,
    PriceLimit,
    Rounding,
    TaxRate,
    TransactionTax,
    standard_markets,
)
from trading_core.domain.product import Product, ProductKind, product_for
from trading_core.testing.strategies.names import currencies, symbols
from trading_core.testing.strategies.wishes import one_of_kind, wished

_STANDARD: Final = [market for mode in MarketMode for market in standard_markets(mode).values()]
_CODES: Final = st.sampled_from(["plain", "tw", "fx", "us"]).map(MarketCode)
_KINDS: Final = st.sampled_from(ProductKind)
_SCALES: Final = st.integers(0, 8).map(lambda count: 8 - count)
_NAMES: Final = st.sampled_from(["Mill & Sons", "O'Neil 100%", "\u53f0\u7a4d\u96fb"])
_LISTED: Final = st.none() | st.dates(date(1990, 1, 1), date(2090, 1, 1))
_MULTIPLES: Final = st.sampled_from([Decimal(1), Decimal("0.5"), Decimal(2), Decimal(3)])


def products(
    *,
    symbol: object = None,
    market: object = None,
    kind: object = None,
    currency: object = None,
    tradable: object = None,
) -> st.SearchStrategy[Product]:
    """
    Products as they are made on first use, and products of every kind, market and scale.

    >>> from hypothesis import given
    >>> from trading_core.testing import products
    >>> @given(products(market="tw", currency="TWD"))
    ... def check(product):
    ...     assert (product.market, product.currency) == ("tw", "TWD")
    >>> check()
    """
    named = wished(symbol, symbols(), Symbol)
    counted = wished(currency, currencies(), Currency)
    made = st.builds(
        _made,
        named,
        st.none() | _NAMES,
        wished(market, _CODES, MarketCode),
        wished(kind, _KINDS, one_of_kind(ProductKind, "kind")),
        counted,
        st.tuples(_SCALES, _SCALES),
        wished(tradable, st.booleans().map(lambda closed: not closed), one_of_kind(bool, "tradable")),
        _LISTED,
        _MULTIPLES,
    )
    if (market, kind, tradable) != (None, None, None):
        return made
    return st.one_of(st.builds(product_for, named, counted), made)


def _made(
    symbol: Symbol,
    name: str | None,
    market: MarketCode,
    kind: ProductKind,
    currency: Currency,
    scales: tuple[int, int],
    tradable: bool,
    listed_on: date | None,
    multiple: Decimal,
) -> Product:
    return Product(
        symbol, name or symbol, market, kind, currency, *scales, tradable, listed_on, limit_multiple=multiple
    )


def _rules() -> st.SearchStrategy[MarketRules]:
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
    steps = st.sampled_from([[(0, "0.01")], [(0, "0.01"), (10, "0.05"), (100, 5)]])
    lots = st.builds(LotLaw, board=st.sampled_from([10, 1000]), odd_step=st.sampled_from([None, 1]))
    limits = st.builds(PriceLimit, percent=st.integers(1, 100), free_days=st.integers(0, 5))
    return st.builds(
        MarketRules,
        ladders=st.lists(st.builds(Ladder, steps), max_size=1),
        lots=st.lists(lots, max_size=1),
        limits=st.lists(limits, max_size=1),
        settlement_days=st.integers(0, 3),
        commission=commissions,
        taxes=taxes,
        short_selling=st.frozensets(st.sampled_from(ProductKind)),
        margin_rate=st.sampled_from([Decimal(1), Decimal("0.5"), Decimal("1.4")]),
    )


def markets(*, code: object = None) -> st.SearchStrategy[Market]:
    """
    The markets that the library knows in both modes, and markets with rules, charges and delays of their own.

    Whoever wishes a code gets markets that are called so, to be put beside the others:

    >>> from hypothesis import given
    >>> from trading_core import Settings
    >>> from trading_core.testing import markets
    >>> @given(markets(code="village"))
    ... def check(village):
    ...     assert Settings(markets={village.code: village}).markets["village"] == village
    >>> check()
    """
    made = st.builds(
        Market,
        wished(code, st.sampled_from(["plain", "village"]).map(MarketCode), MarketCode),
        st.tuples(_rules()),
        clock=st.sampled_from([UTC_CLOCK, TAIPEI, NEW_YORK]),
        calendar=st.sampled_from([EVERY_DAY, WEEKDAYS]),
        day_begins=st.sampled_from([time(0), time(17)]),
    )
    return made if code is not None else st.one_of(st.sampled_from(_STANDARD), made)
