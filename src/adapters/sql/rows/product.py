"""A product as a row."""

from __future__ import annotations

from typing import Any

from trading_core.domain.product import Product, ProductKind


def product_row(product: Product) -> dict[str, Any]:
    """Write every field of a product."""
    return {
        "symbol": product.symbol,
        "name": product.name,
        "market": product.market,
        "kind": product.kind,
        "currency": product.currency,
        "price_decimals": product.price_decimals,
        "quantity_decimals": product.quantity_decimals,
        "tradable": product.tradable,
        "listed_on": product.listed_on,
        "limit_multiple": product.limit_multiple,
    }


def product_from(row: Any) -> Product:  # noqa: ANN401 - a row of products
    """Read a product."""
    return Product(
        row.symbol,
        row.name,
        row.market,
        ProductKind(row.kind),
        row.currency,
        row.price_decimals,
        row.quantity_decimals,
        row.tradable,
        row.listed_on,
        row.limit_multiple,
    )
