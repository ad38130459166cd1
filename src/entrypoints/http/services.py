"""What the handlers work with: the ports and use cases of this deployment, and the threads that carry them."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from decimal import Decimal
from typing import TypeVar

from attrs import frozen

from entrypoints.analysts import Analysts
from entrypoints.background import Background
from entrypoints.http.access_tokens import AccessTokens
from entrypoints.http.batcher import Batcher
from entrypoints.http.glances import Glances
from entrypoints.http.identity import Doorkeeper
from entrypoints.http.in_progress import InProgress
from entrypoints.http.standing import Question, Standing
from entrypoints.http.wrong_logins import WrongLogins
from entrypoints.sources import Sources
from trading_core.domain.book import Settings as BookSettings
from trading_core.ports.accounts import Accounts
from trading_core.ports.api_keys import ApiKeys
from trading_core.ports.bars import Bars
from trading_core.ports.books import Books
from trading_core.ports.cache import Cache
from trading_core.ports.clock import Clock
from trading_core.ports.drafts import Drafts
from trading_core.ports.feed import EventFeed
from trading_core.ports.ids import Ids
from trading_core.ports.journal import Journal
from trading_core.ports.limiter import RateLimiter
from trading_core.ports.months import Months
from trading_core.ports.moves import Moves
from trading_core.ports.orders import Orders
from trading_core.ports.passwords import PasswordHasher
from trading_core.ports.products import Products
from trading_core.ports.quotes import QuoteSource
from trading_core.ports.signals import Signals
from trading_core.ports.tasks import TaskQueue
from trading_core.ports.tickets import Tickets
from trading_core.ports.tokens import TokenStore
from trading_core.ports.trades import Trades
from trading_core.ports.users import Users
from trading_core.use_cases.answer_once import Answer, AnswerOnce, Request
from trading_core.use_cases.concluding import SignalOutcome
from trading_core.use_cases.confirm_drafts import ReadyDrafts
from trading_core.use_cases.dismiss_drafts import DismissDrafts
from trading_core.use_cases.log_in import LogIn
from trading_core.use_cases.preview_orders import PreviewOrders
from trading_core.use_cases.propose_orders import ProposeOrders
from trading_core.use_cases.read_holdings import ReadHoldings
from trading_core.use_cases.record_bars import RecordBars
from trading_core.use_cases.refresh_session import RefreshSession
from trading_core.use_cases.repair_account import RepairAccount
from trading_core.use_cases.trade_signals import SignalText

R = TypeVar("R")


@frozen(kw_only=True)
class House:
    """What the deployment has decided about users and money."""

    opening_balance: Decimal
    currency: str
    shortest_password: int
    import_tokens: tuple[str, ...]
    logins_per_minute: int
    requests_per_minute: int
    signal_window: timedelta
    secret: bytes


@frozen(kw_only=True, eq=False)
class Services:
    """One of each."""

    house: House
    clock: Clock
    ids: Ids
    books: Books
    settings_of_books: BookSettings
    accounts: Accounts
    orders: Orders
    drafts: Drafts
    propose_orders: ProposeOrders
    ready_drafts: ReadyDrafts
    dismiss_drafts: DismissDrafts
    preview_orders: PreviewOrders
    trades: Trades
    journal: Journal
    read_holdings: ReadHoldings
    repair_account: RepairAccount
    products: Products
    users: Users
    api_keys: ApiKeys
    families: TokenStore
    bars: Bars
    moves: Moves
    quotes: QuoteSource
    sources: Sources
    months: Months
    cache: Cache
    hasher: PasswordHasher
    limiter: RateLimiter
    limits_are_shared: bool
    tasks: Background
    feed: EventFeed
    tickets: Tickets
    tokens: AccessTokens
    doorkeeper: Doorkeeper
    answer_once: AnswerOnce
    log_in: LogIn
    refresh_session: RefreshSession
    record_bars: RecordBars
    analysts: Analysts
    writer: Batcher[Request, Answer]
    signals: Signals
    signal_writer: Batcher[SignalText, SignalOutcome]
    standing: Batcher[Question, Standing]
    near: Cache
    readers: ThreadPoolExecutor
    hashers: ThreadPoolExecutor
    askers: ThreadPoolExecutor
    in_progress: InProgress
    wrong_logins: WrongLogins
    glances: Glances

    async def in_thread(self, pool: ThreadPoolExecutor, work: Callable[[], R]) -> R:
        """Let a thread of a pool do something."""
        return await asyncio.get_running_loop().run_in_executor(pool, work)


def carrier(
    answer_once: AnswerOnce, tasks: TaskQueue, *, patient: bool
) -> Callable[[Sequence[Request]], Sequence[Answer | None]]:
    """
    What the writer does with a batch: carry it out in one transaction, all but what came with a token that has ended.

    Who is not ``patient`` says None of those whose account somebody else is at work on. Nothing that could fail comes
    after the transaction: the batch would be carried out again.
    """

    def carry_out(batch: Sequence[Request]) -> Sequence[Answer | None]:
        answers = answer_once(batch, patient=patient)
        tasks.tell("events", "")
        return [None if answer.put_off else answer for answer in answers]

    return carry_out
