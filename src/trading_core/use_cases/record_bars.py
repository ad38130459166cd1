"""Keep new bars and what is significant in them."""

from __future__ import annotations

from collections.abc import Sequence

from attrs import frozen

from trading_core.domain.checks import sequence_of
from trading_core.domain.moves import PriceMove, SuspectPrice
from trading_core.domain.quotes import Bar
from trading_core.use_cases.looking import Looking


@frozen
class BarOutcome:
    """What became of one bar: whether it was new, the moves that it is the first to show, and its impossible prices."""

    bar: Bar
    new: bool
    moves: tuple[PriceMove, ...] = ()
    suspects: tuple[SuspectPrice, ...] = ()


@frozen
class RecordBars(Looking):
    """
    Keeps bars and looks at each new one against the bars of earlier days.

    Bars are looked at in the order of their starts, whatever order they come in. Looking twice, or from two places,
    tells a move once: a bar that is there already is not looked at again, and a move has a natural key. A bar
    whose looking-at was interrupted stays without its moves; a later bar of the day that still shows them tells them.
    """

    def __call__(self, bars: Sequence[Bar]) -> tuple[BarOutcome, ...]:
        """Record each bar."""
        batch = sequence_of(bars, Bar, "bars")
        for bar in batch:
            self.market(bar.symbol)
        outcomes = [BarOutcome(bar, new=False) for bar in batch]
        for place in sorted(_places(batch, self.bars.append(batch)), key=lambda place: batch[place].start):
            moves, suspects = self.look(batch[place])
            outcomes[place] = BarOutcome(batch[place], new=True, moves=moves, suspects=suspects)
        return tuple(outcomes)


def _places(bars: Sequence[Bar], new: Sequence[Bar]) -> list[int]:
    """Where in the batch the new bars stand: they were returned in its order, and perhaps as copies."""
    left = list(reversed(new))
    places = []
    for place, bar in enumerate(bars):
        if left and left[-1] == bar:
            left.pop()
            places.append(place)
    return places
