"""Why a balance is what it is, and what an account was at a moment."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.domain.floor import ACME, PAIR, Floor, FloorRules, later, terms
from trading_core.domain.account import Account, AccountTerms
from trading_core.domain.commands import (
    ApplyFill,
    CancelOrder,
    CloseOrder,
    Deposit,
    PlaceOrder,
    Withdraw,
    open_account,
)
from trading_core.domain.desk import Desk
from trading_core.domain.explain import Line, account_at, cause_of, until, why
from trading_core.domain.journal import Bucket
from trading_core.domain.trades import Fill
from trading_core.domain.words import Side
from trading_core.errors import InvalidValue

BUY, SELL = Side.BUY, Side.SELL


def told() -> Floor:
    """A short history, one thing a minute."""
    floor = Floor(FloorRules(fee_least=Decimal(1))).open(1000)
    floor.ok(Deposit("A", "50.5", "gift"), later(60))
    floor.trade("B", BUY, 10, 10, now=later(120))
    floor.place("W", SELL, 4, limit=12, now=later(180))
    floor.ok(CancelOrder("W"), later(240))
    floor.place("L", BUY, 1, limit=5, now=later(300))
    floor.ok(CloseOrder("B", 11), later(360))
    floor.ok(Withdraw("A", 1, "rent"), later(420))
    return floor


def test_every_change_of_a_balance_is_one_line() -> None:
    """Change and balance after it, in the order of the entries; entries that did not touch it are left out."""
    lines = why(told().entries)
    expected = [
        ("1000", "1000"),
        ("50.5", "1050.5"),
        ("-101", "949.5"),
        ("-6", "943.5"),
        ("109", "1052.5"),
        ("-1", "1051.5"),
    ]
    assert [(Decimal(one), Decimal(two)) for one, two in expected] == [
        (line.change, line.balance) for line in lines
    ]
    assert [1, 2, 3, 6, 7, 8] == [line.entry.sequence for line in lines]


def test_a_line_is_said_in_words() -> None:
    """Moment, cause, signed change and balance, readable on a terminal."""
    said = [str(line) for line in why(told().entries)]
    assert [
        "2026-03-02 03:00:00  opening  +1000  1000",
        "2026-03-02 03:01:00  deposit gift  +50.5  1050.5",
        "2026-03-02 03:02:00  B: bought 10 ACME at 10 (entry)  -101  949.5",
        "2026-03-02 03:05:00  L: hold  -6  943.5",
        "2026-03-02 03:06:00  B: sold 10 ACME at 11 (close)  +109  1052.5",
        "2026-03-02 03:07:00  withdrawal rent  -1  1051.5",
    ] == said


@pytest.mark.parametrize(("change", "said"), [("0.5", "+0.5"), ("0", "0"), ("-0.5", "-0.5")])
def test_what_comes_in_has_a_sign(change: str, said: str) -> None:
    """A plus for what comes in, a minus for what goes out."""
    line = Line(told().entries[0], Decimal(change), Decimal(7))
    assert f"2026-03-02 03:00:00  opening  {said}  7" == str(line)


def test_causes_name_the_order_or_the_reference() -> None:
    """Holds and releases belong to an order, movements of cash to a reference where there is one."""
    causes = [cause_of(entry) for entry in told().entries]
    assert ["W: hold", "W: release", "L: hold"] == causes[3:6]
    assert ["opening", "deposit gift"] == causes[:2]


def test_units_and_costs_of_a_product_are_explained_by_their_own_lines() -> None:
    """A bucket of one product does not show another product's changes."""
    floor = told()
    floor.trade("P", BUY, 3, 10, PAIR, now=later(480))
    reserved = why(floor.entries, Bucket.LONG_HELD, ACME)
    assert [Decimal(4), Decimal(-4)] == [line.change for line in reserved]
    assert [Decimal(3)] == [line.balance for line in why(floor.entries, Bucket.LONG, PAIR)]
    assert () == why([])


@pytest.mark.parametrize(
    ("seconds", "count", "cash"),
    [(-1, 0, 0), (0, 1, 1000), (59.999999, 1, 1000), (60, 2, 1050.5), (119, 2, 1050.5), (120, 3, 949.5)],
)
def test_a_moment_is_included_in_what_was_until_then(seconds: float, count: int, cash: float) -> None:
    """An entry of the very moment counts, one of a microsecond later does not."""
    floor = told()
    at = later(seconds)
    assert count == len(tuple(until(floor.entries, at)))
    lines = why(floor.entries, at=at)
    assert (count, Decimal(str(cash))) == (len(lines), lines[-1].balance if lines else Decimal(0))
    assert Decimal(str(cash)) == account_at(floor.account().terms, floor.entries, at).cash


def test_a_late_report_is_in_the_books_from_when_it_was_booked() -> None:
    """The report tells of 3:01 and was booked at 3:05, so at 3:04 nobody knew of it."""
    desk = Desk()
    desk.do(open_account("A", 1000), PlaceOrder(terms("O", BUY, 1, limit=10)), now=later(0))
    desk.do(Deposit("A", 5, "R"), now=later(240))
    desk.do(ApplyFill("O", Fill("F", 10, 1, later(60))), now=later(300))
    known = desk.account("A").terms

    assert Decimal(995) == account_at(known, desk.journal("A"), later(240)).cash
    assert Decimal(0) == account_at(known, desk.journal("A"), later(239)).balance(Bucket.LONG, ACME)
    assert later(60) == desk.journal("A")[-1].at


def test_a_report_of_a_clock_that_is_ahead_is_booked_now() -> None:
    """What is booked after it does not come before it, and the trade keeps the time that was reported."""
    desk = Desk()
    desk.do(open_account("A", 1000), PlaceOrder(terms("O", BUY, 1, limit=10)), now=later(0))
    desk.do(ApplyFill("O", Fill("F", 10, 1, later(61))), now=later(60))
    desk.do(Deposit("A", 5, "R"), now=later(60))
    entries = desk.journal("A")

    assert [later(0), later(0), later(60), later(60)] == [entry.at for entry in entries]
    assert [later(61)] == [entry.trade.executed_at for entry in entries if entry.trade is not None]
    assert Decimal(995) == account_at(desk.account("A").terms, entries, later(60)).cash


def test_without_a_moment_everything_counts() -> None:
    """All entries are those until no moment."""
    floor = told()
    assert floor.entries == list(until(floor.entries, None))
    assert floor.account().cash == why(floor.entries)[-1].balance


def test_an_account_at_its_last_moment_is_the_account() -> None:
    """Folding the journal again gives what stands, and before the first entry there is nothing."""
    floor = told()
    assert floor.account() == account_at(floor.account().terms, floor.entries, later(420))
    assert Account(AccountTerms("A")) == account_at(floor.account().terms, floor.entries, later(-1))


def test_a_moment_without_an_offset_is_refused() -> None:
    """It could mean any of many moments."""
    with pytest.raises(InvalidValue) as caught:
        why(told().entries, at=datetime(2026, 3, 2))  # noqa: DTZ001 - without an offset on purpose
    assert "at" == caught.value.field


@given(st.integers(-10, 500))
def test_explanations_agree_with_the_account_of_the_moment(seconds: int) -> None:
    """For every bucket and moment, the last line's balance is the balance that the account had then."""
    floor, at = told(), later(seconds)
    account = account_at(floor.account().terms, floor.entries, at)
    for bucket, symbol in {*floor.account().balances, *account.balances}:
        lines = why(floor.entries, bucket, symbol, at)
        assert account.balance(bucket, symbol) == (lines[-1].balance if lines else 0)
