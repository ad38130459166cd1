"""What an order itself trades at when it meets a quote."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from attrs import evolve

from tests.unit.domain.paper.pit import (
    AT_ONCE,
    MONDAY,
    SELL,
    after,
    look,
    looks,
    pit,
    quote,
    said,
    taken,
    terms,
    venue,
)
from tests.unit.untyped import untyped
from trading_core.domain.amounts import Quantity
from trading_core.domain.commands import ApplyFill, ImportOrder
from trading_core.domain.desk import Desk
from trading_core.domain.order_terms import OrderLine, OrderTerms
from trading_core.domain.orders import submitted
from trading_core.domain.paper import PaperPolicy, meet, sight_of_quote
from trading_core.domain.quotes import Quote
from trading_core.domain.words import Side, Source, TimeInForce
from trading_core.errors import InvalidValue


def test_a_market_order_pays_the_ask_and_gets_the_bid() -> None:
    """Nobody is given the better side of the market."""
    assert ["entry 100 @ 101"] == said(looks(taken(terms()), quote(99, 101)))
    assert ["entry 100 @ 99"] == said(looks(taken(terms(SELL)), quote(99, 101)))


@pytest.mark.parametrize("side", Side)
def test_the_last_price_stands_for_a_missing_side(side: Side) -> None:
    """A source that knows no bid and ask still has a price."""
    bare = Quote("EURUSD", 100, after(1), "street")

    assert ["entry 100 @ 100"] == said(looks(taken(terms(side)), bare))


def test_a_limit_waits_for_its_price_and_takes_a_better_one() -> None:
    """A buy at a limit waits while the ask is above it, and pays what is asked where that is less."""
    order = taken(terms(limit=100))

    assert [] == said(looks(order, quote(99, "100.01")))
    assert ["entry 100 @ 100"] == said(looks(order, quote(99, 100)))
    assert ["entry 100 @ 98"] == said(looks(order, quote(97, 98)))


def test_a_sale_at_a_limit_waits_for_the_bid() -> None:
    """A sale looks at what is bid, and takes more where more is bid."""
    order = taken(terms(SELL, limit=100))

    assert [] == said(looks(order, quote("99.99", 101)))
    assert ["entry 100 @ 100"] == said(looks(order, quote(100, 101)))
    assert ["entry 100 @ 103"] == said(looks(order, quote(103, 104)))


def test_a_stop_that_is_passed_trades_at_the_market() -> None:
    """Up to its price a stop waits; from there on it trades at what it meets, even beyond a gap."""
    order = taken(terms(stop=105))

    assert [] == said(looks(order, quote(104, "104.99")))
    assert ["TriggerOrder", "entry 100 @ 105"] == said(looks(order, quote(104, 105)))
    assert ["TriggerOrder", "entry 100 @ 120"] == said(looks(order, quote(119, 120)))


def test_a_stop_to_sell_is_passed_from_above() -> None:
    """The mirror image of a stop to buy."""
    order = taken(terms(SELL, stop=95))

    assert [] == said(looks(order, quote("95.01", 97)))
    assert ["TriggerOrder", "entry 100 @ 95"] == said(looks(order, quote(95, 97)))
    assert ["TriggerOrder", "entry 100 @ 80"] == said(looks(order, quote(80, 81)))


def test_a_stop_limit_is_triggered_and_then_waits_for_its_limit() -> None:
    """Once passed, its stop is forgotten; a gap beyond the limit fills nothing."""
    order = taken(terms(stop=105, limit=106))

    assert ["TriggerOrder"] == said(looks(order, quote(109, 110)))
    assert ["TriggerOrder", "entry 100 @ 103"] == said(
        looks(order, quote(109, 110), quote(107, 108, 2), quote(102, 103, 3))
    )
    assert ["TriggerOrder", "entry 100 @ 105"] == said(looks(order, quote(104, 105)))


def test_an_order_meets_the_market_after_its_latency() -> None:
    """What has not arrived is not traded; at the very moment of its arrival it is."""
    slow = PaperPolicy(latency_ms=1500)
    order = taken(terms())

    assert [] == said(looks(order, quote(99, 101, 1.499), policy=slow))
    assert ["entry 100 @ 101"] == said(looks(order, quote(99, 101, 1.5), policy=slow))


def test_latency_counts_from_the_acceptance() -> None:
    """An order that was thought of long ago and accepted now has its way still before it."""
    order = taken(terms(), now=after(60))
    early = evolve(order, created_at=MONDAY)

    assert [] == said(looks(early, quote(99, 101, 60.9), policy=PaperPolicy(latency_ms=1000)))
    bare = evolve(order, created_at=after(61), history=())
    assert [] == said(looks(bare, quote(99, 101, 61), policy=PaperPolicy(latency_ms=1000)))


def test_one_quote_fills_an_order_once() -> None:
    """The same prices seen again bring nothing, however often they are told; newer ones do."""
    part = PaperPolicy(fraction="0.4")
    first = look(taken(terms()), quote(99, 101), part)

    assert ["entry 40 @ 101"] == said(first.reports)
    assert () == look(first.order, quote(98, 100), part).reports
    again = meet(first.order, after(9), sight_of_quote(quote(99, 101)), venue(first.order), part)
    assert () == again.reports
    assert ["entry 40 @ 101", "entry 20 @ 101"] == said(
        looks(first.order, quote(99, 101, 2), quote(99, 101, 3), policy=part)
    )


def test_a_fill_says_when_it_was_and_how_old_its_prices_were() -> None:
    """Whoever doubts a fill finds the quote that it was made at."""
    order = taken(terms())
    seen = quote(99, 101)
    (report,) = meet(order, after(2.25), sight_of_quote(seen), venue(order), AT_ONCE).reports
    assert isinstance(report, ApplyFill)
    source = report.fill.provenance

    assert (after(2.25), "N.1") == (report.fill.at, report.fill.id)
    assert ("street", Decimal("1.25")) == (source.source, source.age_seconds)
    assert (seen.bid, seen.ask) == (source.bid, source.ask)


def test_fills_are_named_by_the_order_and_their_place_in_it() -> None:
    """Whoever works the same order at the same point of its life reports under the same names."""
    told = looks(
        taken(terms()),
        *(quote(99, 101, second) for second in range(1, 5)),
        policy=PaperPolicy(fraction="0.3"),
    )

    assert ["N.1", "N.2", "N.3", "N.4"] == [
        report.fill.id for report in told if isinstance(report, ApplyFill)
    ]
    assert Quantity(100) == Quantity(sum(r.fill.quantity.value for r in told if isinstance(r, ApplyFill)))


def test_old_prices_are_not_traded_at() -> None:
    """A feed that has died in silence fills nobody."""
    fresh = PaperPolicy(stale_after=timedelta(seconds=5))
    order = taken(terms())
    old = quote(99, 101, 1)

    assert () == meet(order, after(6.1), sight_of_quote(old), venue(order), fresh).reports
    assert 1 == len(meet(order, after(6), sight_of_quote(old), venue(order), fresh).reports)


def test_only_what_is_at_the_market_is_traded() -> None:
    """Pending, imported and ended orders are looked at and left alone."""
    pending = submitted(terms(), MONDAY)
    desk = Desk()
    known = OrderTerms(number="I", source=Source.IMPORT, lines=[OrderLine("ACME", 1, 5)], total_price=5)
    (outcome,) = desk.do(ImportOrder(known), now=MONDAY)
    imported = outcome.unwrap().order
    assert imported is not None
    done = look(taken(terms()), quote(99, 101)).order

    for order in (pending, imported, done):
        assert () == look(order, quote(1, 2, 9)).reports
    assert imported is look(imported, quote(1, 2, 9)).order


@pytest.mark.parametrize("force", [TimeInForce.IOC, TimeInForce.FOK])
def test_what_is_immediate_has_one_look(force: TimeInForce) -> None:
    """It trades at the first prices that it meets, or not at all."""
    order = taken(terms(limit=100, force=force))

    assert ["entry 100 @ 99"] == said(looks(order, quote(98, 99), quote(98, 99, 2)))
    assert ["ExpireOrder"] == said(looks(order, quote(101, 102), quote(98, 99, 2)))
    late = PaperPolicy(latency_ms=2000)
    assert ["entry 100 @ 98"] == said(looks(order, quote(101, 102), quote(97, 98, 2), policy=late))


def test_the_rest_of_what_is_immediate_expires() -> None:
    """An immediate order takes what is there; one that wants all or nothing takes nothing less."""
    part = PaperPolicy(at_most=Quantity(40))

    assert ["entry 40 @ 101", "ExpireOrder"] == said(
        looks(taken(terms(force=TimeInForce.IOC)), quote(99, 101), quote(99, 101, 2), policy=part)
    )
    assert ["ExpireOrder"] == said(
        looks(taken(terms(force=TimeInForce.FOK)), quote(99, 101), quote(99, 101, 2), policy=part)
    )
    whole = PaperPolicy(at_most=Quantity(100))
    assert ["entry 100 @ 101"] == said(
        looks(taken(terms(force=TimeInForce.FOK)), quote(99, 101), policy=whole)
    )


def test_an_immediate_stop_waits_to_be_passed() -> None:
    """At once means at once when it may trade."""
    order = taken(terms(stop=105, limit=106, force=TimeInForce.IOC))

    assert ["TriggerOrder", "ExpireOrder"] == said(looks(order, quote(99, 101), quote(109, 110, 2)))


def test_what_has_no_value_is_not_traded() -> None:
    """Money counts to eight decimals and up to a bound; beyond either there is no trade, and no error."""
    dust = taken(terms(quantity="0.00000001", limit=1))
    assert [] == said(looks(dust, quote("0.1", "0.3")))
    assert ["entry 0.00000001 @ 0.6"] == said(looks(dust, quote("0.5", "0.6")))
    huge = taken(terms(SELL, quantity=10**9), pit(cash=10**14))
    assert [] == said(looks(huge, quote(10**7, 10**7)))


def test_a_part_without_value_is_traded_with_the_rest() -> None:
    """A part that is worth nothing by itself would leave its order half-way for ever."""
    order = taken(terms(quantity="0.00000005", limit=1))
    crumbs = PaperPolicy(at_most=Quantity("0.00000001"))

    assert ["entry 0.00000005 @ 0.3"] == said(looks(order, quote("0.2", "0.3"), policy=crumbs))


def test_what_is_asked_of_the_market_is_checked() -> None:
    """A wrong argument is a mistake of the caller's, with a name."""
    order, seen = taken(terms()), sight_of_quote(quote(99, 101))
    with pytest.raises(InvalidValue):
        meet(untyped("N"), after(1), seen, venue(order), AT_ONCE)
    with pytest.raises(InvalidValue):
        meet(order, after(1), untyped(quote(99, 101)), venue(order), AT_ONCE)
    with pytest.raises(InvalidValue):
        meet(order, after(1), seen, untyped(None), AT_ONCE)
    with pytest.raises(InvalidValue):
        meet(order, after(1), seen, venue(order), untyped(None))
    with pytest.raises(InvalidValue):
        meet(order, untyped(None), seen, venue(order), AT_ONCE)
