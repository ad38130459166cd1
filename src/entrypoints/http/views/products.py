"""How products and limits look."""

from __future__ import annotations

from decimal import Decimal

import msgspec

from trading_core.domain.exact import plain
from trading_core.domain.limits import Limits
from trading_core.domain.markets import Market
from trading_core.domain.product import Product


class LimitsView(msgspec.Struct, frozen=True, kw_only=True):
    """Bounds of an account; null is no bound."""

    max_order_value: str | None
    max_position: str | None
    max_daily_loss: str | None
    max_orders_per_minute: int | None
    price_band: str | None


class ProductView(msgspec.Struct, frozen=True, kw_only=True):
    """What can be traded, and by which rules."""

    stock_id: str
    name: str
    market: str
    market_name: str | None
    kind: str
    currency: str
    price_decimals: int
    quantity_decimals: int
    tradable: bool
    listed_on: str | None


def limits_view(limits: Limits) -> LimitsView:
    """Show the bounds of an account."""
    return LimitsView(
        max_order_value=_amount(limits.max_order_value),
        max_position=_amount(limits.max_position),
        max_daily_loss=_amount(limits.max_daily_loss),
        max_orders_per_minute=limits.max_orders_per_minute,
        price_band=_amount(limits.price_band),
    )


def product_view(product: Product, market: Market | None) -> ProductView:
    """Show a product."""
    return ProductView(
        stock_id=product.symbol,
        name=product.name,
        market=product.market,
        market_name=None if market is None else market.name,
        kind=product.kind.value,
        currency=product.currency,
        price_decimals=product.price_decimals,
        quantity_decimals=product.quantity_decimals,
        tradable=product.tradable,
        listed_on=None if product.listed_on is None else product.listed_on.isoformat(),
    )


def _amount(amount: Decimal | None) -> str | None:
    return None if amount is None else plain(amount)
