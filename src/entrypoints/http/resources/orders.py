"""Orders: the full-power door, their list and life, cancelling and closing."""

from __future__ import annotations

from collections.abc import Sequence
from http import HTTPStatus
from typing import Annotated
from urllib.parse import quote

import msgspec
from attrs import evolve

from entrypoints.http.endpoint import Call, Endpoint, Parameter, Reply, reply
from entrypoints.http.fields import (
    MaybeNumber,
    Naming,
    Number,
    Ticker,
    form_of,
    named,
    pattern_of,
    price_of,
    price_or_none,
    quantity_of,
)
from entrypoints.http.lists import PAGING, Source, descending, listing, ordering
from entrypoints.http.pricing import have_prices_of
from entrypoints.http.reading import absent
from entrypoints.http.views.orders import statuses_named
from entrypoints.http.writing import write
from entrypoints.showing import OrderView, order_view
from trading_core.domain.book import Outcome
from trading_core.domain.commands import CancelOrder, CloseOrder, placing
from trading_core.domain.ids import ClientOrderId, OrderNumber, Symbol
from trading_core.domain.order_states import OrderStatus
from trading_core.domain.order_terms import OrderLine, OrderTerms
from trading_core.domain.orders import Order
from trading_core.domain.words import OrderType, Side, TimeInForce
from trading_core.domain.words import Source as Origin
from trading_core.errors import InvalidInput, InvariantViolated, NotFound
from trading_core.ports.api_keys import Scope
from trading_core.ports.orders import OrderFilter
from trading_core.ports.paging import Mark

WORDS = sorted(
    {"pending", "executed", "closed", "completed", "failed", *(status.value for status in OrderStatus)}
)


class Wish(msgspec.Struct, forbid_unknown_fields=True):
    """What can be said of an order, whether it is placed or proposed."""

    stock_id: Ticker
    side: Side
    quantity: Number
    type: OrderType
    limit_price: MaybeNumber = msgspec.field(default_factory=absent)
    stop_price: MaybeNumber = msgspec.field(default_factory=absent)
    time_in_force: TimeInForce = TimeInForce.GTC
    stop_loss: MaybeNumber = msgspec.field(default_factory=absent)
    take_profits: Annotated[
        list[Number], msgspec.Meta(max_length=20, extra_json_schema={"uniqueItems": True})
    ] = []


class OrderBody(Wish, forbid_unknown_fields=True):
    """An order with everything that can be said of one."""

    client_order_id: (
        Annotated[str, msgspec.Meta(min_length=1, max_length=64, extra_json_schema=form_of(ClientOrderId))]
        | None
    ) = None


class Orders(msgspec.Struct, frozen=True):
    """A page of orders."""

    count: int
    next: str | None
    previous: str | None
    results: list[OrderView]
    count_exact: bool = True


async def place(call: Call) -> Reply:
    """Place an order: one at the market is filled at once, any other is accepted and waits."""
    body: OrderBody = call.body
    named_by_client = (
        None
        if body.client_order_id is None
        else named("client_order_id", ClientOrderId, body.client_order_id)
    )
    terms = evolve(terms_of(call, body), client_order_id=named_by_client)
    answer = await write(call, [placing(terms)], order_made)
    call.services.tasks.tell("live", terms.number)
    return answer


def terms_of(call: Call, body: Wish) -> OrderTerms:
    """What the caller wants, under a number that nobody has."""
    with Naming("stock_id"):
        symbol = Symbol(body.stock_id)
    return OrderTerms(
        number=call.services.ids.fresh(),
        source=Origin.API,
        account=call.who.account,
        side=body.side,
        type=body.type,
        limit_price=price_or_none(body.limit_price, "limit_price"),
        stop_price=price_or_none(body.stop_price, "stop_price"),
        time_in_force=body.time_in_force,
        stop_loss=price_or_none(body.stop_loss, "stop_loss"),
        take_profits=[price_of(price, "take_profits") for price in body.take_profits],
        lines=[OrderLine(symbol, quantity_of(body.quantity, "quantity"))],
    )


async def cancel(call: Call) -> Reply:
    """Cancel what an order still wants."""
    order = await _own(call)
    return await write(call, [CancelOrder(order.number)], order_shown)


async def close(call: Call) -> Reply:
    """Undo at the market what an order has opened."""
    order = await _own(call)
    # an imported order has any number of products, or none
    await have_prices_of(call, {line.symbol for line in order.terms.lines})
    return await write(call, [CloseOrder(order.number)], order_shown)


