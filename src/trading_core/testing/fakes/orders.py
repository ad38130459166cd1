"""Orders in memory."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trading_core.domain.lifetime import is_live
from trading_core.ports.orders import OrderFilter, Orders
from trading_core.ports.paging import Page
from trading_core.testing.fakes.listing import page_of, within

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from trading_core.domain.ids import OrderNumber
    from trading_core.domain.orders import Order
    from trading_core.ports.paging import Mark
    from trading_core.testing.fakes.store import MemoryStore


class MemoryOrders(Orders):
    """Reads the orders of a store."""

    def __init__(self, store: MemoryStore) -> None:
        """Read this store."""
        self._store = store

    def get(self, number: OrderNumber) -> Order | None:
        """Read an order."""
        with self._store.guard:
            return self._store.orders.get(number)

    def named(self, numbers: Collection[OrderNumber]) -> Mapping[OrderNumber, Order]:
        """Read many orders."""
        with self._store.guard:
            return {number: self._store.orders[number] for number in numbers if number in self._store.orders}

    def find(self, wanted: OrderFilter, page: Page) -> tuple[Order, ...]:
        """Read a page of the orders that fit."""
        return page_of(self._fitting(wanted), page, lambda order: (order.created_at, order.number))

    def working(self, after: Mark | None = None, limit: int = 1000) -> tuple[Order, ...]:
        """Read the orders that live."""
        with self._store.guard:
            found = [order for order in self._store.orders.values() if is_live(order)]
        page = Page(limit=limit, after=after, newest_first=False)
        return page_of(found, page, lambda order: (order.created_at, order.number))

    def count(self, wanted: OrderFilter, up_to: int) -> int:
        """Count the orders that fit."""
        return min(len(self._fitting(wanted)), up_to)

    def _fitting(self, wanted: OrderFilter) -> list[Order]:
        with self._store.guard:
            return [order for order in self._store.orders.values() if _fits(order, wanted)]


def _fits(order: Order, wanted: OrderFilter) -> bool:
    terms = order.terms
    stated = (
        (wanted.account, terms.account),
        (wanted.side, terms.side),
        (wanted.source, terms.source),
    )
    return (
        all(bound is None or bound == found for bound, found in stated)
        and (wanted.statuses is None or order.status in wanted.statuses)
        and (wanted.symbol is None or any(line.symbol == wanted.symbol for line in terms.lines))
        and within(order.created_at, wanted.since, wanted.until)
    )
