"""A process that works orders until it is killed or nothing is left to be done."""

from __future__ import annotations

import sys
from decimal import Decimal

from adapters.broker.paper import PaperBroker
from adapters.prices.simulated import SimulatedQuotes
from adapters.sql.books import SqlBooks
from adapters.sql.database import Database
from adapters.sql.orders import SqlOrders
from adapters.sql.products import SqlProducts
from adapters.system.clock import SystemClock
from trading_core.domain.markets import standard_markets
from trading_core.domain.paper import PaperPolicy
from trading_core.errors import Unavailable
from trading_core.ports.quotes import QuoteSource
from trading_core.use_cases.execute_commands import ExecuteCommands
from trading_core.use_cases.work_orders import WorkOrders

POLICY = PaperPolicy(fraction=Decimal("0.5"), seed=7)


def quotes() -> SimulatedQuotes:
    """The market that every process sees."""
    return SimulatedQuotes(SystemClock(), lambda _symbols: {})


def work_orders(database: Database, source: QuoteSource | None = None) -> WorkOrders:
    """What a process that works orders is made of, on the market that all see unless it has one of its own."""
    source, clock = source or quotes(), SystemClock()
    broker = PaperBroker(source, clock, SqlProducts(database), standard_markets(), POLICY)
    execute = ExecuteCommands(SqlBooks(database), source, clock)
    return WorkOrders(execute, SqlOrders(database), broker, limit=20)


def main(url: str) -> None:
    """Work, saying after each round how many orders live."""
    with Database(url, patience_ms=30_000) as database:
        work = work_orders(database)
        cursor, living = "", 1
        while living:
            try:
                worked = work(cursor)
            except Unavailable:
                continue
            cursor, living = worked.cursor, worked.orders
            print(living, flush=True)  # noqa: T201 - whoever has started it listens


if __name__ == "__main__":
    main(sys.argv[1])
