"""Readers of living orders and brokers that break a law, and the suites that notice."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import pytest

from tests.unit.testing.conftest import Planted, red
from tests.unit.testing.test_fakes import beside_books, by_hand
from trading_core.domain.ids import OrderNumber
from trading_core.domain.order_states import OrderStatus
from trading_core.domain.orders import Order
from trading_core.ports.paging import Mark
from trading_core.testing import FakeBroker, FakeClock, MemoryOrders, broker_contract, working_orders_contract

PLANTED = Planted()

TestMemoryWorkingOrders = working_orders_contract(beside_books(MemoryOrders))


@PLANTED.reading(working_orders_contract)
class ForgettingExits(MemoryOrders):
    def working(self, after: Mark | None = None, limit: int = 1000) -> tuple[Order, ...]:
        return tuple(order for order in super().working(after, limit) if order.working)


@PLANTED.reading(working_orders_contract)
class ForgettingTheCancelled(MemoryOrders):
    def working(self, after: Mark | None = None, limit: int = 1000) -> tuple[Order, ...]:
        found = super().working(after, limit)
        return tuple(order for order in found if order.status is not OrderStatus.CANCELLED)


@PLANTED.reading(working_orders_contract)
class ForgettingTargets(MemoryOrders):
    def working(self, after: Mark | None = None, limit: int = 1000) -> tuple[Order, ...]:
        return tuple(order for order in super().working(after, limit) if not order.terms.take_profits)


@PLANTED.reading(working_orders_contract)
class ShowingThePending(MemoryOrders):
    def working(self, after: Mark | None = None, limit: int = 1000) -> tuple[Order, ...]:
        pending = [o for o in self._store.orders.values() if o.status is OrderStatus.PENDING]
        return (*super().working(after, limit), *(() if after else pending))


@PLANTED.reading(working_orders_contract)
class RepeatingTheMark(MemoryOrders):
    def working(self, after: Mark | None = None, limit: int = 1000) -> tuple[Order, ...]:
        return super().working(None if after is None else Mark(after.at, after.name[:-1]), limit)


class Broker(FakeBroker):
    def __init__(self) -> None:
        super().__init__(FakeClock())


brokers = partial(PLANTED.broken, partial(broker_contract, trade=by_hand))


@brokers()
class SecretiveBroker(Broker):
    def working(self) -> frozenset[OrderNumber]:
        return frozenset()


@brokers()
class BoastfulBroker(Broker):
    def working(self) -> frozenset[OrderNumber]:
        return frozenset(self._orders)


@pytest.mark.usefixtures("quick_properties")
@pytest.mark.parametrize("contract", PLANTED.cases)
def test_a_market_that_breaks_a_law_is_found_out(contract: Callable[[], type]) -> None:
    """Both suites fail for each of these plausible mistakes."""
    assert [] != red(contract())
