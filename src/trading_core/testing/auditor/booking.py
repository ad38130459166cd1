"""What a fill that is booked does to an account and an order, in the auditor's own books."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from attrs import define, field

from trading_core.testing.auditor.markets import Law
from trading_core.testing.auditor.state import Batch, Day, Hold

if TYPE_CHECKING:
    from trading_core.testing.auditor.state import Asked, Purse


@define
class Report:
    """A fill in counts."""

    name: str
    price: int
    quantity: int
    at: datetime
    purpose: str
    origin: str

    @property
    def entering(self) -> bool:
        """Whether the order itself trades, not one of its exits."""
        return self.purpose == "entry"


@define(kw_only=True)
class Plan:
    """All that is going to happen, worked out before anything does."""

    report: Report
    side: str
    law: Law
    day: date
    closed: int
    value: int
    closed_value: int = 0
    completes: bool = False
    matched: int = 0
    after: Day = field(factory=Day)
    fee: int = 0
    tax: int = 0
    taken: list[Batch] = field(factory=list)
    gain: int = 0
    freed: int = 0
    pledged: int = 0
    later: int = 0
    from_hold: int = 0
    missing: int = 0
    cash: int = 0

    @property
    def opened(self) -> int:
        """How much of it makes a position larger."""
        return self.report.quantity - self.closed

    @property
    def opened_value(self) -> int:
        """What that is worth."""
        return self.value - self.closed_value


def opens(symbol: str, side: str) -> tuple[str, str]:
    """What a side makes larger."""
    return symbol, "long" if side == "buy" else "short"


def closes(symbol: str, side: str) -> tuple[str, str]:
    """What a side makes smaller."""
    return symbol, "short" if side == "buy" else "long"


def book(purse: Purse, asked: Asked, plan: Plan) -> None:
    """Carry out a plan."""
    _units(purse, asked, plan)
    _money(purse, asked, plan)
    asked.days[plan.side, plan.day] = plan.after
    asked.fills.append(plan.report.name)
    if plan.report.entering:
        asked.filled += plan.report.quantity
    else:
        asked.exited += plan.report.quantity
    for notebook in (purse, asked):
        notebook.fees += plan.fee
        notebook.taxes += plan.tax
        notebook.realized += plan.gain


def _units(purse: Purse, asked: Asked, plan: Plan) -> None:
    source, target = closes(asked.symbol, plan.side), opens(asked.symbol, plan.side)
    by_name = {batch.name: batch for batch in purse.batches.get(source, ())}
    for some in plan.taken:
        by_name[some.name].quantity -= some.quantity
        by_name[some.name].cost -= some.cost
    purse.batches[source] = [batch for batch in purse.batches.get(source, ()) if batch.quantity]
    hold = purse.holds.setdefault(asked.terms.number, Hold())
    hold.units -= min(hold.units, plan.closed)
    if plan.opened:
        name = "pool" if purse.method == "average" else plan.report.name
        batches = purse.batches.setdefault(target, [])
        pool = next((batch for batch in batches if batch.name == name), None)
        if pool is None:
            batches.append(Batch(name, plan.opened, plan.opened_value))
        else:
            pool.quantity += plan.opened
            pool.cost += plan.opened_value
        if asked.guarded:
            hold.units, hold.place = hold.units + plan.opened, target
    bought, matched = purse.day_trade(asked.symbol, plan.day)
    bought += plan.opened if plan.side == "buy" and plan.law.pairs(asked.quantity) else 0
    if plan.day >= purse.day_trades.get(asked.symbol, (plan.day, 0, 0))[0]:
        purse.day_trades[asked.symbol] = (plan.day, bought, matched + plan.matched)


def _money(purse: Purse, asked: Asked, plan: Plan) -> None:
    hold = purse.holds[asked.terms.number]
    hold.cash -= plan.from_hold
    left = hold.cash if plan.completes else 0
    hold.cash -= left
    purse.cash += plan.cash + left
    purse.shortfall += plan.missing
    put_behind = plan.opened_value + plan.pledged if plan.side == "sell" else 0
    purse.behind[asked.symbol] = purse.behind.get(asked.symbol, 0) + put_behind - plan.freed
    if plan.later:
        due = plan.law.due(plan.day)
        purse.unsettled[due] = purse.unsettled.get(due, 0) + plan.later
    today = plan.report.at.date()
    change = plan.gain - plan.fee - plan.tax
    last_day, result = purse.result or (today, 0)
    if change and today >= last_day:
        purse.result = (today, change + (result if today == last_day else 0))
