"""The markets that the library knows, in two modes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from trading_core.domain.exact import show
from trading_core.domain.markets.america import US_STRICT
from trading_core.domain.markets.currencies import FX_STRICT
from trading_core.domain.markets.plain import PLAIN_MARKETS
from trading_core.domain.markets.taiwan import TW_STRICT
from trading_core.domain.words import Word
from trading_core.errors import InvalidValue

if TYPE_CHECKING:
    from trading_core.domain.ids import MarketCode
    from trading_core.domain.markets.market import Market


class MarketMode(Word):
    """Whether markets are a plain simplification or the dated rules of the real ones."""

    PLAIN = "plain"
    STRICT = "strict"


_MARKETS: Final[dict[str, tuple[Market, ...]]] = {
    MarketMode.PLAIN: PLAIN_MARKETS,
    MarketMode.STRICT: (PLAIN_MARKETS[0], TW_STRICT, FX_STRICT, US_STRICT),
}


def standard_markets(mode: object = MarketMode.PLAIN) -> Mapping[MarketCode, Market]:
    """All markets by their codes: ``plain``, ``tw``, ``fx`` and ``us`` are there in either mode."""
    markets = _MARKETS.get(mode) if isinstance(mode, str) else None
    if markets is None:
        raise InvalidValue("mode", show(mode), "plain or strict")
    return {market.code: market for market in markets}
