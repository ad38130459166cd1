"""Decisions about what is allowed: an account's limits and the kill switch."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import evolve

from trading_core.domain.book import Outcome

if TYPE_CHECKING:
    from datetime import datetime

    from trading_core.domain.commands import SetLimits, SetTradingState
    from trading_core.domain.decisions.work import Work


def set_limits(work: Work, command: SetLimits, now: datetime) -> Outcome:
    """Let an owner tighten, and an operator set, what an account may do."""
    del now
    account = work.account(command.account)
    limits = command.limits
    if not command.loosen:
        limits = work.limits(account.id).tightened(limits)
    work.set_limits(account.id, limits)
    return Outcome(command, account=account)


def set_trading_state(work: Work, command: SetTradingState, now: datetime) -> Outcome:
    """Turn the kill switch."""
    del now
    work.settings = evolve(work.settings, state=command.state, state_reason=command.reason)
    return Outcome(command)
