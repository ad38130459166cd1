"""The fakes keep the laws of their ports, each proved by the suite that adapters are tested with."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import TypeVar

from attrs import evolve

from trading_core.domain.amounts import Quantity
from trading_core.domain.orders import Order
from trading_core.domain.quotes import Bar, Quote
from trading_core.ports.broker import Broker
from trading_core.ports.cache import Cache
from trading_core.ports.language_model import ModelFailure
from trading_core.ports.tasks import TaskQueue
from trading_core.testing.contracts.accounts import accounts_contract
from trading_core.testing.contracts.admissions import admissions_contract
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
from trading_core.testing.contracts.months import months_contract
from trading_core.testing.contracts.move_policies import move_policies_contract
from trading_core.testing.contracts.moves import moves_contract
from trading_core.testing.contracts.orders import orders_contract
from trading_core.testing.contracts.outbox import outbox_contract
from trading_core.testing.contracts.passwords import passwords_contract
from trading_core.testing.contracts.products import products_contract
from trading_core.testing.contracts.quotes import quotes_contract
from trading_core.testing.contracts.signals import signals_contract
from trading_core.testing.contracts.tasks import tasks_contract
from trading_core.testing.contracts.tokens import tokens_contract
from trading_core.testing.contracts.trades import trades_contract
from trading_core.testing.contracts.users import users_contract
from trading_core.testing.fakes.accounts import MemoryAccounts
from trading_core.testing.fakes.api_keys import MemoryApiKeys
from trading_core.testing.fakes.bar_source import FakeBarSource
from trading_core.testing.fakes.bars import MemoryBars
from trading_core.testing.fakes.books import MemoryBooks
from trading_core.testing.fakes.broker import FakeBroker
from trading_core.testing.fakes.cache import MemoryCache
from trading_core.testing.fakes.clock import MONDAY_MORNING, FakeClock
from trading_core.testing.fakes.drafts import MemoryDrafts
from trading_core.testing.fakes.feed import MemoryFeed
from trading_core.testing.fakes.first_prices import MemoryFirstPrices
from trading_core.testing.fakes.ids import CountingIds
from trading_core.testing.fakes.journal import MemoryJournal
from trading_core.testing.fakes.language_model import ScriptedModel
from trading_core.testing.fakes.limiter import MemoryLimiter
from trading_core.testing.fakes.months import MemoryMonths
from trading_core.testing.fakes.move_policies import MemoryMovePolicies
from trading_core.testing.fakes.moves import MemoryMoves
from trading_core.testing.fakes.orders import MemoryOrders
from trading_core.testing.fakes.outbox import MemoryOutbox
from trading_core.testing.fakes.passwords import QuickHasher
from trading_core.testing.fakes.products import MemoryProducts
from trading_core.testing.fakes.quotes import FakeQuotes
from trading_core.testing.fakes.signals import MemorySignals
from trading_core.testing.fakes.store import MemoryStore
from trading_core.testing.fakes.tasks import MemoryTasks
from trading_core.testing.fakes.tokens import MemoryTokens
from trading_core.testing.fakes.trades import MemoryTrades
from trading_core.testing.fakes.users import MemoryUsers

R = TypeVar("R")


def beside_books(reader: Callable[[MemoryStore], R]) -> Callable[[], tuple[MemoryBooks, R]]:
    """Books, and a reader of their store."""

    def make() -> tuple[MemoryBooks, R]:
        books = MemoryBooks()
        return books, reader(books.store)

    return make


def memory_admissions() -> tuple[MemoryBooks, MemoryUsers, MemoryApiKeys]:
    """Books, users and keys on one store."""
    store = MemoryStore()
    return MemoryBooks(store), MemoryUsers(store), MemoryApiKeys(store)


def memory_logins() -> tuple[MemoryBooks, MemoryTokens]:
    """Books and tokens on one store."""
    store = MemoryStore()
    return MemoryBooks(store), MemoryTokens(store)


TestMemoryBooks = books_contract(MemoryBooks)


def limiter_and_time() -> tuple[MemoryLimiter, Callable[[int], None]]:
    """A limiter, and what lets its time pass."""
    clock = FakeClock()
    return MemoryLimiter(clock), lambda ms: clock.set(clock.now() + timedelta(milliseconds=ms))


TestMemoryLimiter = limiter_contract(limiter_and_time)
TestMemoryAdmissions = admissions_contract(memory_admissions)
TestMemoryLogins = logins_contract(memory_logins)
TestMemoryBooksAlone = books_contract(MemoryBooks, concurrent=False)
TestMemoryAccounts = accounts_contract(beside_books(MemoryAccounts))
TestMemoryAccountsAlone = accounts_contract(beside_books(MemoryAccounts), concurrent=False)
TestMemoryOrders = orders_contract(beside_books(MemoryOrders))
TestMemoryJournal = journal_contract(beside_books(MemoryJournal))
TestMemoryOutbox = outbox_contract(beside_books(MemoryOutbox))
TestMemoryOutboxAlone = outbox_contract(beside_books(MemoryOutbox), concurrent=False)
TestMemoryTrades = trades_contract(beside_books(MemoryTrades))
TestMemoryDrafts = drafts_contract(beside_books(MemoryDrafts))
TestMemoryDraftsAlone = drafts_contract(beside_books(MemoryDrafts), concurrent=False)
TestMemoryProducts = products_contract(beside_books(MemoryProducts))
TestMemoryBars = bars_contract(MemoryBars)
TestMemoryMovePolicies = move_policies_contract(MemoryMovePolicies)
TestMemoryMoves = moves_contract(MemoryMoves)
TestMemoryApiKeys = api_keys_contract(MemoryApiKeys)
TestMemoryUsers = users_contract(MemoryUsers)
TestMemoryMonths = months_contract(MemoryMonths)
TestMemoryFirstPrices = first_prices_contract(MemoryFirstPrices)
TestMemorySignals = signals_contract(MemorySignals)
TestMemoryTokens = tokens_contract(MemoryTokens)
TestMemoryFeed = feed_contract(MemoryFeed)
TestFakeClock = clock_contract(FakeClock)
TestCountingIds = ids_contract(CountingIds)
TestQuickHasher = passwords_contract(partial(QuickHasher, 2), weaker=QuickHasher)
TestQuickHasherAlone = passwords_contract(QuickHasher)


def ticking_cache() -> MemoryCache:
    return MemoryCache(FakeClock())


def let_pass(cache: Cache, seconds: int) -> None:
    assert isinstance(cache, MemoryCache)
    assert isinstance(cache.clock, FakeClock)
    cache.clock.advance(seconds)


def cache_that_is_down() -> MemoryCache:
    cache = MemoryCache()
    cache.down = True
    return cache


TestMemoryCache = cache_contract(ticking_cache, wait=let_pass, down=cache_that_is_down)
TestMemoryCacheAlone = cache_contract(MemoryCache)


def heard(queue: TaskQueue) -> tuple[tuple[str, str], ...]:
    assert isinstance(queue, MemoryTasks)
    return queue.take()


def tasks_that_are_down() -> MemoryTasks:
    queue = MemoryTasks()
    queue.down = True
    return queue


TestMemoryTasks = tasks_contract(MemoryTasks, heard=heard, down=tasks_that_are_down)
TestMemoryTasksAlone = tasks_contract(MemoryTasks, heard=heard)

QUOTES = (
    Quote("2330", 860, MONDAY_MORNING, "exchange", "859", "861", 850),
    Quote("EURUSD", "1.0860", MONDAY_MORNING, "bank"),
)


def quotes_that_are_down() -> FakeQuotes:
    source = FakeQuotes(*QUOTES)
    source.down = True
    return source


def shown_quotes() -> FakeQuotes:
    source = FakeQuotes(QUOTES[0])
    source.see(QUOTES[1])
    return source


TestFakeQuotes = quotes_contract(shown_quotes, known=QUOTES, down=quotes_that_are_down)
TestFakeQuotesAlone = quotes_contract(partial(FakeQuotes, *QUOTES), known=QUOTES)

BAR = Bar("2330", MONDAY_MORNING, 860, 870, 855, 865, 1000)
BARS = tuple(evolve(BAR, start=MONDAY_MORNING + timedelta(days=day)) for day in range(4))


def bars_that_are_down() -> FakeBarSource:
    source = FakeBarSource(BARS)
    source.down = True
    return source


TestFakeBarSource = bar_source_contract(
    partial(FakeBarSource, BARS[::-1]), known=BARS, down=bars_that_are_down
)
TestFakeBarSourceAlone = bar_source_contract(partial(FakeBarSource, BARS), known=BARS)

TestScriptedModel = language_model_contract(
    partial(ScriptedModel, "one", "two", "three"),
    failing={failure: partial(ScriptedModel, failure) for failure in ModelFailure},
    secrets=["key"],
)


def by_hand(broker: Broker, order: Order, quantity: int) -> None:
    assert isinstance(broker, FakeBroker)
    assert order.terms.limit_price is not None
    broker.fill(order.number, order.terms.limit_price, Quantity(quantity))


TestFakeBroker = broker_contract(lambda: FakeBroker(FakeClock()), trade=by_hand)
