"""How what an order has opened leaves again: by its stop or by its targets, never by both."""

from __future__ import annotations

from typing import Any

from attrs import evolve

from tests.unit.domain.paper.pit import BUY, MONDAY, SELL, after, look, looks, pit, quote, said, taken, terms
from trading_core.domain.amounts import Quantity
from trading_core.domain.commands import CancelOrder
from trading_core.domain.orders import Order
from trading_core.domain.paper import PaperPolicy
from trading_core.domain.trades import Provenance
from trading_core.domain.words import Side


def held(side: Side = BUY, quantity: object = 90, **more: object) -> Order:
    """An order that was filled at 100, with a stop at 95 and targets at 110, 120 and 130, or their mirror image."""
    sign = 1 if side is BUY else -1
    exits: dict[str, Any] = {
        "stop_loss": 100 - 5 * sign,
        "take_profits": [100 + sign * way for way in (30, 10, 20)],
        **more,
    }
    filled = look(taken(terms(side, quantity, **exits)), quote(100, 100)).order
    assert Quantity(quantity) == filled.open_quantity
    return filled


def test_a_long_position_is_stopped_at_the_bid() -> None:
    """The stop is passed when what is bid is no more than it, and all that is open leaves."""
    assert [] == said(looks(held(), quote("95.01", 97, 2)))
    assert ["stop_loss 90 @ 95"] == said(looks(held(), quote(95, 97, 2)))


def test_a_short_position_is_stopped_at_the_ask() -> None:
    """The mirror image: what is asked is no less than the stop."""
    assert [] == said(looks(held(SELL), quote(103, "104.99", 2)))
    assert ["stop_loss 90 @ 105"] == said(looks(held(SELL), quote(104, 105, 2)))


def test_a_gap_through_a_stop_fills_at_the_gaps_price() -> None:
    """Nobody is given a price at which nobody traded."""
    assert ["stop_loss 90 @ 60"] == said(looks(held(), quote(60, 61, 2)))
    assert ["stop_loss 90 @ 140"] == said(looks(held(SELL), quote(139, 140, 2)))


def test_targets_share_what_is_open_the_nearest_first() -> None:
    """Each target takes its part when its price is met, whatever order the targets were written in."""
    assert ["take_profit 30 @ 110", "take_profit 30 @ 121", "take_profit 30 @ 130"] == said(
        looks(held(), quote(110, 111, 2), quote(121, 122, 3), quote(130, 131, 4))
    )
    assert ["take_profit 30 @ 90", "take_profit 30 @ 79", "take_profit 30 @ 70"] == said(
        looks(held(SELL), quote(89, 90, 2), quote(78, 79, 3), quote(69, 70, 4))
    )


def test_a_jump_over_several_targets_fills_them_all_at_what_is_bid() -> None:
    """A target is a limit: where the market pays more, it gets more."""
    meeting = look(held(), quote(125, 126, 2))

    assert ["take_profit 30 @ 125", "take_profit 30 @ 125"] == said(meeting.reports)
    assert ["N.2", "N.3"] == [event.trade.id for event in meeting.order.history[-2:] if event.trade]


def test_one_way_out_cancels_the_other() -> None:
    """What has left by a target is not stopped any more, and what was stopped meets no target."""
    assert ["take_profit 30 @ 110", "stop_loss 60 @ 94"] == said(
        looks(held(), quote(110, 111, 2), quote(94, 95, 3), quote(130, 131, 4))
    )
    closed = look(held(), quote(95, 96, 2)).order
    assert ("closed", Quantity(0)) == (closed.status, closed.open_quantity)
    assert [] == said(looks(closed, quote(130, 131, 3)))


def test_a_stop_alone_and_targets_alone_are_ways_out() -> None:
    """Either is enough."""
    assert ["stop_loss 90 @ 90"] == said(looks(held(take_profits=()), quote(200, 201, 2), quote(90, 91, 3)))
    assert ["take_profit 90 @ 111"] == said(
        looks(held(stop_loss=None, take_profits=[110]), quote(1, 2, 2), quote(111, 112, 3))
    )


def test_an_order_without_exits_is_left_alone_when_it_is_filled() -> None:
    """What it has opened is its owner's to close."""
    assert [] == said(looks(held(stop_loss=None, take_profits=()), quote(1, 2, 2), quote(500, 501, 3)))


def test_a_stop_that_has_begun_goes_on_at_the_market() -> None:
    """A stop is passed once: what the market did not take then leaves at whatever price comes next."""
    part = PaperPolicy(at_most=Quantity(50))
    order = held()

    assert ["stop_loss 50 @ 95", "stop_loss 40 @ 107"] == said(
        looks(order, quote(95, 96, 2), quote(107, 108, 3), quote(107, 108, 4), policy=part)
    )
    assert ["stop_loss 50 @ 95", "stop_loss 40 @ 125"] == said(
        looks(order, quote(95, 96, 2), quote(125, 126, 3), policy=part)
    )


