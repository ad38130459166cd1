"""A process that records the bars of some products, batch after batch, until it is killed or kills itself."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from random import Random

from adapters.sql.bars import SqlBars
from adapters.sql.database import Database
from adapters.sql.move_policies import SqlMovePolicies
from adapters.sql.moves import SqlMoves
from adapters.sql.products import SqlProducts
from trading_core.domain.markets import standard_markets
from trading_core.domain.moves import MovePolicy
from trading_core.domain.quotes import Bar
from trading_core.errors import Unavailable
from trading_core.ports.bars import Bars
from trading_core.use_cases.record_bars import RecordBars

# A silence of some days makes what is told depend on the order in which bars are looked at.
POLICY = MovePolicy(levels=(2, 5), gap=2, cooldown=timedelta(days=3))
DAYS = 240
TOGETHER = 6
OVERLAP = 2
FIRST = datetime(2026, 1, 1, 5, tzinfo=UTC)


def series(symbol: str, seed: int) -> list[Bar]:
    """Daily bars of a product that moves a lot; the same for whoever asks."""
    dice, close, found = Random(seed), 100_000, []  # noqa: S311 - a walk, no secret
    for day in range(DAYS):
        opened = close + dice.randrange(-2_500, 2_500) * close // 100_000
        close = opened + dice.randrange(-5_000, 5_000) * opened // 100_000
        high, low = max(opened, close), min(opened, close)
        at = FIRST + timedelta(days=day)
        found.append(Bar(symbol, at, opened, high, low, close, dice.randrange(1_000, 9_000)))
    return found


def batches() -> list[list[Bar]]:
    """A few days of every product together, each batch beginning with the last days of the one before."""
    rows = list(
        zip(*(series(symbol, seed) for seed, symbol in enumerate(("AAA", "BBB", "CCC"))), strict=True)
    )
    return [
        [bar for row in rows[max(begin - OVERLAP, 0) : begin + TOGETHER] for bar in row]
        for begin in range(0, DAYS, TOGETHER)
    ]


class MortalBars(SqlBars):
    """Dies between keeping bars and looking at them, when so many were kept."""

    lives = -1

    def append(self, bars: Sequence[Bar]) -> tuple[Bar, ...]:
        kept = super().append(bars)
        if kept:
            self.lives -= 1
        if self.lives == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return kept


def recorder(database: Database, bars: Bars | None = None) -> RecordBars:
    """What a process that records bars is made of."""
    return RecordBars(
        bars or SqlBars(database),
        SqlMoves(database),
        SqlProducts(database),
        SqlMovePolicies(database),
        standard_markets(),
        POLICY,
    )


def main(url: str, first: int, lives: int) -> None:
    """Record, saying after each batch which one it was."""
    with Database(url, patience_ms=30_000) as database:
        bars = MortalBars(database)
        bars.lives = lives
        record = recorder(database, bars)
        for number, batch in enumerate(batches()[first:], first):
            while True:
                try:
                    record(batch)
                    break
                except Unavailable:
                    continue
            print(number, flush=True)  # noqa: T201 - whoever has started it listens


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
