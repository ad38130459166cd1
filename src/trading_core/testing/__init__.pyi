from trading_core.testing.contracts.accounts import accounts_contract
from trading_core.testing.contracts.admissions import admissions_contract
from trading_core.testing.contracts.analyses import analyses_contract
from trading_core.testing.contracts.analyses_working import working_analyses_contract
from trading_core.testing.contracts.api_keys import api_keys_contract
from trading_core.testing.contracts.bar_source import bar_source_contract
from trading_core.testing.contracts.bars import bars_contract
from trading_core.testing.contracts.books import books_contract
from trading_core.testing.contracts.broker import broker_contract
from trading_core.testing.contracts.cache import cache_contract
from trading_core.testing.contracts.clock import clock_contract
from trading_core.testing.contracts.drafts import drafts_contract
from trading_core.testing.contracts.feed import feed_contract
from trading_core.testing.contracts.first_prices import first_prices_contract
from trading_core.testing.contracts.ids import ids_contract
from trading_core.testing.contracts.journal import journal_contract
from trading_core.testing.contracts.language_model import language_model_contract
from trading_core.testing.contracts.limiter import limiter_contract
from trading_core.testing.contracts.logins import logins_contract
from trading_core.testing.contracts.model_panel import model_panel_contract
from trading_core.testing.contracts.months import months_contract
from trading_core.testing.contracts.move_policies import move_policies_contract
from trading_core.testing.contracts.moves import moves_contract
from trading_core.testing.contracts.notes import notes_contract
from trading_core.testing.contracts.orders import orders_contract
from trading_core.testing.contracts.outbox import outbox_contract
from trading_core.testing.contracts.passwords import passwords_contract
from trading_core.testing.contracts.products import products_contract
from trading_core.testing.contracts.quotes import quotes_contract
from trading_core.testing.contracts.relay import relay_contract
from trading_core.testing.contracts.signals import signals_contract
from trading_core.testing.contracts.tasks import tasks_contract
from trading_core.testing.contracts.tickets import tickets_contract
from trading_core.testing.contracts.tokens import tokens_contract
from trading_core.testing.contracts.trades import trades_contract
from trading_core.testing.contracts.users import users_contract
from trading_core.testing.contracts.working import working_orders_contract
from trading_core.testing.fakes.accounts import MemoryAccounts
from trading_core.testing.fakes.analyses import MemoryAnalyses
from trading_core.testing.fakes.api_keys import MemoryApiKeys
from trading_core.testing.fakes.bar_source import FakeBarSource
from trading_core.testing.fakes.bars import MemoryBars
from trading_core.testing.fakes.books import MemoryBooks
from trading_core.testing.fakes.broker import FakeBroker
from trading_core.testing.fakes.cache import MemoryCache
from trading_core.testing.fakes.clock import FakeClock
from trading_core.testing.fakes.drafts import MemoryDrafts
from trading_core.testing.fakes.feed import MemoryFeed
from trading_core.testing.fakes.first_prices import MemoryFirstPrices
from trading_core.testing.fakes.ids import CountingIds
from trading_core.testing.fakes.journal import MemoryJournal
from trading_core.testing.fakes.language_model import ScriptedModel
from trading_core.testing.fakes.limiter import MemoryLimiter
from trading_core.testing.fakes.model_panel import FakePanel
from trading_core.testing.fakes.months import MemoryMonths
from trading_core.testing.fakes.move_policies import MemoryMovePolicies
from trading_core.testing.fakes.moves import MemoryMoves
from trading_core.testing.fakes.notes import FakeNotes
from trading_core.testing.fakes.orders import MemoryOrders
from trading_core.testing.fakes.outbox import MemoryOutbox
from trading_core.testing.fakes.passwords import QuickHasher
from trading_core.testing.fakes.products import MemoryProducts
from trading_core.testing.fakes.quotes import FakeQuotes
from trading_core.testing.fakes.relay import MemoryRelay
from trading_core.testing.fakes.signals import MemorySignals
from trading_core.testing.fakes.store import MemoryStore
from trading_core.testing.fakes.tasks import MemoryTasks
from trading_core.testing.fakes.tickets import MemoryTickets
from trading_core.testing.fakes.tokens import MemoryTokens
from trading_core.testing.fakes.trades import MemoryTrades
from trading_core.testing.fakes.users import MemoryUsers
from trading_core.testing.strategies import (
    account_ids,
    account_terms,
    accounts,
    amounts,
    anything,
    bar_series,
    bars,
    books,
    changes,
    command_sequences,
    commands,
    currencies,
    decisions,
    entries,
    fill_ids,
    fills,
    imported_terms,
    instants,
    journals,
    limits,
    markets,
    near_valid,
    near_valid_arguments,
    near_valid_bars,
    near_valid_instants,
    near_valid_names,
    near_valid_numbers,
    near_valid_order_terms,
    near_valid_prices,
    near_valid_quantities,
    near_valid_quotes,
    near_valid_signal_texts,
    near_valid_symbols,
    order_numbers,
    order_terms,
    orders,
    prices,
    products,
    quantities,
    quotes,
    signal_layouts,
    signal_texts,
    signals,
    symbols,
    trades,
)

