"""Decisions about fills, and about giving back what an order has reserved."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from attrs import evolve

from trading_core.domain.book import Outcome
from trading_core.domain.booking import book
from trading_core.domain.commands import CancelOrder, ExpireOrder, RejectOrder
from trading_core.domain.decisions.pricing import fill_at, price_of
from trading_core.domain.effect import closed_direction
from trading_core.domain.journal import Bucket, Cause, Entry
from trading_core.domain.order_states import Step
from trading_core.domain.sheet import Sheet
from trading_core.domain.trades import Fill, Purpose
from trading_core.domain.words import Direction, Side, TradingState
from trading_core.errors import DuplicateFill, InvalidTransition, NotFound, Overfill, TradingHalted

if TYPE_CHECKING:
    from datetime import datetime

    from trading_core.domain.account import Account
    from trading_core.domain.commands import ApplyFill, CloseOrder, TriggerOrder
    from trading_core.domain.decisions.work import Work
    from trading_core.domain.orders import Order
    from trading_core.domain.trades import Trade

_ENDINGS: Final = {CancelOrder: Step.CANCEL, ExpireOrder: Step.EXPIRE, RejectOrder: Step.REJECT}


def trader_of(work: Work, order: Order) -> tuple[Account, Side]:
    """Account and side of a trading order; an imported order has neither and cannot be traded."""
    if order.terms.account is None or order.terms.side is None:
        raise NotFound("trading order", order.number)
    return work.account(order.terms.account), order.terms.side


def reserving(direction: Direction) -> tuple[Bucket, Bucket]:
    """The buckets of free and of reserved units."""
    if direction is Direction.LONG:
        return Bucket.LONG, Bucket.LONG_HELD
    return Bucket.SHORT, Bucket.SHORT_HELD


def release(work: Work, order: Order, now: datetime) -> None:
    """
    Give back what an order has reserved for trading.

    Units that its own stop and targets guard stay reserved: they were filled and are still to be exited.
    """
    account, side = trader_of(work, order)
    hold = account.hold(order.number)
    sheet = Sheet()
    sheet.move(Bucket.HELD, Bucket.CASH, hold.cash)
    if not order.terms.has_exits:
        direction = closed_direction(side)
        free, reserved = reserving(direction)
        source, target = (reserved, free) if direction is Direction.LONG else (free, reserved)
        sheet.move(source, target, hold.units, order.terms.symbol)
    postings = sheet.postings()
    if postings:
        entry = Entry(account.id, account.sequence + 1, now, Cause.RELEASE, postings, order=order.number)
        work.enter(account, entry)


def fill_order(work: Work, order: Order, fill: Fill, now: datetime) -> tuple[Order, Trade]:
    """
    Book a fill and take the order the step that it means.

    A report may come late, and its entry tells of the time when it was traded; it may come from a clock that is
    ahead of ours, and then the entry tells of now, so that nothing that is booked after it comes before it.
    """
    if work.trade(fill.id) is not None:
        raise DuplicateFill(fill.id)
    account, _ = trader_of(work, order)
    step = _step_of(order, fill)
    order.status_after(step)
    product = work.product(order.terms.symbol, account)
    booking = book(account, order, fill, product, work.market(product))
    entry = booking.entry
    work.enter(account, entry if entry.at <= now else evolve(entry, at=now))
    return work.advance(order, order.event(step, fill.at, trade=booking.trade)), booking.trade


def _step_of(order: Order, fill: Fill) -> Step:
    """Name what a fill does to its order; a report of more than there is to trade is a mistake."""
    entering = fill.purpose is Purpose.ENTRY
    wanted = order.remaining if entering else order.open_quantity
    if fill.quantity > wanted:
        raise Overfill(order.number, fill.quantity.value, wanted.value)
    whole = fill.quantity == wanted
    if entering:
        return Step.FILL_ALL if whole else Step.FILL_PART
    return Step.EXIT_ALL if whole and not order.working else Step.EXIT_PART


def apply_fill(work: Work, command: ApplyFill, now: datetime) -> Outcome:
    """Book what a broker reports, once for each fill id. A fill is a fact: no rule of trading refuses it."""
    order = work.order(command.number)
    known = work.trade(command.fill.id)
    if known is not None:
        if known.order != order.number or known.fill != command.fill:
            raise DuplicateFill(command.fill.id)
        return Outcome(command, order=order, trades=(known,), replayed=True)
    order, trade = fill_order(work, order, command.fill, now)
    return Outcome(
        command, account=work.account(trade.account), order=order, trades=(trade,), entries=work.new_entries
    )


def trigger(work: Work, command: TriggerOrder, now: datetime) -> Outcome:
    """Note that a stop was passed."""
    order = work.order(command.number)
    if order.terms.stop_price is None or order.triggered:
        raise InvalidTransition(order.number, order.status, Step.TRIGGER)
    return Outcome(command, order=work.advance(order, order.event(Step.TRIGGER, now, command.reason)))


def end(work: Work, command: CancelOrder | ExpireOrder | RejectOrder, now: datetime) -> Outcome:
    """Cancel, expire or reject what a working order still wants."""
    order = work.order(command.number)
    event = order.event(_ENDINGS[type(command)], now, command.reason)
    release(work, order, now)
    account, _ = trader_of(work, order)
    return Outcome(command, account=account, order=work.advance(order, event), entries=work.new_entries)


def close(work: Work, command: CloseOrder, now: datetime) -> Outcome:
    """Undo by hand, at the stated price or the market's, all that an order has opened and not yet exited."""
    order = work.order(command.number)
    _, side = trader_of(work, order)
    if work.settings.state is TradingState.HALTED:
        raise TradingHalted(work.settings.state_reason)
    if order.working or not order.open_quantity:
        raise InvalidTransition(order.number, order.status, "close")
    priced = price_of(work, order.terms.symbol, side.opposite, command.price, now)
    fill = fill_at(order, priced, order.open_quantity, Purpose.CLOSE, now)
    order, trade = fill_order(work, order, fill, now)
    return Outcome(
        command, account=work.account(trade.account), order=order, trades=(trade,), entries=work.new_entries
    )
