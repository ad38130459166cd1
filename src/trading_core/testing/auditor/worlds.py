"""The worlds that are audited: markets as the library has them, and beside each its law in the auditor's own words."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from attrs import field, frozen

from trading_core.domain.book import Settings
from trading_core.domain.markets import (
    TAIPEI,
    WEEKDAYS,
    Commission,
    Market,
    MarketMode,
    MarketRules,
    Rounding,
    TaxRate,
    TransactionTax,
    standard_markets,
)
from trading_core.domain.product import PLAIN, ProductKind
from trading_core.testing.auditor.markets import Dealers, Harsh, Law, Taiwan


def _numbers(text: str) -> tuple[Decimal, ...]:
    return tuple(map(Decimal, text.split()))


@frozen
class Good:
    """A product as the auditor trades it: its law, and prices and quantities that lead somewhere."""

    symbol: str
    law: Law
    prices: tuple[Decimal, ...] = field(converter=_numbers)
    quantities: tuple[Decimal, ...] = field(converter=_numbers)


@frozen
class World:
    """Settings for the system under audit, the goods that are traded, and the money that accounts begin with."""

    name: str
    settings: Settings
    goods: tuple[Good, ...]
    opening: Decimal

    def good(self, symbol: str) -> Good:
        """The good of that symbol."""
        return next(good for good in self.goods if good.symbol == symbol)


_ROUND: Final = "100 90 95 105 110 99.99999999 33.33333333 900 0.00000001"
_RATES: Final = "1.10000 1.05 1.12345 1.15 1.00001 0.99 9.9 1.123456"
_SHARES: Final = "600 590 610 595 650 660 540 605.5 661 530"
_FUNDS: Final = "49.95 50 45.01 55 7 52.03 40"

PLAIN_WORLD: Final = World(
    "plain",
    Settings(),
    (
        Good("ACME", Law(), _ROUND, "10 5 7 1 20 3.33333333 0.00000001 100"),
        Good("EURUSD", Law(shorts=True), _RATES, "1000 500 700 100 333.33333333 3000"),
        Good("2330", Law(hours=8), _SHARES, "2 1 3 0.5 10"),
    ),
    Decimal(3000),
)

STRICT_WORLD: Final = World(
    "strict",
    Settings(markets=standard_markets(MarketMode.STRICT)),
    (
        Good("2330", Taiwan(tax=30, day_trade_tax=15), _SHARES, "1000 2000 500 300 3000 1500 0.5"),
        Good("0050", Taiwan(tax=10, fund=True), _FUNDS, "1000 3000 999 20 7000"),
        Good("ACME", Law(), _ROUND, "1000 5000 700 3.33333333"),
        Good("EURUSD", Dealers(), _RATES, "100000 500000 70000.01 0.001 900000"),
    ),
    Decimal(2_000_000),
)

_HARSH: Final = Market(
    PLAIN,
    (
        MarketRules(
            commission=Commission(rate="0.01", discount="0.9", minimum=15, unit="0.05", rounding=Rounding.UP),
            taxes=TransactionTax(
                rates=[TaxRate(rate="0.02", day_trade_rate="0.005")], unit="0.1", rounding=Rounding.HALF_UP
            ),
            settlement_days=1,
            short_selling=frozenset(ProductKind),
            margin_rate=Decimal("0.5"),
        ),
    ),
    clock=TAIPEI,
    calendar=WEEKDAYS,
)

HARSH_WORLD: Final = World(
    "harsh",
    Settings(markets={PLAIN: _HARSH}),
    (
        Good("ACME", Harsh(), _ROUND, "10 5 7 1 20 3.33333333 100"),
        Good("BOLT", Harsh(), "10 9 11 12.5 5 90", "30 50 20 100 0.5 300"),
    ),
    Decimal(3000),
)

WORLDS: Final = (PLAIN_WORLD, STRICT_WORLD, HARSH_WORLD)
