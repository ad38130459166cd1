"""A desk that is taken through a recorded market."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.unit.domain.paper.pit import (
    BUY,
    MONDAY,
    SELL,
    after,
    bar,
    cash,
    pit,
    played,
    quote,
    terms,
)
from tests.unit.untyped import untyped
from trading_core.domain.amounts import Quantity
from trading_core.domain.commands import (
    ApplyFill,
    CancelOrder,
    CloseOrder,
    ImportOrder,
    PlaceOrder,
    SetTradingState,
    Stage,
    TriggerOrder,
)
from trading_core.domain.desk import Desk
from trading_core.domain.journal import Bucket
from trading_core.domain.order_terms import OrderTerms
from trading_core.domain.paper import Asked, PaperPolicy, ending_of, permitted, replay
from trading_core.domain.quotes import Quote
from trading_core.domain.trades import Fill, Purpose
from trading_core.domain.words import Source, TimeInForce, TradingState
from trading_core.errors import InvalidValue


def test_a_signal_lives_from_its_entry_to_its_profit() -> None:
    """Pending, accepted, executed, closed, and the profit on the account."""
    desk = pit()
    assert ["PlaceOrder", "entry 90 @ 100", "take_profit 45 @ 110", "take_profit 45 @ 121"] == played(
        desk,
        terms(BUY, 90, limit=100, stop_loss=95, take_profits=[110, 120]),
        quote(101, 102),
        quote(99, 100, 2),
        quote(110, 111, 3),
        quote(121, 122, 4),
        quote(50, 51, 5),
    )
    order, account = desk.order("N"), desk.account("A")

    assert ["pending", "accepted", "executed", "executed", "closed"] == [
        event.status for event in order.history
    ]
    assert Decimal(1_000_000 + 45 * 10 + 45 * 21) == account.cash
    assert Decimal(-45 * 10 - 45 * 21) == account.balance(Bucket.REALIZED)
    assert [after(2), after(3), after(4)] == [event.at for event in order.history[2:]]


def test_a_short_signal_lives_against_margin() -> None:
    """What was sold short is bought back at a profit, and the margin comes back."""
    desk = pit()
    played(
        desk,
        terms(SELL, 90, limit=100, stop_loss=105, take_profits=[90]),
        quote(100, 101),
        quote(89, 90, 2),
    )

    assert "closed" == desk.order("N").status
    assert Decimal(1_000_000 + 900) == cash(desk)


def test_an_order_without_exits_stays_and_is_closed_by_hand() -> None:
    """The market leaves it alone; its owner does not."""
    desk = pit()
    told = played(
        desk, terms(BUY, 10, limit=100), quote(99, 100), quote(1, 2, 2), Asked(after(3), CloseOrder("N"))
    )

    assert ["PlaceOrder", "entry 10 @ 100", "CloseOrder"] == told
    assert "closed" == desk.order("N").status


def test_what_was_closed_by_hand_meets_no_stop() -> None:
    """A position leaves once."""
    assert ["PlaceOrder", "entry 90 @ 100", "CloseOrder"] == played(
        pit(),
        terms(BUY, 90, limit=100, stop_loss=95),
        quote(99, 100),
        Asked(after(2), CloseOrder("N")),
        quote(90, 91, 3),
    )


def test_an_order_that_cannot_be_paid_is_cancelled() -> None:
    """The price ran away from what was reserved: the order ends with the reason and gives back what it held."""
    desk = pit(cash=10_000)

    assert ["PlaceOrder", "ApplyFill: insufficient_funds", "CancelOrder"] == played(
        desk, terms(BUY, 100), quote(119, 120), quote(99, 100, 2)
    )
    assert (Decimal(10_000), "cancelled") == (cash(desk), desk.order("N").status)
    assert str(desk.order("N").reason).startswith("12000 TWD is needed")


def test_only_an_entry_that_cannot_be_paid_ends_its_order() -> None:
    """What the books refuse for other reasons they know better, and exits are always paid."""
    desk = pit(cash=10_000)
    played(desk, terms(BUY, 10, limit=100, stop_loss=95, number="held"), quote(99, 100, 0))
    played(desk, terms(BUY, 10, limit=100))
    crumb = Fill("H", "0.1", "0.00000001", MONDAY, Purpose.STOP_LOSS)
    cancel, overfill, dear, way_out = desk.do(
        CancelOrder("unknown"),
        ApplyFill("N", Fill("F", 100, 101, MONDAY)),
        ApplyFill("N", Fill("G", 10**9, 10, MONDAY)),
        ApplyFill("held", crumb),
        now=MONDAY,
    )

    assert [False] * 4 == [outcome.ok for outcome in (cancel, overfill, dear, way_out)]
    assert [None, None, None] == [ending_of(outcome) for outcome in (cancel, overfill, way_out)]
    assert CancelOrder("N", str(dear.refusal)) == ending_of(dear)


def test_orders_of_other_products_do_not_see_a_price() -> None:
    """A quote is of one product."""
    assert ["PlaceOrder", "PlaceOrder", "entry 1 @ 11"] == played(
        pit(),
        terms(BUY, 1, number="N"),
        terms(BUY, 1, "ACME", number="M"),
        quote(10, 11, symbol="ACME"),
    )


def test_bars_are_prices_for_what_comes_after_them() -> None:
    """A market order that is given after a bar is checked against its close."""
    desk = pit(cash=1000)
    late = PlaceOrder(terms(BUY, 10), Stage.ACCEPTED)

    assert ["PlaceOrder: insufficient_funds"] == played(
        desk, bar(90, 130, 80, "100.01"), Asked(after(1), late)
    )
    assert desk.book.quotes[terms().symbol] == Quote("EURUSD", "100.01", after(1), "bar")


def test_a_desk_that_knows_orders_goes_on_with_them() -> None:
    """A replay may be cut into pieces: what was placed before meets what comes now."""
    whole, cut = pit(), pit()
    script: list[OrderTerms | Quote] = [
        terms(BUY, 90, limit=100, stop_loss=95),
        quote(99, 100),
        quote(98, 99, 2),
        quote(90, 91, 3),
    ]
    shown = played(whole, *script)

    assert shown == played(cut, *script[:2]) + played(cut, *script[2:3]) + played(cut, *script[3:])
    assert whole.book == cut.book
    assert whole.journal("A") == cut.journal("A")


def test_time_only_goes_forward() -> None:
    """A recording whose times go back is wrong data; the same moment twice is none."""
    with pytest.raises(InvalidValue, match="nothing before"):
        replay(pit(), [quote(1, 2, 2), quote(1, 2, 1)])
    with pytest.raises(InvalidValue):
        replay(pit(), [quote(1, 2, 2), Asked(after(1), CancelOrder("N"))])
    with pytest.raises(InvalidValue):
        replay(pit(), [quote(1, 2, 2), bar(1, 1, 1, 1, 1)])
    assert () == replay(pit(), [quote(1, 2, 2), quote(1, 2, 2)])


@pytest.mark.parametrize("wrong", [None, 5, [5], ["quote"], [None]])
def test_what_is_no_recording_is_refused(wrong: object) -> None:
    """A wrong argument is a mistake with a name."""
    with pytest.raises(InvalidValue):
        replay(pit(), untyped(wrong))
    with pytest.raises(InvalidValue):
        replay(untyped(wrong), [])
    with pytest.raises(InvalidValue):
        replay(pit(), [], untyped(wrong or 5))


def halt(state: TradingState, seconds: float) -> Asked:
    return Asked(after(seconds), SetTradingState(state, "a drill"))


def test_a_halted_market_trades_nothing_and_forgets_nothing() -> None:
    """Neither entries nor exits nor triggers happen until the switch is turned back; time runs on."""
    desk = pit()
    told = played(
        desk,
        terms(BUY, 90, limit=100, stop_loss=95, number="filled"),
        terms(BUY, 9, limit=100, number="resting"),
        terms(BUY, 9, stop=105, number="stop"),
        terms(BUY, 9, limit=1, number="day", force=TimeInForce.DAY),
        quote(99, 100),
        halt(TradingState.HALTED, 2),
        quote(90, 91, 3),
        quote(110, 111, 86_400),
        halt(TradingState.ACTIVE, 86_401),
        quote(94, 95, 86_402),
    )

    assert ["SetTradingState", "ExpireOrder", "SetTradingState", "stop_loss 90 @ 94"] == told[6:]
    assert ("expired", "accepted") == (desk.order("day").status, desk.order("stop").status)


def test_while_reducing_only_ways_out_are_traded() -> None:
    """What would open a position waits; stops, targets and orders that close are traded."""
    desk = pit()
    told = played(
        desk,
        terms(BUY, 90, limit=100, stop_loss=95, number="filled"),
        terms(BUY, 9, "ACME", limit=100, number="owned"),
        quote(99, 100),
        quote(99, 100, symbol="ACME"),
        Asked(after(2), PlaceOrder(terms(SELL, 9, "ACME", limit=120, number="closing"), Stage.ACCEPTED)),
        Asked(after(2), PlaceOrder(terms(BUY, 9, stop=105, number="stop"), Stage.ACCEPTED)),
        Asked(after(2), PlaceOrder(terms(BUY, 9, limit=80, number="limit"), Stage.ACCEPTED)),
        halt(TradingState.REDUCING, 3),
        quote(120, 121, 4, symbol="ACME"),
        quote(110, 111, 4),
        quote(70, 71, 5),
    )

    assert ["SetTradingState", "entry 9 @ 120", "stop_loss 90 @ 70"] == told[7:]
    assert ("accepted", "accepted") == (desk.order("stop").status, desk.order("limit").status)


def test_what_is_permitted_ends_where_something_is_not() -> None:
    """Reports of one order build on one another: behind one that may not be, none may."""
    desk = pit()
    (placed,) = desk.do(PlaceOrder(terms(BUY, 9, stop=105), Stage.ACCEPTED), now=MONDAY)
    order = placed.unwrap().order
    assert order is not None
    cancel, trigger = CancelOrder("N"), TriggerOrder("N")
    entry = ApplyFill("N", Fill("F", 105, 9, MONDAY))
    way_out = ApplyFill("N", Fill("G", 95, 9, MONDAY, Purpose.STOP_LOSS))

    reports = (cancel, way_out, trigger, entry, cancel)
    assert reports == permitted(reports, order, TradingState.ACTIVE)
    assert (cancel, way_out) == permitted(reports, order, TradingState.REDUCING)
    assert (cancel,) == permitted(reports, order, TradingState.HALTED)
    assert () == permitted((entry, cancel), order, TradingState.REDUCING)
    assert (cancel, cancel) == permitted((cancel, cancel), order, TradingState.HALTED)


def test_partial_fills_reach_the_books() -> None:
    """The books take what the market gives, part by part, and end with all of it."""
    desk = pit()
    told = played(
        desk,
        terms(BUY, 100, limit=100),
        *(quote(99, 100, second) for second in range(1, 5)),
        policy=PaperPolicy(at_most=Quantity(30)),
    )

    assert ["entry 30 @ 100", "entry 30 @ 100", "entry 30 @ 100", "entry 10 @ 100"] == told[1:]
    assert ("executed", Decimal(990_000)) == (desk.order("N").status, cash(desk))


def test_what_no_market_looks_at_is_passed_over() -> None:
    """Imported orders come without an account and even without a product."""
    desk = Desk()
    bare = OrderTerms(number="I", source=Source.IMPORT, lines=[], total_price=5)

    assert ["ImportOrder", "SetTradingState"] == played(
        desk, Asked(MONDAY, ImportOrder(bare)), halt(TradingState.ACTIVE, 1)
    )
    assert [] == played(desk, quote(1, 2, 2))