def test_a_target_that_was_filled_in_part_keeps_the_rest() -> None:
    """One look takes so much and no more, over all targets together."""
    part = PaperPolicy(at_most=Quantity(40))

    assert ["take_profit 30 @ 120", "take_profit 10 @ 120", "take_profit 20 @ 120"] == said(
        looks(held(), quote(120, 121, 2), quote(120, 121, 3), quote(120, 121, 4), policy=part)
    )


def test_a_way_out_ends_the_way_in() -> None:
    """Whoever is leaving buys no more: what is still wanted is cancelled before the exit."""
    part = PaperPolicy(at_most=Quantity(40))
    order = taken(terms(BUY, 90, limit=100, stop_loss=95, take_profits=[110]))

    assert ["entry 40 @ 100", "CancelOrder", "take_profit 40 @ 110"] == said(
        looks(order, quote(99, 100), quote(110, 111, 2), quote(99, 100, 3), policy=part)
    )
    stopped = looks(order, quote(99, 100), quote(90, 91, 2), policy=part)
    assert ["entry 40 @ 100", "entry 40 @ 91", "CancelOrder", "stop_loss 40 @ 90"] == said(stopped)
    reason = next(report.reason for report in stopped if isinstance(report, CancelOrder))
    assert "a way out of it was met before all of it was filled" == reason


def test_an_entry_behind_its_stop_leaves_at_once() -> None:
    """A limit that is filled below its own stop is stopped by the very same prices."""
    order = taken(terms(BUY, 90, limit=100, stop_loss=95, take_profits=[110]))

    assert ["entry 90 @ 90", "stop_loss 90 @ 89"] == said(looks(order, quote(89, 90)))


def test_targets_share_whole_units_where_there_are_enough() -> None:
    """A hundred shares in three parts are no thirds of shares; one unit in two parts has to be halved."""
    assert ["take_profit 33 @ 135", "take_profit 33 @ 135", "take_profit 34 @ 135"] == said(
        looks(held(quantity=100), quote(135, 136, 2))
    )
    assert [
        "take_profit 0.33333333 @ 135",
        "take_profit 0.33333333 @ 135",
        "take_profit 0.33333334 @ 135",
    ] == said(looks(held(quantity=1), quote(135, 136, 2)))
    assert ["take_profit 1 @ 135"] * 3 == said(looks(held(quantity=3), quote(135, 136, 2)))
    assert ["take_profit 0.5 @ 135", "take_profit 0.5 @ 135", "take_profit 0.6 @ 135"] == said(
        looks(held(quantity="1.6"), quote(135, 136, 2))
    )


def test_what_a_cancelled_order_has_opened_still_leaves() -> None:
    """Ending the entry by hand does not take the stop from what was bought."""
    desk = pit()
    order = taken(terms(BUY, 90, limit=100, stop_loss=95), desk)
    part = look(order, quote(99, 100), PaperPolicy(at_most=Quantity(40)))
    desk.do(*part.reports, now=after(1))
    desk.do(CancelOrder("N"), now=after(2))

    assert ["stop_loss 40 @ 95"] == said(looks(desk.order("N"), quote(95, 96, 3)))


def test_prices_older_than_the_entry_do_not_stop_it() -> None:
    """A position that was opened at a stated price is stopped by what comes after it."""
    order = held()
    trade = order.history[-1].trade
    assert trade is not None
    for age, seconds, stopped in ((0, 1, False), (0, 1.001, True), (60, 0.5, True), (-60, 1, False)):
        known = evolve(trade, executed_at=after(1), provenance=Provenance("stated", age))
        past = evolve(order, history=(*order.history[:-1], evolve(order.history[-1], trade=known)))
        assert stopped is bool(looks(past, quote(90, 91, seconds))), (age, seconds)
    ancient = evolve(trade, executed_at=MONDAY, provenance=Provenance("stated", 10**15))
    past = evolve(order, history=(*order.history[:-1], evolve(order.history[-1], trade=ancient)))
    assert ["stop_loss 90 @ 90"] == said(looks(past, quote(90, 91, -60 * 60)))


def test_an_exit_worth_nothing_alone_leaves_with_the_rest() -> None:
    """Dust is not left behind where all of it together has a value."""
    crumbs = PaperPolicy(at_most=Quantity("0.00000001"))
    order = held(quantity="0.00000005", stop_loss="0.2", take_profits=())

    assert ["stop_loss 0.00000005 @ 0.15"] == said(looks(order, quote("0.15", "0.2", 2), policy=crumbs))
    assert [] == said(looks(order, quote("0.01", "0.02", 2), policy=crumbs))
