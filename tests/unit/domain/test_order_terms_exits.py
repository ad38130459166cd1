"""Stops and targets of an order lie on the right sides of its entry."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.domain.floor import terms
from tests.unit.domain.junk import refusal
from trading_core.domain.amounts import Price
from trading_core.domain.words import Side
from trading_core.errors import InvalidValue

LAW = "stop-loss, entry and targets in the order of the side"
LEVELS = st.integers(1, 5)


def in_order(side: Side, stop: int | None, entry: int | None, targets: list[int]) -> bool:
    """Say as plain arithmetic whether each level lies strictly on its side of each other."""
    sign = 1 if side is Side.BUY else -1
    stop_and_entry = [sign * level for level in (stop, entry) if level is not None]
    rising = len(stop_and_entry) < 2 or stop_and_entry[0] < stop_and_entry[1]
    return rising and all(level < sign * target for level in stop_and_entry for target in targets)


@given(
    st.sampled_from(Side),
    st.none() | LEVELS,
    st.none() | LEVELS,
    st.lists(LEVELS, max_size=3, unique=True),
    st.booleans(),
)
def test_exits_lie_on_their_sides(
    side: Side, stop: int | None, entry: int | None, targets: list[int], stopped: bool
) -> None:
    """A buy loses below and wins above its entry, a sale the other way round; equal is never enough."""
    stated = {"stop" if stopped else "limit": entry}

    if in_order(side, stop, entry, targets):
        order = terms(
            side=side,
            stop_loss=stop,
            take_profits=targets,
            limit=stated.get("limit"),
            stop=stated.get("stop"),
        )
        assert tuple(map(Price, targets)) == order.take_profits
        assert (stop is not None or targets != []) is order.has_exits
    else:
        refused = refusal(
            lambda: terms(
                side=side,
                stop_loss=stop,
                take_profits=targets,
                limit=stated.get("limit"),
                stop=stated.get("stop"),
            )
        )
        assert LAW == refused.facts["expected"]


@pytest.mark.parametrize(
    ("side", "stop", "entry", "targets", "field", "found"),
    [
        (Side.BUY, 10, 10, [], "stop_loss", "10"),
        (Side.BUY, 11, 10, [], "stop_loss", "11"),
        (Side.BUY, None, 10, [10], "take_profits", "10"),
        (Side.BUY, None, 10, [11, 9], "take_profits", "9"),
        (Side.BUY, 9, None, [9], "take_profits", "9"),
        (Side.BUY, 9, 10, [11, 8], "take_profits", "8"),
        (Side.SELL, 10, 10, [], "stop_loss", "10"),
        (Side.SELL, 9, 10, [], "stop_loss", "9"),
        (Side.SELL, None, 10, [10], "take_profits", "10"),
        (Side.SELL, None, 10, [9, 11], "take_profits", "11"),
        (Side.SELL, 11, None, [11], "take_profits", "11"),
        (Side.SELL, 11, None, [12], "take_profits", "12"),
    ],
)
def test_the_level_that_is_out_of_order_is_named(
    side: Side, stop: int | None, entry: int | None, targets: list[int], field: str, found: str
) -> None:
    """A wrong target is told as a target, a wrong stop as a stop, with its price."""
    expected = InvalidValue(field, found, LAW)

    assert expected == refusal(lambda: terms(side=side, stop_loss=stop, limit=entry, take_profits=targets))


@pytest.mark.parametrize(("side", "entry"), list(product(Side, [8, 9, 10, 11, 12])))
def test_an_entry_that_is_known_later_is_checked_again(side: Side, entry: int) -> None:
    """A market order has no price until it is filled; only then can its exits be judged by it."""
    levels = (9, [11]) if side is Side.BUY else (11, [9])
    order = terms(side=side, stop_loss=levels[0], take_profits=levels[1])
    if entry == 10:
        order.check_exits(Price(entry))
        assert order.has_exits
    else:
        assert LAW == refusal(order.check_exits, Price(entry)).facts["expected"]


def test_without_an_entry_nothing_more_can_be_judged() -> None:
    """Unknown is not wrong."""
    order = terms(stop_loss=9, take_profits=[11])

    order.check_exits(None)
    assert order.has_exits


def test_one_way_out_makes_an_order_one_with_exits() -> None:
    """A stop alone or a target alone is enough."""
    assert terms(stop_loss=9).has_exits
    assert terms(take_profits=[11]).has_exits
    assert not terms(limit=10).has_exits


def test_the_limit_is_checked_before_the_stop() -> None:
    """A stop-limit order enters at its limit, and that price is the one its exits are measured by."""
    assert Price(10) == terms(limit=10, stop=11).stated_price
    assert terms(limit=10, stop=8, stop_loss=9).has_exits
    assert Price(8) == terms(stop=8).stated_price
