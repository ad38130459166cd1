"""Working orders while something is wrong: ended, halted, unpaid, corrupt, silent or crashed."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest

from tests.unit.use_cases.conftest import House, corrupt
from tests.unit.use_cases.trading import asked, found, names, paper, see, working
from trading_core.domain.commands import (
    CancelOrder,
    CloseOrder,
    SetTradingState,
    open_account,
)
from trading_core.domain.orders import Order
from trading_core.domain.words import TimeInForce, TradingState
from trading_core.errors import InsufficientFunds, InvariantViolated, Unavailable
from trading_core.ports.paging import Mark
from trading_core.testing import FakeBroker, MemoryOrders
from trading_core.use_cases.work_orders import WorkOrders


def test_what_the_books_have_ended_is_cancelled_with_the_broker(house: House) -> None:
    """An order that was cancelled or closed here is not worked on there; what nobody here knows is left alone."""
    house.do(open_account("a", 1000), asked(), asked("M", limit=1), asked("L", limit=1))
    broker = FakeBroker(house.clock)
    work = working(house, broker)
    work()
    stranger = found(house, "M")
    house.do(CancelOrder("N"))
    assert {"N", "M", "L"} == broker.working()
    worked = work()

    assert {"M", "L"} == broker.working()
    del house.books.store.orders[stranger.number]
    work(worked.cursor)
    assert {"M", "L"} == broker.working()


def test_an_order_that_came_after_its_page_is_not_taken_for_ended(house: House) -> None:
    """The books are asked again before anything is cancelled, since this round has not seen every order."""

    class Blind(MemoryOrders):
        def working(self, after: Mark | None = None, limit: int = 1000) -> tuple[Order, ...]:
            del after, limit
            return ()

    house.do(open_account("a", 1000), asked())
    broker = FakeBroker(house.clock)
    broker.send([found(house)])
    WorkOrders(working(house).execute, Blind(house.books.store), broker)()

    assert {"N"} == broker.working()


def test_a_paper_broker_forgets_what_was_closed_by_hand(house: House) -> None:
    """A position that its owner has closed is stopped by nobody, and nobody keeps it in mind."""
    house.do(open_account("a", 1000), asked(stop_loss=5))
    broker = paper(house)
    work = working(house, broker)
    see(house, 9, 10)
    worked = work()
    assert {"N"} == broker.working()
    house.do(CloseOrder("N"))
    worked = work(worked.cursor)

    assert (frozenset(), 0) == (broker.working(), worked.done)
    see(house, 3, 4)
    assert 0 == work(worked.cursor).done
    assert Decimal(990) == house.cash("a")


def test_a_halted_market_trades_nothing(house: House) -> None:
    """The kill switch is looked at under the lock; what it held back happens when it is turned back."""
    house.do(open_account("a", 1000), asked("in"), asked("held", stop_loss=5))
    work = working(house)
    see(house, 9, 10)
    house.do(SetTradingState(TradingState.HALTED, "a drill"))
    assert 0 == work().done
    house.do(SetTradingState(TradingState.ACTIVE, "over"))
    assert 2 == work().done
    house.do(asked("new", limit=9), SetTradingState(TradingState.REDUCING, "a drill"))
    see(house, 4, 5)

    assert ["held.2"] == names(work())
    assert "accepted" == house.status("new")


def test_an_entry_that_cannot_be_paid_ends_its_order(house: House) -> None:
    """The market ran away from what was reserved: the order is cancelled with the reason, and those beside it go on."""
    see(house, 9, 10)
    house.do(open_account("a", 150), asked("N", limit=None), asked("M", limit=11, quantity=1))
    see(house, 19, 20)
    worked = working(house)()

    assert ["N.1", "CancelOrder"] == names(worked)
    assert isinstance(worked.outcomes[0].refusal, InsufficientFunds)
    assert ("cancelled", str(worked.outcomes[0].refusal)) == (house.status("N"), found(house).reason)
    assert (1, "accepted") == (worked.done, house.status("M"))


def test_an_order_that_breaks_the_books_stops_no_other(house: House) -> None:
    """One corrupt account keeps its own orders from trading, and says so at each round."""
    house.do(open_account("a", 1000), open_account("b", 1000), asked("N"), asked("M", account="b"))
    corrupt(house, "a")
    see(house, 9, 10)
    worked = working(house)()

    assert [False, True] == [isinstance(outcome.refusal, InvariantViolated) for outcome in worked.outcomes]
    assert (["M.1", "N.1"], 1) == (names(worked), worked.done)
    assert ("accepted", "executed") == (house.status("N"), house.status("M"))


def test_a_silent_source_is_told_of_and_time_runs_on(house: House) -> None:
    """Nothing trades while no price is known, an order of yesterday expires, and the round says what is wrong."""
    house.do(open_account("a", 1000), asked(), asked("M", time_in_force=TimeInForce.DAY))
    house.clock.set(house.clock.now() + timedelta(days=1))
    house.quotes.down = True
    worked = working(house)()

    assert (["ExpireOrder"], Unavailable("the quote source")) == (names(worked), worked.failure)
    assert ("accepted", "expired") == (house.status("N"), house.status("M"))
    house.quotes.down = False
    see(house, 9, 10)
    again = working(house)()
    assert (1, None) == (again.done, again.failure)


def test_a_broker_who_does_not_answer_at_all_is_unavailable(house: House) -> None:
    """Who cannot even tell what has happened is asked again later."""
    broker = FakeBroker(house.clock)
    broker.down = True
    with pytest.raises(Unavailable):
        working(house, broker)()


def test_a_crash_between_reading_and_booking_loses_nothing(house: House) -> None:
    """Whoever starts again, with the old cursor or with none, books what is due and nothing twice."""
    house.do(open_account("a", 1000), asked())
    see(house, 9, 10)
    broker = paper(house)
    broker.send(house.orders.working())
    broker.reports()
    first, second = working(house, broker)(), working(house, paper(house))()

    assert (1, 0) == (first.done, second.done)
    assert Decimal(900) == house.cash("a")
