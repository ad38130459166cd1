"""Orders, for reading."""

from __future__ import annotations

from abc import abstractmethod
from datetime import datetime
from typing import TYPE_CHECKING, Protocol

from attrs import field, frozen

from trading_core.domain.checks import optional
from trading_core.domain.ids import AccountId, Symbol
from trading_core.domain.order_states import OrderStatus
from trading_core.domain.words import Side, Source
from trading_core.ports.paging import moment_or_none

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from trading_core.domain.ids import OrderNumber
    from trading_core.domain.orders import Order
    from trading_core.ports.paging import Mark, Page


@frozen(kw_only=True)
class OrderFilter:
    """Orders that fit all that is stated; ``symbol`` fits any line, times include both ends."""

    account: AccountId | None = field(default=None, validator=optional(AccountId))
    statuses: frozenset[OrderStatus] | None = field(default=None, validator=optional(frozenset))
    symbol: Symbol | None = field(default=None, validator=optional(Symbol))
    side: Side | None = field(default=None, validator=optional(Side))
    source: Source | None = field(default=None, validator=optional(Source))
    since: datetime | None = field(default=None, converter=moment_or_none)
    until: datetime | None = field(default=None, converter=moment_or_none)


class Orders(Protocol):
    """
    Orders with their whole history, without a lock.

    1. Only what was committed is seen, each order as of one moment.
    2. The list is ordered by the moment an order was made, then by its number, which is its mark.
    3. Pages behind one another show each order of the list once.
    """

    @abstractmethod
    def get(self, number: OrderNumber) -> Order | None:
        """Read an order, if there is one of that number."""

    @abstractmethod
    def named(self, numbers: Collection[OrderNumber]) -> Mapping[OrderNumber, Order]:
        """Read many orders; numbers that no order has are absent."""

    @abstractmethod
    def find(self, wanted: OrderFilter, page: Page) -> tuple[Order, ...]:
        """Read a page of the orders that fit."""

    @abstractmethod
    def working(self, after: Mark | None = None, limit: int = 1000) -> tuple[Order, ...]:
        """
        Read so many of the orders for which a market may still do anything (``is_live``), the oldest first.

        However many orders have ended, reading costs what is read.
        """

    @abstractmethod
    def count(self, wanted: OrderFilter, up_to: int) -> int:
        """Count the orders that fit, but no further than ``up_to``."""
