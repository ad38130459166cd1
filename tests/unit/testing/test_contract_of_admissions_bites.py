"""A contract suite is worth what it notices: each of these breaks one law of admissions, and the suite goes red."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from tests.unit.testing.conftest import books_of, red
from trading_core.ports.api_keys import ApiKey
from trading_core.ports.users import User
from trading_core.testing import MemoryApiKeys, MemoryBooks, MemoryUsers, admissions_contract
from trading_core.testing.fakes.books import MemoryUnitOfWork
from trading_core.testing.fakes.users import names_of


class AdmitsAtOnce(MemoryUnitOfWork):
    def add_users(self, users: Sequence[User]) -> None:
        super().add_users(users)
        self._store.users.update(self._rows["users"].maps[0])

    def add_keys(self, keys: Sequence[ApiKey]) -> None:
        super().add_keys(keys)
        self._store.api_keys.update(self._rows["api_keys"].maps[0])


class AdmitsNobody(MemoryUnitOfWork):
    def add_users(self, users: Sequence[User]) -> None:
        super().add_users(users[:0])


class AdmitsNoKey(MemoryUnitOfWork):
    def add_keys(self, keys: Sequence[ApiKey]) -> None:
        super().add_keys(keys[:1])


class AdmitsTwice(MemoryUnitOfWork):
    def add_users(self, users: Sequence[User]) -> None:
        self._rows["users"].update({name: user for user in users for name in names_of(user)})


class AdmitsKeysTwice(MemoryUnitOfWork):
    def add_keys(self, keys: Sequence[ApiKey]) -> None:
        self._rows["api_keys"].update({key.id: key for key in keys})


class AdmitsTheRest(MemoryUnitOfWork):
    def add_users(self, users: Sequence[User]) -> None:
        try:
            super().add_users(users)
        finally:
            self._spoiled = False


@pytest.mark.parametrize(
    "unit", [AdmitsAtOnce, AdmitsNobody, AdmitsNoKey, AdmitsTwice, AdmitsKeysTwice, AdmitsTheRest]
)
def test_admissions_that_break_a_law_are_found_out(unit: type[MemoryUnitOfWork]) -> None:
    """A registration is whole or none."""

    def make() -> tuple[MemoryBooks, MemoryUsers, MemoryApiKeys]:
        books = books_of(unit)
        return books, MemoryUsers(books.store), MemoryApiKeys(books.store)

    assert [] != red(admissions_contract(make))