async def _own(call: Call) -> Order:
    return await call.services.in_thread(call.services.readers, lambda: own_order(call))


def own_order(call: Call) -> Order:
    """The order that the path names, if the caller may see it; somebody else's is not there."""
    text = call.path["number"]
    try:
        order = call.services.orders.get(OrderNumber(text))
    except InvalidInput:
        order = None
    mine = order is not None and order.terms.account == call.who.account
    if order is None or not (mine or call.who.operates):
        raise NotFound("order", text[:64])
    return order


def get(call: Call) -> Reply:
    """Show an order."""
    return reply(order_view(own_order(call)))


def find(call: Call) -> Reply:
    """Show the caller's orders, the newest first."""
    query, orders = call.query, call.services.orders
    source = query.get("source")
    everybodys = source == Origin.IMPORT.value and call.who.operates
    wanted = OrderFilter(
        account=None if everybodys else call.who.account,
        statuses=statuses_named(query["status"]) if "status" in query else None,
        symbol=named("stock_id", Symbol, query["stock_id"]) if "stock_id" in query else None,
        side=Side(query["side"]) if "side" in query else None,
        source=None if source is None else Origin(source),
    )
    rows = Source(
        lambda page: orders.find(wanted, page),
        lambda up_to: orders.count(wanted, up_to),
        lambda order: Mark(order.created_at, order.number),
        order_view,
    )
    # what was imported is everybody's, and no account tells of it
    return evolve(listing(call, rows, newest_first=descending(call)), keep=not everybodys)


def order_shown(outcomes: Sequence[Outcome]) -> Reply:
    """Show the order that something was done to."""
    return reply(order_view(_done_to(outcomes)))


def order_made(outcomes: Sequence[Outcome]) -> Reply:
    """Show an order that is new, and say where it will be found."""
    order = _done_to(outcomes)
    where = f"/api/orders/{quote(order.number, safe='')}/"
    return reply(order_view(order), HTTPStatus.CREATED, {"Location": where})


def _done_to(outcomes: Sequence[Outcome]) -> Order:
    order = outcomes[0].order
    if order is None:
        raise InvariantViolated("what was done to an order shows the order", str(outcomes[0].command))
    return order


NUMBER = Parameter(name="number", meaning="The order's number.")

ENDPOINTS = (
    Endpoint(
        method="POST",
        paths=("/api/orders",),
        summary="Place an order",
        tag="Trading",
        handler=place,
        scope=Scope.TRADE,
        writer_checks=True,
        body=OrderBody,
        example={
            "stock_id": "2330",
            "side": "buy",
            "quantity": 10,
            "type": "limit",
            "limit_price": "850.5",
            "stop_loss": 840,
            "take_profits": [870, 890],
        },
        answers={201: OrderView},
        keyed=True,
    ),
    Endpoint(
        method="GET",
        paths=("/api/orders",),
        summary="List the orders",
        tag="Trading",
        handler=find,
        scope=Scope.READ,
        remembered=600,
        query=(
            Parameter(name="status", meaning="Orders in this state.", choices=tuple(WORDS)),
            Parameter(name="stock_id", meaning="Orders of this product.", pattern=pattern_of(Symbol)),
            Parameter(name="side", meaning="Purchases or sales.", choices=("buy", "sell")),
            Parameter(
                name="source", meaning="Where they came from.", choices=tuple(one.value for one in Origin)
            ),
            ordering("created_time"),
            *PAGING,
        ),
        answers={200: Orders},
    ),
    Endpoint(
        method="GET",
        paths=("/api/orders/{number:str}",),
        summary="Show an order",
        tag="Trading",
        handler=get,
        scope=Scope.READ,
        in_path=(NUMBER,),
        answers={200: OrderView},
    ),
    Endpoint(
        method="POST",
        paths=("/api/orders/{number:str}/cancel",),
        summary="Cancel an order",
        tag="Trading",
        handler=cancel,
        scope=Scope.TRADE,
        writer_checks=True,
        in_path=(NUMBER,),
        answers={200: OrderView},
        keyed=True,
    ),
    Endpoint(
        method="POST",
        paths=("/api/orders/{number:str}/close",),
        summary="Close what an order has opened",
        tag="Trading",
        handler=close,
        scope=Scope.TRADE,
        writer_checks=True,
        in_path=(NUMBER,),
        answers={200: OrderView},
        keyed=True,
    ),
)
