"""The one place that knows every adapter: a setting chooses each, and everything is made once, at the start."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

from attrs import evolve
from dependency_injector import containers, providers

from adapters.broker.paper import PaperBroker
from adapters.cache.local import LocalCache
from adapters.feed.bells import LocalBell
from adapters.feed.local import LocalFeed
from adapters.limits.local import LocalLimiter
from adapters.passwords.costly import CostlyHasher
from adapters.prices.known import KnownPrices
from adapters.prices.stored import StoredQuotes
from adapters.sql.accounts import SqlAccounts
from adapters.sql.analyses import SqlAnalyses
from adapters.sql.api_keys import SqlApiKeys
from adapters.sql.bars import SqlBars
from adapters.sql.books import SqlBooks
from adapters.sql.database import Database
from adapters.sql.drafts import SqlDrafts
from adapters.sql.feed import SqlFeed
from adapters.sql.first_prices import SqlFirstPrices
from adapters.sql.journal import SqlJournal
from adapters.sql.months import SqlMonths
from adapters.sql.move_policies import SqlMovePolicies
from adapters.sql.moves import SqlMoves
from adapters.sql.orders import SqlOrders
from adapters.sql.outbox import SqlOutbox
from adapters.sql.products import SqlProducts
from adapters.sql.relay import SqlRelay
from adapters.sql.signals import SqlSignals
from adapters.sql.tickets import SqlTickets
from adapters.sql.tokens import SqlTokens
from adapters.sql.trades import SqlTrades
from adapters.sql.users import SqlUsers
from adapters.system.clock import SystemClock
from adapters.system.ids import TimedIds
from entrypoints.analysts import analysts_of
from entrypoints.parts import parts_of
from entrypoints.settings import Settings
from entrypoints.sources import sources_of
from entrypoints.telling import order_told, price_told, slip_told
from trading_core.domain.book import Settings as BookSettings
from trading_core.domain.markets import MarketMode, standard_markets
from trading_core.domain.paper import PaperPolicy
from trading_core.ports.bell import Bell
from trading_core.ports.cache import Cache
from trading_core.ports.feed import EventFeed
from trading_core.ports.limiter import RateLimiter
from trading_core.use_cases.answer_once import AnswerOnce
from trading_core.use_cases.confirm_drafts import ReadyDrafts
from trading_core.use_cases.dismiss_drafts import DismissDrafts
from trading_core.use_cases.execute_commands import ExecuteCommands
from trading_core.use_cases.finish_signals import FinishSignals
from trading_core.use_cases.forget_answers import ForgetAnswers
from trading_core.use_cases.forget_drafts import ForgetDrafts
from trading_core.use_cases.forget_events import ForgetEvents
from trading_core.use_cases.log_in import LogIn
from trading_core.use_cases.look_at_bars import LookAtBars
from trading_core.use_cases.patrol_books import PatrolBooks
from trading_core.use_cases.preview_orders import PreviewOrders
from trading_core.use_cases.process_pending import ProcessPending
from trading_core.use_cases.propose_orders import ProposeOrders
from trading_core.use_cases.publish_events import PublishEvents
from trading_core.use_cases.publish_prices import PublishPrices
from trading_core.use_cases.read_holdings import ReadHoldings
from trading_core.use_cases.record_bars import RecordBars
from trading_core.use_cases.record_quotes import RecordQuotes
from trading_core.use_cases.refresh_session import RefreshSession
from trading_core.use_cases.repair_account import RepairAccount
from trading_core.use_cases.settle_due import SettleDue
from trading_core.use_cases.tell_slips import TellSlips
from trading_core.use_cases.trade_signals import TradeSignals
from trading_core.use_cases.verify_books import VerifyBooks
from trading_core.use_cases.work_orders import WorkOrders

DEPLOYMENT = "trading"
RESOLVED = "answer_once process_pending log_in refresh_session read_holdings repair_account record_bars look_at_bars settle_due forget_answers forget_drafts propose_orders preview_orders ready_drafts dismiss_drafts patrol_books record_quotes work_orders trade_signals tell_slips publish_events forget_events publish_prices analysts parts".split()


def _book_settings(settings: Settings) -> BookSettings:
    markets = standard_markets(MarketMode(settings.market_rules))
    if settings.margin_rate != Decimal(1):
        markets = {code: market.with_margin_rate(settings.margin_rate) for code, market in markets.items()}
    return BookSettings(markets=markets, currency=settings.currency)


def _cache(settings: Settings) -> Cache:
    chosen = settings.cache if settings.cache != "auto" else ("redis" if settings.redis_url else "memory")
    if chosen == "redis" and settings.redis_url:
        from adapters.cache.shared import SharedCache

        return SharedCache(settings.redis_url, DEPLOYMENT)
    return LocalCache()


def _limiter(settings: Settings) -> RateLimiter:
    if settings.redis_url is None:
        return LocalLimiter()
    from redis import Redis

    from adapters.limits.shared import SharedLimiter

    client = Redis.from_url(settings.redis_url, socket_timeout=0.25, socket_connect_timeout=0.25)
    return SharedLimiter(client, f"{DEPLOYMENT}:limit:")


def _bell(settings: Settings) -> Bell:
    if settings.redis_url is None:
        return LocalBell()
    from adapters.feed.shared_bell import SharedBell

    return SharedBell(settings.redis_url, DEPLOYMENT)


def _passing_feed(settings: Settings) -> EventFeed:
    if settings.redis_url is None:
        return LocalFeed()
    from adapters.feed.shared import SharedFeed

    return SharedFeed(settings.redis_url, DEPLOYMENT)


class Container(containers.DeclarativeContainer):
    """Everything, made once."""

    settings = providers.Dependency(instance_of=Settings)
    book_settings = providers.ThreadSafeSingleton(_book_settings, settings)
    paper_policy = providers.ThreadSafeSingleton(
        PaperPolicy,
        seed=settings.provided.paper_seed,
        latency_ms=settings.provided.paper_latency_ms,
        jitter_ms=settings.provided.paper_jitter_ms,
        fraction=settings.provided.paper_fraction,
    )
    clock = providers.ThreadSafeSingleton(SystemClock)
    ids = providers.ThreadSafeSingleton(TimedIds)
    hasher = providers.ThreadSafeSingleton(CostlyHasher)

    database = providers.ThreadSafeSingleton(
        Database, settings.provided.database, settings.provided.database_pool
    )
    books = providers.ThreadSafeSingleton(SqlBooks, database, book_settings)
    accounts = providers.ThreadSafeSingleton(SqlAccounts, database)
    orders = providers.ThreadSafeSingleton(SqlOrders, database)
    trades = providers.ThreadSafeSingleton(SqlTrades, database)
    journal = providers.ThreadSafeSingleton(SqlJournal, database)
    products = providers.ThreadSafeSingleton(SqlProducts, database)
    users = providers.ThreadSafeSingleton(SqlUsers, database)
    api_keys = providers.ThreadSafeSingleton(SqlApiKeys, database)
    families = providers.ThreadSafeSingleton(SqlTokens, database)
    bars = providers.ThreadSafeSingleton(SqlBars, database)
    moves = providers.ThreadSafeSingleton(SqlMoves, database)
    move_policies = providers.ThreadSafeSingleton(SqlMovePolicies, database)

    drafts = providers.ThreadSafeSingleton(SqlDrafts, database)
    signals = providers.ThreadSafeSingleton(SqlSignals, database)
    first_prices = providers.ThreadSafeSingleton(SqlFirstPrices, database)

    bell = providers.ThreadSafeSingleton(_bell, settings)
    feed = providers.ThreadSafeSingleton(SqlFeed, database, bell)
    passing_feed = providers.ThreadSafeSingleton(_passing_feed, settings)
    tickets = providers.ThreadSafeSingleton(SqlTickets, database)

    cache = providers.ThreadSafeSingleton(_cache, settings)
    near_cache = providers.ThreadSafeSingleton(LocalCache)
    limiter = providers.ThreadSafeSingleton(_limiter, settings)

    closes = providers.ThreadSafeSingleton(StoredQuotes, bars)
    known_prices = providers.ThreadSafeSingleton(KnownPrices, bars, trades, first_prices)
    months = providers.ThreadSafeSingleton(SqlMonths, database)
    sources = providers.ThreadSafeSingleton(
        sources_of, settings, clock, known_prices, closes, cache, near_cache, limiter, months
    )
    quotes, quotes_at_hand = sources.provided.quotes, sources.provided.at_hand

    analysts = providers.ThreadSafeSingleton(
        analysts_of,
        settings,
        providers.ThreadSafeSingleton(SqlAnalyses, database),
        products,
        bars,
        moves,
        quotes,
        cache,
        clock,
        ids,
        book_settings.provided.markets,
        sources.provided.history,
    )

    # whoever decides for many waits for no source; who has the time to wait decides for himself
    answer_once = providers.ThreadSafeSingleton(AnswerOnce, books, quotes_at_hand, clock)
    answer_in_time = providers.ThreadSafeSingleton(AnswerOnce, books, quotes, clock)
    # a transaction is priced at the latest close, whatever the market says meanwhile
    process_pending = providers.ThreadSafeSingleton(ProcessPending, books, closes, clock)
    log_in = providers.ThreadSafeSingleton(
        LogIn,
        users,
        hasher,
        families,
        clock,
        providers.Factory(timedelta, days=settings.provided.refresh_days),
    )
    refresh_session = providers.ThreadSafeSingleton(RefreshSession, users, families, clock)
    read_holdings = providers.ThreadSafeSingleton(ReadHoldings, accounts, cache)
    repair_account = providers.ThreadSafeSingleton(RepairAccount, books, journal)
    record_bars = providers.ThreadSafeSingleton(
        RecordBars, bars, moves, products, move_policies, book_settings.provided.markets
    )
    look_at_bars = providers.ThreadSafeSingleton(
        LookAtBars, bars, moves, products, move_policies, book_settings.provided.markets
    )
    execute_commands = providers.ThreadSafeSingleton(ExecuteCommands, books, closes, clock)
    finish_signals = providers.ThreadSafeSingleton(
        FinishSignals,
        answer_in_time,
        signals,
        accounts,
        orders,
        products,
        first_prices,
        patience=providers.Factory(timedelta, seconds=settings.provided.signal_patience_seconds),
    )
    finish_at_once = providers.ThreadSafeSingleton(evolve, finish_signals, answer_once=answer_once)
    trade_signals = providers.ThreadSafeSingleton(TradeSignals, signals, finish_at_once)
    tell_slips = providers.ThreadSafeSingleton(TellSlips, signals, feed, providers.Object(slip_told))
    publish_events = providers.ThreadSafeSingleton(
        PublishEvents,
        providers.ThreadSafeSingleton(SqlOutbox, database),
        orders,
        providers.ThreadSafeSingleton(SqlRelay, database, feed, bell),
        providers.Object(order_told),
    )
    forget_events = providers.ThreadSafeSingleton(
        ForgetEvents,
        feed,
        clock,
        providers.Factory(timedelta, days=settings.provided.events_days),
        settings.provided.events_kept,
    )
    publish_prices = providers.ThreadSafeSingleton(
        PublishPrices, sources.provided.shown, passing_feed, cache, providers.Object(price_told)
    )
    broker = providers.ThreadSafeSingleton(
        PaperBroker, quotes, clock, products, book_settings.provided.markets, paper_policy
    )
    work_orders = providers.ThreadSafeSingleton(
        WorkOrders,
        providers.ThreadSafeSingleton(ExecuteCommands, books, quotes_at_hand, clock),
        orders,
        broker,
    )
    settle_due = providers.ThreadSafeSingleton(SettleDue, execute_commands, accounts)
    forget_answers = providers.ThreadSafeSingleton(ForgetAnswers, books, clock)
    propose_orders = providers.ThreadSafeSingleton(
        ProposeOrders, drafts, clock, providers.Factory(timedelta, minutes=settings.provided.draft_minutes)
    )
    ready_drafts = providers.ThreadSafeSingleton(ReadyDrafts, drafts, clock)
    preview_orders = providers.ThreadSafeSingleton(PreviewOrders, books, quotes, clock)
    dismiss_drafts = providers.ThreadSafeSingleton(DismissDrafts, drafts, clock)
    forget_drafts = providers.ThreadSafeSingleton(ForgetDrafts, drafts, clock)
    patrol_books = providers.ThreadSafeSingleton(
        PatrolBooks, providers.ThreadSafeSingleton(VerifyBooks, accounts, orders, journal)
    )
    record_quotes = providers.ThreadSafeSingleton(
        RecordQuotes,
        bars,
        moves,
        products,
        move_policies,
        book_settings.provided.markets,
        quotes=sources.provided.shown,
    )

    parts = providers.ThreadSafeSingleton(parts_of, database, cache, quotes)


def assemble(settings: Settings) -> Container:
    """Make everything of a deployment, so that what cannot be made stops the start and not a request."""
    container = Container(settings=settings)
    for name in RESOLVED:
        getattr(container, name)()
    return container


def prepare_books(settings: Settings) -> None:
    """Make the tables, or bring them up to date."""
    from adapters.sql.migrations import migrate

    migrate(settings.database)
