"""Predictions about fills: whether they are booked, what they cost and what they earn."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trading_core.testing.auditor.booking import Plan, Report, book, closes
from trading_core.testing.auditor.state import Batch, Day, No
from trading_core.testing.auditor.units import part, units, worth

if TYPE_CHECKING:
    from datetime import datetime

    from trading_core.domain.commands import ApplyFill
    from trading_core.testing.auditor.state import Asked, Purse, State

OTHER_SIDE = {"buy": "sell", "sell": "buy"}
_ENTERED = frozenset({"accepted", "partially_filled", "cancelled", "expired"})
_EXITED = frozenset({"partially_filled", "executed", "cancelled", "expired"})


def apply_fill(state: State, command: ApplyFill, now: datetime) -> bool:
    """A report is booked once; the same id with other content is a mistake."""
    del now
    asked, fill = state.asked(command.number), command.fill
    known = state.fills.get(fill.id)
    origin = str(fill.provenance.source)
    price, quantity = units(fill.price.value), units(fill.quantity.value)
    report = Report(str(fill.id), price, quantity, fill.at, str(fill.purpose), origin)
    if known is not None:
        if known != (str(command.number), report):
            raise No("duplicate_fill")
        return True
    fill_order(state, asked, report)
    return False


def own_report(asked: Asked, priced: tuple[int, str], quantity: int, purpose: str, now: datetime) -> Report:
    """The report that the library writes itself when it fills at once."""
    price, origin = priced
    count = len(asked.fills) + 1
    while (name := f"{asked.terms.number}.{count}") in asked.fills:
        count += 1
    return Report(name, price, quantity, now, purpose, origin)


def fill_order(state: State, asked: Asked, report: Report) -> None:
    """Work everything out first, so that a refused fill leaves nothing behind; then book it."""
    if report.name in state.fills:
        raise No("duplicate_fill")
    purse = state.trader(asked)
    if report.quantity > (asked.quantity - asked.filled if report.entering else asked.still_open):
        raise No("overfill")
    status = _status(asked, report)
    plan = _plan(state, asked, purse, report)
    _pay(purse, asked, plan)
    asked.status = status
    book(purse, asked, plan)
    state.fills[report.name] = (str(asked.terms.number), report)


def _plan(state: State, asked: Asked, purse: Purse, report: Report) -> Plan:
    law = state.law(asked.symbol)
    side = str(asked.terms.side) if report.entering else OTHER_SIDE[str(asked.terms.side)]
    value = worth(report.price, report.quantity)
    if not value:
        raise No("invalid_value")
    still_closing = max(asked.closing - asked.filled, 0)
    closed = min(report.quantity, still_closing) if report.entering else report.quantity
    plan = Plan(report=report, side=side, law=law, day=law.day(report.at), closed=closed, value=value)
    plan.completes = report.entering and report.quantity == asked.quantity - asked.filled
    plan.closed_value = worth(report.price, closed)
    if side == "sell" and law.pairs(asked.quantity):
        bought, matched = purse.day_trade(asked.symbol, plan.day)
        plan.matched = min(closed, bought - matched)
    _charge(asked, plan)
    place = closes(asked.symbol, side)
    plan.taken = _taken(purse, asked, place, plan)
    cost = sum(batch.cost for batch in plan.taken)
    if closed:
        plan.gain = plan.closed_value - cost if side == "sell" else cost - plan.closed_value
    return plan


def _charge(asked: Asked, plan: Plan) -> None:
    """The order's day is charged as a whole; this fill pays what was not paid before."""
    before = asked.days.get((plan.side, plan.day), Day())
    matched_value = worth(plan.report.price, plan.matched)
    after = Day(
        before.quantity + plan.report.quantity,
        before.value + plan.value,
        before.matched + matched_value,
    )
    after.fee = max(plan.law.fee(after.value, asked.quantity), before.fee)
    after.tax = max(plan.law.levy(plan.side, after.value - after.matched, after.matched), before.tax)
    plan.after, plan.fee, plan.tax = after, after.fee - before.fee, after.tax - before.tax


def _taken(purse: Purse, asked: Asked, place: tuple[str, str], plan: Plan) -> list[Batch]:
    """Which units are closed: those that the order names, else the oldest; of those, only what is free to it."""
    batches = purse.batches.get(place, [])
    named = list(dict.fromkeys(asked.terms.lots)) if plan.report.entering and plan.closed else []
    if named:
        by_name = {batch.name: batch for batch in batches}
        if not all(name in by_name for name in named):
            raise No("lots_not_held")
        batches = [by_name[name] for name in named]
    left, taken = plan.closed, []
    for batch in batches:
        some = min(left, batch.quantity)
        if some:
            taken.append(Batch(batch.name, some, part(batch.cost, some, batch.quantity)))
        left -= some
    if left:
        raise No("lots_not_held" if named else "insufficient_holdings")
    if plan.closed - min(purse.hold(asked.terms.number).units, plan.closed) > purse.free(place):
        raise No("insufficient_holdings")
    return taken


def _pay(purse: Purse, asked: Asked, plan: Plan) -> None:
    """Where the money comes from and goes to."""
    symbol, costs = asked.symbol, plan.fee + plan.tax
    if plan.side == "buy":
        owed = purse.owned((symbol, "short"))
        plan.freed = part(purse.behind.get(symbol, 0), plan.closed, owed) if plan.closed else 0
        flow = plan.freed - plan.value - costs
    else:
        plan.pledged = plan.law.pledge(plan.opened_value)
        proceeds = plan.closed_value - costs
        if proceeds > 0 and plan.law.due(plan.day) > plan.day:
            plan.later, proceeds = proceeds, 0
        flow = proceeds - plan.pledged
    entering = plan.report.entering
    plan.from_hold = min(max(-flow, 0), purse.hold(asked.terms.number).cash) if entering else 0
    plan.missing = max(-flow - plan.from_hold - purse.cash, 0)
    in_one_piece = plan.report.quantity == asked.quantity
    if entering and plan.missing > (0 if in_one_piece else costs + len(asked.fills)):
        raise No("insufficient_funds")
    plan.cash = flow + plan.from_hold + plan.missing


def _status(asked: Asked, report: Report) -> str:
    """Where a fill leads, or the prediction that nothing can be filled there."""
    unseen = report.entering and not asked.accepted
    if unseen or asked.status not in (_ENTERED if report.entering else _EXITED):
        raise No("invalid_transition")
    if report.entering:
        if report.quantity == asked.quantity - asked.filled:
            return "executed"
        return "partially_filled" if asked.working else asked.status
    return "closed" if report.quantity == asked.still_open and not asked.working else asked.status
