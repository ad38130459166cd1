"""An adapter may write with whatever it is asked next, or with the commit: the laws of the books hold for both kinds."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from tests.unit.testing.conftest import books_of
from trading_core.domain.book import Book, Changes
from trading_core.domain.ids import OrderNumber
from trading_core.domain.needs import Needs
from trading_core.ports.answers import Caller, IdempotencyKey, KeptAnswer
from trading_core.testing import MemoryStore, books_contract
from trading_core.testing.fakes.books import MemoryUnitOfWork


class WritesLate(MemoryUnitOfWork):
    """Puts off what is written until somebody could see it."""

    def __init__(self, store: MemoryStore) -> None:
        super().__init__(store)
        self._due: list[Callable[[], None]] = []

    def save(self, changes: Changes) -> None:
        self._due.append(partial(super().save, changes))

    def keep_answers(self, answers: Sequence[KeptAnswer]) -> None:
        self._due.append(partial(super().keep_answers, answers))

    def load(self, needs: Needs) -> Book:
        self._write()
        return super().load(needs)

    def claim_pending(self, limit: int) -> tuple[OrderNumber, ...]:
        self._write()
        return super().claim_pending(limit)

    def find_answers(
        self, names: Sequence[tuple[Caller, IdempotencyKey]]
    ) -> Mapping[tuple[Caller, IdempotencyKey], KeptAnswer]:
        self._write()
        return super().find_answers(names)

    def commit(self) -> None:
        self._write()
        super().commit()

    def _write(self) -> None:
        due, self._due = self._due, []
        for write in due:
            write()


TestBooksThatWriteLate = books_contract(partial(books_of, WritesLate), concurrent=False)
