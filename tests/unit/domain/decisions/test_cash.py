"""Opening accounts, moving cash in and out once, and paying out what is due."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from attrs import evolve

from tests.unit.domain.floor import FLOOR, MONDAY, NOW, A, Floor, FloorRules, later
from trading_core.domain.account import Account, AccountTerms
from trading_core.domain.commands import Deposit, OpenAccount, SettleCash, Withdraw
from trading_core.domain.exact import ZERO
from trading_core.domain.journal import Bucket, Cause, Posting, Reference
from trading_core.domain.markets import WEEKDAYS, Market
from trading_core.domain.words import CostMethod, Side
from trading_core.errors import AlreadyExists, InsufficientFunds, LimitExceeded, NotFound

BUY, SELL = Side.BUY, Side.SELL


def test_an_account_opens_with_its_money() -> None:
    """One entry puts the opening money in, from outside."""
    floor = Floor()
    terms = AccountTerms("A", "USD", CostMethod.FIFO, margin=False)
    outcome = floor.ok(OpenAccount(terms, 500))
    (entry,) = outcome.entries
    expected = (Posting(Bucket.CASH, None, Decimal(500)), Posting(Bucket.FUNDING, None, Decimal(-500)))
    assert expected == entry.postings
    assert (Cause.OPENING, 1, NOW, A, None, None) == (
        entry.cause,
        entry.sequence,
        entry.at,
        entry.account,
        entry.order,
        entry.reference,
    )
    assert (terms, floor.account()) == (floor.account().terms, outcome.account)


def test_an_account_may_open_empty() -> None:
    """Nothing put in is no entry."""
    floor = Floor()
    outcome = floor.ok(OpenAccount(AccountTerms("A")))
    assert (Account(AccountTerms("A")), ()) == (outcome.account, outcome.entries)
    assert outcome.account == floor.account()


def test_a_name_is_opened_once() -> None:
    """The same command again is refused and leaves the account as it is, in one batch and in the next."""
    floor = Floor()
    command = OpenAccount(AccountTerms("A"), 500)
    first, second = floor.do(command, command)
    assert (None, AlreadyExists("account", "A")) == (first.refusal, second.refusal)
    assert AlreadyExists("account", "A") == floor.no(command)
    assert Decimal(500) == floor.account().cash


@pytest.mark.parametrize(
    ("command", "change", "cause"),
    [(Deposit("A", 30, "R"), 30, Cause.DEPOSIT), (Withdraw("A", 30, "R"), -30, Cause.WITHDRAWAL)],
)
def test_cash_is_moved_under_a_reference(command: Deposit | Withdraw, change: int, cause: Cause) -> None:
    """One entry moves the amount between cash and the outside, and is found by its reference."""
    floor = Floor().open(100)
    outcome = floor.ok(command, later(5))
    (entry,) = outcome.entries
    expected = (Posting(Bucket.CASH, None, Decimal(change)), Posting(Bucket.FUNDING, None, Decimal(-change)))
    assert expected == entry.postings
    assert (cause, Reference("R"), later(5), 2) == (entry.cause, entry.reference, entry.at, entry.sequence)
    assert (floor.account(), False) == (outcome.account, outcome.replayed)
    assert {(A, Reference("R")): entry} == floor.book.movements


@pytest.mark.parametrize("command", [Deposit("A", 30, "R"), Withdraw("A", 30, "R")])
def test_the_same_reference_moves_cash_once(command: Deposit | Withdraw) -> None:
    """A repeat shows the entry that was made then, and changes nothing."""
    floor = Floor().open(100)
    first, second = floor.do(command, command)
    before = floor.book
    again = floor.ok(evolve(command, amount="30.00"), later(60))
    assert before == floor.book
    assert (first.entries, True) == (second.entries, second.replayed)
    assert (first.entries, True, floor.account()) == (again.entries, again.replayed, again.account)


@pytest.mark.parametrize("other", [Deposit("A", 31, "R"), Withdraw("A", 30, "R"), Withdraw("A", 31, "R")])
def test_a_reference_names_one_movement(other: Deposit | Withdraw) -> None:
    """Another amount or the other way under a known reference is refused."""
    floor = Floor().open(100)
    floor.ok(Deposit("A", 30, "R"))
    before = floor.book
    assert AlreadyExists("movement of cash", "R") == floor.no(other)
    assert before == floor.book


def test_a_deposit_does_not_repeat_a_withdrawal() -> None:
    """Way and amount count together."""
    floor = Floor().open(100)
    floor.ok(Withdraw("A", 30, "R"))
    assert AlreadyExists("movement of cash", "R") == floor.no(Deposit("A", 30, "R"))


def test_references_belong_to_an_account() -> None:
    """Another account may use the same reference."""
    floor = Floor().open(100).open(100, name="B")
    floor.ok(Deposit("A", 30, "R"))
    assert floor.ok(Deposit("B", 30, "R")).replayed is False


def test_all_cash_may_be_withdrawn_and_no_unit_more() -> None:
    """Exactly what is free may go; reserved money may not."""
    floor = Floor().open(100)
    floor.place("O", BUY, 1, limit=40)
    refusal = floor.no(Withdraw("A", "60.00000001", "R"))
    assert InsufficientFunds(Decimal("60.00000001"), Decimal(60), floor.account().currency) == refusal
    floor.ok(Withdraw("A", 60, "R"))
    assert ZERO == floor.account().cash


def test_a_repeated_withdrawal_is_shown_although_the_money_is_gone() -> None:
    """What was done is not checked again."""
    floor = Floor().open(100)
    floor.ok(Withdraw("A", 100, "R"))
    assert floor.ok(Withdraw("A", 100, "R")).replayed


@pytest.mark.parametrize("command", [Deposit("X", 1, "R"), Withdraw("X", 1, "R"), SettleCash("X", MONDAY)])
def test_an_unknown_account_moves_nothing(command: Deposit | Withdraw | SettleCash) -> None:
    """There is no such account, or it is not the caller's."""
    assert NotFound("account", "X") == Floor().no(command)


