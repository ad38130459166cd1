"""The slate on which a batch of commands is worked out.

It looks things up in what has been changed so far, then in the book. Each command begins with ``begin``; when it
is refused half-way, ``undo`` takes back what it had written, so it leaves no trace.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, TypeVar

from trading_core.domain.book import Book, Changes, Settings
from trading_core.domain.decisions.repaying import repayment_of
from trading_core.domain.limits import NO_LIMITS, Limits
from trading_core.domain.order_states import Step
from trading_core.domain.product import Product, product_for
from trading_core.errors import InvalidValue, NotFound

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from trading_core.domain.account import Account
    from trading_core.domain.ids import AccountId, ClientOrderId, FillId, OrderNumber, Symbol
    from trading_core.domain.journal import Entry, Reference
    from trading_core.domain.markets import Market
    from trading_core.domain.orders import Order, OrderEvent
    from trading_core.domain.quotes import Quote
    from trading_core.domain.trades import Trade

K = TypeVar("K")
V = TypeVar("V")

_ABSENT: Final = object()


class Work:
    """What a batch has changed so far, over the book that it began with."""

    def __init__(self, book: Book) -> None:
        """Begin with no change."""
        self._book = book
        self._settings: dict[None, Settings] = {}
        self._accounts: dict[AccountId, Account] = {}
        self._limits: dict[AccountId, Limits] = {}
        self._recent: dict[AccountId, tuple[datetime, ...]] = {}
        self._products: dict[Symbol, Product] = {}
        self._orders: dict[OrderNumber, Order] = {}
        self._client_orders: dict[tuple[AccountId, ClientOrderId], OrderNumber] = {}
        self._trades: dict[FillId, Trade] = {}
        self._movements: dict[tuple[AccountId, Reference], Entry] = {}
        self.entries: list[Entry] = []
        self.events: list[OrderEvent] = []
        self._undo: list[tuple[dict[Any, Any], Any, Any]] = []
        self._lengths = (0, 0)

    def begin(self) -> None:
        """Set the mark that ``undo`` returns to."""
        self._undo.clear()
        self._lengths = (len(self.entries), len(self.events))

    def undo(self) -> None:
        """Take back everything since ``begin``."""
        for target, key, before in reversed(self._undo):
            if before is _ABSENT:
                del target[key]
            else:
                target[key] = before
        self._undo.clear()
        entries, events = self._lengths
        del self.entries[entries:]
        del self.events[events:]

    def _put(self, target: dict[K, V], key: K, value: V) -> None:
        self._undo.append((target, key, target.get(key, _ABSENT)))
        target[key] = value

    @property
    def quotes(self) -> Mapping[Symbol, Quote]:
        """The last known prices; a decision changes none."""
        return self._book.quotes

    @property
    def settings(self) -> Settings:
        """Markets and kill switch as they stand now."""
        return self._settings.get(None, self._book.settings)

    @settings.setter
    def settings(self, settings: Settings) -> None:
        self._put(self._settings, None, settings)

    def find_account(self, name: AccountId) -> Account | None:
        """The account of that name, if there is one."""
        return self._accounts.get(name) or self._book.accounts.get(name)

    def account(self, name: AccountId) -> Account:
        """The account of that name."""
        account = self.find_account(name)
        if account is None:
            raise NotFound("account", name)
        return account

    def find_order(self, number: OrderNumber) -> Order | None:
        """The order of that number, if there is one."""
        return self._orders.get(number) or self._book.orders.get(number)

    def order(self, number: OrderNumber) -> Order:
        """The order of that number."""
        order = self.find_order(number)
        if order is None:
            raise NotFound("order", number)
        return order

    def client_order(self, account: AccountId, name: ClientOrderId) -> OrderNumber | None:
        """The number of the order that the client calls so."""
        key = (account, name)
        return self._client_orders.get(key) or self._book.client_orders.get(key)

    def trade(self, fill: FillId) -> Trade | None:
        """The trade that was booked from that fill."""
        return self._trades.get(fill) or self._book.trades.get(fill)

    def movement(self, account: AccountId, reference: Reference) -> Entry | None:
        """The entry that was made under that reference."""
        key = (account, reference)
        return self._movements.get(key) or self._book.movements.get(key)

    def limits(self, account: AccountId) -> Limits:
        """The limits of an account."""
        return self._limits.get(account) or self._book.limits.get(account, NO_LIMITS)

    def set_limits(self, account: AccountId, limits: Limits) -> None:
        """Keep an account's new limits."""
        self._put(self._limits, account, limits)

    def recent_orders(self, account: AccountId) -> tuple[datetime, ...]:
        """When the account's latest orders were accepted."""
        return self._recent.get(account) or self._book.recent_orders.get(account, ())

    def set_recent_orders(self, account: AccountId, moments: tuple[datetime, ...]) -> None:
        """Keep when the account's latest orders were accepted."""
        self._put(self._recent, account, moments)

    def product(self, symbol: Symbol, account: Account) -> Product:
        """The product of that symbol, made on first use, in the currency of the account that trades it."""
        known = self._products.get(symbol) or self._book.products.get(symbol)
        if known is None:
            known = product_for(symbol, account.currency)
            self._put(self._products, symbol, known)
        if known.currency != account.currency:
            raise InvalidValue(
                "symbol", f"{symbol}, traded in {known.currency}", f"a product in {account.currency}"
            )
        return known

    def know_product(self, symbol: Symbol, name: str | None) -> None:
        """Make a product that an imported order names, unless it is known."""
        if symbol not in self._products and symbol not in self._book.products:
            made = product_for(symbol, self.settings.currency)
            self._put(self._products, symbol, made if name is None else made.named(name))

    def market(self, product: Product) -> Market:
        """The market that a product is traded on."""
        market = self.settings.markets.get(product.market)
        if market is None:
            raise NotFound("market", product.market)
        return market

    def open(self, account: Account) -> Account:
        """Keep a new account."""
        self._put(self._accounts, account.id, account)
        return account

    def enter(self, account: Account, entry: Entry) -> Account:
        """
        Fold an entry over its account and keep both.

        Money that comes free while the account has a shortfall pays that first, whatever set it free: otherwise
        a loss could be made to fall on nobody by having the money reserved elsewhere while it is booked.
        """
        account = account.apply(entry)
        self.entries.append(entry)
        if entry.reference is not None:
            self._put(self._movements, (account.id, entry.reference), entry)
        repayment = repayment_of(account, entry.at)
        if repayment is not None:
            account = account.apply(repayment)
            self.entries.append(repayment)
        self._put(self._accounts, account.id, account)
        return account

    @property
    def new_entries(self) -> tuple[Entry, ...]:
        """The entries that were made since ``begin``."""
        return tuple(self.entries[self._lengths[0] :])

    def bring(self, order: Order, now: datetime, detail: str | None = None) -> Order:
        """Keep a new order, under its number and the client's name for it, with the event that tells of it."""
        account, name = order.terms.account, order.terms.client_order_id
        if account is not None and name is not None:
            self._put(self._client_orders, (account, name), order.number)
        return self.advance(order, order.event(Step.SUBMIT, now, detail))

    def advance(self, order: Order, event: OrderEvent) -> Order:
        """Fold an event over its order and keep both, with the trade that it carries."""
        order = order.apply(event)
        self._put(self._orders, order.number, order)
        self.events.append(event)
        if event.trade is not None:
            self._put(self._trades, event.trade.id, event.trade)
        return order

    def changes(self) -> Changes:
        """The difference between the book and what stands on the slate."""
        return Changes(
            settings=self._settings.get(None),
            accounts=self._accounts,
            limits=self._limits,
            recent_orders=self._recent,
            products=self._products,
            orders=self._orders,
            client_orders=self._client_orders,
            movements=self._movements,
            entries=tuple(self.entries),
            events=tuple(self.events),
            trades=tuple(self._trades.values()),
        )
