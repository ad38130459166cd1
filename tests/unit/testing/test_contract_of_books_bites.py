"""A contract suite is worth what it notices: each of these adapters breaks one law, and its suite goes red."""

# ruff: noqa: ANN401 - what is broken on purpose may be anything

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any, Self

import attrs
import pytest
from attrs import evolve

from tests.unit.testing.broken_claims import BROKEN_CLAIMS
from tests.unit.testing.conftest import beside, books_of, red
from trading_core.domain.account import Account, AccountTerms
from trading_core.domain.account_parts import DayResult, DayTally, Hold
from trading_core.domain.book import Book, Changes
from trading_core.domain.charges import Charges
from trading_core.domain.ids import AccountId
from trading_core.domain.journal import Entry
from trading_core.domain.limits import Limits
from trading_core.domain.lots import Lot, LotMove
from trading_core.domain.needs import Needs
from trading_core.domain.order_terms import OrderLine, OrderTerms
from trading_core.domain.orders import Order, OrderEvent
from trading_core.domain.trades import Provenance, Trade
from trading_core.ports.answers import Caller, IdempotencyKey, KeptAnswer
from trading_core.testing import (
    MemoryJournal,
    MemoryStore,
    books_contract,
    journal_contract,
)
from trading_core.testing.fakes.books import MemoryBooks, MemoryUnitOfWork

AnswerName = tuple[Caller, IdempotencyKey]

WRITTEN = [Entry, LotMove]
STORED = [
    Account,
    Hold,
    Lot,
    DayTally,
    DayResult,
    Order,
    OrderTerms,
    OrderLine,
    OrderEvent,
    Charges,
    Trade,
    Provenance,
    Limits,
]


def fields_of(kinds: list[type]) -> list[tuple[type, str]]:
    return [(kind, field.name) for kind in kinds for field in attrs.fields(kind)]


BOOK_PARTS = ("accounts", "limits", "recent_orders", "products", "orders", "trades", "movements")


def damaged(value: Any, kind: type, name: str) -> Any:
    """Every value of that kind within a value with that field lost, or changed where it cannot be lost."""
    if attrs.has(type(value)):
        fields = attrs.fields(type(value))
        parts = {field.name: damaged(getattr(value, field.name), kind, name) for field in fields}
        if type(value) is kind:
            parts[name] = lost(parts[name])
        copy = object.__new__(type(value))
        for field in fields:
            object.__setattr__(copy, field.name, parts[field.name])
        return copy
    if isinstance(value, Mapping):
        return {key: damaged(part, kind, name) for key, part in value.items()}
    if isinstance(value, tuple):
        return tuple(damaged(part, kind, name) for part in value)
    return value


def lost(part: Any) -> Any:
    """What a careless mapper makes of a field: nothing, or something of the same kind."""
    if isinstance(part, tuple | dict):
        return type(part)()
    if isinstance(part, bool):
        return not part
    return None


@pytest.mark.parametrize(("kind", "name"), fields_of(STORED))
def test_no_field_of_the_books_is_lost_unseen(kind: type, name: str) -> None:
    """A store that loses one field of one kind of value on the way is found out, whichever field it is."""

    class Forgetful(MemoryUnitOfWork):
        def load(self, needs: Needs) -> Book:
            book = super().load(needs)
            damage = {part: damaged(getattr(book, part), kind, name) for part in BOOK_PARTS}
            return evolve(book, **damage)

    contract = books_contract(partial(books_of, Forgetful), concurrent=False)

    with pytest.raises((AssertionError, AttributeError, TypeError)):
        contract().test_what_was_saved_is_what_is_read()


@pytest.mark.parametrize(("kind", "name"), fields_of(WRITTEN))
def test_no_field_of_the_journal_is_lost_unseen(kind: type, name: str) -> None:
    """A journal that loses one field of one kind of value on the way is found out, whichever field it is."""

    class Forgetful(MemoryJournal):
        def entries(self, account: AccountId, *more: Any, **rest: Any) -> tuple[Entry, ...]:
            read: tuple[Entry, ...] = damaged(super().entries(account, *more, **rest), kind, name)
            return read

    with pytest.raises(AssertionError):
        journal_contract(beside(Forgetful))().test_the_journal_is_read_as_it_was_written()


class CommitsAlways(MemoryUnitOfWork):
    def __exit__(self, *_: object) -> None:
        if not self._spoiled:
            self.commit()
        super().__exit__(None, None, None)


class WritesThrough(MemoryUnitOfWork):
    """Saves into what everybody reads."""

    def __enter__(self) -> Self:
        super().__enter__()
        for rows in self._rows.values():
            rows.maps[0] = rows.maps[1]
        return self

    def commit(self) -> None:
        return


class Overwrites(MemoryUnitOfWork):
    kind = ""

    def _add(self, name: str, kind: str, found: Mapping[Any, Any]) -> None:
        if name == self.kind:
            self._seen.update((name, key) for key in found)
        super()._add(name, kind, found)