def test_balances_beyond_what_is_kept_are_refused() -> None:
    """The thousandth largest deposit still fits, the next is refused and changes nothing."""
    floor = Floor().open(10**15)
    floor.do(*(Deposit("A", 10**15, f"R-{count}") for count in range(999)))
    before = floor.book
    refusal = floor.no(Deposit("A", "0.00000001", "R"))
    assert isinstance(refusal, LimitExceeded)
    assert (Decimal(10) ** 18, before) == (floor.account().cash, floor.book)


def selling_twice() -> Floor:
    """Proceeds of 50 due on Wednesday and of 70 due on Thursday; 900 of cash."""
    rules = FloorRules(settlement_days=2)
    floor = Floor(market=Market(FLOOR, (rules,), calendar=WEEKDAYS)).open(1000)
    floor.trade("B", BUY, 10, 10)
    floor.trade("S-1", SELL, 5, 10)
    floor.trade("S-2", SELL, 5, 14, now=later(days=1))
    return floor


@pytest.mark.parametrize(("days", "paid"), [(0, []), (1, []), (2, [50]), (3, [50, 70]), (9, [50, 70])])
def test_what_is_due_is_paid_out(days: int, paid: list[int]) -> None:
    """Nothing before its day, all of it on the day and after, one entry for each day that it was due on."""
    floor = selling_twice()
    outcome = floor.ok(SettleCash("A", MONDAY + timedelta(days=days)), later(days=2))
    amounts = [entry.postings[1].amount for entry in outcome.entries]
    assert [Decimal(amount) for amount in paid] == amounts
    assert Decimal(900 + sum(paid)) == floor.account().cash
    assert Decimal(120 - sum(paid)) == floor.balance(Bucket.UNSETTLED)
    assert floor.account() == outcome.account


def test_a_payment_says_which_day_it_was_due_on() -> None:
    """The entry moves what waited into cash, now, for that day."""
    floor = selling_twice()
    (entry,) = floor.ok(SettleCash("A", MONDAY + timedelta(days=2)), later(days=2)).entries
    expected = (Posting(Bucket.UNSETTLED, None, Decimal(-50)), Posting(Bucket.CASH, None, Decimal(50)))
    assert expected == entry.postings
    assert (Cause.SETTLEMENT, later(days=2), MONDAY + timedelta(days=2), A) == (
        entry.cause,
        entry.at,
        entry.due,
        entry.account,
    )


def test_what_was_paid_out_is_not_paid_again() -> None:
    """Settling twice pays once."""
    floor = selling_twice()
    command = SettleCash("A", MONDAY + timedelta(days=9))
    floor.ok(command)
    assert () == floor.ok(command).entries
    assert {} == floor.account().settlements
