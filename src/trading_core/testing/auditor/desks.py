"""A desk as a system under audit, and how accounts and orders are told as facts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from trading_core.domain.desk import Desk
from trading_core.domain.exact import ZERO, add, subtract
from trading_core.domain.journal import Bucket
from trading_core.domain.words import Direction
from trading_core.testing.auditor.facts import AccountFacts, Answer, AuditedSystem, OrderFacts, PositionFacts

if TYPE_CHECKING:
    from trading_core.domain.account import Account
    from trading_core.domain.book import Outcome, Settings
    from trading_core.domain.commands import Command
    from trading_core.domain.journal import Entry
    from trading_core.domain.orders import Order
    from trading_core.domain.quotes import Quote

_MONEY: Final = {
    Bucket.CASH: "cash",
    Bucket.HELD: "held",
    Bucket.UNSETTLED: "unsettled",
    Bucket.MARGIN: "margin",
    Bucket.FEES: "fees",
    Bucket.TAXES: "taxes",
    Bucket.REALIZED: "realized",
    Bucket.SHORTFALL: "shortfall",
    Bucket.FUNDING: "funding",
}
_MIRRORED: Final = frozenset({"realized", "shortfall", "funding"})
_COSTS: Final = {Direction.LONG: Bucket.COST_LONG, Direction.SHORT: Bucket.COST_SHORT}


def account_facts(account: Account) -> AccountFacts:
    """Tell an account; what stands in the books as a negative number is told as people say it."""
    money = dict.fromkeys(_MONEY.values(), ZERO)
    for (bucket, _), amount in account.balances.items():
        word = _MONEY.get(bucket)
        if word is not None:
            money[word] = (subtract if word in _MIRRORED else add)(money[word], amount)
    positions = {}
    for symbol, direction in account.lots:
        free = account.free_units(symbol, direction)
        positions[str(symbol), str(direction)] = PositionFacts(
            free,
            subtract(account.units(symbol, direction), free),
            account.balance(_COSTS[direction], symbol).copy_abs(),
        )
    return AccountFacts(money, positions, account)


def order_facts(order: Order) -> OrderFacts:
    """Tell an order; fees, taxes and profit are those of all its trades."""
    words: dict[str, str | bool | Decimal] = {
        "status": str(order.status),
        "triggered": order.triggered,
        "closing": order.closing.value,
        "filled": order.filled.value,
        "exited": order.exited.value,
    }
    fees = taxes = realized = ZERO
    for event in order.history:
        if event.trade is not None:
            fees, taxes = add(fees, event.trade.fee), add(taxes, event.trade.tax)
            realized = add(realized, event.trade.realized)
    return OrderFacts(words | {"fees": fees, "taxes": taxes, "realized": realized}, order)


def answer_of(outcome: Outcome) -> Answer:
    """Tell an outcome."""
    return Answer(None if outcome.refusal is None else outcome.refusal.code, outcome.replayed)


class AuditedDesk(AuditedSystem):
    """A book in memory, under audit."""

    def __init__(self, settings: Settings) -> None:
        """Begin with an empty book."""
        self.desk = Desk(settings)

    def do(self, commands: Sequence[Command], now: datetime) -> Sequence[Answer]:
        """Carry out commands as one batch."""
        return [answer_of(outcome) for outcome in self.desk.do(*commands, now=now)]

    def see(self, quote: Quote) -> None:
        """Take note of a price."""
        self.desk.see(quote)

    def account(self, name: str) -> AccountFacts:
        """Show an account."""
        return account_facts(self.desk.account(name))

    def order(self, number: str) -> OrderFacts:
        """Show an order."""
        return order_facts(self.desk.order(number))

    def journal(self, name: str, after: int) -> Sequence[Entry]:
        """Show an account's latest entries."""
        return self.desk.journal(name)[after:]
