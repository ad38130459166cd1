"""The mappings that a book is made of: what is known of accounts, orders, products and prices, each by its name."""

from __future__ import annotations

from datetime import datetime

from trading_core.domain.account import Account
from trading_core.domain.checks import instant, sequence
from trading_core.domain.ids import AccountId, ClientOrderId, FillId, OrderNumber, Symbol
from trading_core.domain.journal import Entry, Reference
from trading_core.domain.kept import Kept, pair
from trading_core.domain.limits import Limits
from trading_core.domain.orders import Order
from trading_core.domain.product import Product
from trading_core.domain.quotes import Quote
from trading_core.domain.trades import Trade


class Accounts(Kept[AccountId, Account]):
    """Accounts by their ids."""

    field = "accounts"
    name = AccountId
    kind = Account


class LimitsOfAccounts(Kept[AccountId, Limits]):
    """What owners and operators have set for accounts."""

    field = "limits"
    name = AccountId
    kind = Limits


class RecentOrders(Kept[AccountId, tuple[datetime, ...]]):
    """When accounts have ordered lately."""

    field = "recent_orders"
    name = AccountId

    def value_of(self, found: object) -> tuple[datetime, ...]:
        """Moments."""
        return tuple(instant(moment, self.field) for moment in sequence(found, self.field))


class Products(Kept[Symbol, Product]):
    """Products by their symbols."""

    field = "products"
    name = Symbol
    kind = Product


class Quotes(Kept[Symbol, Quote]):
    """The last known prices, by symbols."""

    field = "quotes"
    name = Symbol
    kind = Quote


class Orders(Kept[OrderNumber, Order]):
    """Orders by their numbers."""

    field = "orders"
    name = OrderNumber
    kind = Order


class ClientOrders(Kept[tuple[AccountId, ClientOrderId], OrderNumber]):
    """The numbers of orders by their clients' own names for them."""

    field = "client_orders"

    def key_of(self, found: object) -> tuple[AccountId, ClientOrderId]:
        """An account and its owner's name for an order."""
        account, name = pair(found, self.field)
        return AccountId(account), ClientOrderId(name)

    def value_of(self, found: object) -> OrderNumber:
        """The number of an order."""
        return OrderNumber(found)


class Trades(Kept[FillId, Trade]):
    """What was booked, by the ids of fills."""

    field = "trades"
    name = FillId
    kind = Trade


class Movements(Kept[tuple[AccountId, Reference], Entry]):
    """Movements of cash by the references that were given with them."""

    field = "movements"

    def key_of(self, found: object) -> tuple[AccountId, Reference]:
        """An account and a reference."""
        account, reference = pair(found, self.field)
        return AccountId(account), Reference(reference)

    kind = Entry
