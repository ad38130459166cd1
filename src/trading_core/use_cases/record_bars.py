"""Keep new bars and what is significant in them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final

from attrs import field, frozen

from trading_core.domain.checks import sequence_of
from trading_core.domain.ids import MarketCode
from trading_core.domain.markets import Market
from trading_core.domain.moves import MovePolicy, PriceMove, SuspectPrice, detect_moves, facts_after
from trading_core.domain.product import product_for
from trading_core.domain.quotes import Bar
from trading_core.errors import NotFound
from trading_core.ports.bars import Bars
from trading_core.ports.moves import Moves
from trading_core.ports.products import Products

if TYPE_CHECKING:
    from trading_core.domain.moves import DayFacts

HISTORY: Final = 60


@frozen
class BarOutcome:
    """What became of one bar: whether it was new, the moves that it is the first to show, and its impossible prices."""

    bar: Bar
    new: bool
    moves: tuple[PriceMove, ...] = ()
    suspects: tuple[SuspectPrice, ...] = ()


@frozen
class RecordBars:
    """
    Keeps bars and looks at each new one against the bars of earlier days.

    Bars are looked at in the order of their starts, whatever order they come in. Looking twice, or from two places,
    tells a move once: a bar that is there already is not looked at again, and a move has a natural key. A bar
    whose looking-at was interrupted stays without its moves; a later bar of the day that still shows them tells them.
    """

    bars: Bars
    moves: Moves
    products: Products
    markets: Mapping[MarketCode, Market]
    policy: MovePolicy = field(factory=MovePolicy)

    def __call__(self, bars: Sequence[Bar]) -> tuple[BarOutcome, ...]:
        """Record each bar."""
        batch = sequence_of(bars, Bar, "bars")
        markets = [self._market(bar) for bar in batch]
        outcomes = [BarOutcome(bar, new=False) for bar in batch]
        for place in sorted(_places(batch, self.bars.append(batch)), key=lambda place: batch[place].start):
            outcomes[place] = self._look(batch[place], markets[place])
        return tuple(outcomes)

    def _market(self, bar: Bar) -> Market:
        product = self.products.get(bar.symbol) or product_for(bar.symbol)
        market = self.markets.get(product.market)
        if market is None:
            raise NotFound("market", product.market)
        return market

    def _look(self, bar: Bar, market: Market) -> BarOutcome:
        state = self.moves.state(bar.symbol)
        detection = detect_moves(state, bar, self._facts(bar, market), self.policy)
        new = self.moves.keep(detection.state, detection.moves)
        return BarOutcome(bar, new=True, moves=new, suspects=detection.suspects)

    def _facts(self, bar: Bar, market: Market) -> DayFacts:
        """The last bar of each earlier trading day stands for its day."""
        day = market.trading_day(bar.start)
        earlier = self.bars.before(bar.symbol, bar.start, HISTORY)
        by_day = {market.trading_day(known.start): known for known in reversed(earlier)}
        return facts_after([known for known_day, known in by_day.items() if known_day < day], day)


def _places(bars: Sequence[Bar], new: Sequence[Bar]) -> list[int]:
    """Where in the batch the new bars stand: they were returned in its order, and perhaps as copies."""
    left = list(reversed(new))
    places = []
    for place, bar in enumerate(bars):
        if left and left[-1] == bar:
            left.pop()
            places.append(place)
    return places
