"""The adapters in SQL keep the laws of their ports, on both databases."""

from __future__ import annotations

from functools import partial

from adapters.sql.accounts import SqlAccounts
from adapters.sql.api_keys import SqlApiKeys
from adapters.sql.bars import SqlBars
from adapters.sql.books import SqlBooks
from adapters.sql.database import Database
from adapters.sql.drafts import SqlDrafts
from adapters.sql.first_prices import SqlFirstPrices
from adapters.sql.journal import SqlJournal
from adapters.sql.months import SqlMonths
from adapters.sql.move_policies import SqlMovePolicies
from adapters.sql.moves import SqlMoves
from adapters.sql.orders import SqlOrders
from adapters.sql.outbox import SqlOutbox
from adapters.sql.products import SqlProducts
from adapters.sql.signals import SqlSignals
from adapters.sql.tokens import SqlTokens
from adapters.sql.trades import SqlTrades
from adapters.sql.users import SqlUsers
from tests.integration.sql.databases import alone, beside_books
from trading_core.testing.contracts.accounts import accounts_contract
from trading_core.testing.contracts.admissions import admissions_contract
from trading_core.testing.contracts.api_keys import api_keys_contract
from trading_core.testing.contracts.bars import bars_contract
from trading_core.testing.contracts.books import books_contract
from trading_core.testing.contracts.drafts import drafts_contract
from trading_core.testing.contracts.first_prices import first_prices_contract
from trading_core.testing.contracts.journal import journal_contract
from trading_core.testing.contracts.logins import logins_contract
from trading_core.testing.contracts.months import months_contract
from trading_core.testing.contracts.move_policies import move_policies_contract
from trading_core.testing.contracts.moves import moves_contract
from trading_core.testing.contracts.orders import orders_contract
from trading_core.testing.contracts.outbox import outbox_contract
from trading_core.testing.contracts.products import products_contract
from trading_core.testing.contracts.signals import signals_contract
from trading_core.testing.contracts.tokens import tokens_contract
from trading_core.testing.contracts.trades import trades_contract
from trading_core.testing.contracts.users import users_contract

on_sqlite = partial(alone, "sqlite")
on_postgres = partial(alone, "postgresql")
beside_sqlite = partial(beside_books, "sqlite")
beside_postgres = partial(beside_books, "postgresql")

TestBooksOnSqlite = books_contract(on_sqlite(SqlBooks))
TestBooksOnPostgres = books_contract(on_postgres(SqlBooks))
TestAccountsOnSqlite = accounts_contract(beside_sqlite(SqlAccounts))
TestAccountsOnPostgres = accounts_contract(beside_postgres(SqlAccounts))
TestOrdersOnSqlite = orders_contract(beside_sqlite(SqlOrders))
TestOrdersOnPostgres = orders_contract(beside_postgres(SqlOrders))
TestJournalOnSqlite = journal_contract(beside_sqlite(SqlJournal))
TestJournalOnPostgres = journal_contract(beside_postgres(SqlJournal))
TestTradesOnSqlite = trades_contract(beside_sqlite(SqlTrades))
TestTradesOnPostgres = trades_contract(beside_postgres(SqlTrades))
TestOutboxOnSqlite = outbox_contract(beside_sqlite(SqlOutbox))
TestOutboxOnPostgres = outbox_contract(beside_postgres(SqlOutbox))
TestDraftsOnSqlite = drafts_contract(beside_sqlite(SqlDrafts))
TestDraftsOnPostgres = drafts_contract(beside_postgres(SqlDrafts))
TestProductsOnSqlite = products_contract(beside_sqlite(SqlProducts))
TestProductsOnPostgres = products_contract(beside_postgres(SqlProducts))
TestBarsOnSqlite = bars_contract(on_sqlite(SqlBars))
TestBarsOnPostgres = bars_contract(on_postgres(SqlBars))
TestMovePoliciesOnSqlite = move_policies_contract(on_sqlite(SqlMovePolicies))
TestMovePoliciesOnPostgres = move_policies_contract(on_postgres(SqlMovePolicies))
TestMovesOnSqlite = moves_contract(on_sqlite(SqlMoves))
TestMovesOnPostgres = moves_contract(on_postgres(SqlMoves))
TestSignalsOnSqlite = signals_contract(on_sqlite(SqlSignals))
TestSignalsOnPostgres = signals_contract(on_postgres(SqlSignals))
TestMonthsOnSqlite = months_contract(on_sqlite(SqlMonths))
TestMonthsOnPostgres = months_contract(on_postgres(SqlMonths))
TestFirstPricesOnSqlite = first_prices_contract(on_sqlite(SqlFirstPrices))
TestFirstPricesOnPostgres = first_prices_contract(on_postgres(SqlFirstPrices))
TestTokensOnSqlite = tokens_contract(on_sqlite(SqlTokens))
TestTokensOnPostgres = tokens_contract(on_postgres(SqlTokens))
TestApiKeysOnSqlite = api_keys_contract(on_sqlite(SqlApiKeys))
TestApiKeysOnPostgres = api_keys_contract(on_postgres(SqlApiKeys))
TestUsersOnSqlite = users_contract(on_sqlite(SqlUsers))
TestUsersOnPostgres = users_contract(on_postgres(SqlUsers))


def doors(database: Database) -> tuple[SqlBooks, SqlUsers, SqlApiKeys]:
    """Books, and those who read what they admit."""
    return SqlBooks(database), SqlUsers(database), SqlApiKeys(database)


def logins(database: Database) -> tuple[SqlBooks, SqlTokens]:
    """Books, and the tokens that they tell of."""
    return SqlBooks(database), SqlTokens(database)


TestAdmissionsOnSqlite = admissions_contract(on_sqlite(doors))
TestAdmissionsOnPostgres = admissions_contract(on_postgres(doors))
TestLoginsOnSqlite = logins_contract(on_sqlite(logins))
TestLoginsOnPostgres = logins_contract(on_postgres(logins))
