"""
A broker who trades on paper, at the quotes of a source.

He keeps nothing that matters: what he makes of an order follows from the order as it was sent last, the quotes and
the policy. A new process that is sent the same orders goes on where another one ended, and what two of them make of
one order has the same names, so that the books take it once.
"""

from __future__ import annotations

import secrets
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from threading import Lock
from typing import Final

from trading_core.domain.commands import CancelOrder
from trading_core.domain.ids import MarketCode, OrderNumber, Symbol
from trading_core.domain.lifetime import is_live
from trading_core.domain.markets import Market
from trading_core.domain.orders import Order
from trading_core.domain.paper import PaperPolicy, Venue, meet, sight_of_quote
from trading_core.domain.product import product_for
from trading_core.domain.quotes import Quote
from trading_core.errors import Unavailable
from trading_core.ports.broker import Broker, Report, Reports
from trading_core.ports.clock import Clock
from trading_core.ports.products import Products
from trading_core.ports.quotes import QuoteSource

MOST_KEPT: Final = 10_000
VENUES_KEPT: Final = timedelta(seconds=60)
CANCELLED: Final = "cancelled by the broker on request"


class PaperBroker(Broker):
    """
    Looks at the market for the orders that he is sent, at that moment.

    His reports are no facts: an order that is sent again stands as the books have it, and what he had made of it
    before and they did not take is withdrawn. He remembers so many reports and no more; the books hold the rest.
    """

    def __init__(
        self,
        quotes: QuoteSource,
        clock: Clock,
        products: Products,
        markets: Mapping[MarketCode, Market],
        policy: PaperPolicy | None = None,
    ) -> None:
        """Begin without any order."""
        self.policy = policy or PaperPolicy()
        self._quotes: Final = quotes
        self._clock: Final = clock
        self._products: Final = products
        self._markets: Final = markets
        self._lock: Final = Lock()
        self._name: Final = secrets.token_hex(8)
        self._orders: dict[OrderNumber, Order] = {}
        self._told: dict[int, Report] = {}
        self._places: dict[OrderNumber, list[int]] = {}
        self._count = 0
        self._venues: dict[Symbol, tuple[datetime, Venue]] = {}

    def send(self, orders: Sequence[Order]) -> None:
        """Take orders as they stand, and look at the market for them."""
        with self._lock:
            for order in orders:
                self._withdraw(order.number)
                self._orders[order.number] = order
        self.look([order.number for order in orders])

    def look(self, numbers: Collection[OrderNumber] | None = None) -> None:
        """
        Look at the market for some orders, or for all that he works.

        Prices are asked for once and before anything is locked. Without them, time still runs out for orders.
        """
        with self._lock:
            names = tuple(self._orders) if numbers is None else numbers
            chosen = [self._orders[number] for number in dict.fromkeys(names) if number in self._orders]
        if not chosen:
            return
        symbols = {order.terms.symbol for order in chosen}
        seen, down = self._prices(symbols)
        now = self._clock.now()
        venues = {symbol: self._venue(symbol, now) for symbol in symbols}
        with self._lock:
            for order in chosen:
                if self._orders.get(order.number) is order:
                    self._work(order, now, seen.get(order.terms.symbol), venues[order.terms.symbol])
        if down is not None:
            raise down

    def cancel(self, numbers: Sequence[OrderNumber]) -> None:
        """Forget orders."""
        with self._lock:
            for number in numbers:
                if self._orders.pop(number, None) is not None:
                    self._tell([CancelOrder(number, CANCELLED)])

    def working(self) -> frozenset[OrderNumber]:
        """Name the orders that he would look at the market for."""
        with self._lock:
            return frozenset(self._orders)

    def reports(self, after: str = "", limit: int = 1000) -> Reports:
        """Tell what he has made of orders; a cursor of another broker's begins at the beginning."""
        name, _, place = after.partition(":")
        begin = int(place) if name == self._name else 0
        with self._lock:
            told = [(place, report) for place, report in self._told.items() if place > begin][:limit]
        end = told[-1][0] if told else begin
        return Reports([report for _, report in told], f"{self._name}:{end}", facts=False)

    def _prices(self, symbols: Collection[Symbol]) -> tuple[Mapping[Symbol, Quote], Unavailable | None]:
        try:
            return self._quotes.quotes(symbols), None
        except Unavailable as down:
            return {}, down

    def _venue(self, symbol: Symbol, now: datetime) -> Venue:
        kept = self._venues.get(symbol)
        if kept is None or now - kept[0] > VENUES_KEPT:
            product = self._products.get(symbol) or product_for(symbol)
            kept = self._venues[symbol] = (now, Venue(product, self._markets[product.market]))
        return kept[1]

    def _work(self, order: Order, now: datetime, quote: Quote | None, venue: Venue) -> None:
        sight = None if quote is None else sight_of_quote(quote)
        meeting = meet(order, now, sight, venue, self.policy)
        self._tell(meeting.reports)
        if is_live(meeting.order):
            self._orders[order.number] = meeting.order
        else:
            del self._orders[order.number]

    def _tell(self, reports: Iterable[Report]) -> None:
        for report in reports:
            self._count += 1
            self._told[self._count] = report
            self._places.setdefault(report.number, []).append(self._count)
        while len(self._told) > MOST_KEPT:
            oldest = next(iter(self._told))
            self._withdraw(self._told[oldest].number)

    def _withdraw(self, number: OrderNumber) -> None:
        for place in self._places.pop(number, ()):
            del self._told[place]
