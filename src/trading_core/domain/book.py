"""The state that a decision reads, and the difference that it makes."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from attrs import evolve, field, frozen

from trading_core.domain.account import Account
from trading_core.domain.book_parts import (
    Accounts,
    ClientOrders,
    LimitsOfAccounts,
    Movements,
    Orders,
    Products,
    Quotes,
    RecentOrders,
    Trades,
)
from trading_core.domain.checks import a, each, expect, optional, text
from trading_core.domain.commands import Command
from trading_core.domain.exact import show
from trading_core.domain.ids import (
    AccountId,
    ClientOrderId,
    Currency,
    FillId,
    MarketCode,
    OrderNumber,
    Symbol,
)
from trading_core.domain.journal import Entry, Reference
from trading_core.domain.limits import Limits
from trading_core.domain.markets import Market, standard_markets
from trading_core.domain.orders import Order, OrderEvent
from trading_core.domain.product import Product
from trading_core.domain.quotes import Quote
from trading_core.domain.trades import Trade
from trading_core.domain.words import TradingState
from trading_core.errors import InvalidValue, TradingError


def _markets(_instance: object, _attribute: object, markets: Mapping[MarketCode, Market]) -> None:
    expect(markets, Mapping, "markets")
    for code, market in markets.items():
        expect(market, Market, "markets")
        if code != market.code:
            raise InvalidValue("markets", show(code), f"the market {market.code} under its own code")


def _reason(value: object) -> str:
    return text(value, "state_reason", 500)


@frozen(kw_only=True)
class Settings:
    """
    What is the same for every account: the markets and the kill switch.

    ``currency`` is what a product is counted in that only an imported order has named so far.
    """

    markets: Mapping[MarketCode, Market] = field(factory=standard_markets, validator=_markets)
    state: TradingState = field(default=TradingState.ACTIVE, validator=a(TradingState))
    state_reason: str = field(default="no reason given", converter=_reason)
    currency: Currency = field(default=Currency("TWD"), converter=Currency)


@frozen(kw_only=True)
class Book:
    """
    The part of the world that a batch of commands needs. Mappings are never changed in place.

    A store fills in what the commands name: the accounts, the orders by number, client's id or fill, the
    movements of cash by reference. What is not there does not exist, as far as a decision knows.
    """

    settings: Settings = field(factory=Settings, validator=a(Settings))
    accounts: Mapping[AccountId, Account] = field(factory=Accounts, converter=Accounts)
    limits: Mapping[AccountId, Limits] = field(factory=LimitsOfAccounts, converter=LimitsOfAccounts)
    recent_orders: Mapping[AccountId, tuple[datetime, ...]] = field(
        factory=RecentOrders, converter=RecentOrders
    )
    products: Mapping[Symbol, Product] = field(factory=Products, converter=Products)
    quotes: Mapping[Symbol, Quote] = field(factory=Quotes, converter=Quotes)
    orders: Mapping[OrderNumber, Order] = field(factory=Orders, converter=Orders)
    client_orders: Mapping[tuple[AccountId, ClientOrderId], OrderNumber] = field(
        factory=ClientOrders, converter=ClientOrders
    )
    trades: Mapping[FillId, Trade] = field(factory=Trades, converter=Trades)
    movements: Mapping[tuple[AccountId, Reference], Entry] = field(factory=Movements, converter=Movements)


@frozen(kw_only=True)
class Changes:
    """What a decision has changed, and nothing else: what a store has to save."""

    settings: Settings | None = field(default=None, validator=optional(Settings))
    accounts: Mapping[AccountId, Account] = field(factory=Accounts, converter=Accounts)
    limits: Mapping[AccountId, Limits] = field(factory=LimitsOfAccounts, converter=LimitsOfAccounts)
    recent_orders: Mapping[AccountId, tuple[datetime, ...]] = field(
        factory=RecentOrders, converter=RecentOrders
    )
    products: Mapping[Symbol, Product] = field(factory=Products, converter=Products)
    orders: Mapping[OrderNumber, Order] = field(factory=Orders, converter=Orders)
    client_orders: Mapping[tuple[AccountId, ClientOrderId], OrderNumber] = field(
        factory=ClientOrders, converter=ClientOrders
    )
    movements: Mapping[tuple[AccountId, Reference], Entry] = field(factory=Movements, converter=Movements)
    entries: tuple[Entry, ...] = field(default=(), validator=each(Entry))
    events: tuple[OrderEvent, ...] = field(default=(), validator=each(OrderEvent))
    trades: tuple[Trade, ...] = field(default=(), validator=each(Trade))


@frozen
class Outcome:
    """
    What became of one command.

    A refused order that was new is kept as rejected, so ``order`` may be there beside ``refusal``. A command
    that was carried out before is ``replayed``: it shows what it did then and changes nothing.
    """

    command: Command
    refusal: TradingError | None = field(default=None, validator=optional(TradingError))
    account: Account | None = field(default=None, validator=optional(Account))
    order: Order | None = field(default=None, validator=optional(Order))
    trades: tuple[Trade, ...] = field(default=(), validator=each(Trade))
    entries: tuple[Entry, ...] = field(default=(), validator=each(Entry))
    replayed: bool = field(default=False, validator=a(bool))

    @property
    def ok(self) -> bool:
        """Whether the command was carried out, now or before."""
        return self.refusal is None

    def unwrap(self) -> Outcome:
        """Return the outcome of a command that was carried out, raise the refusal of one that was not."""
        if self.refusal is not None:
            raise self.refusal
        return self


@frozen
class Decision:
    """The outcome of each command, in order, and the difference that they make together."""

    before: Book = field(validator=a(Book))
    changes: Changes = field(validator=a(Changes))
    outcomes: tuple[Outcome, ...] = field(validator=each(Outcome))

    @property
    def book(self) -> Book:
        """The book with the changes in it."""
        return with_changes(self.before, self.changes)


def with_changes(book: Book, changes: Changes) -> Book:
    """Lay changes over a book; the book itself stays as it was."""
    expect(book, Book, "book")
    expect(changes, Changes, "changes")
    trades = Trades.of({trade.id: trade for trade in changes.trades})
    return evolve(
        book,
        settings=changes.settings or book.settings,
        accounts=Accounts(book.accounts).plus(changes.accounts),
        limits=LimitsOfAccounts(book.limits).plus(changes.limits),
        recent_orders=RecentOrders(book.recent_orders).plus(changes.recent_orders),
        products=Products(book.products).plus(changes.products),
        orders=Orders(book.orders).plus(changes.orders),
        client_orders=ClientOrders(book.client_orders).plus(changes.client_orders),
        trades=Trades(book.trades).plus(trades),
        movements=Movements(book.movements).plus(changes.movements),
    )