__all__ = [
    "CountingIds",
    "FakeBarSource",
    "FakeBroker",
    "FakeClock",
    "FakeNotes",
    "FakePanel",
    "FakeQuotes",
    "MemoryAccounts",
    "MemoryAnalyses",
    "MemoryApiKeys",
    "MemoryBars",
    "MemoryBooks",
    "MemoryCache",
    "MemoryDrafts",
    "MemoryFeed",
    "MemoryFirstPrices",
    "MemoryJournal",
    "MemoryLimiter",
    "MemoryMonths",
    "MemoryMovePolicies",
    "MemoryMoves",
    "MemoryOrders",
    "MemoryOutbox",
    "MemoryProducts",
    "MemoryRelay",
    "MemorySignals",
    "MemoryStore",
    "MemoryTasks",
    "MemoryTickets",
    "MemoryTokens",
    "MemoryTrades",
    "MemoryUsers",
    "QuickHasher",
    "ScriptedModel",
    "account_ids",
    "account_terms",
    "accounts",
    "accounts_contract",
    "admissions_contract",
    "amounts",
    "analyses_contract",
    "anything",
    "api_keys_contract",
    "bar_series",
    "bar_source_contract",
    "bars",
    "bars_contract",
    "books",
    "books_contract",
    "broker_contract",
    "cache_contract",
    "changes",
    "clock_contract",
    "command_sequences",
    "commands",
    "currencies",
    "decisions",
    "drafts_contract",
    "entries",
    "feed_contract",
    "fill_ids",
    "fills",
    "first_prices_contract",
    "ids_contract",
    "imported_terms",
    "instants",
    "journal_contract",
    "journals",
    "language_model_contract",
    "limiter_contract",
    "limits",
    "logins_contract",
    "markets",
    "model_panel_contract",
    "months_contract",
    "move_policies_contract",
    "moves_contract",
    "near_valid",
    "near_valid_arguments",
    "near_valid_bars",
    "near_valid_instants",
    "near_valid_names",
    "near_valid_numbers",
    "near_valid_order_terms",
    "near_valid_prices",
    "near_valid_quantities",
    "near_valid_quotes",
    "near_valid_signal_texts",
    "near_valid_symbols",
    "notes_contract",
    "order_numbers",
    "order_terms",
    "orders",
    "orders_contract",
    "outbox_contract",
    "passwords_contract",
    "prices",
    "products",
    "products_contract",
    "quantities",
    "quotes",
    "quotes_contract",
    "relay_contract",
    "signal_layouts",
    "signal_texts",
    "signals",
    "signals_contract",
    "symbols",
    "tasks_contract",
    "tickets_contract",
    "tokens_contract",
    "trades",
    "trades_contract",
    "users_contract",
    "working_analyses_contract",
    "working_orders_contract",
]
