"""What an account counts by the day: units day-traded, and the day's profit or loss."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.domain.floor import ACME, BOLT, MONDAY, NOW
from tests.unit.domain.making import entry, postings, trade
from trading_core.domain.account import Account, AccountTerms, fold
from trading_core.domain.account_parts import DayResult, DayTally
from trading_core.domain.amounts import Quantity
from trading_core.domain.journal import Entry
from trading_core.domain.words import Side

D = Decimal
TERMS = AccountTerms("A")
TUESDAY = MONDAY + timedelta(days=1)
SUNDAY = MONDAY - timedelta(days=1)


def bought(sequence: int, quantity: int, closed: int = 0, day: date = MONDAY, symbol: str = ACME) -> Entry:
    tradable = Quantity(quantity - closed)
    done = trade(
        f"F-{sequence}", quantity, symbol=symbol, closed=Quantity(closed), day_tradable=tradable, day=day
    )
    return entry(sequence, trade=done)


def sold(sequence: int, quantity: int, day_traded: int, day: date = MONDAY, symbol: str = ACME) -> Entry:
    done = trade(
        f"F-{sequence}",
        quantity,
        side=Side.SELL,
        symbol=symbol,
        closed=Quantity(quantity),
        day_traded=Quantity(day_traded),
        day=day,
    )
    return entry(sequence, trade=done)


def test_a_tally_begins_with_nothing() -> None:
    """A product that was not traded on a day was neither bought nor sold again."""
    assert DayTally(MONDAY, Quantity(0), Quantity(0)) == Account(TERMS).tally(ACME, MONDAY)
    assert DayTally(MONDAY) == DayTally(MONDAY, Quantity(0), Quantity(0))


def test_purchases_and_their_sales_of_the_day_are_counted() -> None:
    """Only what a purchase says may be sold again, and only what was sold again is matched."""
    known = fold(
        TERMS, [bought(1, 10, closed=3), bought(2, 5), sold(3, 9, day_traded=6), sold(4, 2, day_traded=1)]
    )

    assert DayTally(MONDAY, Quantity(12), Quantity(7)) == known.tally(ACME, MONDAY)
    assert DayTally(TUESDAY) == known.tally(ACME, TUESDAY)
    assert DayTally(MONDAY) == known.tally(BOLT, MONDAY)


def test_each_product_has_its_own_tally() -> None:
    """Buying one thing and selling another is no day trade."""
    known = fold(TERMS, [bought(1, 10), bought(2, 4, symbol=BOLT), sold(3, 1, 1, symbol=BOLT)])

    assert {
        ACME: DayTally(MONDAY, Quantity(10)),
        BOLT: DayTally(MONDAY, Quantity(4), Quantity(1)),
    } == known.tallies


def test_another_day_begins_another_tally() -> None:
    """What was bought yesterday is not day-traded today."""
    known = fold(TERMS, [bought(1, 10), sold(2, 4, 4), bought(3, 2, day=TUESDAY)])

    assert {ACME: DayTally(TUESDAY, Quantity(2))} == known.tallies


def test_a_late_report_of_an_earlier_day_does_not_forget_this_one() -> None:
    """A broker may report yesterday's fill after today's; today's purchases are still today's."""
    known = fold(TERMS, [bought(1, 10), bought(2, 7, day=SUNDAY), sold(3, 1, 0, day=SUNDAY), sold(4, 3, 3)])

    assert {ACME: DayTally(MONDAY, Quantity(10), Quantity(3))} == known.tallies


def test_entries_without_a_trade_count_nothing() -> None:
    """A deposit is no purchase."""
    known = fold(TERMS, [bought(1, 10)])

    assert known.tallies is known.apply(entry(2)).tallies


def paid(sequence: int, result: int, fee: int = 0, tax: int = 0, at: datetime = NOW) -> Entry:
    """An entry with a profit, a fee and a tax, out of or into a fund."""
    moved = postings(realized=-result, fees=fee, taxes=tax, funding=result - fee - tax)
    return entry(sequence, tuple(posting for posting in moved if posting.amount), at=at)


def test_the_result_of_a_day_is_profit_less_fee_and_tax() -> None:
    """Each of the three counts, and nothing else does."""
    assert DayResult(MONDAY, D(10)) == fold(TERMS, [paid(1, 10)]).result
    assert DayResult(MONDAY, D(-2)) == fold(TERMS, [paid(1, 0, fee=2)]).result
    assert DayResult(MONDAY, D(-3)) == fold(TERMS, [paid(1, 0, tax=3)]).result
    assert DayResult(MONDAY, D(1)) == fold(TERMS, [paid(1, 10, 2, 3), paid(2, -4)]).result
    assert fold(TERMS, [entry(1, postings(cash=5, funding=-5))]).result is None
    assert DayResult(MONDAY) == DayResult(MONDAY, D(0))


def test_the_result_is_asked_by_the_day() -> None:
    """Another day has no result, whatever this one has."""
    known = fold(TERMS, [paid(1, 10)])

    assert [D(0), D(10), D(0)] == [known.result_of(day) for day in (SUNDAY, MONDAY, TUESDAY)]


def test_the_day_is_that_of_utc() -> None:
    """The same moment is of the same day, on whichever clock it was told."""
    midnight = datetime(2026, 3, 3, tzinfo=UTC)
    there = (midnight - timedelta(microseconds=1)).astimezone(timezone(timedelta(hours=14)))

    assert DayResult(MONDAY, D(5)) == fold(TERMS, [paid(1, 5, at=there)]).result
    assert DayResult(TUESDAY, D(5)) == fold(TERMS, [paid(1, 5, at=midnight)]).result


def test_another_day_begins_another_result() -> None:
    """Yesterday's loss does not stop today's trading."""
    known = fold(TERMS, [paid(1, -10), paid(2, 3, at=NOW + timedelta(days=1))])

    assert DayResult(TUESDAY, D(3)) == known.result


def test_a_late_entry_of_an_earlier_day_leaves_todays_loss_standing() -> None:
    """Otherwise a late report of yesterday would lift the bound on today's loss."""
    known = fold(TERMS, [paid(1, -10), paid(2, 3, at=NOW - timedelta(days=1)), paid(3, -1)])

    assert DayResult(MONDAY, D(-11)) == known.result


