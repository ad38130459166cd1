"""A contract suite is worth what it notices: each of these breaks one law of logins, and the suite goes red."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta

import pytest

from tests.unit.testing.conftest import books_of, red
from trading_core.domain.book import Book
from trading_core.domain.needs import Needs
from trading_core.testing import MemoryBooks, MemoryTokens, logins_contract
from trading_core.testing.fakes.books import MemoryUnitOfWork


class TellsWhoHasEnded(MemoryUnitOfWork):
    def load(self, needs: Needs) -> Book:
        book = super().load(needs)
        families = self._store.families
        self._standing = {name: families[name].expires_at for name in self._asked if name in families}
        return book


class TellsWhoWasNotAskedFor(MemoryUnitOfWork):
    def ask_for(self, families: Collection[str]) -> None:
        super().ask_for({*families, *self._store.families})


class TellsNobody(MemoryUnitOfWork):
    def standing(self) -> Mapping[str, datetime]:
        return {}


class TellsAnotherEnd(MemoryUnitOfWork):
    def standing(self) -> Mapping[str, datetime]:
        return {family: end + timedelta(days=1) for family, end in super().standing().items()}


class TellsOnlyBesideAccounts(MemoryUnitOfWork):
    def load(self, needs: Needs) -> Book:
        book = super().load(needs)
        self._standing = self._standing if needs.accounts else {}
        return book


@pytest.mark.parametrize(
    "unit",
    [TellsWhoHasEnded, TellsWhoWasNotAskedFor, TellsNobody, TellsAnotherEnd, TellsOnlyBesideAccounts],
)
def test_tellings_that_break_a_law_are_found_out(unit: type[MemoryUnitOfWork]) -> None:
    """Who has left is not told as somebody who is still there."""

    def make() -> tuple[MemoryBooks, MemoryTokens]:
        books = books_of(unit)
        return books, MemoryTokens(books.store)

    assert [] != red(logins_contract(make))
