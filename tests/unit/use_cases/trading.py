"""Orders, prices and brokers, as the tests of working orders need them."""

from __future__ import annotations

from typing import Any

from adapters.broker.paper import PaperBroker
from tests.unit.use_cases.conftest import House
from trading_core.domain.commands import (
    ApplyFill,
    PlaceOrder,
    Stage,
)
from trading_core.domain.ids import OrderNumber
from trading_core.domain.markets import standard_markets
from trading_core.domain.order_terms import OrderLine, OrderTerms
from trading_core.domain.orders import Order
from trading_core.domain.paper import PaperPolicy
from trading_core.domain.quotes import Quote
from trading_core.domain.words import OrderType, Side
from trading_core.testing import MemoryProducts
from trading_core.use_cases.execute_commands import ExecuteCommands
from trading_core.use_cases.work_orders import Worked, WorkOrders


def paper(house: House, policy: PaperPolicy | None = None) -> PaperBroker:
    products = MemoryProducts(house.books.store)
    return PaperBroker(house.quotes, house.clock, products, standard_markets(), policy)


def working(house: House, broker: Any = None, limit: int = 100) -> WorkOrders:  # noqa: ANN401 - any broker
    execute = ExecuteCommands(house.books, house.quotes, house.clock)
    return WorkOrders(execute, house.orders, broker or paper(house), limit)


def see(house: House, bid: object, ask: object, symbol: str = "ABC") -> None:
    """A second passes, and the market says something new."""
    house.clock.advance(1)
    house.quotes.see(Quote(symbol, bid, house.clock.now(), "street", bid, ask))


def asked(
    number: str = "N",
    limit: object = 10,
    account: str = "a",
    quantity: object = 10,
    **more: Any,  # noqa: ANN401 - any of the terms
) -> PlaceOrder:
    kind = OrderType.MARKET if limit is None else OrderType.LIMIT
    terms = OrderTerms(
        number=number,
        account=account,
        side=more.pop("side", Side.BUY),
        lines=[OrderLine(more.pop("symbol", "ABC"), quantity)],
        type=kind,
        limit_price=limit,
        **more,
    )
    return PlaceOrder(terms, Stage.ACCEPTED)


def found(house: House, number: str = "N") -> Order:
    order = house.orders.get(OrderNumber(number))
    assert order is not None
    return order


def names(worked: Worked) -> list[str]:
    return [
        outcome.command.fill.id if isinstance(outcome.command, ApplyFill) else type(outcome.command).__name__
        for outcome in worked.outcomes
    ]
