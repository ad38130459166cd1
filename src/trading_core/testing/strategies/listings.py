"""
What is traded in made-up scenes, and in which steps and units, so that plain and strict markets both take it.

Prices are counted in steps around a usual one and quantities in units, so every scene is made of small whole numbers
and is made small towards the plainest trade.
"""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Final

from attrs import field, frozen

from trading_core.domain.amounts import Price, Quantity
from trading_core.domain.exact import multiply
from trading_core.domain.ids import Symbol
from trading_core.domain.product import FX, TW, US, Product, ProductKind, product_for
from trading_core.domain.words import OrderType

NEAR: Final = 10
FAR: Final = 60
MOST_UNITS: Final = 20
LIMITED: Final = (OrderType.LIMIT, OrderType.STOP_LIMIT)
STOPPED: Final = (OrderType.STOP, OrderType.STOP_LIMIT)


def _name(product: Product) -> str:
    return product.symbol


@frozen
class Listing:
    """
    A product, its usual price in steps, and the units that its market trades.

    Units below ``board`` need a limit price. ``opens`` is the time of day, in UTC, at which its market is surely open.
    """

    product: Product = field(repr=_name)
    usual: int = field(repr=False)
    step: Decimal = field(repr=False)
    units: tuple[Decimal, ...] = field(repr=False)
    board: Decimal = field(repr=False)
    opens: timedelta = field(repr=False)
    shortable: bool = field(repr=False)

    @property
    def symbol(self) -> Symbol:
        """The product's symbol."""
        return self.product.symbol

    def price(self, away: int = 0) -> Price:
        """The price so many steps above the usual one."""
        return Price(multiply(self.step, Decimal(self.usual + away)))

    def quantity(self, unit: Decimal, count: int) -> Quantity:
        """So many units."""
        return Quantity(multiply(unit, Decimal(count)))

    def takes(self, kind: OrderType, unit: Decimal) -> bool:
        """Whether an order of that type may be of few of these units."""
        return kind in LIMITED or unit >= self.board


def _decimals(text: str) -> tuple[Decimal, ...]:
    return tuple(map(Decimal, text.split()))


_TAIWAN: Final = (190, Decimal(5), _decimals("1000 1"), Decimal(1000), timedelta(hours=2))
_WHOLE_LOTS: Final = (190, Decimal(5), _decimals("1000"), Decimal(1000), timedelta(hours=2))
_CURRENCIES: Final = (1_085, Decimal("0.001"), _decimals("1000 1 0.01"), Decimal(0), timedelta(hours=15))
_METALS: Final = (2_350, Decimal(1), _decimals("1 0.01"), Decimal(0), timedelta(hours=15))
_AMERICA: Final = (25_000, Decimal("0.01"), _decimals("1 100"), Decimal(0), timedelta(hours=15))
_FREELY: Final = (1_000, Decimal("0.01"), _decimals("1 0.5 0.00000001"), Decimal(0), timedelta(hours=2))
_ODD_LOTS: Final = (ProductKind.STOCK, ProductKind.ETF)


def listing_of(product: Product) -> Listing:
    """How a product is traded, by its market and kind."""
    if product.market == TW:
        way = _TAIWAN if product.kind in _ODD_LOTS else _WHOLE_LOTS
    elif product.market == FX:
        way = _METALS if product.kind is ProductKind.METAL else _CURRENCIES
    else:
        way = _AMERICA if product.market == US else _FREELY
    return Listing(product, *way, shortable=product.market == FX)


def listing_for(symbol: object) -> Listing:
    """How a product is traded that is made on first use; a share of Apple is one of the United States."""
    product = product_for(Symbol(symbol))
    return listing_of(APPLE if product.symbol == APPLE.symbol else product)


APPLE: Final = Product("AAPL", market=US, kind=ProductKind.STOCK)
LISTINGS: Final = tuple(map(listing_for, ("ACME", "EURUSD", "2330", "XAUUSD", "0050", "USDJPY", "AAPL")))
STEPS: Final[tuple[int, ...]] = (0, *range(-NEAR, 0), *range(1, NEAR + 1))
TRADED: Final = tuple(listing.symbol for listing in LISTINGS)
