"""Lots: which units are held for what, and which of them a sale consumes."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.domain.floor import ACME, NOW, later
from tests.unit.domain.junk import refusal
from trading_core.domain.ids import FillId
from trading_core.domain.lots import POOL, Lot, LotMove, consuming, moved, opening
from trading_core.domain.words import CostMethod, Direction
from trading_core.errors import InsufficientHoldings, LotsNotHeld

D = Decimal
LONG, SHORT = Direction.LONG, Direction.SHORT


def lot(name: str, quantity: object, cost: object, seconds: int = 0) -> Lot:
    return Lot(FillId(name), D(str(quantity)), D(str(cost)), later(seconds))


def move(name: str, quantity: object, cost: object, seconds: int = 0, direction: Direction = LONG) -> LotMove:
    return LotMove(ACME, direction, FillId(name), D(str(quantity)), D(str(cost)), later(seconds))


def names(*wanted: str) -> tuple[FillId, ...]:
    return tuple(map(FillId, wanted))


@pytest.mark.parametrize(
    ("method", "lot_name"),
    [(CostMethod.AVERAGE, "pool"), (CostMethod.FIFO, "F-1"), (CostMethod.SPECIFIC, "F-1")],
)
def test_units_enter_the_pool_or_a_lot_of_their_own(method: CostMethod, lot_name: str) -> None:
    """The average pools all units of a product and direction; the other methods keep each fill apart."""
    came = opening(ACME, SHORT, FillId("F-1"), D(3), D(30), NOW, method)

    assert move(lot_name, 3, 30, direction=SHORT) == came
    assert "pool" == POOL


def test_the_oldest_units_are_consumed_first() -> None:
    """A sale takes whole lots from the oldest on and a part of the last that it needs."""
    lots = (lot("F-1", 3, 30), lot("F-2", 4, 50), lot("F-3", 5, 99))

    assert (move("F-1", -3, -30, 9), move("F-2", -1, "-12.5", 9)) == consuming(
        lots, ACME, LONG, D(4), later(9)
    )


def test_a_sale_of_a_whole_lot_leaves_the_next_alone() -> None:
    """What is not needed is not touched."""
    lots = (lot("F-1", 3, 30), lot("F-2", 4, 50))

    assert (move("F-1", -3, -30),) == consuming(lots, ACME, LONG, D(3), NOW)
    assert () == consuming(lots, ACME, LONG, D(0), NOW)


def test_named_lots_are_consumed_in_the_order_of_their_names() -> None:
    """Who names lots chooses which are sold; a name that is said twice counts once."""
    lots = (lot("F-1", 3, 30), lot("F-2", 4, 50), lot("F-3", 5, 99))
    chosen = names("F-3", "F-1", "F-3")

    assert (move("F-3", -5, -99, direction=SHORT), move("F-1", -2, -20, direction=SHORT)) == consuming(
        lots, ACME, SHORT, D(7), NOW, chosen
    )


def test_units_that_are_not_there_are_not_sold() -> None:
    """The refusal says how much was wanted and how much was found."""
    lots = (lot("F-1", 3, 30), lot("F-2", 4, 50))

    assert InsufficientHoldings("ACME", D(8), D(7)) == refusal(consuming, lots, ACME, LONG, D(8), NOW)
    assert InsufficientHoldings("ACME", D(1), D(0)) == refusal(consuming, (), ACME, LONG, D(1), NOW)


@pytest.mark.parametrize(
    ("named", "quantity", "missing"),
    [(("F-9",), 1, "F-9"), (("F-1", "F-9"), 1, "F-9"), (("F-1",), 4, "F-1"), (("F-2", "F-1"), 8, "F-1")],
)
def test_named_lots_must_hold_what_is_sold(named: tuple[str, ...], quantity: int, missing: str) -> None:
    """A lot that is unknown is named; when the named ones hold too little, the last of them is."""
    lots = (lot("F-1", 3, 30), lot("F-2", 4, 50))

    assert LotsNotHeld("ACME", missing) == refusal(
        consuming, lots, ACME, LONG, D(quantity), NOW, names(*named)
    )


def test_units_enter_behind_what_is_there() -> None:
    """A new lot is the youngest and knows when it came; a known one grows and stays as old as it was."""
    lots = (lot("F-1", 3, 30), lot("F-2", 4, 50))

    assert (*lots, lot("F-3", 5, 60, 7)) == moved(lots, move("F-3", 5, 60, 7))
    assert (lot("F-1", 5, 45), lots[1]) == moved(lots, move("F-1", 2, 15, 7))
    assert (lot("F-1", 1, 2, 7),) == moved((), move("F-1", 1, 2, 7))


def test_a_lot_that_is_used_up_is_gone() -> None:
    """The others keep their order."""
    lots = (lot("F-1", 3, 30), lot("F-2", 4, 50), lot("F-3", 5, 99))

    assert (lots[0], lots[2]) == moved(lots, move("F-2", -4, -50))
    assert (lots[0], lot("F-2", 1, 20), lots[2]) == moved(lots, move("F-2", -3, -30))


LOTS = st.lists(
    st.tuples(st.decimals("0.1", 9, places=1), st.decimals("0.01", 99, places=2)), min_size=1, max_size=5
)


@given(LOTS, st.data())
def test_consuming_agrees_with_counting_on_fingers(
    held: list[tuple[Decimal, Decimal]], data: st.DataObject
) -> None:
    """Oldest first or by name, a sale takes what a child would take and leaves the rest with its cost."""
    lots = tuple(lot(f"F-{place}", units, cost, place) for place, (units, cost) in enumerate(held))
    by_name = data.draw(st.booleans())
    order = data.draw(st.lists(st.sampled_from(range(len(lots))), min_size=1, max_size=5)) if by_name else []
    turns = list(dict.fromkeys(order)) or list(range(len(lots)))
    wanted = data.draw(st.decimals("0.1", 20, places=1))
    arguments = (lots, ACME, LONG, wanted, later(99), names(*(f"F-{place}" for place in order)))
    found = sum(Fraction(lots[place].quantity) for place in turns)
    if found < Fraction(wanted):
        short = (
            InsufficientHoldings("ACME", wanted, D(found.numerator) / D(found.denominator)) if found else None
        )
        assert (LotsNotHeld("ACME", f"F-{order[-1]}") if by_name else short) == refusal(consuming, *arguments)
        return

    missing, expected, left = Fraction(wanted), [], {lot.id: lot for lot in lots}
    for place in turns:
        if not missing:
            break
        taken = min(missing, Fraction(lots[place].quantity))
        cost = Fraction(lots[place].cost) * taken / Fraction(lots[place].quantity)
        if taken < Fraction(lots[place].quantity):
            cost = Fraction(round(cost * 10**8), 10**8)
        expected.append((f"F-{place}", -taken, -cost))
        missing -= taken

    moves = consuming(*arguments)
    assert expected == [(step.lot, Fraction(step.quantity), Fraction(step.cost)) for step in moves]
    assert {(ACME, LONG, later(99))} == {(step.symbol, step.direction, step.at) for step in moves}
    rest = lots
    for step in moves:
        rest = moved(rest, step)
        known = left.pop(step.lot)
        if known.quantity + step.quantity:
            left[step.lot] = Lot(
                known.id, known.quantity + step.quantity, known.cost + step.cost, known.opened_at
            )
    assert left == {one.id: one for one in rest}
    assert sorted(rest, key=lambda one: one.opened_at) == list(rest)


@given(st.decimals("0.01", 999, places=8), st.lists(st.decimals("0.1", 9, places=8), min_size=1, max_size=6))
def test_a_lot_that_is_sold_piece_by_piece_leaves_no_cost_behind(cost: Decimal, parts: list[Decimal]) -> None:
    """The parts' costs add up to the lot's, to the last decimal."""
    units = sum(parts, D(0))
    lots: tuple[Lot, ...] = (lot("F-1", units, cost),)
    taken = Fraction(0)
    for part in parts:
        for step in consuming(lots, ACME, LONG, part, NOW):
            taken -= Fraction(step.cost)
            lots = moved(lots, step)

    assert ((), Fraction(cost)) == (lots, taken)
