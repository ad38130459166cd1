"""What commands lead to, as strategies make it: reachable, lawful and of every sort."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tests.unit.testing.strategies.looking import census, few, first, found, smallest
from tests.unit.untyped import untyped
from trading_core.domain.account import AccountTerms
from trading_core.domain.commands import ApplyFill, Deposit
from trading_core.domain.decisions import decide
from trading_core.domain.order_states import OrderStatus
from trading_core.domain.orders import Order, refold
from trading_core.domain.trades import Fill, Purpose
from trading_core.domain.words import CostMethod, OrderType, Side, Source, TimeInForce
from trading_core.errors import InvalidValue
from trading_core.testing import strategies
from trading_core.testing.strategies.dice import Dice, dice, evenly
from trading_core.testing.strategies.fills import MONDAY
from trading_core.testing.strategies.listings import LISTINGS
from trading_core.testing.strategies.lives import THROWS, Life, Living
from trading_core.testing.strategies.scenes import MODES, Scene


@pytest.mark.parametrize("status", OrderStatus)
def test_orders_of_every_status_come_by_themselves(status: OrderStatus) -> None:
    """No state is beyond the reach of a property about orders."""
    assert any(order.status is status for order in census("orders"))


@few
@given(evenly(OrderStatus), evenly(Side), st.data())
def test_orders_are_in_the_status_that_was_wished(
    status: OrderStatus, side: Side, data: st.DataObject
) -> None:
    """Nothing is filtered: the life of the order is told from its end."""
    order = data.draw(strategies.orders(status=status, side=side))

    assert (status, side) == (order.status, order.terms.side)
    assert order == refold(order)


@few
@given(
    strategies.orders(
        account="mine", type=OrderType.STOP_LIMIT, symbol="USDJPY", source=Source.SIGNAL, number="N-1"
    )
)
def test_orders_are_as_they_were_wished(order: Order) -> None:
    """Each wish is granted."""
    terms = order.terms

    assert ("mine", OrderType.STOP_LIMIT, "USDJPY", Source.SIGNAL, "N-1") == (
        terms.account,
        terms.type,
        terms.symbol,
        terms.source,
        terms.number,
    )


@few
@given(strategies.orders(source=Source.IMPORT, number="N-1"))
def test_imported_orders_are_accepted_and_no_more(order: Order) -> None:
    """They were made elsewhere and are only kept."""
    assert ("N-1", OrderStatus.ACCEPTED) == (order.number, order.status)
    assert order.terms.side is None


SORTS: dict[str, Callable[[Order], bool]] = {
    "imported": lambda order: order.terms.source is Source.IMPORT,
    "closing": lambda order: bool(order.closing),
    "turning": lambda order: bool(order.closing and order.opened),
    "exited in part": lambda order: bool(order.exited and order.open_quantity),
    "by target": lambda order: bool(order.targets_exited),
    "with stop and targets": lambda order: bool(order.terms.stop_loss and order.terms.take_profits),
    "of a named lot": lambda order: bool(order.terms.lots),
    "triggered": lambda order: order.triggered,
    "filled after its end": lambda order: bool(order.filled) and order.status is OrderStatus.EXPIRED,
    "rejected by the rules": lambda order: "halted" in (order.reason or ""),
    "rejected by the broker": lambda order: "broker" in (order.reason or ""),
    "named by its client": lambda order: order.terms.client_order_id is not None,
    "in several fills": lambda order: sum(event.trade is not None for event in order.history) > 3,
    "charged": lambda order: any(charge.fee and charge.tax for charge in order.charges),
    "day-traded": lambda order: any(event.trade and event.trade.day_traded for event in order.history),
    "for a day": lambda order: order.terms.time_in_force is TimeInForce.DAY,
    "with a range": lambda order: order.terms.entry_range is not None,
    "priced by a quote": lambda order: any(
        event.trade and event.trade.provenance.source == "street" for event in order.history
    ),
}


@pytest.mark.parametrize("sort", SORTS)
def test_orders_of_every_sort_come_by_themselves(sort: str) -> None:
    """Whatever can be true of an order is tried."""
    assert any(map(SORTS[sort], census("orders")))


@pytest.mark.parametrize("kind", OrderType)
def test_orders_of_every_type_are_filled(kind: OrderType) -> None:
    """A stop that has traded is no rarity."""
    assert found(strategies.orders(type=kind), lambda order: bool(order.filled))


def test_the_smallest_order_is_the_plainest() -> None:
    """A failing test shows one unit of one product, bought at its usual price."""
    order = smallest(strategies.orders(status=OrderStatus.EXECUTED))

    assert ("A", "ACME", Side.BUY, OrderType.LIMIT) == (
        order.terms.account,
        order.terms.symbol,
        order.terms.side,
        order.terms.type,
    )
    assert (Decimal(1), Decimal(10)) == (order.filled.value, order.filled_value)


WRONG: list[tuple[Callable[[], object], str]] = [
    (lambda: strategies.orders(account=""), "AccountId"),
    (lambda: strategies.orders(status="closed"), "status"),
    (lambda: strategies.orders(side="buy"), "side"),
    (lambda: strategies.orders(type="limit"), "type"),
    (lambda: strategies.orders(symbol="no symbol"), "Symbol"),
    (lambda: strategies.orders(source="api"), "source"),
    (lambda: strategies.orders(source=Source.IMPORT, side=Side.BUY), "source"),
    (lambda: strategies.orders(number=7), "OrderNumber"),
    (lambda: strategies.orders(status=OrderStatus.CLOSED, side=Side.SELL, symbol="2330"), "status"),
    (
        lambda: strategies.orders(
            status=OrderStatus.CLOSED, side=Side.SELL, account=AccountTerms("A", margin=False)
        ),
        "status",
    ),
    (lambda: strategies.accounts(account=5), "AccountId"),
    (lambda: strategies.fills(untyped("O-1")), "order"),
    (lambda: strategies.fills(purpose="entry"), "purpose"),
    (lambda: strategies.fills(first(strategies.orders(status=OrderStatus.PENDING))), "order"),
    (lambda: strategies.fills(first(strategies.orders(source=Source.IMPORT))), "order"),
    (
        lambda: strategies.fills(
            first(strategies.orders(status=OrderStatus.ACCEPTED)), purpose=Purpose.CLOSE
        ),
        "purpose",
    ),
    (lambda: strategies.account_terms(margin=1), "margin"),
    (lambda: strategies.account_terms(cost_method="fifo"), "cost_method"),
    (lambda: strategies.order_terms(source=Source.IMPORT), "source"),
    (lambda: strategies.command_sequences(min_size=3, max_size=2), "min_size"),
    (lambda: strategies.command_sequences(max_size=1_001), "max_size"),
    (lambda: strategies.command_sequences(max_size=True), "max_size"),
]


@pytest.mark.parametrize(("make", "field"), WRONG)
def test_wishes_that_cannot_be_granted_are_refused_when_the_strategy_is_made(
    make: Callable[[], object], field: str
) -> None:
    """Not when it is first drawn from, in the middle of somebody's test."""
    with pytest.raises(InvalidValue) as refused:
        make()

    assert field == refused.value.field


