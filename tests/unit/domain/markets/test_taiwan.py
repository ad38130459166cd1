"""Taiwan by its dated rules: worked examples and every boundary."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from attrs import evolve

from trading_core.domain.amounts import Price, Quantity
from trading_core.domain.ids import Symbol
from trading_core.domain.markets import MarketMode, SessionKind, standard_markets
from trading_core.domain.markets.taiwan import TW_STRICT
from trading_core.domain.product import Product, ProductKind, product_for
from trading_core.domain.words import OrderType
from trading_core.errors import OffLot, OffTick, OrderTypeNotTaken, OutsidePriceLimits

DAY = date(2026, 3, 2)
TODAY = TW_STRICT.rules_on(DAY)
TSMC = product_for(Symbol("2330"))
SECOND = timedelta(seconds=1)


def of(kind: ProductKind) -> Product:
    """Make a Taiwanese product of a kind."""
    return Product("1101", market="tw", kind=kind)


LADDERED = {
    ProductKind.STOCK: "shares",
    ProductKind.TDR: "shares",
    ProductKind.ETF: "funds",
    ProductKind.REIT: "funds",
}


def taipei(clock: str, day: str = "2026-03-02") -> datetime:
    """Say a moment by the wall clock of Taipei."""
    return datetime.fromisoformat(f"{day}T{clock}+08:00")


@pytest.mark.parametrize("kind", list(ProductKind))
@pytest.mark.parametrize(
    ("price", "shares", "funds"),
    [
        ("9.99", "0.01", "0.01"),
        ("10", "0.05", "0.01"),
        ("49.99", "0.05", "0.01"),
        ("50", "0.1", "0.05"),
        ("99.99", "0.1", "0.05"),
        ("100", "0.5", "0.05"),
        ("499.99", "0.5", "0.05"),
        ("500", "1", "0.05"),
        ("999.99", "1", "0.05"),
        ("1000", "5", "0.05"),
        ("5000", "5", "0.05"),
    ],
)
def test_ticks_of_shares_and_of_funds(kind: ProductKind, price: str, shares: str, funds: str) -> None:
    """Shares and receipts have six bands, funds two, and what else there is has none here."""
    ticks = {"shares": Decimal(shares), "funds": Decimal(funds)}
    expected = ticks.get(LADDERED.get(kind, ""))

    assert expected == TODAY.tick(of(kind), Price(price))


@pytest.mark.parametrize(
    ("reference", "high", "low"),
    [
        ("9.95", "10.90", "8.96"),
        ("49.95", "54.9", "45.00"),
        ("95.5", "105", "86.0"),
        ("99.9", "109.5", "90.0"),
        ("499.5", "549", "450"),
        ("955", "1050", "860"),
        ("1000", "1100", "900"),
        ("1105", "1215", "995"),
    ],
)
def test_the_limits_of_a_day(reference: str, high: str, low: str) -> None:
    """Ten percent, rounded towards the reference in the band that the limit falls into."""
    lowest, highest = Price(low), Price(high)

    assert (lowest, highest) == TODAY.price_limits(TSMC, Price(reference), DAY)
    TODAY.check_price(TSMC, lowest, Price(reference), DAY)
    TODAY.check_price(TSMC, highest, Price(reference), DAY)


def test_a_price_beyond_a_limit_is_refused() -> None:
    """One tick more is too much, and between the ticks there is no price."""
    for price in ("105.5", "85.9"):
        with pytest.raises(OutsidePriceLimits) as refusal:
            TODAY.check_price(TSMC, Price(price), Price("95.5"), DAY)

        assert OutsidePriceLimits(Decimal(price), Decimal(86), Decimal(105)) == refusal.value
    with pytest.raises(OffTick):
        TODAY.check_price(TSMC, Price("100.1"), Price("95.5"), DAY)


@pytest.mark.parametrize(
    ("day", "low", "high"), [(date(2015, 5, 31), "93", "107"), (date(2015, 6, 1), "90", "110")]
)
def test_limits_were_seven_percent_before_june_2015(day: date, low: str, high: str) -> None:
    """Each day is judged by the rules of its own time."""
    assert (Price(low), Price(high)) == TW_STRICT.rules_on(day).price_limits(TSMC, Price(100), day)
    fund = of(ProductKind.ETF)
    assert (Price(low), Price(high)) == TW_STRICT.rules_on(day).price_limits(fund, Price(100), day)


@pytest.mark.parametrize("kind", list(ProductKind))
def test_shares_and_funds_have_limits(kind: ProductKind) -> None:
    """A warrant moves with its share and a bond by other rules."""
    limits = TODAY.price_limits(of(kind), Price(100), DAY)

    assert ((Price(90), Price(110)) if kind in LADDERED else None) == limits


@pytest.mark.parametrize(
    ("kind", "day", "limited"),
    [
        (ProductKind.STOCK, date(2026, 2, 26), False),
        (ProductKind.STOCK, date(2026, 3, 4), False),
        (ProductKind.STOCK, date(2026, 3, 5), True),
        (ProductKind.TDR, date(2026, 3, 4), False),
        (ProductKind.ETF, date(2026, 2, 26), True),
        (ProductKind.REIT, date(2026, 2, 26), True),
    ],
)
def test_a_new_share_has_no_limits_for_five_trading_days(kind: ProductKind, day: date, limited: bool) -> None:
    """Listed on a Thursday, it is limited from the Thursday after; a fund is limited at once."""
    young = evolve(of(kind), listed_on=date(2026, 2, 26))

    assert limited == (TODAY.price_limits(young, Price(100), day) is not None)


def test_a_leveraged_fund_has_wider_limits() -> None:
    """A fund of twice the index may move by twenty percent."""
    fund = evolve(of(ProductKind.ETF), limit_multiple=2)

    assert (Price(80), Price(120)) == TODAY.price_limits(fund, Price(100), DAY)


@pytest.mark.parametrize("kind", list(ProductKind))
def test_lots_of_shares_funds_and_warrants(kind: ProductKind) -> None:
    """Whole thousands for all that have a rule, less for shares and funds, and never a mixture."""
    product = of(kind)
    ruled = kind in LADDERED or kind is ProductKind.WARRANT

    TODAY.check_quantity(product, Quantity(3000))
    for quantity, refused in (
        (1500, ruled),
        (999, kind is ProductKind.WARRANT),
        (1, kind is ProductKind.WARRANT),
    ):
        if refused:
            with pytest.raises(OffLot):
                TODAY.check_quantity(product, Quantity(quantity))
        else:
            TODAY.check_quantity(product, Quantity(quantity))
    assert (kind in LADDERED) == TODAY.is_odd_lot(product, Quantity(999))
    assert not TODAY.is_odd_lot(product, Quantity(1000))


def test_an_odd_lot_is_ordered_with_a_limit() -> None:
    """A market order is for whole lots."""
    TODAY.check_order_type(TSMC, Quantity(1000), OrderType.MARKET)
    TODAY.check_order_type(TSMC, Quantity(999), OrderType.LIMIT)
    with pytest.raises(OrderTypeNotTaken) as refusal:
        TODAY.check_order_type(TSMC, Quantity(999), OrderType.MARKET)

    assert OrderTypeNotTaken("market", "an order with a limit price, for less than 1000") == refusal.value


REGULAR, ODD = SessionKind.REGULAR, SessionKind.ODD_LOT
LATE, LATE_ODD = SessionKind.AFTER_HOURS_FIXED_PRICE, SessionKind.AFTER_HOURS_ODD_LOT


@pytest.mark.parametrize(
    ("kind", "opens", "closes"),
    [
        (REGULAR, "08:30:00", "13:30:00"),
        (ODD, "09:00:00", "13:30:00"),
        (LATE, "14:00:00", "14:30:00"),
        (LATE_ODD, "13:40:00", "14:30:00"),
    ],
)
def test_the_sessions_of_a_day(kind: SessionKind, opens: str, closes: str) -> None:
    """Orders are taken from the first moment of a session, and no more at its last."""
    first, last = taipei(opens), taipei(closes)

    assert [False, True, True, False] == [
        TW_STRICT.is_open(at, TSMC, kind) for at in (first - SECOND, first, last - SECOND, last)
    ]


def test_odd_lots_trade_by_day_since_october_2020() -> None:
    """Before, they were matched after the close alone."""
    assert not TW_STRICT.is_open(taipei("10:00:00", "2020-10-23"), TSMC, ODD)
    assert TW_STRICT.is_open(taipei("10:00:00", "2020-10-26"), TSMC, ODD)
    assert TW_STRICT.is_open(taipei("10:00:00", "2020-10-23"), TSMC)
    assert TW_STRICT.is_open(taipei("14:00:00", "2020-10-23"), TSMC, LATE_ODD)
    assert TW_STRICT.rules_on(date(2020, 10, 26)).sessions != TW_STRICT.rules_on(date(2020, 10, 25)).sessions


def test_taiwan_rests_on_weekends_by_its_own_clock() -> None:
    """Monday morning in Taipei is Monday wherever the computer stands."""
    assert TW_STRICT.is_open(datetime(2026, 3, 2, 0, 30, tzinfo=UTC))
    assert not TW_STRICT.is_open(taipei("10:00:00", "2026-02-28"))
    assert not TW_STRICT.is_open(taipei("10:00:00", "2026-03-01"))
    assert TW_STRICT.is_open(taipei("10:00:00", "2026-02-27"))


def test_nothing_is_sold_short_in_taiwan() -> None:
    """Shares are sold by those who own them."""
    assert not any(TODAY.may_short(of(kind)) for kind in ProductKind)
    assert TW_STRICT is standard_markets(MarketMode.STRICT)[TW_STRICT.code]


def test_every_change_of_the_rules_has_its_day() -> None:
    """No row repeats the one before."""
    days = [date(2005, 3, 1), date(2015, 6, 1), date(2017, 4, 28), date(2020, 10, 26), date(2028, 1, 1)]

    assert days == [rules.since for rules in TW_STRICT.rules]
    assert 5 == len({evolve(rules, since=DAY) for rules in TW_STRICT.rules[:-1]}) + 1