class RewritesEntries(MemoryUnitOfWork):
    def _enter(self, entries: tuple[Entry, ...]) -> None:
        self._rows["entries"].update({(entry.account, entry.sequence): entry for entry in entries})


class KeepsHalf(MemoryUnitOfWork):
    def save(self, changes: Changes) -> None:
        super().save(changes)
        self._spoiled = False

    def commit(self) -> None:
        self._spoiled = False
        super().commit()


class SwallowsErrors(MemoryUnitOfWork):
    def __exit__(self, *error: object) -> Any:
        super().__exit__(None, None, None)
        return True


class InventsAccounts(MemoryUnitOfWork):
    def load(self, needs: Needs) -> Book:
        book = super().load(needs)
        made = {name: book.accounts.get(name, Account(AccountTerms(name))) for name in needs.accounts}
        return evolve(book, accounts={**made, **book.accounts})


class LeadsNowhere(MemoryUnitOfWork):
    def load(self, needs: Needs) -> Book:
        book = super().load(needs)
        return evolve(
            book, accounts={name: book.accounts[name] for name in needs.accounts if name in book.accounts}
        )


class ForgetsAnswers(MemoryUnitOfWork):
    def find_answers(self, names: Sequence[AnswerName]) -> Mapping[AnswerName, KeptAnswer]:
        found = super().find_answers(names)
        return {
            name: evolve(answer, content=answer.content.replace(b"\0", b"")) for name, answer in found.items()
        }


class SharesAnswers(MemoryUnitOfWork):
    def find_answers(self, names: Sequence[AnswerName]) -> Mapping[AnswerName, KeptAnswer]:
        by_key = {key: answer for (_, key), answer in self._rows["answers"].items()}
        return {name: by_key[name[1]] for name in names if name[1] in by_key}


class AnswersAnew(MemoryUnitOfWork):
    def keep_answers(self, answers: Sequence[KeptAnswer]) -> None:
        self._rows["answers"].update({(answer.caller, answer.key): answer for answer in answers})


class FindsOneAnswer(MemoryUnitOfWork):
    def find_answers(self, names: Sequence[AnswerName]) -> Mapping[AnswerName, KeptAnswer]:
        return super().find_answers(names[:1])


class KeepsOneAnswer(MemoryUnitOfWork):
    def keep_answers(self, answers: Sequence[KeptAnswer]) -> None:
        super().keep_answers(answers[:1])


class KeepsMarkets(MemoryUnitOfWork):
    def commit(self) -> None:
        kept = self._settings
        super().commit()
        self._store.settings = kept or self._store.settings


class TakesNoTurn(MemoryUnitOfWork):
    """Begins while others are under way, and asks nobody whether a row is new."""

    def __enter__(self) -> Self:
        self._store.turn.acquire()
        super_rows = self._rows
        self._store.turn.release()
        with self._store.guard:
            from collections import ChainMap

            names = [field.name for field in attrs.fields(MemoryStore)][4:]
            super_rows.update((name, ChainMap({}, dict(getattr(self._store, name)))) for name in names)
        return self

    def __exit__(self, *_: object) -> None:
        return


def overwriting(name: str) -> type[MemoryUnitOfWork]:
    return type("Overwrites", (Overwrites,), {"kind": name})


BROKEN_BOOKS = [
    CommitsAlways,
    WritesThrough,
    KeepsHalf,
    RewritesEntries,
    SwallowsErrors,
    InventsAccounts,
    LeadsNowhere,
    *BROKEN_CLAIMS,
    ForgetsAnswers,
    SharesAnswers,
    AnswersAnew,
    KeepsOneAnswer,
    FindsOneAnswer,
    KeepsMarkets,
    *map(overwriting, "accounts orders products trades movements client_orders".split()),
]


@pytest.mark.usefixtures("quick_properties")
@pytest.mark.parametrize("unit", BROKEN_BOOKS)
def test_books_that_break_a_law_are_found_out(unit: type[MemoryUnitOfWork]) -> None:
    """Rollback, uniqueness, claims, answers: each law of the books has a test that fails without it."""
    assert [] != red(books_contract(partial(books_of, unit), concurrent=False))


class LocksToLook(MemoryBooks):
    def look(self, needs: Needs) -> Book:
        with self.begin() as work:
            return work.load(needs)


@pytest.mark.usefixtures("quick_properties")
def test_books_that_lock_what_is_only_looked_at_are_found_out() -> None:
    """Who waits for a writer although he only reads is seen by the one test that looks while somebody writes."""
    found = red(books_contract(lambda: LocksToLook(MemoryStore(patience_seconds=1))))

    assert ["test_who_only_looks_waits_for_nobody"] == found


@pytest.mark.usefixtures("quick_properties")
def test_books_that_take_no_turns_are_found_out() -> None:
    """An update that is lost between two threads is seen by the tests that run threads, and by them alone."""
    make = partial(books_of, TakesNoTurn)

    assert [] == red(books_contract(make, concurrent=False))
    assert [] != red(books_contract(make))
