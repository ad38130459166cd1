"""The feed, the relay and the tickets in SQL keep the laws of their ports, on both databases."""

from __future__ import annotations

from functools import partial

from adapters.feed.bells import LocalBell
from adapters.sql.books import SqlBooks
from adapters.sql.database import Database
from adapters.sql.feed import SqlFeed
from adapters.sql.outbox import SqlOutbox
from adapters.sql.relay import SqlRelay
from adapters.sql.tickets import SqlTickets
from tests.integration.sql.databases import alone
from trading_core.testing.contracts.feed import feed_contract
from trading_core.testing.contracts.relay import relay_contract
from trading_core.testing.contracts.tickets import tickets_contract

on_sqlite = partial(alone, "sqlite")
on_postgres = partial(alone, "postgresql")


def feed(database: Database) -> SqlFeed:
    return SqlFeed(database, LocalBell())


def relayed(database: Database) -> tuple[SqlBooks, SqlOutbox, SqlFeed, SqlRelay]:
    bell = LocalBell()
    kept = SqlFeed(database, bell)
    return SqlBooks(database), SqlOutbox(database), kept, SqlRelay(database, kept, bell)


TestFeedOnSqlite = feed_contract(on_sqlite(feed))
TestFeedOnPostgres = feed_contract(on_postgres(feed))
TestRelayOnSqlite = relay_contract(on_sqlite(relayed))
TestRelayOnPostgres = relay_contract(on_postgres(relayed))
TestTicketsOnSqlite = tickets_contract(on_sqlite(SqlTickets))
TestTicketsOnPostgres = tickets_contract(on_postgres(SqlTickets))
