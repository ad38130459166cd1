"""Orders that were made elsewhere, guarded by tokens of their own."""

from __future__ import annotations

import hmac
from typing import Annotated

import msgspec

from entrypoints.http.endpoint import Call, Endpoint, Reply
from entrypoints.http.fields import (
    Amount,
    Moment,
    Naming,
    Number,
    Text,
    Ticker,
    amount_or_none,
    form_of,
    named,
    price_of,
    quantity_of,
)
from entrypoints.http.problems import FieldFault, Rejected
from entrypoints.http.resources.orders import order_made
from entrypoints.http.times import moment_of
from entrypoints.http.writing import write
from entrypoints.showing import OrderView
from trading_core.domain.commands import ImportOrder
from trading_core.domain.ids import OrderNumber, Symbol
from trading_core.domain.order_terms import OrderLine, OrderTerms
from trading_core.domain.words import Source
from trading_core.errors import Unauthenticated

Token = Annotated[str, msgspec.Meta(min_length=1, max_length=512)]


class LineBody(msgspec.Struct, forbid_unknown_fields=True):
    """One product of an order: named by ``sku`` or by ``stock_id``."""

    quantity: Number
    unit_price: Number
    sku: Ticker | None = None
    stock_id: Ticker | None = None
    name: Text | None = None


class ImportBody(msgspec.Struct, forbid_unknown_fields=True):
    """An order as it was made elsewhere."""

    order_number: Annotated[
        str, msgspec.Meta(min_length=1, max_length=64, extra_json_schema=form_of(OrderNumber))
    ]
    total_price: Amount
    access_token: Token | None = None
    token: Token | None = None
    created_time: Moment | None = None
    products: Annotated[list[LineBody], msgspec.Meta(max_length=1000)] = []


def guard(call: Call) -> None:
    """
    Let in whoever brings one of the configured tokens, in the body or as a bearer.

    Any handler can call this first. Every configured token is compared, each in constant time.
    """
    body = call.body
    scheme, _, bearer = call.headers.get("authorization", "").partition(" ")
    stated = (
        getattr(body, "access_token", None),
        getattr(body, "token", None),
        bearer.strip() if scheme.lower() == "bearer" else None,
    )
    given = next((token for token in stated if token), "").encode()
    matches = [hmac.compare_digest(given, token.encode()) for token in call.services.house.import_tokens]
    if not given or not any(matches):
        raise Unauthenticated


async def import_order(call: Call) -> Reply:
    """Keep an order that was made elsewhere, and the products that it names."""
    guard(call)
    body: ImportBody = call.body
    terms = OrderTerms(
        number=named("order_number", OrderNumber, body.order_number),
        source=Source.IMPORT,
        lines=[_line(place, line) for place, line in enumerate(body.products)],
        total_price=amount_or_none(body.total_price, "total_price"),
    )
    created = None if body.created_time is None else moment_of(body.created_time, "created_time")
    return await write(call, [ImportOrder(terms, created)], order_made)


def _line(place: int, line: LineBody) -> OrderLine:
    field = f"products[{place}]"
    codes = {"sku": line.sku, "stock_id": line.stock_id}
    symbols = [named(f"{field}.{word}", Symbol, code) for word, code in codes.items() if code is not None]
    if len(symbols) != 1:
        message = "expected either sku or stock_id"
        raise Rejected(400, "invalid_body", f"{field}: {message}.", errors=[FieldFault(field, message)])
    quantity = quantity_of(line.quantity, f"{field}.quantity")
    price = price_of(line.unit_price, f"{field}.unit_price")
    with Naming(f"{field}.name"):
        return OrderLine(symbols[0], quantity, price, line.name)


ENDPOINTS = (
    Endpoint(
        method="POST",
        paths=("/api/import-order",),
        summary="Import an order",
        tag="Order import",
        description="The token is one of `IMPORT_TOKENS`: in the body as `access_token` or `token`, or as a bearer.",
        handler=import_order,
        body=ImportBody,
        example={
            "access_token": "one of IMPORT_TOKENS",
            "order_number": "A-1001",
            "total_price": "150.75",
            "created_time": "2026-01-05T09:30:00+08:00",
            "products": [{"sku": "BOOK-1", "name": "A book", "quantity": 3, "unit_price": "50.25"}],
        },
        answers={201: OrderView},
        refusals=(401, 409),
        keyed=True,
        most_bytes=262_144,
    ),
)
