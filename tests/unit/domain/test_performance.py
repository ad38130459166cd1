"""What trading has come to, on small numbers that anybody can check."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.untyped import untyped
from trading_core.domain.performance import Drawdown, Mark, Performance, performance_of
from trading_core.domain.trades import STATED, Purpose, Trade
from trading_core.domain.words import Side
from trading_core.errors import InvalidValue

MONDAY = datetime(2026, 1, 5, tzinfo=UTC)


def marks(*worth: int, invested: int = 0) -> list[Mark]:
    return [
        Mark(MONDAY + timedelta(days=day), Decimal(one), Decimal(invested)) for day, one in enumerate(worth)
    ]


def closing(realized: int, fee: int = 0, tax: int = 0, *, closed: int = 1) -> Trade:
    return evolve(SAMPLE, realized=Decimal(realized), fee=Decimal(fee), tax=Decimal(tax), closed=closed)


SAMPLE = Trade(
    id="F",
    order="N",
    account="A",
    symbol="ACME",
    side=Side.SELL,
    price=100,
    quantity=1,
    value=Decimal(100),
    fee=Decimal(0),
    tax=Decimal(0),
    realized=Decimal(0),
    currency="TWD",
    closed=1,
    day_traded=0,
    day_tradable=0,
    purpose=Purpose.ENTRY,
    provenance=STATED,
    executed_at=MONDAY,
    day=MONDAY.date(),
)


def test_a_gain_is_told_in_money_and_as_a_part() -> None:
    """What was there at the end, against what was there at the beginning."""
    found = performance_of(marks(1000, 900, 1250))
    assert (Decimal(250), Decimal("0.25")) == (found.gain, found.gained)
    assert (3, Decimal(0), Decimal(0)) == (found.marks, found.costs, found.exposure)


@pytest.mark.parametrize(
    ("worth", "expected"),
    [
        ((1000, 1000), None),
        ((1000, 1100, 1200), None),
        ((1000, 900), (0, 1, 100)),
        ((1000, 1000, 900, 1000), (1, 2, 100)),
        ((1000, 900, 1200, 1050, 1250, 1100), (2, 3, 150)),
        ((1000, 800, 1000, 800), (0, 1, 200)),
        ((1000, 950, 900, 1000), (0, 2, 100)),
    ],
)
def test_the_deepest_fall_is_from_a_peak_to_what_follows(
    worth: tuple[int, ...], expected: tuple[int, int, int] | None
) -> None:
    """The most money that was lost on the way, the first time that it was."""
    known = marks(*worth)
    found = performance_of(known).drawdown
    if expected is None:
        assert found is None
    else:
        peak, bottom, amount = expected
        assert Drawdown(known[peak], known[bottom]) == found
        assert Decimal(amount) == found.amount
        assert Decimal(amount) / worth[peak] == found.part


def test_closing_trades_win_or_lose_by_what_is_left_after_their_costs() -> None:
    """Fees and taxes may turn a profit into a loss; one that comes to nothing is neither, and one that opens is not counted."""
    found = performance_of(
        marks(1000),
        [closing(30, 5, 5), closing(10, 5, 5), closing(10, 15), closing(-5), closing(99, 1, 2, closed=0)],
    )
    assert (5, 4, 1, 2) == (found.trades, found.closing, found.won, found.lost)
    assert (Decimal(20), Decimal(10)) == (found.gains, found.losses)
    assert (Decimal("0.25"), Decimal(2)) == (found.win_rate, found.profit_factor)
    assert (Decimal(26), Decimal(12), Decimal(38)) == (found.fees, found.taxes, found.costs)
    assert Decimal(500) == found.turnover


def test_parts_of_nothing_are_none() -> None:
    """Nobody wins a part of no trades, nor loses a part of an empty account."""
    found = performance_of(marks(0, -5))
    assert [None] * 4 == [
        found.gained,
        found.win_rate,
        found.profit_factor,
        found.drawdown and found.drawdown.part,
    ]


def test_exposure_counts_the_marks_at_which_something_was_held() -> None:
    """And the most that was held at once."""
    known = [
        *marks(10),
        *marks(10, 10, invested=7)[1:],
        Mark(MONDAY + timedelta(days=3), Decimal(1), Decimal(3)),
    ]
    found = performance_of(known)
    assert (Decimal(2) / 3).quantize(Decimal("0.001")) == (found.exposure or Decimal(0)).quantize(
        Decimal("0.001")
    )
    assert Decimal(7) == found.most_invested


@pytest.mark.parametrize("wrong", [[], list(reversed(marks(1, 2))), None, [5]])
def test_marks_that_tell_no_story_are_refused(wrong: object) -> None:
    """No mark at all, or one from before another."""
    with pytest.raises(InvalidValue):
        performance_of(untyped(wrong))


@given(st.lists(st.integers(0, 10**6), min_size=1, max_size=20))
def test_no_fall_is_deeper_than_the_deepest(worth: list[int]) -> None:
    """Against every pair of moments, looked at one by one."""
    falls = [early - late for place, early in enumerate(worth) for late in worth[place:]]
    found: Performance = performance_of(marks(*worth))
    assert max(falls) == (0 if found.drawdown is None else found.drawdown.amount)
