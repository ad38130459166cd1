"""Books in a database, under audit: an independent model predicts every answer, balance, position and order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from datetime import datetime

from attrs import evolve
from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test

from adapters.sql.accounts import SqlAccounts
from adapters.sql.books import SqlBooks
from adapters.sql.database import Database
from adapters.sql.journal import SqlJournal
from adapters.sql.orders import SqlOrders
from tests.integration.sql.databases import fresh_database
from trading_core.domain.book import Settings
from trading_core.domain.commands import Command
from trading_core.domain.decisions import decide
from trading_core.domain.ids import AccountId, OrderNumber, Symbol
from trading_core.domain.journal import Entry
from trading_core.domain.needs import needs_of
from trading_core.domain.orders import refold
from trading_core.domain.quotes import Quote
from trading_core.testing.auditor import (
    AccountFacts,
    Answer,
    AuditedSystem,
    OrderFacts,
    account_facts,
    answer_of,
    auditor_machine,
    order_facts,
)

ASKED_FOR = settings.default.max_examples if settings.default is not None else 0
SEQUENCES = max(5, ASKED_FOR // 16)
STEPS = 40


class AuditedDatabase(AuditedSystem):
    """Decides on what a database has loaded, and shows what it has stored."""

    def __init__(self, database: Database, wanted: Settings) -> None:
        self.books = SqlBooks(database, wanted)
        self.accounts = SqlAccounts(database)
        self.orders = SqlOrders(database)
        self.entries = SqlJournal(database)
        self.quotes: dict[Symbol, Quote] = {}

    def do(self, commands: Sequence[Command], now: datetime) -> Sequence[Answer]:
        with self.books.begin() as work:
            book = evolve(work.load(needs_of(commands)), quotes=self.quotes)
            decision = decide(book, commands, now)
            work.save(decision.changes)
            work.commit()
        return [answer_of(outcome) for outcome in decision.outcomes]

    def see(self, quote: Quote) -> None:
        self.quotes[quote.symbol] = quote

    def account(self, name: str) -> AccountFacts:
        account = self.accounts.get(AccountId(name))
        assert account is not None
        return account_facts(account)

    def order(self, number: str) -> OrderFacts:
        order = self.orders.get(OrderNumber(number))
        assert order is not None
        assert order == refold(order)
        return order_facts(order)

    def journal(self, name: str, after: int) -> Sequence[Entry]:
        return self.entries.entries(AccountId(name), after)


def audit(kind: str, sequences: int) -> None:
    @contextmanager
    def fresh(wanted: Settings) -> Iterator[AuditedSystem]:
        with fresh_database(kind) as database:
            yield AuditedDatabase(database, wanted)

    def make(wanted: Settings) -> AbstractContextManager[AuditedSystem]:
        return fresh(wanted)

    run_state_machine_as_test(
        auditor_machine(make),
        settings=settings(
            max_examples=sequences,
            stateful_step_count=STEPS,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )


def test_a_database_is_always_where_the_auditor_says(kind: str) -> None:
    """Whatever is done is stored as the auditor predicts, every order the fold of its stored events."""
    audit(kind, SEQUENCES)
