"""How fast one worker settles pending transactions: many in one transaction, beside one after the other."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Final

from attrs import evolve

from adapters.sql.books import SqlBooks
from adapters.sql.database import Database
from adapters.system.clock import SystemClock
from bench.service import durable_postgres, folder
from trading_core.domain.commands import PlaceOrder, Stage, open_account
from trading_core.domain.order_terms import OrderLine, OrderTerms
from trading_core.domain.words import OrderType, Side, Source
from trading_core.use_cases.execute_commands import ExecuteCommands
from trading_core.use_cases.process_pending import ProcessPending

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from trading_core.domain.ids import Symbol
    from trading_core.domain.quotes import Quote

ACCOUNTS: Final = 64
MANY, ALONE = 4_000, 400


class NoQuotes:
    """Every transaction names its price."""

    def quotes(self, symbols: Collection[Symbol]) -> Mapping[Symbol, Quote]:
        """Know nothing."""
        del symbols
        return {}


def run() -> None:
    """Settle a pile of transactions both ways on one database, and print the ratio."""
    with folder() as place, durable_postgres(place) as address, Database(address) as database:
        execute = ExecuteCommands(SqlBooks(database), NoQuotes(), SystemClock())
        execute([open_account(f"a{number}", 10**9) for number in range(ACCOUNTS)])
        process = ProcessPending(execute.books, execute.quotes, execute.clock)
        _settle(execute, process, 200, "warm")
        batched = _settle(execute, process, MANY, "many")
        single = _settle(execute, evolve(process, limit=1), ALONE, "alone")
    print(f"transactions settled by one worker, 100 at a time: {batched:.0f}/s")
    print(f"the same one at a time:                            {single:.0f}/s")
    print(f"ratio {batched / single:.1f}")


def _settle(execute: ExecuteCommands, process: ProcessPending, count: int, name: str) -> float:
    pile = [_transaction(f"{name}-{number}", f"a{number % ACCOUNTS}") for number in range(count)]
    for begin in range(0, count, 500):
        execute(pile[begin : begin + 500])
    begun, settled = time.perf_counter(), 0
    while outcomes := process():
        settled += len(outcomes)
    seconds = time.perf_counter() - begun
    if settled != count:
        raise SystemExit(f"bench: {settled} of {count} transactions were settled.")
    return count / seconds


def _transaction(number: str, account: str) -> PlaceOrder:
    terms = OrderTerms(
        number=number,
        source=Source.TRANSACTION,
        account=account,
        side=Side.BUY,
        type=OrderType.LIMIT,
        limit_price=10,
        lines=[OrderLine("2330", 1)],
    )
    return PlaceOrder(terms, Stage.SUBMITTED)
