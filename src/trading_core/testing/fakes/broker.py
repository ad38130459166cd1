"""A broker who trades by script or by quote."""

from __future__ import annotations

from threading import Lock
from typing import TYPE_CHECKING

from trading_core.domain.amounts import Price, Quantity
from trading_core.domain.commands import ApplyFill, CancelOrder
from trading_core.domain.ids import FillId
from trading_core.domain.trades import Fill, Provenance
from trading_core.domain.words import Side
from trading_core.errors import Unavailable
from trading_core.ports.broker import Broker, Report, Reports

if TYPE_CHECKING:
    from collections.abc import Sequence

    from trading_core.domain.ids import OrderNumber
    from trading_core.domain.orders import Order
    from trading_core.domain.quotes import Quote
    from trading_core.ports.clock import Clock


class FakeBroker(Broker):
    """
    Works each order until it is filled or cancelled.

    ``fill`` lets him trade by hand; ``see`` shows him a quote, at which he fills whatever is willing to trade there.
    His cursor is how many reports were read.
    """

    def __init__(self, clock: Clock) -> None:
        """Go by a clock."""
        self._clock = clock
        self._lock = Lock()
        self._wanted: dict[OrderNumber, Quantity] = {}
        self._orders: dict[OrderNumber, Order] = {}
        self._told: list[Report] = []
        self.down = False

    def send(self, orders: Sequence[Order]) -> None:
        """Work orders that he does not know yet."""
        self._answer()
        with self._lock:
            for order in orders:
                if order.number not in self._orders:
                    self._orders[order.number] = order
                    self._wanted[order.number] = order.remaining

    def cancel(self, numbers: Sequence[OrderNumber]) -> None:
        """Stop working orders."""
        self._answer()
        with self._lock:
            for number in numbers:
                if self._wanted.pop(number, None) is not None:
                    self._told.append(CancelOrder(number, "cancelled by the broker on request"))

    def working(self) -> frozenset[OrderNumber]:
        """Name what is neither filled nor cancelled."""
        self._answer()
        with self._lock:
            return frozenset(self._wanted)

    def reports(self, after: str = "", limit: int = 1000) -> Reports:
        """Tell what has happened."""
        self._answer()
        begin = int(after or 0)
        with self._lock:
            told = tuple(self._told[begin : begin + limit])
        return Reports(told, str(begin + len(told)))

    def fill(self, number: OrderNumber, price: Price, quantity: Quantity | None = None) -> None:
        """Trade so much of an order, or what is left of it; more than is left is not traded."""
        with self._lock:
            self._fill(number, price, quantity, "script")

    def see(self, quote: Quote) -> None:
        """Trade what is willing to trade at a quote."""
        with self._lock:
            for number in list(self._wanted):
                terms = self._orders[number].terms
                side = terms.side or Side.BUY
                met = quote.price_for(side)
                limit = terms.limit_price or met
                willing = met <= limit if side is Side.BUY else met >= limit
                if willing and terms.symbol == quote.symbol and terms.stop_price is None:
                    self._fill(number, met, None, quote.source)

    def _fill(self, number: OrderNumber, price: Price, quantity: Quantity | None, source: str) -> None:
        left = self._wanted.get(number, Quantity(0))
        traded = left if quantity is None else min(left, quantity)
        if not traded:
            return
        name = FillId(f"fake.{len(self._told) + 1}")
        fill = Fill(name, price, traded, self._clock.now(), provenance=Provenance(source))
        self._told.append(ApplyFill(number, fill))
        self._wanted[number] = left - traded
        if traded == left:
            del self._wanted[number]

    def _answer(self) -> None:
        if self.down:
            raise Unavailable("the broker")
