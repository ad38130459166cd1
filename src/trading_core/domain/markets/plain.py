"""The plain markets: every price and quantity, at any time, free of charge and settled at once."""

from __future__ import annotations

from typing import Final

from trading_core.domain.markets.clocks import NEW_YORK, TAIPEI
from trading_core.domain.markets.market import Market
from trading_core.domain.markets.rules import MarketRules
from trading_core.domain.product import FX, PLAIN, TW, US, ProductKind

# What trades as a contract on a price and not as a security, so that one can owe it.
CONTRACTS: Final = frozenset(
    {ProductKind.FX, ProductKind.METAL, ProductKind.CRYPTO, ProductKind.INDEX, ProductKind.OTHER}
)

_FREE: Final = (MarketRules(),)

PLAIN_MARKETS: Final = (
    Market(PLAIN, _FREE, "Plain"),
    Market(TW, _FREE, "Taiwan, plain", clock=TAIPEI),
    Market(FX, (MarketRules(short_selling=CONTRACTS),), "Currencies and metals, plain"),
    Market(US, _FREE, "United States, plain", clock=NEW_YORK),
)
