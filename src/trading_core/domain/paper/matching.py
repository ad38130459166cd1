"""
The paper market: what becomes of an order when it looks at prices.

Nothing is remembered beside the order itself, so the same order, prices and policy always come to the same reports,
in whichever process and however often.

- A market order trades at what its side meets: a buy at the ask, a sale at the bid, the last price where a side is
  missing. A limit trades when its price is met, at that price or better. A stop that is passed trades at the market,
  and where the price has jumped over it, at the price beyond.
- What an order has opened leaves by its stop, all of it, or by its targets, which share it; each takes what is still
  open, so that one cancels the other. When a way out is met, what is still wanted of the order is cancelled.
- A bar does not tell in which order its prices came. Its open came first. After that the worst case holds: where
  both the stop and a target lie within it, the stop was met first; a target counts after an entry within the same
  bar only where the way from there to the close leads past it, a stop wherever the bar has been.
- One look at the prices of one moment fills an order once, as much as the policy says.
"""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING, Final

from attrs import frozen

from trading_core.domain.amounts import Price, Quantity, value_of
from trading_core.domain.checks import expect, instant
from trading_core.domain.commands import ApplyFill, CancelOrder, ExpireOrder, TriggerOrder
from trading_core.domain.decisions.pricing import Priced, fill_at
from trading_core.domain.exact import ZERO
from trading_core.domain.exits import exit_levels
from trading_core.domain.lifetime import is_live
from trading_core.domain.order_states import OrderStatus, Step
from trading_core.domain.orders import NOTHING, Order
from trading_core.domain.paper.policy import PaperPolicy
from trading_core.domain.paper.shadow import accepted_at, exit_step, filled, seen_at, trades_of
from trading_core.domain.paper.sight import Sight, Way
from trading_core.domain.paper.venue import Venue
from trading_core.domain.trades import Purpose
from trading_core.domain.words import Side, TimeInForce
from trading_core.errors import InvalidValue

if TYPE_CHECKING:
    from trading_core.domain.ids import AccountId

PaperReport = ApplyFill | TriggerOrder | CancelOrder | ExpireOrder

WAY_OUT: Final = "a way out of it was met before all of it was filled"
NOT_AT_ONCE: Final = "it could not be filled at once"
DAY_OVER: Final = "its day is over"
_AT_ONCE: Final = frozenset({TimeInForce.IOC, TimeInForce.FOK})
_WORKED: Final = frozenset({OrderStatus.ACCEPTED, OrderStatus.PARTIALLY_FILLED})


@frozen
class Meeting:
    """What the market reports of an order, and the order as it stands when all of that is booked."""

    reports: tuple[PaperReport, ...]
    order: Order


def meet(order: Order, at: datetime, sight: Sight | None, venue: Venue, policy: PaperPolicy) -> Meeting:
    """Let a trading order meet the prices of one look, or none at all; only its time may run out then."""
    expect(order, Order, "order")
    expect(venue, Venue, "venue")
    expect(policy, PaperPolicy, "policy")
    moment = instant(at, "at")
    account, side = order.terms.account, order.terms.side
    if account is None or side is None:
        return Meeting((), order)
    floor = _Floor(order, account, side, moment, venue, policy)
    if venue.day_is_over(order, moment):
        floor.end(ExpireOrder(order.number, DAY_OVER), Step.EXPIRE)
    if sight is not None:
        expect(sight, Sight, "sight")
        if floor.may_trade(sight):
            floor.enter(sight)
            floor.leave(sight)
    return Meeting(tuple(floor.reports), floor.order)


