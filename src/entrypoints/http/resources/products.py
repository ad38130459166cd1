"""Products: what can be traded, and by which rules."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Annotated

import msgspec

from entrypoints.http.endpoint import Call, Endpoint, Reply, reply
from entrypoints.http.fields import Naming, Text, Ticker, form_of, named
from entrypoints.http.lists import ALWAYS, PAGING, descending, listing, ordering, remembered
from entrypoints.http.problems import FieldFault, Rejected
from entrypoints.http.views.products import ProductView, product_view
from entrypoints.http.writing import write_alone
from trading_core.domain.book import Changes
from trading_core.domain.ids import Currency, MarketCode, Symbol
from trading_core.domain.markets import MarketMode, standard_markets
from trading_core.domain.needs import Needs
from trading_core.domain.product import Product, ProductKind, product_for
from trading_core.errors import AlreadyExists
from trading_core.ports.api_keys import Scope
from trading_core.ports.books import UnitOfWork
from trading_core.ports.paging import Mark

MARKETS = sorted(str(code) for code in standard_markets(MarketMode.PLAIN))
Decimals = Annotated[int, msgspec.Meta(ge=0, le=8)]


class ProductBody(msgspec.Struct, forbid_unknown_fields=True):
    """A product that is to be traded; what is not said follows from its code."""

    stock_id: Ticker
    name: Text | None = None
    market: Annotated[str, msgspec.Meta(extra_json_schema={"enum": MARKETS})] | None = None
    kind: ProductKind | None = None
    currency: (
        Annotated[str, msgspec.Meta(min_length=3, max_length=3, extra_json_schema=form_of(Currency))] | None
    ) = None
    price_decimals: Decimals | None = None
    quantity_decimals: Decimals | None = None
    tradable: bool = True
    listed_on: date | None = None


class Products(msgspec.Struct, frozen=True):
    """A page of the products that are known."""

    count: int
    next: str | None
    previous: str | None
    results: list[ProductView]
    count_exact: bool = True


def listed(call: Call) -> Reply:
    """Show every product."""
    markets = call.services.settings_of_books.markets
    rows = remembered(
        call.services.products.all(),
        lambda one: Mark(ALWAYS, one.symbol),
        lambda one: product_view(one, markets.get(one.market)),
    )
    return listing(call, rows, newest_first=descending(call, usual=False))


def make(call: Call) -> Reply:
    """Make a product known before it is traded first."""
    product = _product(call, call.body)
    markets = call.services.settings_of_books.markets

    def keep(work: UnitOfWork) -> None:
        known = work.load(Needs(symbols=(product.symbol,))).products
        if known:
            raise AlreadyExists("product", product.symbol)
        work.save(Changes(products={product.symbol: product}))

    return write_alone(
        call, [], lambda _: reply(product_view(product, markets.get(product.market)), 201), keep
    )


def _product(call: Call, body: ProductBody) -> Product:
    with Naming("stock_id"):
        usual = product_for(Symbol(body.stock_id), Currency(call.services.house.currency))
    market = usual.market if body.market is None else named("market", MarketCode, body.market)
    markets: Sequence[str] = sorted(call.services.settings_of_books.markets)
    if market not in markets:
        message = f"is none of our markets: choose one of {', '.join(markets)}"
        raise Rejected(400, "invalid_body", f"market {message}.", errors=[FieldFault("market", message)])
    return Product(
        usual.symbol,
        body.name or usual.name,
        market,
        body.kind or usual.kind,
        usual.currency if body.currency is None else named("currency", Currency, body.currency),
        usual.price_decimals if body.price_decimals is None else body.price_decimals,
        usual.quantity_decimals if body.quantity_decimals is None else body.quantity_decimals,
        body.tradable,
        body.listed_on,
    )


ENDPOINTS = (
    Endpoint(
        method="GET",
        paths=("/api/products",),
        summary="List the products",
        tag="Trading",
        handler=listed,
        scope=Scope.READ,
        query=(ordering("stock_id"), *PAGING),
        answers={200: Products},
    ),
    Endpoint(
        method="POST",
        paths=("/api/products",),
        summary="Make a product",
        tag="Trading",
        handler=make,
        scope=Scope.OPERATE,
        body=ProductBody,
        example={"stock_id": "2330", "name": "TSMC", "market": "tw"},
        answers={201: ProductView},
        keyed=True,
    ),
)
