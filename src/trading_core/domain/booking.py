"""Booking a fill: the one place where money and units change hands.

Three steps: how the fill splits into a closing and an opening part, what it costs, and which postings follow.
An order's own fills use the money that it has reserved first, then free cash; its exits use free cash alone. What
is left of the reservation when the order is complete goes back in the same entry.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from attrs import frozen

from trading_core.domain.amounts import Quantity, value_of
from trading_core.domain.charges import charges_of
from trading_core.domain.effect import closed_direction, opened_direction, pledge, released_margin
from trading_core.domain.exact import UNIT, ZERO, add, multiply, subtract
from trading_core.domain.journal import Bucket, Cause, Entry
from trading_core.domain.lots import LotMove, consuming, opening
from trading_core.domain.orders import NOTHING
from trading_core.domain.sheet import Sheet
from trading_core.domain.trades import Fill, Purpose, Trade
from trading_core.domain.words import Direction, Side
from trading_core.errors import (
    InsufficientFunds,
    InsufficientHoldings,
    InvalidValue,
    InvariantViolated,
)

if TYPE_CHECKING:
    from datetime import date

    from trading_core.domain.account import Account
    from trading_core.domain.ids import FillId
    from trading_core.domain.markets import Market
    from trading_core.domain.orders import Order
    from trading_core.domain.product import Product


@frozen
class Booking:
    """A fill made ready for the books: the trade, and the entry that carries it."""

    trade: Trade
    entry: Entry


def book(account: Account, order: Order, fill: Fill, product: Product, market: Market) -> Booking:
    """Turn a fill into a trade and its entry, or refuse it."""
    return _Booker(account, order, fill, product, market).book()


class _Booker:
    """Holds what the steps share; lives for one fill."""

    def __init__(self, account: Account, order: Order, fill: Fill, product: Product, market: Market) -> None:
        self.account, self.order, self.fill, self.product = account, order, fill, product
        self.symbol = product.symbol
        self.day: date = market.trading_day(fill.at)
        self.rules = market.rules_on(self.day)
        self.settles: date = market.settlement_day(self.day)
        self.entering = fill.purpose is Purpose.ENTRY
        side = order.terms.side
        if side is None:
            raise InvariantViolated("only trading orders are filled", order.number)
        self.side = side if self.entering else side.opposite
        self.closed, self.opened = self._split()
        self.value = value_of(fill.price, fill.quantity)
        if not self.value:
            raise InvalidValue("quantity", str(fill.quantity), "a quantity whose value is not zero")
        self.hold = account.hold(order.number)
        self.sheet = Sheet()

    def _split(self) -> tuple[Quantity, Quantity]:
        quantity = self.fill.quantity
        closed = min(quantity, self.order.closing_left) if self.entering else quantity
        return closed, quantity - closed

    def book(self) -> Booking:
        closed_value = value_of(self.fill.price, self.closed)
        opened_value = subtract(self.value, closed_value)
        day_traded = self._day_traded()
        fee, tax = self._costs(day_traded)
        moves, realized = self._close(closed_value)
        self.costs = add(fee, tax)
        self._pay(closed_value, opened_value)
        self.sheet.put(Bucket.FEES, fee)
        self.sheet.put(Bucket.TAXES, tax)
        moves += self._open(opened_value)
        trade = self._trade(fee, tax, realized, day_traded)
        return Booking(trade, self._entry(trade, moves))

    def _day_traded(self) -> Quantity:
        if self.side is Side.BUY or not self.rules.may_day_trade(self.product, self.order.terms.quantity):
            return NOTHING
        tally = self.account.tally(self.symbol, self.day)
        return min(self.closed, tally.bought - tally.matched)

    def _day_tradable(self) -> Quantity:
        """An odd lot may be no half of a day trade, and what it buys is sold again as any other day's."""
        if self.side is Side.SELL or not self.rules.may_day_trade(self.product, self.order.terms.quantity):
            return NOTHING
        return self.opened

    def _costs(self, day_traded: Quantity) -> tuple[Decimal, Decimal]:
        """
        Charge the difference between what the order's day costs now and what was charged before.

        The order's own quantity says whether the market sees an odd lot, however small the parts that it is filled in.
        """
        before = charges_of(self.order.charges, self.day, self.side)
        value = add(before.value, self.value)
        matched = add(before.day_traded_value, value_of(self.fill.price, day_traded))
        fee = self.rules.fee(self.product, self.side, value, self.order.terms.quantity)
        tax = self.rules.tax(self.product, self.side, subtract(value, matched), matched)
        return max(subtract(fee, before.fee), ZERO), max(subtract(tax, before.tax), ZERO)

    def _close(self, closed_value: Decimal) -> tuple[tuple[LotMove, ...], Decimal]:
        """Take the closed units and their cost out of the position; the difference to their value is profit."""
        if not self.closed:
            return (), ZERO
        direction = closed_direction(self.side)
        units = self.closed.value
        lots = self.account.lots_of(self.symbol, direction)
        moves = consuming(lots, self.symbol, direction, units, self.fill.at, self._named_lots())
        cost = ZERO
        for move in moves:
            cost = subtract(cost, move.cost)
        self._take_units(direction, units)
        if direction is Direction.LONG:
            realized = subtract(closed_value, cost)
            self.sheet.take(Bucket.COST_LONG, cost, self.symbol)
        else:
            realized = subtract(cost, closed_value)
            self.sheet.put(Bucket.COST_SHORT, cost, self.symbol)
        self.sheet.take(Bucket.REALIZED, realized)
        return moves, realized

    def _named_lots(self) -> tuple[FillId, ...]:
        return self.order.terms.lots if self.entering else ()

    def _take_units(self, direction: Direction, units: Decimal) -> None:
        """Use what the order has reserved, then free units; what is missing is refused."""
        reserved = min(self.hold.units, units)
        free = subtract(units, reserved)
        available = self.account.free_units(self.symbol, direction)
        if free > available:
            raise InsufficientHoldings(self.symbol, units, add(reserved, available))
        if direction is Direction.LONG:
            self.sheet.move(Bucket.LONG_HELD, Bucket.MARKET, reserved, self.symbol)
            self.sheet.move(Bucket.LONG, Bucket.MARKET, free, self.symbol)
        else:
            self.sheet.move(Bucket.MARKET, Bucket.SHORT_HELD, reserved, self.symbol)
            self.sheet.move(Bucket.MARKET, Bucket.SHORT, free, self.symbol)

    def _open(self, opened_value: Decimal) -> tuple[LotMove, ...]:
        """Put the opened units and their cost into the position, reserved when the order has exits of its own."""
        if not self.opened:
            return ()
        direction = opened_direction(self.side)
        units = self.opened.value
        kept = self.order.terms.has_exits
        if direction is Direction.LONG:
            self.sheet.move(Bucket.MARKET, Bucket.LONG_HELD if kept else Bucket.LONG, units, self.symbol)
            self.sheet.put(Bucket.COST_LONG, opened_value, self.symbol)
        else:
            self.sheet.move(Bucket.SHORT_HELD if kept else Bucket.SHORT, Bucket.MARKET, units, self.symbol)
            self.sheet.take(Bucket.COST_SHORT, opened_value, self.symbol)
        method = self.account.terms.cost_method
        return (opening(self.symbol, direction, self.fill.id, units, opened_value, self.fill.at, method),)

    def _pay(self, closed_value: Decimal, opened_value: Decimal) -> None:
        """Move the money: proceeds come in, cost and pledge go out, the difference is cash."""
        if self.side is Side.BUY:
            freed = released_margin(self.account, self.product, self.closed.value)
            self.sheet.take(Bucket.MARGIN, freed, self.symbol)
            self._settle(subtract(freed, add(add(closed_value, opened_value), self.costs)))
            return
        pledged = pledge(opened_value, self.rules.margin_rate)
        self.sheet.put(Bucket.MARGIN, add(opened_value, pledged), self.symbol)
        proceeds = subtract(closed_value, self.costs)
        if self.settles > self.day and proceeds > 0:
            self.sheet.put(Bucket.UNSETTLED, proceeds)
            self._settle(subtract(ZERO, pledged))
        else:
            self._settle(subtract(proceeds, pledged))

    def _settle(self, flow: Decimal) -> None:
        """Book what comes in, or pay what goes out: from the reservation, then from free cash."""
        from_hold = min(max(subtract(ZERO, flow), ZERO), self.hold.cash) if self.entering else ZERO
        self.sheet.take(Bucket.HELD, from_hold)
        rest = add(flow, from_hold)
        missing = subtract(subtract(ZERO, rest), self.account.cash)
        if missing > 0:
            if self.entering and missing > self._tolerance():
                available = add(self.account.cash, self.hold.cash)
                raise InsufficientFunds(subtract(ZERO, flow), available, self.account.currency)
            # an exit is always possible: what the account cannot pay now is paid by the next money that is free
            self.sheet.take(Bucket.SHORTFALL, missing)
            rest = add(rest, missing)
        self.sheet.put(Bucket.CASH, rest)
        left = subtract(self.hold.cash, from_hold)
        if left and self.entering and self.fill.quantity == self.order.remaining:
            self.sheet.move(Bucket.HELD, Bucket.CASH, left)

    def _tolerance(self) -> Decimal:
        """
        What an order's own fill may leave unpaid for a while.

        The order was looked at as a whole. A least fee can be more than the proceeds of a first small part, and the
        values of many parts can round to a little more than the value of the whole.
        """
        if self.fill.quantity == self.order.terms.quantity:
            return ZERO
        parts = sum(1 for event in self.order.history if event.trade is not None)
        return add(self.costs, multiply(UNIT, Decimal(parts)))

    def _trade(self, fee: Decimal, tax: Decimal, realized: Decimal, day_traded: Quantity) -> Trade:
        fill = self.fill
        return Trade(
            id=fill.id,
            order=self.order.number,
            account=self.account.id,
            symbol=self.symbol,
            side=self.side,
            price=fill.price,
            quantity=fill.quantity,
            value=self.value,
            fee=fee,
            tax=tax,
            realized=realized,
            currency=self.account.currency,
            closed=self.closed,
            day_traded=day_traded,
            day_tradable=self._day_tradable(),
            purpose=fill.purpose,
            provenance=fill.provenance,
            executed_at=fill.at,
            day=self.day,
        )

    def _entry(self, trade: Trade, moves: tuple[LotMove, ...]) -> Entry:
        postings = self.sheet.postings()
        waits = any(posting.bucket is Bucket.UNSETTLED for posting in postings)
        return Entry(
            account=self.account.id,
            sequence=self.account.sequence + 1,
            at=trade.executed_at,
            cause=Cause.FILL,
            postings=postings,
            order=trade.order,
            due=self.settles if waits else None,
            trade=trade,
            lots=moves,
        )
