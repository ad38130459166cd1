"""The hours of a market: when an order may trade, and when its day is over."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

import pytest
from attrs import evolve

from tests.unit.domain.paper.pit import AT_ONCE, BUY, quote, said, taken, terms, venue
from tests.unit.untyped import untyped
from trading_core.domain.ids import MarketCode
from trading_core.domain.markets import Market, MarketMode, MarketRules, standard_markets
from trading_core.domain.markets.sessions import Session, SessionKind
from trading_core.domain.orders import Order
from trading_core.domain.paper import Venue, meet, sight_of_quote
from trading_core.domain.product import Product, product_for
from trading_core.domain.words import TimeInForce
from trading_core.errors import InvalidValue

TAIWAN = standard_markets(MarketMode.STRICT)[MarketCode("tw")]
EVENING = Market(
    "evening",
    [MarketRules(since=date(2020, 1, 1), sessions=[Session(time(0), time(4)), Session(time(20), time(0))])],
    day_begins=time(18),
)
ALL_DAY = Market(
    "allday", [MarketRules(since=date(2020, 1, 1), sessions=[Session(time(9), time(0))])], day_begins=time(0)
)


def at(hour: int, minute: int = 0, second: int = 0, day: int = 2) -> datetime:
    """A moment in UTC; Taipei is eight hours ahead."""
    return datetime(2026, 3, day, hour, minute, second, tzinfo=UTC)


def day_order(made: datetime, symbol: str = "2330", quantity: object = 1000) -> Order:
    """An order for a day, on a market that takes it at any time."""
    asked = terms(BUY, quantity, symbol, limit=100, force=TimeInForce.DAY)
    return evolve(taken(asked), created_at=made)


def test_nothing_trades_while_the_market_is_closed() -> None:
    """A price that is shown after hours fills nobody."""
    order = taken(terms(BUY, 1000, "2330"))

    def reports(moment: datetime) -> list[str]:
        seen = evolve(quote(99, 101, symbol="2330"), as_of=moment)
        met = meet(order, moment, sight_of_quote(seen), venue(order, TAIWAN), AT_ONCE)
        return said(met.reports)

    assert [] == reports(at(5, 30))
    assert ["entry 1000 @ 101"] == reports(at(5, 29, 59))
    assert [] == reports(at(3, day=7))


def test_an_odd_lot_has_hours_of_its_own() -> None:
    """At half past eight whole lots are taken, and odd lots from nine on."""
    odd, whole = day_order(at(0), quantity=10), day_order(at(0), quantity=1000)
    hours = Venue(product_for(odd.terms.symbol), TAIWAN)

    assert (True, False) == (hours.is_open(whole, at(0, 45)), hours.is_open(odd, at(0, 45)))
    assert (True, True) == (hours.is_open(whole, at(1)), hours.is_open(odd, at(1)))


def test_a_day_order_ends_with_the_last_session_of_its_day() -> None:
    """Up to the close it stands; from the close on it is over, and on any later day."""
    order = day_order(at(2))
    hours = Venue(product_for(order.terms.symbol), TAIWAN)

    assert not hours.day_is_over(order, at(5, 29, 59))
    assert hours.day_is_over(order, at(5, 30))
    assert hours.day_is_over(order, at(5, 30, 1))
    assert hours.day_is_over(order, at(1, day=3))
    assert not hours.day_is_over(evolve(order, created_at=at(0)), at(0, 30))


def test_a_day_that_begins_in_the_evening_ends_in_the_morning() -> None:
    """Sessions are counted from the beginning of the trading day and not from midnight."""
    order = day_order(at(19), "ACME", 10)
    hours = Venue(Product("ACME", market="evening"), EVENING)

    for moment, over in (
        (at(19), False),
        (at(23, 59), False),
        (at(0, day=3), False),
        (at(3, 59, 59, day=3), False),
        (at(4, day=3), True),
        (at(17, day=3), True),
        (at(18, day=3), True),
    ):
        assert over is hours.day_is_over(order, moment), moment


def test_a_market_that_closes_at_midnight_ends_with_its_day() -> None:
    """Midnight is the end of a day and not its beginning."""
    order = day_order(at(10), "ACME", 10)
    hours = Venue(Product("ACME", market="allday"), ALL_DAY)

    assert not hours.day_is_over(order, at(23, 59, 59))
    assert hours.day_is_over(order, at(0, day=3))


def test_sessions_of_another_kind_do_not_keep_a_day_open() -> None:
    """An order trades in the sessions of its own kind; where none is known, its day ends with the day."""
    late = Session(time(14), time(15), SessionKind.AFTER_HOURS_ODD_LOT)
    both = Market("late", [MarketRules(since=date(2020, 1, 1), sessions=[Session(time(9), time(12)), late])])
    only = Market("late", [MarketRules(since=date(2020, 1, 1), sessions=[late])])
    order = day_order(at(10), "ACME", 10)
    product = Product("ACME", market="late")

    assert Venue(product, both).day_is_over(order, at(12))
    assert not Venue(product, only).day_is_over(order, at(23, 59))


def test_only_working_day_orders_end_with_the_day() -> None:
    """What stands until it is cancelled does, and what is filled has ended before."""
    stays = taken(terms(BUY, 1000, "2330", limit=100))
    filled = meet(
        day_order(at(2)),
        at(3),
        sight_of_quote(quote(99, 100, symbol="2330")),
        venue(day_order(at(2))),
        AT_ONCE,
    ).order
    hours = Venue(product_for(stays.terms.symbol), TAIWAN)

    assert not hours.day_is_over(stays, at(3, day=9))
    assert "executed" == filled.status
    assert not hours.day_is_over(filled, at(3, day=9))


def test_an_order_expires_without_any_price() -> None:
    """Time runs out for an order whether or not somebody trades."""
    order = day_order(at(2))
    met = meet(order, at(6), None, venue(order, TAIWAN), AT_ONCE)

    assert (["ExpireOrder"], "expired") == (said(met.reports), met.order.status)
    assert () == meet(order, at(5), None, venue(order, TAIWAN), AT_ONCE).reports


def test_an_expired_order_does_not_trade_at_the_same_look() -> None:
    """The first prices of the next day are too late for it."""
    order = day_order(at(2))
    seen = evolve(quote(90, 91, symbol="2330"), as_of=at(2, day=3))

    assert ["ExpireOrder"] == said(
        meet(order, at(2, day=3), sight_of_quote(seen), venue(order, TAIWAN), AT_ONCE).reports
    )


@pytest.mark.parametrize(("product", "market"), [(None, TAIWAN), (Product("ACME"), None)])
def test_a_venue_is_a_product_and_a_market(product: object, market: object) -> None:
    """Anything else is a mistake with a name."""
    with pytest.raises(InvalidValue):
        Venue(untyped(product), untyped(market))
