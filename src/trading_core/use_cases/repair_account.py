"""Make a stored account again what its journal adds up to."""

from __future__ import annotations

from attrs import frozen

from trading_core.domain.account import fold
from trading_core.domain.book import Changes
from trading_core.domain.ids import AccountId
from trading_core.domain.needs import Needs
from trading_core.errors import NotFound
from trading_core.ports.books import Books
from trading_core.ports.journal import Journal
from trading_core.use_cases.explain_balance import all_entries
from trading_core.use_cases.verify_books import Difference, differences_of


@frozen
class RepairAccount:
    """
    Folds the journal while the account is locked, and writes what the fold says where the store says otherwise.

    The journal is the truth and is never touched. An account that agrees is left alone.
    """

    books: Books
    journal: Journal

    def __call__(self, name: AccountId) -> tuple[Difference, ...]:
        """Repair an account and tell what was wrong."""
        name = AccountId(name)
        with self.books.begin() as work:
            stored = work.load(Needs(accounts=(name,))).accounts.get(name)
            if stored is None:
                raise NotFound("account", name)
            again = fold(stored.terms, all_entries(self.journal, name))
            found = tuple(differences_of(again, stored))
            if found:
                work.save(Changes(accounts={name: again}))
                work.commit()
        return found
