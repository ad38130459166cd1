"""The ways out of an order: a stop for all of it and targets that share it, each counted from what is open."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trading_core import (
    ApplyFill,
    CloseOrder,
    Desk,
    Fill,
    Order,
    OrderLine,
    OrderTerms,
    OrderType,
    PlaceOrder,
    Price,
    Purpose,
    Quantity,
    Side,
    exit_levels,
    open_account,
    split_evenly,
)
from trading_core.domain.exits import ExitLevel
from trading_core.errors import InvalidValue

NOON = datetime(2026, 1, 5, 4, tzinfo=UTC)


@pytest.mark.parametrize("parts", [1, 1_000])
def test_there_is_a_most_of_parts(parts: int) -> None:
    """As many as allowed are made, and add up; one more is refused, before anything is made."""
    assert parts == len(split_evenly(Quantity(5), parts, Decimal("0.001")))
    with pytest.raises(InvalidValue, match="parts is a huge whole number"):
        split_evenly(Quantity(5), 10**40)


def bracket(
    *exits: tuple[Purpose, object, object],
    quantity: object = 10,
    filled: object = 10,
    side: Side = Side.BUY,
    stop: object = "1.05",
    targets: tuple[object, ...] = ("1.12", "1.10", "1.11"),
) -> Order:
    """An order with exits of its own, filled so far and exited so often."""
    desk = Desk()
    terms = OrderTerms(
        number="S-1",
        account="alice",
        side=side,
        type=OrderType.LIMIT,
        limit_price="1.08",
        lines=[OrderLine("EURUSD", quantity)],
        stop_loss=stop,
        take_profits=targets,
    )
    desk.do(open_account("alice", 1_000), PlaceOrder(terms), now=NOON)
    if filled:
        desk.do(ApplyFill("S-1", Fill("in", "1.08", filled, NOON)), now=NOON)
    for number, (purpose, price, units) in enumerate(exits):
        desk.do(ApplyFill("S-1", Fill(f"out-{number}", price, units, NOON, purpose)), now=NOON)[0].unwrap()
    return desk.order("S-1")


def level(purpose: Purpose, price: object, quantity: object) -> ExitLevel:
    """An exit level, in short."""
    return ExitLevel(purpose, Price(price), Quantity(quantity))


STOP, TARGET = Purpose.STOP_LOSS, Purpose.TAKE_PROFIT


def test_the_stop_takes_all_and_the_targets_share_it_nearest_first() -> None:
    """Targets are even parts in whole steps, the nearest first; what does not divide goes to the farthest."""
    levels = exit_levels(bracket(), Decimal(1))

    assert (
        level(STOP, "1.05", 10),
        level(TARGET, "1.10", 3),
        level(TARGET, "1.11", 3),
        level(TARGET, "1.12", 4),
    ) == levels


def test_targets_at_one_price_are_a_part_each() -> None:
    """Who names a price twice wants two parts there, and what was exited there counts for the one and then the other."""
    twice = ("1.12", "1.10", "1.10")

    assert (
        level(STOP, "1.05", 10),
        level(TARGET, "1.10", 3),
        level(TARGET, "1.10", 3),
        level(TARGET, "1.12", 4),
    ) == exit_levels(bracket(targets=twice), Decimal(1))
    assert (
        level(STOP, "1.05", 6),
        level(TARGET, "1.10", 2),
        level(TARGET, "1.12", 4),
    ) == exit_levels(bracket((TARGET, "1.10", 4), targets=twice), Decimal(1))


def test_a_short_order_meets_its_highest_target_first() -> None:
    """For a sale the nearest target is the highest one."""
    short = bracket(side=Side.SELL, stop="1.20", targets=("1.00", "1.05"))

    assert (
        level(STOP, "1.20", 10),
        level(TARGET, "1.05", 5),
        level(TARGET, "1.00", 5),
    ) == exit_levels(short, Decimal(1))


def test_a_target_that_was_met_is_gone_and_the_stop_shrinks() -> None:
    """One cancels the other: what a target has exited, the stop does not exit again."""
    levels = exit_levels(bracket((TARGET, "1.10", 3)), Decimal(1))

    assert (level(STOP, "1.05", 7), level(TARGET, "1.11", 3), level(TARGET, "1.12", 4)) == levels


def test_a_target_that_was_met_in_part_wants_its_rest() -> None:
    """Partial exits count for the nearest target until it is complete, then for the next."""
    assert (
        level(STOP, "1.05", 8),
        level(TARGET, "1.10", 1),
        level(TARGET, "1.11", 3),
        level(TARGET, "1.12", 4),
    ) == exit_levels(bracket((TARGET, "1.10", 2)), Decimal(1))
    assert (
        level(STOP, "1.05", 6),
        level(TARGET, "1.11", 2),
        level(TARGET, "1.12", 4),
    ) == exit_levels(bracket((TARGET, "1.10", 2), (TARGET, "1.10", 2)), Decimal(1))


def test_what_the_stop_has_exited_is_missing_at_the_farthest_target() -> None:
    """Together the targets never exit more than is open, and the nearest are served first."""
    levels = exit_levels(bracket((STOP, "1.05", 5)), Decimal(1))

    assert (level(STOP, "1.05", 5), level(TARGET, "1.10", 3), level(TARGET, "1.11", 2)) == levels


def test_only_what_was_filled_can_be_exited() -> None:
    """A half-filled order has exits for the half."""
    assert (
        level(STOP, "1.05", 5),
        level(TARGET, "1.10", "2.5"),
        level(TARGET, "1.11", "2.5"),
    ) == exit_levels(bracket(filled=5, targets=("1.10", "1.11")))


def test_nothing_open_has_no_exits() -> None:
    """Before the first fill and after the last exit there is nothing to leave."""
    closed = bracket()
    desk_order = bracket((STOP, "1.05", 10))

    assert () == exit_levels(bracket(filled=0))
    assert () == exit_levels(desk_order)
    assert () != exit_levels(closed)


def test_a_stop_alone_and_a_target_alone_are_enough() -> None:
    """Either way out may be missing; the other still covers all that is open."""
    assert (level(STOP, "1.05", 10),) == exit_levels(bracket(targets=()))
    assert (level(TARGET, "1.12", 10),) == exit_levels(bracket(stop=None, targets=("1.12",)))


@given(
    st.decimals("0.00000001", 10**9, places=8).map(Quantity),
    st.integers(1, 20),
    st.sampled_from([Decimal("0.00000001"), Decimal("0.01"), Decimal("0.5"), Decimal(1), Decimal(1000)]),
)
def test_parts_are_whole_steps_and_come_to_the_whole(quantity: Quantity, parts: int, step: Decimal) -> None:
    """Nothing is lost in splitting, and only the last part may be no whole number of steps."""
    split = split_evenly(quantity, parts, step)

    assert parts == len(split)
    assert Fraction(quantity.value) == sum(Fraction(part.value) for part in split)
    assert all(Fraction(part.value) % Fraction(step) == 0 for part in split[:-1])
    assert all(split[0] == part for part in split[:-1])
    assert Fraction(split[-1].value) - Fraction(split[0].value) < parts * Fraction(step)


@pytest.mark.parametrize(
    ("quantity", "step", "expected"), [(10, 1, (3, 3, 4)), (9, 3, (3, 3, 3)), (2, 1, (0, 0, 2))]
)
def test_splits_by_hand(quantity: int, step: int, expected: tuple[int, ...]) -> None:
    """Small splits as anyone would do them."""
    assert tuple(map(Quantity, expected)) == split_evenly(Quantity(quantity), 3, Decimal(step))


def test_closing_by_hand_ends_all_exits() -> None:
    """After the hand has closed everything, neither stop nor target has anything left to do."""
    desk = Desk()
    terms = OrderTerms(
        number="S-1",
        account="alice",
        side=Side.BUY,
        type=OrderType.LIMIT,
        limit_price="1.08",
        lines=[OrderLine("EURUSD", 10)],
        stop_loss="1.05",
    )
    desk.do(open_account("alice", 1_000), PlaceOrder(terms), now=NOON)
    desk.do(ApplyFill("S-1", Fill("in", "1.08", 10, NOON)), CloseOrder("S-1", "1.09"), now=NOON)

    assert () == exit_levels(desk.order("S-1"))
