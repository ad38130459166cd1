"""A desk and a market that looks at its orders, whenever there are prices to look at."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from trading_core.domain.lifetime import is_live
from trading_core.domain.paper.matching import meet
from trading_core.domain.paper.permission import permitted
from trading_core.domain.paper.refused import ending_of
from trading_core.domain.paper.venue import Venue

if TYPE_CHECKING:
    from trading_core.domain.book import Outcome
    from trading_core.domain.commands import Command
    from trading_core.domain.desk import Desk
    from trading_core.domain.ids import OrderNumber, Symbol
    from trading_core.domain.orders import Order
    from trading_core.domain.paper.policy import PaperPolicy
    from trading_core.domain.paper.sight import Sight


class Floor:
    """A desk, and which of its orders the market has to look at."""

    def __init__(self, desk: Desk, policy: PaperPolicy) -> None:
        """Begin with what the desk knows already."""
        self.desk = desk
        self.policy = policy
        self.outcomes: list[Outcome] = []
        self.live: dict[Symbol, dict[OrderNumber, None]] = {}
        for order in desk.book.orders.values():
            self._note(order)

    def show(self, symbol: Symbol, sight: Sight, now: datetime) -> None:
        """Let the orders of a product meet prices, and book at ``now`` what comes of it."""
        book = self.desk.book
        for number in tuple(self.live.get(symbol, ())):
            order = book.orders[number]
            product = book.products[symbol]
            venue = Venue(product, book.settings.markets[product.market])
            meeting = meet(order, sight.as_of, sight, venue, self.policy)
            reports = permitted(meeting.reports, order, book.settings.state)
            if reports:
                self.do(*reports, now=now)

    def do(self, *commands: Command, now: datetime) -> None:
        """Carry out commands, end what their refusals end, and keep the outcomes."""
        outcomes = self.desk.do(*commands, now=now)
        self.outcomes += outcomes
        endings = [ending for ending in map(ending_of, outcomes) if ending is not None]
        for outcome in outcomes:
            if outcome.order is not None:
                self._note(outcome.order)
        if endings:
            self.do(*endings, now=now)

    def _note(self, order: Order) -> None:
        """Keep an order in mind while anything may still be traded for it."""
        if is_live(order):
            self.live.setdefault(order.terms.symbol, {})[order.number] = None
        elif order.terms.account is not None:
            self.live.get(order.terms.symbol, {}).pop(order.number, None)
