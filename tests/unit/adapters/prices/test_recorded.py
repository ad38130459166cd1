"""A recording, replayed: nothing of its future is told, and its time runs as fast as asked for."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest

from adapters.prices.files.recorded import Recorded, read_tapes
from adapters.prices.files.wrong import WrongFile
from trading_core.domain.amounts import Price
from trading_core.domain.ids import Symbol
from trading_core.domain.quotes import Bar, Quote
from trading_core.ports.bar_source import Interval
from trading_core.testing import FakeClock, bar_source_contract, quotes_contract

pa: Any = import_module("pyarrow")
pq: Any = import_module("pyarrow.parquet")

TSMC, EURO = Symbol("2330"), Symbol("EURUSD")
STARTED = datetime(2026, 6, 1, 12, tzinfo=UTC)
FRIDAY = datetime(2020, 2, 28, 1, tzinfo=UTC)
DAYS = [
    Bar(TSMC, FRIDAY + timedelta(days=days), first, 999, 1, last, 10 * first)
    for days, first, last in ((0, 300, 310), (3, 311, 305), (4, 304, 320))
]
MINUTES = [
    Bar(EURO, FRIDAY + timedelta(minutes=minute), f"1.1{minute}", 2, 1, f"1.2{minute}") for minute in range(5)
]


def write(folder: Path) -> Path:
    lines = [
        f"{bar.symbol},{bar.start.isoformat()},{bar.open},{bar.high},{bar.low},{bar.close},{bar.volume}"
        for bar in DAYS
    ]
    header = "stock_id,timestamp,open,high,low,close,volume"
    (folder / "days.csv").write_text("\n".join([header, *reversed(lines)]), encoding="utf-8")
    columns = {
        name: [str(getattr(bar, name)) for bar in MINUTES] for name in ("open", "high", "low", "close")
    }
    starts = [bar.start for bar in MINUTES]
    pq.write_table(
        pa.table({"symbol": ["EURUSD"] * 5, "start": starts, **columns}), folder / "minutes.parquet"
    )
    return folder


def replay(passed: timedelta = timedelta(days=30), speed: Decimal = Decimal(1)) -> Recorded:
    with TemporaryDirectory() as name:
        return Recorded(read_tapes(write(Path(name))), FakeClock(STARTED + passed), STARTED, speed)


CLOSED = [
    Quote(TSMC, 320, datetime(2020, 3, 3, 5, 30, tzinfo=UTC), "recorded", None, None, 305, 304, 999, 1, 3040),
    Quote(
        EURO, "1.24", MINUTES[-1].start + timedelta(minutes=1), "recorded", None, None, None, "1.14", 2, 1, 0
    ),
]

TestRecordedQuotes = quotes_contract(replay, known=CLOSED)
TestRecordedDays = bar_source_contract(replay, known=DAYS)
TestRecordedMinutes = bar_source_contract(replay, known=MINUTES, interval=Interval.MINUTE)


@pytest.mark.parametrize(
    ("passed", "last", "before", "over"),
    [
        (timedelta(0), 300, None, 0),
        (timedelta(hours=4, minutes=29), 300, None, 0),
        (timedelta(hours=4, minutes=30), 310, None, 1),
        (timedelta(days=2), 310, None, 1),
        (timedelta(days=3), 311, 310, 1),
        (timedelta(days=3, hours=5), 305, 310, 2),
        (timedelta(days=300), 320, 305, 3),
        (timedelta(days=-300), 300, None, 0),
    ],
)
def test_nothing_of_the_future_is_told(passed: timedelta, last: int, before: int | None, over: int) -> None:
    """The open at the start, the close at the end, and the bar when it is over; before and behind it all stands still."""
    market = replay(passed)
    quote = market.quotes([TSMC])[TSMC]
    assert (Price(last), None if before is None else Price(before)) == (quote.last, quote.previous_close)
    assert over == len(market.bars(TSMC, FRIDAY, FRIDAY + timedelta(days=300), Interval.DAY))
    assert (quote.high is None) == (quote.last == quote.open)


def test_time_runs_as_fast_as_asked_for() -> None:
    """A thousand times as fast a minute is a good part of a day, and half as fast it is half a minute."""
    minute = timedelta(minutes=1)
    assert FRIDAY + 1000 * minute == replay(minute, Decimal(1000)).now()
    assert FRIDAY + minute / 2 == replay(minute, Decimal("0.5")).now()
    assert FRIDAY + timedelta(microseconds=20_000) == replay(minute / 300, Decimal("0.1")).now()
    assert DAYS[-1].start + timedelta(hours=4, minutes=30) == replay(minute, Decimal(1_000_000)).now()


def test_what_has_not_begun_has_no_price() -> None:
    """A product whose recording begins later is not known before."""
    market = replay(timedelta(0))
    assert {TSMC, EURO} == market.quotes([TSMC, EURO]).keys()
    tapes = {
        **market.tapes,
        EURO: market.tapes[EURO].__class__(
            tuple(MINUTES[1:]), tuple(bar.start for bar in MINUTES[1:]), timedelta(minutes=1), Interval.MINUTE
        ),
    }
    assert {TSMC} == Recorded(tapes, FakeClock(STARTED), STARTED).quotes([TSMC, EURO]).keys()


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("stock_id,timestamp,open,high,low,close\n2330,2020-01-02,1,1,1,x\n", "Row 2 of"),
        ("stock_id,timestamp,open,high,low,close\n", "holds no bars"),
        ("stock_id\n", "has no column"),
    ],
)
def test_a_recording_with_a_fault_is_none(tmp_path: Path, content: str, reason: str) -> None:
    """A replay with a hole in it would be another market."""
    (tmp_path / "wrong.csv").write_text(content, encoding="utf-8")
    for place in (tmp_path, tmp_path / "wrong.csv"):
        with pytest.raises(WrongFile, match=reason):
            read_tapes(place)


def test_a_folder_without_recordings_is_refused(tmp_path: Path) -> None:
    """An empty market is a mistake."""
    with pytest.raises(WrongFile, match="holds no bars"):
        read_tapes(tmp_path)
