"""The law of reading the orders that live."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from trading_core.domain.commands import ApplyFill, CancelOrder, ExpireOrder, PlaceOrder, Stage
from trading_core.domain.lifetime import is_live
from trading_core.domain.trades import Fill, Purpose
from trading_core.domain.words import OrderType, Side
from trading_core.ports.paging import Mark
from trading_core.testing.contracts.lists import MOST_FOUND
from trading_core.testing.contracts.making import Make, opened
from trading_core.testing.contracts.tour import ALICE, MONDAY, Stop, order, tour
from trading_core.testing.contracts.travel import take, visit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from trading_core.domain.commands import Command
    from trading_core.domain.orders import Order
    from trading_core.ports.books import Books
    from trading_core.ports.orders import Orders


def working_orders_contract(make: Make[tuple[Books, Orders]]) -> type:
    """Give the tests of ``Orders.working``."""

    class WorkingOrdersContract:
        """What reading the orders that live promises."""

        def test_orders_that_live_are_found_among_all_others(self) -> None:
            """What is at the market and what still has a way out is read oldest first, page by page, and no other."""
            with opened(make) as (books, orders):
                assert () == orders.working()
                world = take(books, tour())
                visit(books, world, Stop(tuple(_living()), MONDAY + timedelta(days=3, seconds=1)))
                expected = sorted((o for o in world.book.orders.values() if is_live(o)), key=_mark)
                lives = {order.status for order in expected}
                statuses = {order.status for order in world.book.orders.values()}

                assert {"accepted", "partially_filled", "executed", "cancelled", "expired"} == lives
                assert {"pending", "rejected", "closed"} <= statuses - lives
                assert expected == list(orders.working())
                assert expected == _walked(orders, 2)

    return WorkingOrdersContract


def _living() -> Iterator[Command]:
    """Orders in every state, of which some still want to trade or have a way out, and others have neither."""
    way_out: dict[str, Any] = {"type": OrderType.LIMIT, "limit_price": "1.1", "stop_loss": "1.09"}
    target: dict[str, Any] = {"type": OrderType.LIMIT, "limit_price": "1.1", "take_profits": ("1.2",)}
    bare: dict[str, Any] = {"type": OrderType.LIMIT, "limit_price": "1.1"}
    for name, exits in (("stop", way_out), ("target", target), ("bare", bare)):
        for state in ("cancelled", "expired", "executed", "part", "closed", "left"):
            number = f"L-{name}-{state}"
            terms = order(number, ALICE, Side.BUY, "EURUSD", 10000, **exits)
            whole = state in {"executed", "closed"}
            yield PlaceOrder(terms, Stage.ACCEPTED)
            yield ApplyFill(number, Fill(f"{number}.1", "1.1", 10000 if whole else 9000, MONDAY))
            if state in {"closed", "left"}:
                yield ApplyFill(
                    number,
                    Fill(f"{number}.2", "1.09", 10000 if whole else 9000, MONDAY, Purpose.STOP_LOSS),
                )
            if state in {"cancelled", "left"}:
                yield CancelOrder(number)
            if state == "expired":
                yield ExpireOrder(number)
    yield PlaceOrder(order("L-accepted", ALICE, Side.BUY, "EURUSD", 10000, **bare), Stage.ACCEPTED)


def _walked(orders: Orders, limit: int) -> list[Order]:
    found: list[Order] = []
    after: Mark | None = None
    while page := orders.working(after, limit):
        assert len(page) <= limit
        found += page
        assert len(found) <= MOST_FOUND, "the list never ends"
        after = Mark(*_mark(page[-1]))
    return found


def _mark(known: Order) -> tuple[datetime, str]:
    return known.created_at, known.number
