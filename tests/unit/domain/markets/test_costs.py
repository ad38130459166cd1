"""Commission and tax."""

from __future__ import annotations

from decimal import Decimal
from itertools import accumulate

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.untyped import untyped
from trading_core.domain.exact import ZERO
from trading_core.domain.markets import Commission, Rounding, Scope, TaxRate, TransactionTax
from trading_core.domain.product import Product, ProductKind
from trading_core.domain.words import Side
from trading_core.errors import InvalidValue

BROKER = Commission(rate="0.001425", minimum=20, odd_lot_minimum=1, unit=1)
STOCK = Product("2330", kind=ProductKind.STOCK)
ETF = Product("0050", kind=ProductKind.ETF)

values = st.decimals(0, 10**12, places=8)
roundings = st.sampled_from(list(Rounding))


@st.composite
def commissions(draw: st.DrawFn) -> Commission:
    """Build brokers' terms of every sort."""
    unit = draw(st.sampled_from([Decimal(1), Decimal("0.01"), Decimal("0.05"), Decimal("0.00000001")]))
    low, high = sorted(draw(st.tuples(st.integers(0, 50), st.integers(0, 50))))
    return Commission(
        rate=draw(st.decimals(0, 1, places=6)),
        discount=draw(st.decimals(0, 1, places=2)),
        minimum=high,
        odd_lot_minimum=draw(st.sampled_from([None, Decimal(low)])),
        unit=unit,
        rounding=draw(roundings),
    )


@pytest.mark.parametrize(
    ("value", "discount", "odd", "fee"),
    [
        ("600000", "1", False, "855"),
        ("600000", "0.6", False, "513"),
        ("600000", "0.28", False, "239"),
        ("4300", "1", True, "6"),
        ("4300", "1", False, "20"),
        ("1760", "1", True, "2"),
        ("1", "1", True, "1"),
        ("0.00000001", "1", True, "1"),
        ("14035.08", "1", False, "20"),
        ("14736.84", "1", False, "20"),
        ("14736.85", "1", False, "21"),
        ("0", "1", True, "0"),
        ("0", "1", False, "0"),
    ],
)
def test_the_commission_of_a_taiwanese_broker(value: str, discount: str, odd: bool, fee: str) -> None:
    """The part of a dollar is dropped, the least amount is taken, and nothing costs nothing."""
    assert Decimal(fee) == evolve(BROKER, discount=discount).on(Decimal(value), odd=odd)


@given(commissions(), values, values, st.booleans())
def test_more_value_never_costs_less(terms: Commission, one: Decimal, other: Decimal, odd: bool) -> None:
    """So what is booked for a further fill is never negative."""
    low, high = sorted((one, other))

    assert terms.on(low, odd=odd) <= terms.on(high, odd=odd)


@given(commissions(), values)
def test_an_odd_lot_never_costs_more(terms: Commission, value: Decimal) -> None:
    """So an order does not get cheaper when its fills have filled a board lot."""
    assert terms.on(value, odd=True) <= terms.on(value, odd=False)


@given(commissions(), st.lists(values, min_size=1, max_size=8), st.booleans())
def test_parts_cost_what_the_whole_costs(terms: Commission, parts: list[Decimal], odd: bool) -> None:
    """However an order is filled, the differences of the costs so far add up to its cost."""
    totals = [terms.on(value, odd=odd) for value in accumulate(parts)]
    booked = [after - before for before, after in zip([ZERO, *totals], totals, strict=False)]

    assert terms.on(sum(parts, ZERO), odd=odd) == sum(booked, ZERO)
    assert all(part >= 0 for part in booked)


@given(commissions(), values, st.booleans())
def test_a_commission_is_in_whole_units(terms: Commission, value: Decimal, odd: bool) -> None:
    """No charge has a part of a unit, whatever the unit is."""
    assert not terms.on(value, odd=odd) % terms.unit


