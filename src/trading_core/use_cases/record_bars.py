"""Keep new bars and what is significant in them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from attrs import frozen

from trading_core.domain.checks import sequence_of
from trading_core.domain.moves import PriceMove, SuspectPrice
from trading_core.domain.quotes import Bar
from trading_core.errors import Unavailable
from trading_core.use_cases.looking import Looking

APPENDED_AT_ONCE: Final = 5_000


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
    Keeps bars and looks at what is new against the bars of earlier days.

    Bars are looked at in the order of their starts, whatever order they come in. A bar is kept together with the
    remark that nobody has looked at it, so whoever dies in between, or cannot look at it now, leaves it to whoever
    looks next. What somebody else finds in the same bars meanwhile is told by him.
    """

    def __call__(self, bars: Sequence[Bar]) -> tuple[BarOutcome, ...]:
        """Record each bar."""
        batch = sequence_of(bars, Bar, "bars")
        watched = self.watched({bar.symbol for bar in batch})
        new = [bar for some in _parts(batch) for bar in self.bars.append(some)]
        try:
            shown = self.look_at_bars({symbol: watched[symbol] for symbol in {bar.symbol for bar in new}})
        except Unavailable:
            shown = {}
        outcomes = [BarOutcome(bar, new=False) for bar in batch]
        for place in _places(batch, new):
            bar = batch[place]
            found = shown.get((bar.symbol, bar.start))
            outcomes[place] = (
                BarOutcome(bar, new=True)
                if found is None
                else BarOutcome(bar, new=True, moves=found.moves, suspects=found.suspects)
            )
        return tuple(outcomes)


def _parts(bars: Sequence[Bar]) -> Iterator[Sequence[Bar]]:
    for begin in range(0, len(bars), APPENDED_AT_ONCE):
        yield bars[begin : begin + APPENDED_AT_ONCE]


def _places(bars: Sequence[Bar], new: Sequence[Bar]) -> list[int]:
    """Where in the batch the new bars stand: they were returned in its order, and perhaps as copies."""
    left = list(reversed(new))
    places = []
    for place, bar in enumerate(bars):
        if left and left[-1] == bar:
            left.pop()
            places.append(place)
    return places