def test_what_comes_to_nothing_changes_no_result() -> None:
    """An entry whose profit pays exactly its costs leaves the day's result as it was."""
    known = fold(TERMS, [paid(1, -10)])
    tomorrow = NOW + timedelta(days=1)

    assert known.result is known.apply(paid(2, 5, fee=3, tax=2, at=tomorrow)).result


DAYS = st.integers(0, 3)


@pytest.mark.parametrize("late", [False, True])
@given(st.lists(st.tuples(DAYS, st.integers(-9, 9), st.integers(0, 3), st.integers(0, 3)), max_size=8))
def test_the_result_is_the_sum_of_the_latest_day(late: bool, wanted: list[tuple[int, int, int, int]]) -> None:
    """In whatever order days are reported, the latest one's result is the sum of its own entries."""
    wanted = wanted if late else sorted(wanted)
    entries = [
        paid(place, result, fee, tax, NOW + timedelta(days=day))
        for place, (day, result, fee, tax) in enumerate(wanted, 1)
    ]
    counted = [(day, Fraction(result - fee - tax)) for day, result, fee, tax in wanted if result - fee - tax]
    folded = fold(TERMS, entries)
    if counted:
        latest = max(day for day, _ in counted)
        total = sum(amount for day, amount in counted if day == latest)
        assert folded.result is not None
        assert (MONDAY + timedelta(days=latest), total) == (folded.result.day, Fraction(folded.result.amount))
    else:
        assert folded.result is None
