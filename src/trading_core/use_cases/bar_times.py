"""When recorded bars begin and when they are over, in the order of time."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from trading_core.domain.checks import LATEST
from trading_core.errors import InvalidValue

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from trading_core.domain.ids import Symbol
    from trading_core.domain.quotes import Bar

A_DAY: Final = timedelta(days=1)
INSTANT: Final = timedelta(microseconds=1)


def ordered(bars: Sequence[Bar]) -> tuple[Bar, ...]:
    """Sort bars by time and product; two of one product at one time contradict each other."""
    if not bars:
        raise InvalidValue("bars", "empty", "at least one bar")
    ordered = sorted(bars, key=lambda bar: (bar.start, bar.symbol))
    for one, other in pairwise(ordered):
        if (one.symbol, one.start) == (other.symbol, other.start):
            raise InvalidValue(
                "bars", f"two of {one.symbol} at {one.start.isoformat()}", "one bar for each time"
            )
    return tuple(ordered)


def events_of(bars: Sequence[Bar]) -> list[tuple[datetime, bool, Bar]]:
    """Ends and beginnings in the order of time; what ends at a moment is over before anything begins at it."""
    lengths = _lengths(bars)
    ends = [(_later(bar.start, lengths[bar.symbol]), False, bar) for bar in bars]
    return sorted(
        [*ends, *((bar.start, True, bar) for bar in bars)],
        key=lambda event: (event[0], event[1], event[2].symbol),
    )


def _lengths(bars: Sequence[Bar]) -> Mapping[Symbol, timedelta]:
    """How long the bars of each product last: as long as the closest two of them allow, and alone as others do."""
    last: dict[Symbol, datetime] = {}
    found: dict[Symbol, timedelta] = {}
    for bar in bars:
        if bar.symbol in last:
            apart = bar.start - last[bar.symbol]
            found[bar.symbol] = min(apart, found.get(bar.symbol, apart))
        last[bar.symbol] = bar.start
    usual = max(found.values(), default=A_DAY)
    return {symbol: found.get(symbol, usual) for symbol in last}


def _later(start: datetime, length: timedelta) -> datetime:
    """The end of time is an end, too."""
    return start + length if length < LATEST - start else LATEST - INSTANT
