"""Processes that record the same bars at once, killed at any moment: each event is told once, and none is lost."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from random import Random

import pytest
from attrs import fields_dict

from adapters.sql.database import Database
from tests.integration.sql.bar_recorder import POLICY, batches, recorder, series
from tests.processes import bounded
from trading_core.domain.markets import standard_markets
from trading_core.domain.moves import PriceMove
from trading_core.domain.quotes import Quote
from trading_core.ports.bars import Bars
from trading_core.ports.moves import MoveFilter, MovePage, Moves
from trading_core.testing import (
    FakeQuotes,
    MemoryBars,
    MemoryMovePolicies,
    MemoryMoves,
    MemoryProducts,
    MemoryStore,
)
from trading_core.testing.contracts.making import at_once
from trading_core.use_cases.look_at_bars import LookAtBars
from trading_core.use_cases.looking import Looking
from trading_core.use_cases.record_bars import RecordBars
from trading_core.use_cases.record_quotes import RecordQuotes

ROOT = Path(__file__).resolve().parents[3]
TWO = 2
WHOLE = len(batches())


@contextmanager
def running(database: Database, first: int, lives: int = -1) -> Iterator[subprocess.Popen[str]]:
    """A process that records from a batch on."""
    url = database.engine.url.render_as_string(hide_password=False)
    command = [sys.executable, "-m", "tests.integration.sql.bar_recorder", url, str(first), str(lives)]
    with bounded(subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT)) as process:
        yield process


def live(database: Database, seed: int, deaths: int) -> int:
    """Record everything, dying on the way: by a kill from outside, or between keeping and looking."""
    dice, done, died = Random(seed), 0, 0  # noqa: S311 - moments of death
    while done < WHOLE:
        by_itself, after = dice.random() < 0.5, dice.randrange(1, 6)
        mortal = died < deaths
        with running(database, done, after if mortal and by_itself else -1) as process:
            assert process.stdout is not None
            for said in process.stdout:
                done = int(said) + 1
                after -= 1
                if mortal and not by_itself and after == 0:
                    process.kill()
        if done < WHOLE:
            died += 1
    return died


def everything(moves: Moves) -> list[PriceMove]:
    found = moves.find(MoveFilter(), MovePage(limit=10_000))
    return sorted(found, key=lambda move: (move.symbol, move.at, move.type, move.level))


def alone() -> list[PriceMove]:
    """What one process tells that nobody disturbs, by stores in memory."""
    products = MemoryProducts(MemoryStore())
    record = RecordBars(
        MemoryBars(), MemoryMoves(), products, MemoryMovePolicies(), standard_markets(), POLICY
    )
    for batch in batches():
        record(batch)
    return everything(record.moves)


def catching_up(database: Database) -> LookAtBars:
    parts = recorder(database)
    return LookAtBars(**{name: getattr(parts, name) for name in fields_dict(Looking)})


def test_whoever_dies_between_a_bar_and_its_events_leaves_them_to_the_next(database: Database) -> None:
    """A kill right after the commit of bars loses nothing: whoever looks at what is left tells what they have shown."""
    with running(database, 0, lives=2) as process:
        assert process.stdout is not None
        assert ["0\n"] == list(process.stdout)
    parts = recorder(database)
    assert 3 == len(parts.bars.behind(None, 10))
    before = everything(parts.moves)

    assert () == catching_up(database)()

    assert () == parts.bars.behind(None, 10)
    last = batches()[1][-1].start
    expected = [move for move in alone() if move.at <= last]
    assert expected == everything(parts.moves)
    assert len(before) < len(expected)


@pytest.mark.parametrize("seed", [1, 2])
def test_two_that_record_the_same_and_die_tell_each_event_once(database: Database, seed: int) -> None:
    """Overlapping batches, two processes and deaths in between give the events of one that nobody disturbed."""
    with ThreadPoolExecutor(TWO) as pool:
        deaths = list(pool.map(lambda number: live(database, 10 * seed + number, 4), range(TWO)))
    catching_up(database)()

    bars: Bars = recorder(database).bars
    assert all(deaths)
    assert () == bars.behind(None, 10)
    for seed_of, symbol in enumerate(("AAA", "BBB", "CCC")):
        known = series(symbol, seed_of)
        assert tuple(known) == bars.between(known[0].symbol, known[0].start, known[-1].start, 1_000)
    expected = alone()
    assert len(expected) > 100
    assert expected == everything(recorder(database).moves)


def test_quotes_that_many_see_at_once_are_told_once(database: Database) -> None:
    """Whoever asks for the same prices at the same moment, each move is told to one of them."""
    parts = recorder(database)
    rows = [series(symbol, seed) for seed, symbol in enumerate(("AAA", "BBB", "CCC"))]
    parts([bar for row in rows for bar in row[:30]])
    looking = {name: getattr(parts, name) for name in fields_dict(Looking)}

    source = FakeQuotes(
        *(Quote(row[0].symbol, row[29].close.value * 104 // 100, row[30].start, "exchange") for row in rows)
    )

    def look(_number: int) -> list[PriceMove]:
        told = RecordQuotes(**looking, quotes=source)([row[0].symbol for row in rows])
        return [move for outcome in told for move in outcome.moves]

    told = [move for moves in at_once(8, look) for move in moves]

    kept = [move for move in everything(parts.moves) if move.at == rows[0][30].start]
    assert kept == sorted(told, key=lambda move: (move.symbol, move.at, move.type, move.level))
    assert kept
