"""
A recorded market, replayed: the moment of its first bar is the moment at which the replay starts, and time runs so many
times as fast from there.

Nothing of the future is told: a bar's open is the price from its start on, its close from its end on, and the bar itself
is history only when it is over. Prices keep the moments of their recording, so nobody takes them for today's.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from typing import Final

from attrs import frozen

from adapters.prices.files.rows import KINDS, rows_of
from adapters.prices.files.wrong import WrongFile
from adapters.prices.hours import hours_of
from trading_core.domain.amounts import Price
from trading_core.domain.ids import Symbol
from trading_core.domain.quotes import Bar, Quote
from trading_core.ports.bar_source import BarSource, Interval
from trading_core.ports.clock import Clock
from trading_core.ports.quotes import QuoteSource

SOURCE: Final = "recorded"
MICROSECOND: Final = timedelta(microseconds=1)
MINUTE: Final = timedelta(minutes=1)
LENGTHS: Final = {
    MINUTE: Interval.MINUTE,
    timedelta(hours=1): Interval.HOUR,
    timedelta(days=1): Interval.DAY,
}


@frozen
class Tape:
    """The bars of one product, the oldest first, all of one length."""

    bars: tuple[Bar, ...]
    starts: tuple[datetime, ...]
    length: timedelta
    interval: Interval | None


def read_tapes(place: Path) -> Mapping[Symbol, Tape]:
    """Read a file, or every file of a folder; a recording with a wrong row is none."""
    files = (
        sorted(one for one in place.iterdir() if one.suffix.lower() in KINDS) if place.is_dir() else [place]
    )
    kept: dict[Symbol, dict[datetime, Bar]] = {}
    for file in files:
        for row in rows_of(file):
            if row.bar is None:
                raise WrongFile(f"Row {row.number} of {file} is wrong: {row.reason}")
            kept.setdefault(row.bar.symbol, {}).setdefault(row.bar.start, row.bar)
    if not kept:
        raise WrongFile(f"{place} holds no bars: name a .csv or .parquet file, or a folder of such files.")
    return {symbol: _tape(symbol, bars.values()) for symbol, bars in kept.items()}


def _tape(symbol: Symbol, bars: Iterable[Bar]) -> Tape:
    ordered = tuple(sorted(bars, key=lambda bar: bar.start))
    starts = tuple(bar.start for bar in ordered)
    hours = hours_of(symbol)
    if all(start == hours.opening(hours.day_of(start)) for start in starts):
        return Tape(ordered, starts, hours.session, Interval.DAY)
    length = min((later - start for start, later in pairwise(starts)), default=MINUTE)
    return Tape(ordered, starts, length, LENGTHS.get(length))


@frozen(eq=False)
class Recorded(QuoteSource, BarSource):
    """Prices of a recording as its time passes."""

    tapes: Mapping[Symbol, Tape]
    clock: Clock
    started: datetime
    speed: Decimal = Decimal(1)

    def now(self) -> datetime:
        """The moment of the recording that is replayed now; before the replay starts it stands at the beginning."""
        times, parts = self.speed.as_integer_ratio()
        passed = max(self.clock.now() - self.started, timedelta(0)) // MICROSECOND * times // parts
        beginning = min(tape.starts[0] for tape in self.tapes.values())
        longest = max(tape.starts[-1] + tape.length for tape in self.tapes.values()) - beginning
        return beginning + min(passed, longest // MICROSECOND) * MICROSECOND

    def quotes(self, symbols: Collection[Symbol]) -> Mapping[Symbol, Quote]:
        """Tell the prices of the moment that is replayed."""
        now = self.now()
        found = {symbol: _quote(self.tapes[symbol], now) for symbol in set(symbols) if symbol in self.tapes}
        return {symbol: quote for symbol, quote in found.items() if quote is not None}

    def bars(self, symbol: Symbol, since: datetime, until: datetime, interval: Interval) -> tuple[Bar, ...]:
        """Tell the bars that are over by then."""
        tape = self.tapes.get(symbol)
        if tape is None or tape.interval is not interval:
            return ()
        now = self.now()
        return tuple(
            bar for bar in tape.bars if since <= bar.start <= until and bar.start + tape.length <= now
        )


def _quote(tape: Tape, now: datetime) -> Quote | None:
    place = bisect_right(tape.starts, now) - 1
    if place < 0:
        return None
    bar, before = tape.bars[place], _close_before(tape.bars, place)
    end = bar.start + tape.length
    if now < end:
        return Quote(bar.symbol, bar.open, bar.start, SOURCE, previous_close=before, open=bar.open)
    return Quote(
        bar.symbol, bar.close, end, SOURCE, None, None, before, bar.open, bar.high, bar.low, bar.volume
    )


def _close_before(bars: Sequence[Bar], place: int) -> Price | None:
    """The last close of the trading day before."""
    hours = hours_of(bars[place].symbol)
    day = hours.day_of(bars[place].start)
    for earlier in reversed(bars[:place]):
        if hours.day_of(earlier.start) < day:
            return earlier.close
    return None