def test_without_a_least_amount_for_odd_lots_the_ordinary_one_holds() -> None:
    """An odd lot is special only where the broker says so."""
    terms = Commission(rate="0.001", minimum=5)

    assert Decimal(5) == terms.on(Decimal(100), odd=True)
    assert Decimal(5) == terms.on(Decimal(100), odd=False)


def test_a_commission_charges_nothing_by_default() -> None:
    """A market without a word about costs has none, to the finest unit."""
    assert ZERO == Commission().on(Decimal(10**12), odd=False)
    assert Decimal("0.00000001") == Commission().unit
    assert Rounding.DOWN is Commission().rounding


@pytest.mark.parametrize(
    ("rounding", "charges"),
    [
        (Rounding.DOWN, ["1.00", "1.00", "1.00", "1.05", "1.05"]),
        (Rounding.UP, ["1.00", "1.05", "1.05", "1.05", "1.10"]),
        (Rounding.HALF_UP, ["1.00", "1.00", "1.05", "1.05", "1.10"]),
        (Rounding.HALF_EVEN, ["1.00", "1.00", "1.00", "1.05", "1.10"]),
    ],
)
def test_a_charge_is_rounded_as_its_market_says(rounding: Rounding, charges: list[str]) -> None:
    """The rest of a unit is dropped, filled up or rounded, also when the unit is no power of ten."""
    terms = Commission(rate=1, unit="0.05", rounding=rounding)
    found = [terms.on(Decimal(value), odd=False) for value in ("1.00", "1.01", "1.025", "1.05", "1.075")]

    assert [Decimal(charge) for charge in charges] == found


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"rate": "-0.00000001"}, "rate"),
        ({"rate": "1.00000001"}, "rate"),
        ({"rate": None}, "rate"),
        ({"discount": -1}, "discount"),
        ({"discount": "1.00000001"}, "discount"),
        ({"minimum": -1}, "minimum"),
        ({"minimum": 10**15 + 1}, "minimum"),
        ({"minimum": "0.5", "unit": 1}, "minimum"),
        ({"minimum": 20, "odd_lot_minimum": 21}, "odd_lot_minimum"),
        ({"minimum": 20, "odd_lot_minimum": "0.5", "unit": 1}, "odd_lot_minimum"),
        ({"minimum": 20, "odd_lot_minimum": -1}, "odd_lot_minimum"),
        ({"unit": 0}, "unit"),
        ({"unit": -1}, "unit"),
        ({"rounding": "down"}, "rounding"),
    ],
)
def test_terms_that_cannot_be_are_refused(wrong: dict[str, object], field: str) -> None:
    """A broker's terms are within bounds, and least amounts are amounts that can be charged."""
    with pytest.raises(InvalidValue) as refusal:
        Commission(**untyped(wrong))

    assert field == refusal.value.field


def test_terms_at_their_bounds() -> None:
    """Bounds belong to what they bound."""
    terms = Commission(rate=1, discount=0, minimum=20, odd_lot_minimum=20, unit=20)

    assert Decimal(20) == terms.on(Decimal(1), odd=True)
    assert Decimal(10**15) == Commission(rate=1).on(Decimal(10**15), odd=False)


def test_a_seller_pays_tax_and_a_buyer_does_not() -> None:
    """The tax is on sales unless its market says otherwise."""
    tax = TransactionTax(rates=[TaxRate(rate="0.003")], unit=1)

    assert Decimal(1800) == tax.on(STOCK, Side.SELL, Decimal(600_000), ZERO)
    assert ZERO == tax.on(STOCK, Side.BUY, Decimal(600_000), ZERO)


def test_a_market_may_tax_buyers() -> None:
    """A stamp duty is paid by whoever buys."""
    tax = TransactionTax(rates=[TaxRate(rate="0.005")], sides=[Side.BUY])

    assert Decimal(50) == tax.on(STOCK, Side.BUY, Decimal(10_000), ZERO)
    assert ZERO == tax.on(STOCK, Side.SELL, Decimal(10_000), ZERO)


