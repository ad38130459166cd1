"""Look at what prices do, and keep what is significant in it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from attrs import field, frozen

from trading_core.domain.ids import MarketCode
from trading_core.domain.markets import Market
from trading_core.domain.moves import MovePolicy, PriceMove, SuspectPrice, detect_moves, facts_after
from trading_core.domain.product import product_for
from trading_core.domain.quotes import Quote
from trading_core.errors import NotFound
from trading_core.ports.bars import Bars
from trading_core.ports.moves import Moves
from trading_core.ports.products import Products

if TYPE_CHECKING:
    from datetime import datetime

    from trading_core.domain.ids import Symbol
    from trading_core.domain.moves import DayFacts
    from trading_core.domain.quotes import Bar

HISTORY: Final = 60


@frozen
class Looking:
    """What bars and quotes are looked at with; a move that is found twice is told once, by its natural key."""

    bars: Bars
    moves: Moves
    products: Products
    markets: Mapping[MarketCode, Market]
    policy: MovePolicy = field(factory=MovePolicy)

    def market(self, symbol: Symbol) -> Market:
        """The market of a product, known or not."""
        product = self.products.get(symbol) or product_for(symbol)
        market = self.markets.get(product.market)
        if market is None:
            raise NotFound("market", product.market)
        return market

    def look(self, seen: Bar | Quote) -> tuple[tuple[PriceMove, ...], tuple[SuspectPrice, ...]]:
        """Give the moves that are the first to be seen here, and the prices that cannot be."""
        at = seen.as_of if isinstance(seen, Quote) else seen.start
        state = self.moves.state(seen.symbol)
        detection = detect_moves(state, seen, self._facts(seen.symbol, at), self.policy)
        if detection.state == state and not detection.moves:
            return (), detection.suspects
        return self.moves.keep(detection.state, detection.moves), detection.suspects

    def _facts(self, symbol: Symbol, at: datetime) -> DayFacts:
        """The last bar of each earlier trading day stands for its day."""
        market = self.market(symbol)
        day = market.trading_day(at)
        earlier = self.bars.before(symbol, at, HISTORY)
        by_day = {market.trading_day(known.start): known for known in reversed(earlier)}
        return facts_after([known for known_day, known in by_day.items() if known_day < day], day)
