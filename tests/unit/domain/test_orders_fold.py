"""Orders are folds of their events, whatever walk they take through the table."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from tests.unit.domain.floor import NOW, later, terms
from tests.unit.domain.making import trade
from trading_core.domain.amounts import Quantity
from trading_core.domain.order_states import TRANSITIONS, WORKING, OrderStatus, Step
from trading_core.domain.orders import Order, refold, submitted
from trading_core.domain.trades import Purpose
from trading_core.domain.words import Side

FILLS = {Step.FILL_PART, Step.FILL_ALL}
EXITS = [Purpose.STOP_LOSS, Purpose.TAKE_PROFIT, Purpose.CLOSE]


@dataclass
class Tally:
    """What a clerk with a pencil would have noted."""

    accepted: bool = False
    closing: int = 0
    filled: int = 0
    value: Fraction = Fraction(0)
    exited: int = 0
    at_targets: int = 0
    triggered: bool = False
    reason: str | None = None

    @property
    def opened(self) -> int:
        return max(0, self.filled - self.closing)


def possible(order: Order, tally: Tally, ordered: int) -> list[Step]:
    """The steps that the table allows, that there is a quantity for, and that a broker can report."""
    left, open_units = ordered - tally.filled, tally.opened - tally.exited
    room = {
        Step.FILL_PART: tally.accepted and left > 1,
        Step.FILL_ALL: tally.accepted and left > 0,
        Step.EXIT_PART: open_units > 0,
        Step.EXIT_ALL: open_units > 0,
    }
    return [step for status, step in TRANSITIONS if status is order.status and room.get(step, True)]


@given(st.data(), st.integers(1, 9), st.integers(0, 9))
def test_an_order_is_what_its_events_make_of_it(data: st.DataObject, ordered: int, closing: int) -> None:
    """After any lawful walk the order agrees with a clerk's notes, and folding its events again gives it again."""
    order, tally = submitted(terms("O-1", Side.BUY, ordered), NOW), Tally()
    for turn in range(1, 13):
        steps = possible(order, tally, ordered)
        if not steps:
            break
        step = data.draw(st.sampled_from(steps))
        detail = data.draw(st.sampled_from([None, f"note {turn}"]))
        kept = None
        if step is Step.ACCEPT:
            tally.accepted, tally.closing = True, min(closing, ordered)
            kept = Quantity(tally.closing)
        done = None
        if step in FILLS:
            left = ordered - tally.filled
            quantity = left if step is Step.FILL_ALL else data.draw(st.integers(1, left - 1))
            price = data.draw(st.decimals("0.01", 99, places=2))
            done = trade(f"F-{turn}", quantity, price)
            tally.filled += quantity
            tally.value += quantity * Fraction(price)
        elif step in {Step.EXIT_PART, Step.EXIT_ALL}:
            open_units = tally.opened - tally.exited
            quantity = open_units if step is Step.EXIT_ALL else data.draw(st.integers(1, open_units))
            purpose = data.draw(st.sampled_from(EXITS))
            done = trade(f"F-{turn}", quantity, 5, side=Side.SELL, purpose=purpose)
            tally.exited += quantity
            tally.at_targets += quantity if purpose is Purpose.TAKE_PROFIT else 0
        tally.triggered = tally.triggered or step is Step.TRIGGER
        if step in {Step.REJECT, Step.CANCEL, Step.EXPIRE}:
            tally.reason = detail
        before = order
        order = order.apply(order.event(step, later(turn), detail, closing=kept, trade=done))
        assert TRANSITIONS[before.status, step] is order.status
        check_agreement(order, tally, ordered)
    assert order == refold(order)


def check_agreement(order: Order, tally: Tally, ordered: int) -> None:
    """The order says what the clerk has noted."""
    assert tally.closing == order.closing.value
    assert (Quantity(tally.filled), tally.value) == (order.filled, Fraction(order.filled_value))
    assert (Quantity(tally.exited), Quantity(tally.at_targets)) == (order.exited, order.targets_exited)
    assert (tally.triggered, tally.reason) == (order.triggered, order.reason)
    assert ordered - tally.filled == order.remaining.value
    assert max(0, tally.closing - tally.filled) == order.closing_left.value
    assert tally.opened == order.opened.value
    assert tally.opened - tally.exited == order.open_quantity.value
    assert (order.status in WORKING) is order.working
    if tally.filled:
        exact = Fraction(round(tally.value / tally.filled * 10**8), 10**8)
        assert order.average_price is not None
        assert exact == Fraction(order.average_price.value)
    else:
        assert order.average_price is None


@given(
    st.lists(
        st.tuples(
            st.decimals("0.00000001", "0.00000009", places=8) | st.decimals(10**15 - 1, 10**15, places=8),
            st.decimals("0.00000001", "2", places=8),
        ),
        min_size=1,
        max_size=4,
    )
)
def test_an_average_price_is_always_a_price(fills: list[tuple[Decimal, Decimal]]) -> None:
    """Values are rounded to 8 decimals, and still their mean is never nothing and never beyond the bounds."""
    order = submitted(terms("O-1", Side.BUY, 10**6), NOW)
    order = order.apply(order.event(Step.ACCEPT, NOW))
    for number, (price, quantity) in enumerate(fills):
        if price * quantity <= 10**15 and round(Fraction(price) * Fraction(quantity) * 10**8):
            done = trade(f"F-{number}", quantity, price)
            order = order.apply(order.event(Step.FILL_PART, NOW, trade=done))

    assert (order.status is OrderStatus.ACCEPTED) is (order.average_price is None)
