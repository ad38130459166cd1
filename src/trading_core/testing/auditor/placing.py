"""Predictions about orders: what brings them in, takes them further and ends them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from attrs import evolve

from trading_core.testing.auditor.booking import closes
from trading_core.testing.auditor.cash import bound_of
from trading_core.testing.auditor.checking import check, needed
from trading_core.testing.auditor.filling import OTHER_SIDE, fill_order, own_report
from trading_core.testing.auditor.state import Asked, Hold, No
from trading_core.testing.auditor.units import units

if TYPE_CHECKING:
    from datetime import datetime

    from trading_core.domain.commands import (
        CancelOrder,
        CloseOrder,
        ExpireOrder,
        ImportOrder,
        PlaceOrder,
        ProcessOrder,
        RejectOrder,
        TriggerOrder,
    )
    from trading_core.domain.order_terms import OrderTerms
    from trading_core.testing.auditor.state import Purse, State

_ENDINGS: Final = {"CancelOrder": "cancelled", "ExpireOrder": "expired", "RejectOrder": "rejected"}


def place(state: State, command: PlaceOrder, now: datetime) -> bool:
    """A new order comes in; a number or a client's name belongs to one order for ever."""
    terms = command.terms
    known = state.orders.get(terms.number)
    if known is not None:
        if known.terms != terms or known.status == "rejected":
            raise No("duplicate_order_number")
        return True
    _check_limit(terms, command)
    purse = state.purse(str(terms.account))
    name = (str(terms.account), str(terms.client_order_id))
    if terms.client_order_id is not None and name in state.clients:
        known = state.orders[state.clients[name]]
        if known.status == "rejected" or evolve(known.terms, number=terms.number) != terms:
            raise No("duplicate_client_order_id")
        return True
    asked = Asked(terms)
    if state.products.setdefault(asked.symbol, purse.currency) != purse.currency:
        raise No("invalid_value")
    state.orders[terms.number] = asked
    if terms.client_order_id is not None:
        state.clients[name] = terms.number
    _take(state, asked, command, now)
    return False


def process(state: State, command: ProcessOrder, now: datetime) -> bool:
    """A waiting order goes further; one that has gone is shown."""
    asked = state.asked(command.number)
    state.trader(asked)
    waiting = {"pending", "accepted"} if command.stage == "filled" else {"pending"}
    if asked.status not in waiting:
        return True
    _check_limit(asked.terms, command)
    if asked.status == "accepted":
        if state.switch == "halted":
            raise No("trading_halted")
        if asked.waits:
            return True
        state.price(asked.symbol, str(asked.terms.side), command.price, asked.terms.limit_price)
    _take(state, asked, command, now)
    return False


def _check_limit(terms: OrderTerms, command: PlaceOrder | ProcessOrder) -> None:
    """Nobody asks for a fill that is worse than the order's limit."""
    limit, price = terms.limit_price, command.price
    if limit is None or price is None:
        return
    if units(price.value) != units(limit.value) and (price > limit) == (terms.side == "buy"):
        raise No("invalid_value")


def import_order(state: State, command: ImportOrder, now: datetime) -> bool:
    """A record of something done elsewhere; its products are counted in the currency of the house."""
    del now
    if command.terms.number in state.orders:
        raise No("duplicate_order_number")
    for line in command.terms.lines:
        state.products.setdefault(str(line.symbol), "TWD")
    state.orders[command.terms.number] = Asked(command.terms, "accepted")
    return False


def trigger(state: State, command: TriggerOrder, now: datetime) -> bool:
    """The stop price of an accepted order was passed, once."""
    del now
    asked = state.asked(command.number)
    if asked.terms.stop_price is None or asked.triggered or asked.status != "accepted":
        raise No("invalid_transition")
    asked.triggered = True
    return False


def end(state: State, command: CancelOrder | ExpireOrder | RejectOrder, now: datetime) -> bool:
    """A working order ends and gives back what it has set aside for trading."""
    del now
    asked = state.asked(command.number)
    kind = type(command).__name__
    if not asked.working or (kind == "RejectOrder" and asked.status == "partially_filled"):
        raise No("invalid_transition")
    state.trader(asked)
    asked.status = _ENDINGS[kind]
    _release(state, asked)
    return False


def close(state: State, command: CloseOrder, now: datetime) -> bool:
    """All that an order has opened is undone."""
    asked = state.asked(command.number)
    state.trader(asked)
    if state.switch == "halted":
        raise No("trading_halted")
    if asked.working or not asked.still_open:
        raise No("invalid_transition")
    priced = state.price(asked.symbol, OTHER_SIDE[str(asked.terms.side)], command.price)
    fill_order(state, asked, own_report(asked, priced, asked.still_open, "close", now))
    return False


def _take(state: State, asked: Asked, command: PlaceOrder | ProcessOrder, now: datetime) -> None:
    """As far as asked; whatever stands in the way ends the order."""
    if command.stage == "submitted":
        return
    terms, named, stage = asked.terms, command.price, str(command.stage)
    own = terms.limit_price
    if asked.waits:
        named, own, stage = None, terms.limit_price or terms.stop_price, "accepted"
    try:
        priced = state.price(asked.symbol, str(terms.side), named, own)
        price, _ = priced
        if asked.status == "pending":
            closing = check(state, asked, price, named, now)
            if stage == "accepted":
                _reserve(state, asked, price, closing)
            asked.closing, asked.status, asked.accepted = closing, "accepted", True
            _count(state.trader(asked), now)
        if stage == "filled":
            fill_order(state, asked, own_report(asked, priced, asked.quantity - asked.filled, "entry", now))
    except No:
        _release(state, asked)
        asked.status = "rejected"
        raise


def _count(purse: Purse, now: datetime) -> None:
    """Only under a bound are orders counted, and no more of them than it allows."""
    most = bound_of(purse, "max_orders_per_minute")
    if most:
        purse.accepted = [*purse.accepted, now][-most:]


def _reserve(state: State, asked: Asked, price: int, closing: int) -> None:
    purse = state.trader(asked)
    cash = needed(purse, state.law(asked.symbol), asked, price, closing)
    purse.cash -= cash
    purse.holds[asked.terms.number] = Hold(cash, closing, closes(asked.symbol, str(asked.terms.side)))


def _release(state: State, asked: Asked) -> None:
    """Units that its own exits guard stay set aside."""
    purse = state.trader(asked)
    hold = purse.hold(asked.terms.number)
    purse.cash, hold.cash = purse.cash + hold.cash, 0
    if not asked.guarded:
        hold.units = 0
