"""The state that a decision reads, and the difference that it makes."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from attrs import evolve, field, frozen

from trading_core.domain.account import Account
from trading_core.domain.checks import a, expect, text
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
    accounts: Mapping[AccountId, Account] = field(factory=dict, validator=a(Mapping))
    limits: Mapping[AccountId, Limits] = field(factory=dict, validator=a(Mapping))
    recent_orders: Mapping[AccountId, tuple[datetime, ...]] = field(factory=dict, validator=a(Mapping))
    products: Mapping[Symbol, Product] = field(factory=dict, validator=a(Mapping))
    quotes: Mapping[Symbol, Quote] = field(factory=dict, validator=a(Mapping))
    orders: Mapping[OrderNumber, Order] = field(factory=dict, validator=a(Mapping))
    client_orders: Mapping[tuple[AccountId, ClientOrderId], OrderNumber] = field(
        factory=dict, validator=a(Mapping)
    )
    trades: Mapping[FillId, Trade] = field(factory=dict, validator=a(Mapping))
    movements: Mapping[tuple[AccountId, Reference], Entry] = field(factory=dict, validator=a(Mapping))


@frozen(kw_only=True)
class Changes:
    """What a decision has changed, and nothing else: what a store has to save."""

    settings: Settings | None = None
    accounts: Mapping[AccountId, Account] = field(factory=dict)
    limits: Mapping[AccountId, Limits] = field(factory=dict)
    recent_orders: Mapping[AccountId, tuple[datetime, ...]] = field(factory=dict)
    products: Mapping[Symbol, Product] = field(factory=dict)
    orders: Mapping[OrderNumber, Order] = field(factory=dict)
    client_orders: Mapping[tuple[AccountId, ClientOrderId], OrderNumber] = field(factory=dict)
    movements: Mapping[tuple[AccountId, Reference], Entry] = field(factory=dict)
    entries: tuple[Entry, ...] = ()
    events: tuple[OrderEvent, ...] = ()
    trades: tuple[Trade, ...] = ()


@frozen
class Outcome:
    """
    What became of one command.

    A refused order that was new is kept as rejected, so ``order`` may be there beside ``refusal``. A command
    that was carried out before is ``replayed``: it shows what it did then and changes nothing.
    """

    command: Command
    refusal: TradingError | None = None
    account: Account | None = None
    order: Order | None = None
    trades: tuple[Trade, ...] = ()
    entries: tuple[Entry, ...] = ()
    replayed: bool = False

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

    before: Book
    changes: Changes
    outcomes: tuple[Outcome, ...]

    @property
    def book(self) -> Book:
        """The book with the changes in it."""
        return with_changes(self.before, self.changes)


def with_changes(book: Book, changes: Changes) -> Book:
    """Lay changes over a book; the book itself stays as it was."""
    expect(book, Book, "book")
    expect(changes, Changes, "changes")
    return evolve(
        book,
        settings=changes.settings or book.settings,
        accounts={**book.accounts, **changes.accounts},
        limits={**book.limits, **changes.limits},
        recent_orders={**book.recent_orders, **changes.recent_orders},
        products={**book.products, **changes.products},
        orders={**book.orders, **changes.orders},
        client_orders={**book.client_orders, **changes.client_orders},
        trades={**book.trades, **{trade.id: trade for trade in changes.trades}},
        movements={**book.movements, **changes.movements},
    )