def test_wishes_made_of_strategies_may_turn_out_to_exclude_each_other() -> None:
    """What only shows when a value is drawn is refused by then."""
    shares = strategies.orders(status=OrderStatus.CLOSED, side=Side.SELL, symbol=st.just("2330"))

    with pytest.raises(InvalidValue, match="status is closed"):
        found(shares, bool)


@few
@given(
    strategies.orders(
        status=OrderStatus.CLOSED, side=Side.SELL, account=st.just(AccountTerms("A", "USD", margin=True))
    )
)
def test_what_was_sold_and_closed_was_owed(order: Order) -> None:
    """Where nobody wished for a product, one is found that can be owed."""
    assert order.terms.symbol in {listing.symbol for listing in LISTINGS if listing.shortable}


LIVES = st.builds(
    Life,
    st.builds(AccountTerms, st.just("A"), cost_method=st.sampled_from(CostMethod)),
    st.just("O-1"),
    evenly(LISTINGS),
    evenly(Side),
    evenly(OrderType),
    st.just(Source.API),
    evenly([OrderStatus.ACCEPTED, OrderStatus.PARTIALLY_FILLED, OrderStatus.EXPIRED]),
)


@few
@given(MODES, LIVES, dice(THROWS), st.data())
def test_reports_for_an_order_are_booked(mode: object, life: Life, throws: Dice, data: st.DataObject) -> None:
    """Whatever a strategy says about an order can come next, entry or exit, in part or whole."""
    scene = Scene(untyped(mode), life.trader)
    Living(scene, life, throws).live()
    scene.do(Deposit("A", 10**9, "for all that may come"))
    order = scene.book.orders[life.number]
    assume(order.was_accepted)
    fill = data.draw(strategies.fills(order))

    (outcome,) = decide(scene.book, [ApplyFill(life.number, fill)], scene.now).outcomes

    assert outcome.ok, outcome.refusal
    assert fill == outcome.trades[0].fill


@few
@given(strategies.fills(purpose=Purpose.CLOSE, price=5, quantity="0.5", at=MONDAY))
def test_reports_are_as_they_were_wished(fill: Fill) -> None:
    """A report of no order in particular is all that was wished of it."""
    assert Fill(fill.id, 5, "0.5", MONDAY, Purpose.CLOSE, fill.provenance) == fill


@few
@given(st.data())
def test_reports_for_an_order_are_as_they_were_wished(data: st.DataObject) -> None:
    """Wishes come before what the order would suggest."""
    order = data.draw(strategies.orders(status=OrderStatus.PARTIALLY_FILLED))
    fill = data.draw(strategies.fills(order, purpose=Purpose.ENTRY, price=7, quantity=3, at=MONDAY))

    assert Fill(fill.id, 7, 3, MONDAY, Purpose.ENTRY, fill.provenance) == fill


@few
@given(st.data())
def test_entries_are_reported_at_the_limit_or_better(data: st.DataObject) -> None:
    """A broker keeps to the limit, and to more than nothing."""
    order = data.draw(strategies.orders(status=OrderStatus.ACCEPTED, type=OrderType.LIMIT, symbol="2330"))
    fill = data.draw(strategies.fills(order, purpose=Purpose.ENTRY))

    order.terms.check_fill_price(fill.price)
    assert fill.quantity <= order.remaining
