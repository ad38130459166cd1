"""The auditor's prediction of what a command does: one small function each, on the auditor's own books."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from trading_core.testing.auditor import cash, filling, placing
from trading_core.testing.auditor.facts import AccountFacts, Answer, OrderFacts, PositionFacts
from trading_core.testing.auditor.state import Asked, No, Purse, State
from trading_core.testing.auditor.units import decimal

if TYPE_CHECKING:
    from trading_core.domain.commands import Command
    from trading_core.testing.auditor.worlds import World

_PREDICTIONS: Final[dict[str, Callable[[State, Any, datetime], bool]]] = {
    "OpenAccount": cash.open_account,
    "Deposit": cash.move_cash,
    "Withdraw": cash.move_cash,
    "SettleCash": cash.settle,
    "SetLimits": cash.set_limits,
    "SetTradingState": cash.turn_switch,
    "PlaceOrder": placing.place,
    "ProcessOrder": placing.process,
    "ImportOrder": placing.import_order,
    "TriggerOrder": placing.trigger,
    "CancelOrder": placing.end,
    "RejectOrder": placing.end,
    "ExpireOrder": placing.end,
    "CloseOrder": placing.close,
    "ApplyFill": filling.apply_fill,
}


class Model:
    """A second, naive set of books."""

    def __init__(self, world: World) -> None:
        """Begin with nothing."""
        self.state = State(world)

    def see(self, quote: Any) -> None:  # noqa: ANN401 - whatever has the attributes of a quote
        """Take note of a price."""
        self.state.quotes[str(quote.symbol)] = quote

    def predict(self, command: Command, now: datetime) -> Answer:
        """Carry out a command in these books and say what the answer must be."""
        try:
            return Answer(replayed=_PREDICTIONS[type(command).__name__](self.state, command, now))
        except No as no:
            return Answer(no.code)
        finally:
            for purse in self.state.purses.values():
                purse.repay()

    def account(self, name: str) -> AccountFacts:
        """What can be seen of an account."""
        purse = self.state.purses[name]
        money = {
            "cash": purse.cash,
            "held": sum(hold.cash for hold in purse.holds.values()),
            "unsettled": sum(purse.unsettled.values()),
            "margin": sum(purse.behind.values()),
            "fees": purse.fees,
            "taxes": purse.taxes,
            "realized": purse.realized,
            "shortfall": purse.shortfall,
            "funding": purse.funding,
        }
        positions = {place: _position(purse, place) for place, batches in purse.batches.items() if batches}
        return AccountFacts({word: decimal(count) for word, count in money.items()}, positions)

    def order(self, number: str) -> OrderFacts:
        """What can be seen of an order."""
        return OrderFacts(dict(_seen(self.state.orders[number])))


def _position(purse: Purse, place: tuple[str, str]) -> PositionFacts:
    cost = sum(batch.cost for batch in purse.batches[place])
    return PositionFacts(decimal(purse.free(place)), decimal(purse.reserved(place)), decimal(cost))


def _seen(asked: Asked) -> Iterator[tuple[str, str | bool | Decimal]]:
    yield "status", asked.status
    yield "triggered", asked.triggered
    yield "closing", decimal(asked.closing)
    yield "filled", decimal(asked.filled)
    yield "exited", decimal(asked.exited)
    yield "fees", decimal(asked.fees)
    yield "taxes", decimal(asked.taxes)
    yield "realized", decimal(asked.realized)
