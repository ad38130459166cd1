"""Strategies of accounts, entries, books and decisions: all of them made by deciding."""

from __future__ import annotations

from itertools import pairwise
from operator import attrgetter
from typing import get_args

import pytest
from attrs import fields
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.testing.strategies.looking import census, few, smallest
from trading_core.domain.account import Account, AccountTerms, fold
from trading_core.domain.book import Book, Changes, Decision
from trading_core.domain.commands import Command, OpenAccount
from trading_core.domain.decisions import decide
from trading_core.domain.journal import Bucket, Cause, Entry
from trading_core.domain.orders import refold
from trading_core.domain.trades import Purpose, Trade
from trading_core.domain.words import CostMethod, Direction
from trading_core.testing import strategies
from trading_core.testing.strategies.fills import MONDAY
from trading_core.testing.strategies.listings import listing_for


@pytest.mark.parametrize("bucket", Bucket)
def test_accounts_with_something_in_every_bucket_are_made(bucket: Bucket) -> None:
    """Every place where money or units can be is used."""
    assert any(account.total(bucket) for account in census("accounts"))


@pytest.mark.parametrize("direction", Direction)
def test_accounts_hold_and_owe(direction: Direction) -> None:
    """Positions of either direction, and several of them, are tried."""
    assert any(way is direction for account in census("accounts") for _, way in account.lots)
    assert any(len(account.lots) > 1 for account in census("accounts"))


@few
@given(strategies.accounts(account=AccountTerms("mine", "USD", CostMethod.SPECIFIC)))
def test_accounts_are_as_they_were_wished(account: Account) -> None:
    """Terms are kept as they are."""
    assert AccountTerms("mine", "USD", CostMethod.SPECIFIC) == account.terms


@pytest.mark.parametrize("cause", Cause)
def test_entries_of_every_cause_are_made(cause: Cause) -> None:
    """Whoever stores entries meets all of them."""
    assert any(entry.cause is cause for journal in census("journals") for entry in journal)


@few
@given(strategies.entries(account="mine"))
def test_entries_are_of_the_account_that_was_wished(entry: Entry) -> None:
    """No other account's entry comes."""
    assert "mine" == entry.account


@few
@given(strategies.journals(account=AccountTerms("mine", "USD")))
def test_journals_are_whole(journal: tuple[Entry, ...]) -> None:
    """Entries follow one another and fold to an account."""
    account = fold(AccountTerms("mine", "USD"), journal)

    assert len(journal) == account.sequence
    assert all(before.at <= after.at for before, after in pairwise(journal) if after.trade is None)


@few
@given(strategies.trades(account="mine"))
def test_trades_are_of_the_account_that_was_wished(trade: Trade) -> None:
    """No other account's trade comes."""
    assert "mine" == trade.account


@few
@given(strategies.books())
def test_books_are_what_their_orders_say(book: Book) -> None:
    """Every order of a book is the fold of its events."""
    assert all(order == refold(order) for order in book.orders.values())


@few
@given(strategies.decisions())
def test_decisions_can_be_made_again(decision: Decision) -> None:
    """What is drawn is what deciding gives, and the events carry the moment."""
    asked = [outcome.command for outcome in decision.outcomes]
    moments = {event.at for event in decision.changes.events} | {
        entry.at for entry in decision.changes.entries
    }
    again = [decide(decision.before, asked, moment) for moment in moments]

    assert not moments or any(
        made.changes.accounts.keys() == decision.changes.accounts.keys() for made in again
    )


def test_changes_of_every_kind_are_made() -> None:
    """Whoever saves changes meets every part of them."""
    for part in fields(Changes):
        assert any(map(attrgetter(part.name), census("changes")))


@few
@given(strategies.changes())
def test_changes_name_what_they_have_changed(changes: Changes) -> None:
    """No entry without its account, no event without its order."""
    assert {entry.account for entry in changes.entries} <= set(changes.accounts)
    assert {event.order for event in changes.events} <= set(changes.orders)


@pytest.mark.parametrize("kind", get_args(Command))
def test_commands_of_every_kind_are_made(kind: type) -> None:
    """Whoever carries out commands meets all of them."""
    assert any(isinstance(command, kind) for command in census("commands"))


@few
@given(strategies.command_sequences(min_size=1, max_size=3))
def test_sequences_open_accounts_before_they_are_used(asked: tuple[Command, ...]) -> None:
    """Two accounts with money stand before whatever follows."""
    outcomes = decide(Book(), asked, MONDAY).outcomes

    assert 3 <= len(asked) <= 5
    assert outcomes[0].ok
    assert outcomes[1].ok


def test_sequences_may_be_empty() -> None:
    """Whoever sets no least size gets none at all, too."""
    assert 2 == len(smallest(strategies.command_sequences()))
    assert 2 == len(smallest(strategies.command_sequences(max_size=0)))


@few
@given(strategies.command_sequences(min_size=4, max_size=4))
def test_sequences_keep_their_size(asked: tuple[Command, ...]) -> None:
    """The two commands that open accounts are not counted."""
    assert 6 == len(asked)


@few
@given(strategies.command_sequences(account=st.sampled_from(["ann", "ben"]), symbol="USDJPY", min_size=2))
def test_sequences_are_about_the_accounts_that_were_wished(asked: tuple[Command, ...]) -> None:
    """Those that are named are opened, and nobody else is there."""
    book = decide(Book(), asked, MONDAY).book
    traded = {order.terms.symbol for order in book.orders.values() if order.terms.side is not None}

    assert set(book.accounts) <= {"ann", "ben"}
    assert traded <= {"USDJPY"}
    assert all(isinstance(command, OpenAccount) for command in asked[: len(book.accounts)])


@few
@given(strategies.command_sequences(max_size=30))
def test_random_commands_get_somewhere(asked: tuple[Command, ...]) -> None:
    """Nothing but a refusal stops a command, and what is refused says why."""
    for outcome in decide(Book(), asked, MONDAY).outcomes:
        assert outcome.ok or outcome.refusal is not None


def test_random_commands_meet() -> None:
    """Orders are placed, filled and exited by commands that know nothing of each other."""

    def exited(asked: tuple[Command, ...]) -> bool:
        trades = decide(Book(), asked, MONDAY).changes.trades
        return any(trade.purpose is not Purpose.ENTRY for trade in trades)

    assert any(map(exited, census("command_sequences")))


def test_listings_are_shown_by_their_names() -> None:
    """What Hypothesis prints of a strategy stays short enough to be read."""
    assert "Listing(product=2330)" == repr(listing_for("2330"))
