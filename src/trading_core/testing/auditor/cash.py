"""Predictions about money that comes and goes, and about what an account may do."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from trading_core.testing.auditor.state import No, Purse
from trading_core.testing.auditor.units import units

if TYPE_CHECKING:
    from trading_core.domain.commands import (
        Deposit,
        OpenAccount,
        SetLimits,
        SettleCash,
        SetTradingState,
        Withdraw,
    )
    from trading_core.testing.auditor.state import State

BOUNDS = ("max_order_value", "max_position", "max_daily_loss", "max_orders_per_minute", "price_band")


def open_account(state: State, command: OpenAccount, now: datetime) -> bool:
    """A new name opens, with what is put in."""
    del now
    terms = command.terms
    if terms.id in state.purses:
        raise No("already_exists")
    opening = units(command.opening)
    state.purses[terms.id] = Purse(
        str(terms.currency), str(terms.cost_method), terms.margin, cash=opening, funding=opening
    )
    return False


def move_cash(state: State, command: Deposit | Withdraw, now: datetime) -> bool:
    """Money comes or goes once under a reference, and only what is there can go."""
    del now
    purse = state.purse(command.account)
    amount = units(command.amount)
    kind = type(command).__name__
    known = purse.movements.get(command.reference)
    if known is not None:
        if known != (kind, amount):
            raise No("already_exists")
        return True
    if kind == "Withdraw":
        if amount > state.spendable(purse):
            raise No("insufficient_funds")
        amount = -amount
    purse.cash += amount
    purse.funding += amount
    purse.movements[command.reference] = (kind, abs(amount))
    return False


def settle(state: State, command: SettleCash, now: datetime) -> bool:
    """What is due is paid out."""
    del now
    purse = state.purse(command.account)
    for due in [due for due in purse.unsettled if due <= command.day]:
        purse.cash += purse.unsettled.pop(due)
    return False


def set_limits(state: State, command: SetLimits, now: datetime) -> bool:
    """An owner may only make bounds narrower."""
    del now
    purse = state.purse(command.account)
    for bound in BOUNDS if purse.limits is not None and not command.loosen else ():
        mine, wanted = bound_of(purse, bound), getattr(command.limits, bound)
        if mine is not None and (wanted is None or wanted > mine):
            raise No("limit_exceeded")
    purse.limits = command.limits
    return False


def bound_of(purse: Purse, bound: str) -> Any:  # noqa: ANN401 - an amount, a count or none
    """One of an account's bounds."""
    return None if purse.limits is None else getattr(purse.limits, bound)


def turn_switch(state: State, command: SetTradingState, now: datetime) -> bool:
    """The switch turns for everybody."""
    del now
    state.switch = str(command.state)
    return False
