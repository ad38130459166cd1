"""Look at the bars that somebody has kept and nobody has looked at."""

from __future__ import annotations

from collections.abc import Sequence

from attrs import frozen

from trading_core.domain.ids import Symbol
from trading_core.errors import TradingError, Unavailable
from trading_core.use_cases.looking import TOGETHER, Looking


@frozen
class Unseen:
    """A product whose bars could not be looked at, and why."""

    symbol: Symbol
    reason: TradingError


@frozen
class LookAtBars(Looking):
    """
    Goes once through the products that have bars which nobody has looked at.

    There are some where a process has died, or could not go on, between keeping a bar and looking at it. A product that
    cannot be looked at does not keep the others waiting.
    """

    def __call__(self) -> tuple[Unseen, ...]:
        """Look, and give the products that could not be looked at."""
        unseen: list[Unseen] = []
        after: Symbol | None = None
        while symbols := self.bars.behind(after, TOGETHER):
            unseen += self._look(symbols)
            after = symbols[-1]
        return tuple(unseen)

    def _look(self, symbols: Sequence[Symbol]) -> Sequence[Unseen]:
        try:
            self.look_at_bars(self.watched(symbols))
        except Unavailable:
            raise
        except TradingError as reason:
            if len(symbols) == 1:
                return [Unseen(symbols[0], reason)]
            return [unseen for symbol in symbols for unseen in self._look([symbol])]
        return []