def test_the_first_rate_about_a_product_is_its_rate() -> None:
    """Rows for few stand before the row for all; without a row there is no tax."""
    funds = TaxRate(rate="0.001", scope=Scope([ProductKind.ETF]))
    every = TransactionTax(rates=[funds, TaxRate(rate="0.003")])
    alone = TransactionTax(rates=[funds])

    assert Decimal(10) == every.on(ETF, Side.SELL, Decimal(10_000), ZERO)
    assert Decimal(30) == every.on(STOCK, Side.SELL, Decimal(10_000), ZERO)
    assert ZERO == alone.on(STOCK, Side.SELL, Decimal(10_000), ZERO)


def test_day_trades_have_their_own_rate_where_there_is_one() -> None:
    """Only what was bought on the same day pays the lower rate, and without one it pays the ordinary one."""
    tax = TransactionTax(rates=[TaxRate(rate="0.003", day_trade_rate="0.0015")])
    same = TransactionTax(rates=[TaxRate(rate="0.003")])
    none = TransactionTax(rates=[TaxRate(rate="0.003", day_trade_rate=0)])

    assert Decimal(45) == tax.on(STOCK, Side.SELL, Decimal(10_000), Decimal(10_000))
    assert Decimal(60) == same.on(STOCK, Side.SELL, Decimal(10_000), Decimal(10_000))
    assert Decimal(30) == none.on(STOCK, Side.SELL, Decimal(10_000), Decimal(10_000))


def test_a_tax_is_rounded_once() -> None:
    """Two halves of a dollar are a dollar."""
    tax = TransactionTax(rates=[TaxRate(rate="0.001", day_trade_rate="0.0005")], unit=1)

    assert Decimal(1) == tax.on(STOCK, Side.SELL, Decimal(500), Decimal(1000))
    assert ZERO == tax.on(STOCK, Side.SELL, Decimal("499.99"), Decimal(1000))


@given(values, values, values, roundings)
def test_more_sold_never_pays_less_tax(
    ordinary: Decimal, more: Decimal, day: Decimal, rounding: Rounding
) -> None:
    """A further fill adds to the ordinary or to the day-traded value, and neither lowers the tax."""
    tax = TransactionTax(rates=[TaxRate(rate="0.003", day_trade_rate="0.0015")], unit=1, rounding=rounding)
    before = tax.on(STOCK, Side.SELL, ordinary, day)

    assert before <= tax.on(STOCK, Side.SELL, ordinary + more, day)
    assert before <= tax.on(STOCK, Side.SELL, ordinary, day + more)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"rates": [1]}, "rates"),
        ({"rates": None}, "rates"),
        ({"sides": ["sell"]}, "sides"),
        ({"sides": "sell"}, "sides"),
        ({"unit": 0}, "unit"),
        ({"rounding": None}, "rounding"),
    ],
)
def test_a_tax_that_cannot_be_is_refused(wrong: dict[str, object], field: str) -> None:
    """Rates are rates, sides are sides."""
    with pytest.raises(InvalidValue) as refusal:
        TransactionTax(**untyped(wrong))

    assert field == refusal.value.field


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"rate": -1}, "rate"),
        ({"rate": "1.00000001"}, "rate"),
        ({"rate": 0, "day_trade_rate": "1.00000001"}, "day_trade_rate"),
        ({"rate": 0, "day_trade_rate": -1}, "day_trade_rate"),
        ({"rate": 0, "scope": None}, "scope"),
    ],
)
def test_a_rate_that_cannot_be_is_refused(wrong: dict[str, object], field: str) -> None:
    """A tax takes at most everything."""
    with pytest.raises(InvalidValue) as refusal:
        TaxRate(**untyped(wrong))

    assert field == refusal.value.field
