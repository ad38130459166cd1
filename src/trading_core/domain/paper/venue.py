"""Where an order is traded: the product with its market, and the hours of both."""

from __future__ import annotations

from datetime import datetime, time
from typing import TYPE_CHECKING, Final

from attrs import field, frozen

from trading_core.domain.checks import a
from trading_core.domain.lifetime import is_over
from trading_core.domain.markets import Market
from trading_core.domain.product import Product
from trading_core.domain.words import TimeInForce

if TYPE_CHECKING:
    from trading_core.domain.orders import Order

_DAY: Final = 24 * 60 * 60


@frozen
class Venue:
    """A product and the market that it is traded on."""

    product: Product = field(validator=a(Product))
    market: Market = field(validator=a(Market))

    def is_open(self, order: Order, at: datetime) -> bool:
        """Whether the market takes an order of that size at a moment."""
        rules = self.market.rules_on(self.market.trading_day(at))
        kind = rules.session_kind(self.product, order.terms.quantity)
        return self.market.is_open(at, self.product, kind)

    def day_is_over(self, order: Order, at: datetime) -> bool:
        """Whether an order that stands for a day has seen the last session of its day, or the next day begin."""
        if order.terms.time_in_force is not TimeInForce.DAY or not order.working:
            return False
        if is_over(order, self.market, at):
            return True
        rules = self.market.rules_on(self.market.trading_day(at))
        kind = rules.session_kind(self.product, order.terms.quantity)
        ends = [
            self._seconds(session.closes) or _DAY
            for session in rules.sessions
            if session.kind is kind and session.scope.covers(self.product)
        ]
        return bool(ends) and max(ends) <= self._seconds(self.market.local(at).time())

    def _seconds(self, at: time) -> int:
        """How long the trading day has lasted by then."""
        begins = self.market.day_begins
        return (_of_day(at) - _of_day(begins)) % _DAY


def _of_day(at: time) -> int:
    return at.hour * 3600 + at.minute * 60 + at.second
