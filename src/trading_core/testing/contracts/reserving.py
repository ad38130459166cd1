"""The laws of reserving accounts: nothing that is read on the way may ever be told as something else than it is."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from attrs import evolve, fields_dict

from trading_core.domain.book import Book
from trading_core.domain.commands import Deposit, open_account
from trading_core.domain.decisions import decide
from trading_core.domain.ids import AccountId
from trading_core.domain.needs import Needs
from trading_core.testing.contracts.making import Make, opened
from trading_core.testing.contracts.tour import MONDAY, tour
from trading_core.testing.contracts.travel import take

if TYPE_CHECKING:
    from trading_core.domain.commands import Command
    from trading_core.ports.books import Books, UnitOfWork

ONE, OTHER = AccountId("one"), AccountId("other")
BOTH = Needs(accounts=(ONE, OTHER))


def reserving(make: Make[Books]) -> type:
    """Give the tests of what a reservation promises to one thread."""

    class ReservingContract:
        """What whoever reserves accounts may rely on."""

        def test_who_is_alone_may_reserve_every_account(self) -> None:
            """An account that nobody is at work on is free, and one that is not there is not."""
            with opened(make) as books:
                _open_both(books)
                with books.begin() as work:
                    wanted = Needs(accounts=(AccountId("nobody"), ONE, OTHER))
                    assert frozenset({ONE, OTHER}) == work.reserve(wanted)
                    assert frozenset({OTHER}) == work.reserve(Needs(accounts=(OTHER,)))
                    assert frozenset() == work.reserve(Needs())

        def test_who_has_reserved_loads_what_he_would_have_loaded(self) -> None:
            """A load gives everything that it names and nothing else, however much was named before."""
            with opened(make) as books:
                everything = take(books, tour()).everything
                for needs in (everything, *_parts_of(everything)):
                    with books.begin() as work:
                        expected = work.load(needs)
                    accounts = Needs(accounts=everything.accounts)
                    for before in (everything, evolve(everything, orders=()), needs, accounts):
                        with books.begin() as work:
                            work.reserve(before)
                            assert expected == work.load(needs)

        def test_what_was_saved_since_the_reservation_is_loaded(self) -> None:
            """Nobody decides on what he has changed himself as it was when he reserved it."""
            with opened(make) as books:
                _open_both(books)
                with books.begin() as work:
                    work.reserve(BOTH)
                    book = work.load(BOTH)
                    work.reserve(BOTH)
                    _save(work, book, Deposit(OTHER, 7, "seven"))
                    assert Decimal(7) == work.load(BOTH).accounts[OTHER].cash

    return ReservingContract


def _open_both(books: Books) -> None:
    with books.begin() as work:
        _save(work, Book(), open_account(ONE), open_account(OTHER))
        work.commit()


def _save(work: UnitOfWork, book: Book, *commands: Command) -> None:
    decision = decide(book, commands, MONDAY)
    assert all(outcome.ok for outcome in decision.outcomes)
    work.save(decision.changes)


def _parts_of(needs: Needs) -> list[Needs]:
    """Every second name of each kind, the others, and the accounts with the names of one kind."""
    named = {name: getattr(needs, name) for name in fields_dict(Needs)}
    halves = (Needs(**{name: names[first::2] for name, names in named.items()}) for first in (0, 1))
    accounts = Needs(accounts=needs.accounts)
    return [*halves, *(evolve(accounts, **{name: names}) for name, names in named.items())]
