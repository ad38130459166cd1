"""Bars: the open came first, and of the rest the worst is believed."""

from __future__ import annotations

import pytest

from tests.unit.domain.paper.pit import BUY, SELL, bar, looks, said, taken, terms
from tests.unit.domain.paper.test_exits import held
from trading_core.domain.amounts import Price
from trading_core.domain.commands import ApplyFill
from trading_core.domain.paper.sight import Way
from trading_core.domain.words import TimeInForce


def way(begin: object, high: object, low: object, close: object) -> Way:
    return Way(Price(begin), Price(high), Price(low), Price(close))


def test_a_bar_with_stop_and_target_fills_the_stop_first() -> None:
    """Which came first is not told, so the worse is believed: for long and for short positions."""
    assert ["stop_loss 90 @ 95"] == said(looks(held(), bar(100, 131, 95, 130, 2)))
    assert ["stop_loss 90 @ 105"] == said(looks(held(SELL), bar(100, 105, 69, 70, 2)))


def test_the_open_of_a_bar_comes_before_its_extremes() -> None:
    """A bar that opens beyond a target fills it there; what is left is stopped by its low."""
    assert ["take_profit 30 @ 115", "stop_loss 60 @ 95"] == said(looks(held(), bar(115, 125, 90, 91, 2)))
    assert ["take_profit 30 @ 85", "stop_loss 60 @ 105"] == said(looks(held(SELL), bar(85, 110, 75, 109, 2)))
    assert ["take_profit 30 @ 135"] * 3 == said(looks(held(), bar(135, 136, 90, 91, 2)))


def test_a_bar_that_opens_behind_a_stop_fills_there() -> None:
    """The gap's price, and not the stop's, whatever the bar does afterwards."""
    assert ["stop_loss 90 @ 80"] == said(looks(held(), bar(80, 140, 70, 140, 2)))
    assert ["stop_loss 90 @ 95"] == said(looks(held(), bar(95, 140, 70, 140, 2)))


def test_targets_within_a_bar_fill_at_their_own_prices() -> None:
    """The bar went through them, so that is where they traded."""
    assert ["take_profit 30 @ 110", "take_profit 30 @ 120"] == said(looks(held(), bar(100, 120, 96, 99, 2)))


def test_an_entry_in_the_middle_of_a_bar_believes_the_worst_of_the_rest() -> None:
    """The high may have been before the entry; the close certainly came after it."""
    order = taken(terms(BUY, 90, limit=100, stop_loss=95, take_profits=[110, 120]))

    assert ["entry 90 @ 100"] == said(looks(order, bar(105, 125, 99, 104)))
    assert ["entry 90 @ 100", "take_profit 45 @ 110"] == said(looks(order, bar(105, 125, 99, 111)))
    assert ["entry 90 @ 100", "stop_loss 90 @ 95"] == said(looks(order, bar(105, 125, 94, 125)))
    assert ["entry 90 @ 99", "take_profit 45 @ 110", "take_profit 45 @ 120"] == said(
        looks(order, bar(99, 125, 96, 97))
    )


def test_a_short_entry_in_the_middle_of_a_bar_is_the_mirror_image() -> None:
    """The low may have been before the entry; the close certainly came after it."""
    order = taken(terms(SELL, 90, limit=100, stop_loss=105, take_profits=[90, 80]))

    assert ["entry 90 @ 100"] == said(looks(order, bar(95, 101, 75, 96)))
    assert ["entry 90 @ 100", "take_profit 45 @ 90"] == said(looks(order, bar(95, 101, 75, 89)))
    assert ["entry 90 @ 100", "stop_loss 90 @ 105"] == said(looks(order, bar(95, 106, 75, 75)))


def test_orders_trade_within_a_bar_at_their_prices() -> None:
    """A limit at its limit, a stop at its stop, a market order at the open."""
    seen = bar(100, 110, 90, 105)

    assert ["entry 100 @ 100"] == said(looks(taken(terms()), seen))
    assert ["entry 100 @ 90"] == said(looks(taken(terms(limit=90)), seen))
    assert [] == said(looks(taken(terms(limit="89.99")), seen))
    assert ["entry 100 @ 110"] == said(looks(taken(terms(SELL, limit=110)), seen))
    assert [] == said(looks(taken(terms(SELL, limit="110.01")), seen))
    assert ["TriggerOrder", "entry 100 @ 110"] == said(looks(taken(terms(stop=110)), seen))
    assert ["TriggerOrder", "entry 100 @ 90"] == said(looks(taken(terms(SELL, stop=90)), seen))
    assert [] == said(looks(taken(terms(SELL, stop="89.99")), seen))


def test_a_stop_limit_within_a_bar_needs_a_way_back_that_is_sure() -> None:
    """After its stop was passed, only the way to the close is known to lead to its limit."""
    order = taken(terms(stop=105, limit=103))

    assert ["TriggerOrder"] == said(looks(order, bar(100, 110, 90, 104)))
    assert ["TriggerOrder", "entry 100 @ 103"] == said(looks(order, bar(100, 110, 90, 103)))
    assert ["TriggerOrder", "entry 100 @ 103"] == said(looks(order, bar(106, 110, 90, 110)))


def test_what_is_immediate_sees_the_open_alone() -> None:
    """At once is not later in the day."""
    order = taken(terms(limit=95, force=TimeInForce.IOC))

    assert ["ExpireOrder"] == said(looks(order, bar(100, 110, 90, 105)))
    assert ["entry 100 @ 94"] == said(looks(order, bar(94, 110, 90, 105)))


def test_what_a_bar_fills_is_dated_by_its_start() -> None:
    """When it ended is not told, so all of it counts as of its beginning."""
    seen = bar(100, 110, 90, 105, 7)
    (report,) = looks(taken(terms(limit=95)), seen)

    assert isinstance(report, ApplyFill)
    assert (seen.start, "bar") == (report.fill.at, report.fill.provenance.source)


@pytest.mark.parametrize(
    ("price", "sure", "perhaps"),
    [
        (100, way(100, 110, 90, 105), way(100, 110, 90, 105)),
        (95, way(95, 105, 95, 105), way(95, 110, 90, 105)),
        (108, way(108, 108, 105, 105), way(108, 110, 90, 105)),
    ],
)
def test_what_comes_after_a_price_is_sure_or_possible(price: object, sure: Way, perhaps: Way) -> None:
    """From the open everything follows; from within, only the way to the close is sure."""
    seen = way(100, 110, 90, 105)

    assert (sure, perhaps) == (seen.surely_after(Price(price)), seen.perhaps_after(Price(price)))
