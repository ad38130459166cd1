"""What the auditor's books say, in the words of the service's pages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Final

from trading_core.testing.auditor import OrderFacts
from trading_core.testing.auditor.booking import Report
from trading_core.testing.auditor.filling import OTHER_SIDE
from trading_core.testing.auditor.model import Model
from trading_core.testing.auditor.state import Asked, Purse, State
from trading_core.testing.auditor.units import decimal, units, worth

# What is called otherwise outside: an order that was taken still waits.
STATUSES: Final = {"accepted": "pending", "partially_filled": "pending"}
NOTED: Final = {"executed": "completed", "closed": "completed", "rejected": "failed"}

Trade = tuple[str, str, str, Decimal, Decimal]


def expected_worth(state: State, purse: Purse) -> dict[str, Decimal]:
    """Money wherever it is, less what is owed, and what is held at the last prices or at its cost."""
    money = purse.cash + sum(hold.cash for hold in purse.holds.values())
    money += sum(purse.unsettled.values()) + sum(purse.behind.values()) - purse.shortfall
    gains = 0
    for (symbol, direction), batches in purse.batches.items():
        quantity, cost = sum(batch.quantity for batch in batches), sum(batch.cost for batch in batches)
        quote, sign = state.quotes.get(symbol), 1 if direction == "long" else -1
        value = cost if quote is None else worth(units(quote.last.value), quantity)
        money += sign * value
        gains += sign * (value - cost)
    counts = {"equity": money, "unrealized_pnl": gains, "buying_power": state.spendable(purse)}
    return {name: decimal(count) for name, count in counts.items()}


def expected_orders(model: Model, own: Iterable[str]) -> Mapping[str, OrderFacts]:
    """Each order with its status as traders call it."""
    facts = {number: model.order(number) for number in own}
    return {
        number: OrderFacts(
            {**found.words, "status": STATUSES.get(str(found.words["status"]), found.words["status"])}
        )
        for number, found in facts.items()
    }


def expected_trades(
    state: State, own: Mapping[str, Asked], numbers: Mapping[str, str]
) -> Mapping[str, Trade]:
    """Each trade by its name in the service: order, product, side, price and quantity."""
    trades = {}
    for name, (number, report) in state.fills.items():
        order = own.get(number)
        if order is not None and isinstance(report, Report):
            side = str(order.terms.side)
            trades[numbers[number] + name.removeprefix(number)] = (
                numbers[number],
                order.symbol,
                side if report.entering else OTHER_SIDE[side],
                decimal(report.price),
                decimal(report.quantity),
            )
    return trades
