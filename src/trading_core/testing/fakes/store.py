"""What the books and everything that reads them share: the committed rows, and two locks."""

from __future__ import annotations

from datetime import datetime
from threading import Lock, RLock

from attrs import define, evolve, field

from trading_core.domain.account import Account
from trading_core.domain.book import Settings
from trading_core.domain.drafts import Draft
from trading_core.domain.ids import AccountId, ClientOrderId, FillId, OrderNumber, Symbol
from trading_core.domain.journal import Entry, Reference
from trading_core.domain.limits import Limits
from trading_core.domain.orders import Order, OrderEvent
from trading_core.domain.product import Product
from trading_core.domain.trades import Trade
from trading_core.ports.answers import Caller, IdempotencyKey, KeptAnswer
from trading_core.ports.api_keys import ApiKey, ApiKeyId
from trading_core.ports.tokens import TokenFamily
from trading_core.ports.users import User


@define
class MemoryStore:
    """
    The rows that are committed, shared by the fakes that show the same books.

    Fakes know of one another by their store alone, so hand the store of the books to every reader of them:

    >>> from datetime import UTC, datetime
    >>> from trading_core import AccountId, Book, decide, open_account
    >>> from trading_core.testing import MemoryAccounts, MemoryBooks
    >>> books = MemoryBooks()
    >>> accounts = MemoryAccounts(books.store)
    >>> with books.begin() as work:
    ...     work.save(decide(Book(), [open_account("A", 5)], datetime(2026, 1, 5, tzinfo=UTC)).changes)
    ...     work.commit()
    >>> accounts.get(AccountId("A")).cash
    Decimal('5')

    ``turn`` belongs to the unit of work that is under way, so one follows another. ``guard`` is held for the
    moment of a commit or of one reading, so nobody reads half a commit. A user stands under each of his names.
    """

    settings: Settings = field(factory=Settings)
    patience_seconds: int = 5
    turn: Lock = field(factory=Lock)
    guard: RLock = field(factory=RLock)
    accounts: dict[AccountId, Account] = field(factory=dict)
    limits: dict[AccountId, Limits] = field(factory=dict)
    recent_orders: dict[AccountId, tuple[datetime, ...]] = field(factory=dict)
    products: dict[Symbol, Product] = field(factory=dict)
    orders: dict[OrderNumber, Order] = field(factory=dict)
    client_orders: dict[tuple[AccountId, ClientOrderId], OrderNumber] = field(factory=dict)
    trades: dict[FillId, Trade] = field(factory=dict)
    movements: dict[tuple[AccountId, Reference], Entry] = field(factory=dict)
    entries: dict[tuple[AccountId, int], Entry] = field(factory=dict)
    outbox: dict[tuple[OrderNumber, int], OrderEvent] = field(factory=dict)
    answers: dict[tuple[Caller, IdempotencyKey], KeptAnswer] = field(factory=dict)
    drafts: dict[OrderNumber, Draft] = field(factory=dict)
    dismissed: dict[OrderNumber, datetime] = field(factory=dict)

    families: dict[str, TokenFamily] = field(factory=dict)
    tokens: dict[str, str] = field(factory=dict)
    youngest: dict[str, str] = field(factory=dict)
    users: dict[tuple[str, str], User] = field(factory=dict)
    api_keys: dict[ApiKeyId, ApiKey] = field(factory=dict)

    def with_state_of(self, kept: Settings | None) -> Settings:
        """The settings with another state of trading; the markets stay the deployment's."""
        if kept is None:
            return self.settings
        return evolve(self.settings, state=kept.state, state_reason=kept.state_reason)
