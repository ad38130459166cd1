"""Predictions about the guards that an order passes, in the order in which they are asked."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from trading_core.testing.auditor.booking import closes, opens
from trading_core.testing.auditor.cash import bound_of
from trading_core.testing.auditor.state import No
from trading_core.testing.auditor.units import SCALE, part, units, worth

if TYPE_CHECKING:
    from trading_core.testing.auditor.markets import Law
    from trading_core.testing.auditor.state import Asked, Purse, State


def check(state: State, asked: Asked, price: int, named: Any, now: datetime) -> int:  # noqa: ANN401 - a price or none
    """Predict how much of an order will close, or its refusal."""
    _check_exits(asked, price)
    value = worth(price, asked.quantity)
    if not value:
        raise No("invalid_value")
    purse, side = state.trader(asked), str(asked.terms.side)
    free = purse.free(closes(asked.symbol, side))
    closing = 0 if asked.guarded else min(asked.quantity, free)
    opening = asked.quantity - closing
    if state.switch == "halted":
        raise No("trading_halted")
    if state.switch == "reducing" and opening:
        raise No("reduce_only")
    prices = (asked.terms.limit_price, asked.terms.stop_price, named)
    stated = [units(one.value) for one in prices if one is not None]
    _check_form(state, asked, stated, now)
    _check_rate(purse, now)
    if opening:
        _check_size(purse, asked, price, value, opening, now)
    _check_band(state, purse, asked, stated)
    if side == "sell" and opening:
        if not state.law(asked.symbol).shorts:
            raise No("short_not_allowed" if asked.guarded else "insufficient_holdings")
        if not purse.margin:
            raise No("short_not_allowed")
    bought_back = closing if side == "buy" else 0
    spendable = state.spendable(purse, asked.symbol, bought_back) if opening else purse.cash
    if needed(purse, state.law(asked.symbol), asked, price, closing) > spendable:
        raise No("insufficient_funds")
    return closing


def needed(purse: Purse, law: Law, asked: Asked, price: int, closing: int) -> int:
    """The money that an order must find free, if all of it is filled at this price."""
    value, closing_value = worth(price, asked.quantity), worth(price, closing)
    side = str(asked.terms.side)
    costs = law.fee(value, asked.quantity) + law.levy(side, value, 0)
    opening_value = value - closing_value
    if side == "sell":
        return law.pledge(opening_value) + max(costs - closing_value, 0)
    place = (asked.symbol, "short")
    freed = part(purse.behind.get(asked.symbol, 0), closing, purse.owned(place)) if closing else 0
    if closing == asked.quantity:
        return max(closing_value + costs - freed, 0)
    return opening_value + costs + max(closing_value - freed, 0)


def _check_exits(asked: Asked, price: int) -> None:
    """The stop lies where the order loses and the targets where it gains."""
    sign = 1 if asked.terms.side == "buy" else -1
    stop = asked.terms.stop_loss
    lost = stop is not None and sign * units(stop.value) >= sign * price
    if lost or any(sign * units(target.value) <= sign * price for target in asked.terms.take_profits):
        raise No("invalid_value")


def _check_form(state: State, asked: Asked, stated: list[int], now: datetime) -> None:
    law, quote = state.law(asked.symbol), state.quotes.get(asked.symbol)
    if not law.takes_orders(now, asked.quantity):
        raise No("session_closed")
    reference = None if quote is None or quote.previous_close is None else units(quote.previous_close.value)
    fault = law.fault(asked.quantity, str(asked.terms.type), stated, reference)
    if fault is not None:
        raise No(fault)


def _check_rate(purse: Purse, now: datetime) -> None:
    most = bound_of(purse, "max_orders_per_minute")
    recent = [at for at in purse.accepted if now - at < timedelta(minutes=1)]
    if most is not None and len(recent) >= most:
        raise No("limit_exceeded")


def _check_size(purse: Purse, asked: Asked, price: int, value: int, opening: int, now: datetime) -> None:
    most = bound_of(purse, "max_order_value")
    if most is not None and value > units(most):
        raise No("limit_exceeded")
    most = bound_of(purse, "max_position")
    position = purse.owned(opens(asked.symbol, str(asked.terms.side))) + opening
    if most is not None and position * price > units(most) * SCALE:
        raise No("limit_exceeded")
    most = bound_of(purse, "max_daily_loss")
    last_day, result = purse.result or (now.date(), 0)
    loss = -result if last_day == now.date() else 0
    if most is not None and loss > 0 and loss >= units(most):
        raise No("limit_exceeded")


def _check_band(state: State, purse: Purse, asked: Asked, stated: list[int]) -> None:
    percent, quote = bound_of(purse, "price_band"), state.quotes.get(asked.symbol)
    if percent is None or quote is None:
        return
    last = units(quote.last.value)
    if any(abs(price - last) * 100 * SCALE > last * units(percent) for price in stated):
        raise No("price_out_of_band")
