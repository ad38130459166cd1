"""Orders: what was asked (terms, never changing) and what has become of it (events folded over the terms)."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Final

from attrs import field, frozen

from trading_core.domain.amounts import Price, Quantity
from trading_core.domain.charges import Charges, with_trade
from trading_core.domain.checks import a, each, expect, instant, number, optional
from trading_core.domain.exact import ZERO, add, divide, to_unit
from trading_core.domain.ids import OrderNumber
from trading_core.domain.order_states import WORKING, OrderStatus, Step, after
from trading_core.domain.order_terms import OrderTerms
from trading_core.domain.trades import Purpose, Trade
from trading_core.errors import InvalidTransition, InvariantViolated

NOTHING: Final = Quantity(0)
ENDINGS: Final = frozenset({Step.REJECT, Step.CANCEL, Step.EXPIRE})
_FILLING: Final = frozenset({Step.FILL_PART, Step.FILL_ALL})


@frozen
class OrderEvent:
    """
    One step of an order's life, numbered from 1 within the order.

    Made by the library alone, as an order's next event; only the kinds of its parts are checked.
    """

    order: OrderNumber = field(converter=OrderNumber)
    sequence: int = field(validator=a(int))
    step: Step = field(validator=a(Step))
    status: OrderStatus = field(validator=a(OrderStatus))
    at: datetime = field(converter=instant)
    detail: str | None = field(default=None, validator=optional(str))
    closing: Quantity | None = field(default=None, validator=optional(Quantity))
    trade: Trade | None = field(default=None, validator=optional(Trade))


@frozen
class Order:
    """
    An order as it stands.

    ``closing`` says how much of it reduces a position that was there when it was accepted; the rest opens.
    ``exited`` counts what was undone of what it opened, by stop, target or hand. What is folded is made by the
    library alone: of it only the kinds are checked, and the history is not walked through with every step.
    """

    terms: OrderTerms = field(validator=a(OrderTerms))
    created_at: datetime = field(converter=instant)
    status: OrderStatus = field(default=OrderStatus.PENDING, validator=a(OrderStatus))
    reason: str | None = field(default=None, validator=optional(str))
    closing: Quantity = field(default=NOTHING, validator=a(Quantity))
    filled: Quantity = field(default=NOTHING, validator=a(Quantity))
    filled_value: Decimal = field(default=ZERO, validator=number)
    exited: Quantity = field(default=NOTHING, validator=a(Quantity))
    targets_exited: Quantity = field(default=NOTHING, validator=a(Quantity))
    triggered: bool = field(default=False, validator=a(bool))
    charges: tuple[Charges, ...] = field(default=(), validator=each(Charges))
    history: tuple[OrderEvent, ...] = field(default=(), validator=a(tuple))

    @property
    def number(self) -> OrderNumber:
        """The order's name at every door."""
        return self.terms.number

    @property
    def working(self) -> bool:
        """Whether the order still wants to trade."""
        return self.status in WORKING

    @property
    def was_accepted(self) -> bool:
        """Whether the order has ever passed the rules; no broker has seen one that did not."""
        return any(event.step is Step.ACCEPT for event in self.history)

    @property
    def awaits_trigger(self) -> bool:
        """Whether the order has a stop price that was not passed yet, so that nothing may be filled by ourselves."""
        return self.terms.stop_price is not None and not self.triggered

    @property
    def remaining(self) -> Quantity:
        """What is still to be filled."""
        return self.terms.quantity - self.filled

    @property
    def closing_left(self) -> Quantity:
        """What is still to be filled of the part that closes; that part is filled first."""
        return self.closing - min(self.closing, self.filled)

    @property
    def opened(self) -> Quantity:
        """What the order has added to a position so far."""
        return self.filled - min(self.closing, self.filled)

    @property
    def open_quantity(self) -> Quantity:
        """What the order has opened and no exit has undone."""
        return self.opened - self.exited

    @property
    def average_price(self) -> Price | None:
        """The mean price of the fills, to 8 decimals, half even."""
        if not self.filled:
            return None
        return Price(to_unit(divide(self.filled_value, self.filled.value)))

    def event(
        self,
        step: Step,
        at: datetime,
        detail: str | None = None,
        *,
        closing: Quantity | None = None,
        trade: Trade | None = None,
    ) -> OrderEvent:
        """Make the next event, or refuse the step."""
        status = self.status_after(step)
        return OrderEvent(self.number, len(self.history) + 1, step, status, at, detail, closing, trade)

    def status_after(self, step: Step) -> OrderStatus:
        """
        Where the step leads by the table, or a refusal.

        The table cannot tell whether an order was accepted before it was ended. One that was not has reserved
        nothing and is at no broker: whatever is reported of it is a mistake and no late fill.
        """
        expect(step, Step, "step")
        status = after(self.number, self.status, step)
        if step in _FILLING and not (self.working or self.was_accepted):
            raise InvalidTransition(self.number, self.status, step)
        return status

    def apply(self, event: OrderEvent) -> Order:
        """Fold one event over the order; the only way in which an order ever changes."""
        expect(event, OrderEvent, "event")
        if event.sequence != len(self.history) + 1:
            raise InvariantViolated("order events follow one another", f"{self.number} got {event.sequence}")
        if event.status is not self.status_after(event.step):
            raise InvariantViolated("order states follow the table", f"{self.number} to {event.status}")
        trade = event.trade
        entering = trade is not None and trade.purpose is Purpose.ENTRY
        exiting = trade is not None and not entering
        traded = NOTHING if trade is None else trade.quantity
        at_target = trade is not None and trade.purpose is Purpose.TAKE_PROFIT
        ended = event.step in ENDINGS
        return Order(
            terms=self.terms,
            created_at=self.created_at,
            status=event.status,
            reason=event.detail if ended else self.reason,
            closing=self.closing if event.closing is None else event.closing,
            filled=self.filled + traded if entering else self.filled,
            filled_value=add(self.filled_value, trade.value)
            if trade is not None and entering
            else self.filled_value,
            exited=self.exited + traded if exiting else self.exited,
            targets_exited=self.targets_exited + traded if at_target else self.targets_exited,
            triggered=self.triggered or event.step is Step.TRIGGER,
            charges=self.charges if trade is None else with_trade(self.charges, trade),
            history=(*self.history, event),
        )


def submitted(terms: OrderTerms, at: datetime) -> Order:
    """An order as it begins: asked for, nothing done."""
    return Order(terms, at)


def refold(order: Order) -> Order:
    """Make an order again from its terms and events; equal to the order, or the books are wrong."""
    return as_of(order, len(order.history))


def as_of(order: Order, sequence: int) -> Order:
    """The order as it stood when its event of that number had just happened."""
    again = submitted(order.terms, order.created_at)
    for event in order.history[: max(sequence, 0)]:
        again = again.apply(event)
    return again