class _Floor:
    """One order's visit to the market: what was reported so far, and what it has made of the order."""

    def __init__(
        self, order: Order, account: AccountId, side: Side, at: datetime, venue: Venue, policy: PaperPolicy
    ) -> None:
        self.order = order
        self.account = account
        self.at = at
        self.venue = venue
        self.policy = policy
        self.side = side
        self.reports: list[PaperReport] = []
        self.entered_at: Price | None = None

    def may_trade(self, sight: Sight) -> bool:
        """Whether the prices are fresh, and news to the order."""
        order = self.order
        if not is_live(order):
            return False
        stale = self.policy.stale_after
        if stale is not None and self.at - sight.as_of > stale:
            return False
        return all(seen_at(trade) < sight.as_of for trade in trades_of(order))

    @cached_property
    def is_open(self) -> bool:
        """Whether the market takes the order, asked only when there is something to take."""
        return self.venue.is_open(self.order, self.at)

    def end(self, report: CancelOrder | ExpireOrder, step: Step) -> None:
        """End what the order still wants."""
        self.reports.append(report)
        self.order = self.order.apply(self.order.event(step, self.at, report.reason))

    def enter(self, sight: Sight) -> None:
        """Trigger and fill what the order itself wants."""
        order = self.order
        if order.status not in _WORKED:
            return
        way = sight.way(self.side)
        at_once = order.terms.time_in_force in _AT_ONCE
        if at_once:
            way = way.beginning
        stop = order.terms.stop_price if not order.triggered else None
        if stop is not None:
            passed = way.past_stop(self.side, stop)
            if passed is None:
                return
            way = way.surely_after(passed)
        price = self._entry_price(way)
        if (price is None and stop is None and not at_once) or not self._has_arrived():
            return
        if stop is not None:
            self._trigger()
        if price is not None and self._fill_entry(price, sight):
            self.entered_at = None if price == sight.way(self.side).open else price
        if at_once and self.order.working:
            self.end(ExpireOrder(order.number, NOT_AT_ONCE), Step.EXPIRE)

    def _has_arrived(self) -> bool:
        """Whether the order has reached a market that is open."""
        return self.at >= accepted_at(self.order) + self.policy.latency(self.order) and self.is_open

    def _trigger(self) -> None:
        report = TriggerOrder(self.order.number)
        self.reports.append(report)
        self.order = self.order.apply(self.order.event(Step.TRIGGER, self.at, report.reason))

    def _entry_price(self, way: Way) -> Price | None:
        limit = self.order.terms.limit_price
        return way.open if limit is None else way.at_limit(self.side, limit)

    def _fill_entry(self, price: Price, sight: Sight) -> bool:
        order = self.order
        wanted = order.remaining
        portion = self.policy.portion(order, wanted, len(trades_of(order)))
        if order.terms.time_in_force is TimeInForce.FOK and portion < wanted:
            return False
        return bool(self._fill(price, portion, wanted, Purpose.ENTRY, sight))

    def leave(self, sight: Sight) -> None:
        """Exit by the stop or by the targets what the order has opened."""
        order = self.order
        if not (order.terms.has_exits and order.open_quantity):
            return
        out = self.side.opposite
        sure = perhaps = sight.way(out)
        if self.entered_at is not None:
            sure, perhaps = sure.surely_after(self.entered_at), perhaps.perhaps_after(self.entered_at)
        stop = order.terms.stop_loss
        stopped = None if stop is None else perhaps.past_stop(out, stop)
        if any(trade.purpose is Purpose.STOP_LOSS for trade in trades_of(order)):
            stopped = perhaps.open
        left = self.policy.portion(order, order.open_quantity, len(trades_of(order)))
        if stopped is None:
            self._take_profits(sure, left, sight)
            return
        if stopped != perhaps.open:
            left = left - self._take_profits(sure.beginning, left, sight)
        if left:
            self._fill(stopped, left, self.order.open_quantity, Purpose.STOP_LOSS, sight)

    def _take_profits(self, way: Way, left: Quantity, sight: Sight) -> Quantity:
        """Fill the targets that a way meets, the nearest first, and say how much that was."""
        done = NOTHING
        for level in exit_levels(self.order, exit_step(self.order)):
            price = None
            if level.purpose is Purpose.TAKE_PROFIT:
                price = way.at_limit(self.side.opposite, level.price)
            portion = min(level.quantity, left - done)
            if price is not None and portion:
                done = done + self._fill(price, portion, level.quantity, Purpose.TAKE_PROFIT, sight)
        return done

    def _fill(
        self, price: Price, portion: Quantity, wanted: Quantity, purpose: Purpose, sight: Sight
    ) -> Quantity:
        """
        Fill a portion of what is wanted, and say how much that was.

        A portion too small to be worth anything in money is not traded alone, and what is worth more than the books
        can count is not traded at all.
        """
        quantity = portion if _worth(price, portion) else wanted
        value = _worth(price, quantity)
        if not value or not self.is_open:
            return NOTHING
        if purpose is not Purpose.ENTRY and self.order.working:
            self.end(CancelOrder(self.order.number, WAY_OUT), Step.CANCEL)
        fill = fill_at(self.order, Priced(price, sight.provenance(self.at)), quantity, purpose, self.at)
        self.reports.append(ApplyFill(self.order.number, fill))
        side = self.side if purpose is Purpose.ENTRY else self.side.opposite
        self.order = filled(self.order, self.account, side, fill, value, self.venue)
        return quantity


def _worth(price: Price, quantity: Quantity) -> Decimal:
    try:
        return value_of(price, quantity)
    except InvalidValue:
        return ZERO
