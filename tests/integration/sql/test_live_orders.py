"""The orders that live are found along an index of their own, however many have ended."""

from __future__ import annotations

from functools import partial

import pytest
from sqlalchemy import text

from adapters.sql.books import SqlBooks
from adapters.sql.database import Database
from adapters.sql.orders import SqlOrders
from tests.integration.sql.databases import beside_books
from tests.integration.sql.test_plans import check, plan
from trading_core.domain.commands import open_account
from trading_core.ports.paging import Mark
from trading_core.testing.contracts.tour import MONDAY, Stop
from trading_core.testing.contracts.travel import take
from trading_core.testing.contracts.working import working_orders_contract

# One order of each pair was filled and left alone, the other one was exited; none of them lives.
FILL = """
INSERT INTO orders (number, source, account, side, type, stop_loss, take_profits, time_in_force, lots, created_at,
    status, closing, filled, filled_value, exited, targets_exited, triggered, charges)
SELECT 'E' || n, 'api', 'a', 'buy', 'market', CASE n % 2 WHEN 0 THEN {five} END, '[]', 'gtc', '[]', {at},
    CASE n % 2 WHEN 0 THEN 'closed' ELSE 'executed' END, {zero}, {one}, {one}, CASE n % 2 WHEN 0 THEN {one} ELSE {zero} END,
    {zero}, {false}, '[]'
FROM {numbers}
"""
ON_SQLITE = {
    "five": "'5'",
    "one": "'1'",
    "zero": "'0'",
    "false": "0",
    "at": "'2026-01-05 02:00:00.000000+00:00'",
    "numbers": "(WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c WHERE n < 20000) SELECT n FROM c)",
}
ON_POSTGRES = {
    "five": "5",
    "one": "1",
    "zero": "0",
    "false": "false",
    "at": "timestamptz '2026-01-05 02:00:00+00'",
    "numbers": "generate_series(1, 20000) AS c(n)",
}
TestLiveOrdersOnSqlite = working_orders_contract(partial(beside_books, "sqlite")(SqlOrders))
TestLiveOrdersOnPostgres = working_orders_contract(partial(beside_books, "postgresql")(SqlOrders))


@pytest.mark.parametrize("after", [None, Mark(MONDAY, "x")])
@pytest.mark.parametrize("analyzed", [False, True])
def test_orders_that_live_are_read_along_their_index(
    database: Database, after: Mark | None, analyzed: bool
) -> None:
    """No order that has ended is looked at, whether or not the database knows how many there are."""
    orders = SqlOrders(database)
    words = ON_SQLITE if database.is_sqlite else ON_POSTGRES
    take(SqlBooks(database), [Stop((open_account("a"),), MONDAY)])
    with database.writing() as connection:
        connection.execute(text(FILL.format(**words)))
    if analyzed:
        with database.writing() as connection:
            connection.execute(text("ANALYZE orders"))

    assert () == orders.working(after)
    mark = None if after is None else (after.at, after.name)
    found = plan(database, *orders._living.page({}, mark, 500, descending=False))
    check(found)
    assert "ix_orders_live" in found, found
