"""The laws of reading accounts."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from attrs import evolve

from trading_core.domain.ids import AccountId
from trading_core.domain.limits import NO_LIMITS
from trading_core.testing.contracts.making import Make, opened
from trading_core.testing.contracts.tour import ALICE, BOB, tour
from trading_core.testing.contracts.travel import take, uncommitted, visit

if TYPE_CHECKING:
    from trading_core.domain.account import Account
    from trading_core.domain.book import Book
    from trading_core.ports.accounts import Accounts
    from trading_core.ports.books import Books


def accounts_contract(make: Make[tuple[Books, Accounts]], *, concurrent: bool = True) -> type:  # noqa: C901 - a law is a function
    """Give the tests of ``Accounts``; without ``concurrent``, readers may wait for a unit of work."""

    class AccountsContract:
        """What reading accounts promises."""

        def test_an_account_is_read_as_the_books_saved_it(self) -> None:
            """A reader sees every field that a decision would see."""
            with opened(make) as (books, accounts):
                book = take(books, tour()).book

                assert dict(book.accounts) == {name: accounts.get(name) for name in book.accounts}
                assert {name: book.limits.get(name, NO_LIMITS) for name in book.accounts} == {
                    name: accounts.limits(name) for name in book.accounts
                }

        def test_what_has_changed_is_seen_at_once(self) -> None:
            """Whoever asked before and asks again is told what is true now, also through a cache."""
            with opened(make) as (books, accounts):
                world = take(books, ())
                assert [NO_LIMITS, NO_LIMITS] == [accounts.limits(AccountId(name)) for name in (ALICE, BOB)]
                for stop in tour():
                    visit(books, world, stop)
                    known = world.book.accounts
                    assert dict(known) == {name: accounts.get(name) for name in known}
                    assert [world.book.limits.get(name, NO_LIMITS) for name in known] == [
                        accounts.limits(name) for name in known
                    ]
                    assert [known[name] for name in sorted(known)] == list(accounts.page(None, 100))

        def test_a_revision_tells_every_change(self) -> None:
            """Whoever remembers something of an account learns that it is no longer true, and only of that account."""
            with opened(make) as (books, accounts):
                world = take(books, ())
                for stop in tour():
                    for command in stop.commands:
                        before = _seen(world.book)
                        known = dict(accounts.revisions(list(before)))
                        visit(books, world, evolve(stop, commands=(command,)))
                        after = _seen(world.book)
                        changed = {name for name in before if before[name] != after[name]}
                        found = accounts.revisions(list(after))
                        assert after.keys() == found.keys()
                        assert changed == {name for name in before if known[name] != found[name]} & changed
                        assert all(known[name] <= found[name] for name in before)

        def test_a_name_of_nobody_is_nobody(self) -> None:
            """A reader invents no account and no limits."""
            with opened(make) as (books, accounts):
                take(books, tour())

                assert accounts.get(AccountId("nobody")) is None
                assert {} == accounts.revisions([AccountId("nobody")])
                assert NO_LIMITS == accounts.limits(AccountId("nobody"))

        def test_whoever_has_something_due_is_named(self) -> None:
            """Proceeds are paid out on their day, to everybody whose they are and nobody else."""
            with opened(make) as (books, accounts):
                world = take(books, ())
                for stop in tour():
                    visit(books, world, stop)
                    due = {
                        name: min(one.settlements)
                        for name, one in world.book.accounts.items()
                        if one.settlements
                    }
                    for day in {day + timedelta(days) for day in due.values() for days in (-1, 0, 1)}:
                        expected = tuple(sorted(name for name, first in due.items() if first <= day))
                        assert expected == accounts.owed(day, 100)
                        assert expected[:1] == accounts.owed(day, 1)

        def test_pages_show_every_account_once(self) -> None:
            """Who walks through all accounts misses none and sees none twice."""
            with opened(make) as (books, accounts):
                book = take(books, tour()).book
                expected = [book.accounts[name] for name in sorted(book.accounts)]
                for limit in (1, 2, 100):
                    found: list[Account] = []
                    after = None
                    while page := accounts.page(after, limit):
                        assert len(page) <= limit
                        found += page
                        assert len(found) <= len(expected)
                        after = page[-1].id
                    assert expected == found

        def test_what_is_not_committed_is_not_seen(self) -> None:
            """A reader never sees money that may yet not be there."""
            with opened(make) as (books, accounts):
                world = take(books, tour())
                names = sorted(world.book.accounts)

                def look() -> object:
                    known = [*names, AccountId("newcomer")]
                    return [*map(accounts.get, known), dict(accounts.revisions(known))]

                before = look()
                assert before == uncommitted(books, look, within=concurrent)
                assert before == look()

    return AccountsContract


def _seen(book: Book) -> dict[AccountId, object]:
    """What somebody may remember of each account: itself, and its orders."""
    return {
        name: (account, [order for order in book.orders.values() if order.terms.account == name])
        for name, account in book.accounts.items()
    }
