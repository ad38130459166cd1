"""`trading prices`: bring the past of products into the house, from the source of prices or from a file."""

from __future__ import annotations

import json as json_lines
import sys
import time
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

from attrs import evolve, frozen
from cyclopts import Parameter

if TYPE_CHECKING:
    from adapters.prices.files.rows import Row
    from trading_core.domain.ids import Symbol
    from trading_core.domain.quotes import Bar
    from trading_core.ports.bar_source import BarSource, Interval
    from trading_core.use_cases.record_bars import RecordBars

Flag = Annotated[bool, Parameter(negative=(), show_default=False)]
# Each look at bars reads those of thirty days before them again, so few large parts cost less than many small ones.
CHUNK: Final = 20_000
TRIES: Final = 4
# Who is told to come back later than this comes back himself.
LONGEST_WAIT: Final = 60
INSTANT: Final = timedelta(microseconds=1)


@frozen
class Count:
    """What became of bars."""

    bars: int = 0
    new: int = 0
    events: int = 0

    def plus(self, bars: int, new: int, events: int) -> Count:
        """Count on."""
        return evolve(self, bars=self.bars + bars, new=self.new + new, events=self.events + events)


def backfill(
    *codes: str,
    since: Annotated[str, Parameter(name="--from")],
    until: Annotated[str | None, Parameter(name="--to")] = None,
    interval: str = "1d",
    json: Flag = False,
) -> int:
    """
    Bring the past of products into the house, month by month, within the limits of the source.

    It may be stopped at any moment and started again: what is there stays, and months that are over are not asked for
    again.

    Parameters
    ----------
    codes:
        Products, as 2330 or EURUSD.
    since:
        The first month or day, as 2020-01 or 2020-01-31.
    until:
        The last month or day; today when it is left out.
    interval:
        The length of a bar: 1d, 1h or 1m, where the source has it.
    json:
        Print one JSON object for each product.
    """
    from entrypoints.cli.days import day_in
    from entrypoints.cli.opened import opened
    from entrypoints.settings import read_settings
    from trading_core.domain.ids import Symbol
    from trading_core.errors import InvalidInput
    from trading_core.ports.bar_source import Interval

    try:
        symbols = [Symbol(code) for code in codes]
        first, last = day_in(since), None if until is None else day_in(until, end=True)
        length = Interval(interval)
    except (InvalidInput, ValueError) as wrong:
        print(f"trading: {wrong}", file=sys.stderr)
        return 2
    if not symbols:
        print("trading: name at least one product, as 2330.", file=sys.stderr)
        return 2
    settings = read_settings()
    if settings.prices == "stored":
        print(
            "trading: PRICES is stored, which has no past to bring: choose another, or import a file.",
            file=sys.stderr,
        )
        return 1
    with opened(settings) as container:
        today = container.clock().now()
        work = Backfill(container.sources().past, container.record_bars(), length, today)
        return max(work.bring(symbol, first, last, as_json=json) for symbol in symbols)


@frozen
class Backfill:
    """Asks for one month after another and keeps it before it asks for the next."""

    source: BarSource
    record: RecordBars
    interval: Interval
    now: datetime

    def bring(self, symbol: Symbol, first: date, last: date | None, *, as_json: bool) -> int:
        """Bring one product's past, and say what became of it."""
        from entrypoints.cli.progress import progress
        from trading_core.errors import TradingError

        count, failure = Count(), ""
        months = list(self._months(symbol, first, last))
        with progress() as shown:
            try:
                for since, until in shown.track(months, description=str(symbol)):
                    count = self._month(symbol, since, until, count)
            except TradingError as refusal:
                failure = str(refusal)
            except KeyboardInterrupt:
                failure = "It was interrupted."
        if not failure and not count.bars:
            failure = f"The source has no bars of {symbol} in this time: check the code and the time."
        _say(symbol, count, failure, as_json=as_json)
        return 1 if failure else 0

    def _month(self, symbol: Symbol, since: datetime, until: datetime, count: Count) -> Count:
        bars = self._ask(symbol, since, until)
        outcomes = self.record(bars) if bars else ()
        new = sum(outcome.new for outcome in outcomes)
        return count.plus(len(bars), new, sum(len(outcome.moves) for outcome in outcomes))

    def _ask(self, symbol: Symbol, since: datetime, until: datetime) -> Sequence[Bar]:
        """Ask again when the source says that it is worth it."""
        from trading_core.errors import Unavailable

        for left in reversed(range(TRIES)):
            try:
                return self.source.bars(symbol, since, until, self.interval)
            except Unavailable as silence:
                if not left or silence.retry_after_seconds > LONGEST_WAIT:
                    raise
                time.sleep(silence.retry_after_seconds)
        return ()

    def _months(self, symbol: Symbol, first: date, last: date | None) -> Iterator[tuple[datetime, datetime]]:
        from adapters.prices.exchange.kept import next_month
        from adapters.prices.hours import hours_of

        ahead = hours_of(symbol).ahead
        end = (
            self.now if last is None else min(_midnight(last) - ahead + timedelta(days=1) - INSTANT, self.now)
        )
        begin = _midnight(first) - ahead
        day = first
        while begin <= end:
            day = next_month(day.replace(day=1))
            following = _midnight(day) - ahead
            yield begin, min(following - INSTANT, end)
            begin = following


def import_prices(
    file: Path, /, *, stock_id: str | None = None, rejected: Path | None = None, json: Flag = False
) -> int:
    """
    Import bars from a .csv or .parquet file. It may be started again over the same file: what is there stays as it is.

    Parameters
    ----------
    file:
        One bar a row, with the columns stock_id, timestamp, open, high, low, close and volume.
    stock_id:
        The product of a file that does not name it.
    rejected:
        Where the rows that were refused are written, one JSON object a line; standard error when it is left out.
    json:
        Print the counts as one JSON object.
    """
    from adapters.prices.files.wrong import WrongFile
    from trading_core.domain.ids import Symbol
    from trading_core.errors import InvalidInput

    if not file.is_file():
        print(f"trading: {file} is no file: name a .csv or .parquet file.", file=sys.stderr)
        return 2
    try:
        return _import(file, None if stock_id is None else Symbol(stock_id), rejected, as_json=json)
    except (WrongFile, InvalidInput) as wrong:
        print(f"trading: {wrong}", file=sys.stderr)
    except OSError as wrong:
        print(f"trading: {wrong.filename or file} cannot be used ({wrong.strerror}).", file=sys.stderr)
    return 2


def _import(file: Path, symbol: Symbol | None, rejected: Path | None, *, as_json: bool) -> int:
    from adapters.prices.files.rows import rows_of, size_of
    from entrypoints.cli.opened import opened
    from entrypoints.cli.progress import progress
    from entrypoints.settings import read_settings

    refused: list[Row] = []
    count = Count()
    with (
        opened(read_settings()) as container,
        progress() as shown,
    ):
        record = container.record_bars()
        task = shown.add_task("importing", total=size_of(file))
        rows = rows_of(file, symbol, lambda place: shown.update(task, completed=place))
        while chunk := list(islice(rows, CHUNK)):
            refused += [row for row in chunk if row.bar is None]
            bars = [row.bar for row in chunk if row.bar is not None]
            outcomes = record(bars)
            new = sum(outcome.new for outcome in outcomes)
            count = count.plus(len(bars), new, sum(len(outcome.moves) for outcome in outcomes))
    _report(refused, rejected)
    told = {
        "imported": count.new,
        "known": count.bars - count.new,
        "rejected": len(refused),
        "events": count.events,
    }
    if as_json:
        print(json_lines.dumps(told))
    else:
        print(
            "{imported} imported, {known} known before, {rejected} rejected; {events} events.".format(**told)
        )
    return 1 if refused else 0


def _report(refused: Sequence[Row], target: Path | None) -> None:
    lines = [
        json_lines.dumps({"row": row.number, "reason": row.reason}, ensure_ascii=False) for row in refused
    ]
    if target is not None:
        target.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
        return
    for line in lines:
        print(line, file=sys.stderr)


def _say(symbol: Symbol, count: Count, failure: str, *, as_json: bool) -> None:
    if as_json:
        told = {"stock_id": str(symbol), "bars": count.bars, "new": count.new, "events": count.events}
        print(json_lines.dumps({**told, "failure": failure or None}, ensure_ascii=False))
        return
    print(f"{symbol}: {count.bars} bars, {count.new} of them new; {count.events} events.")
    if failure:
        hint = " What was brought is kept: start again to go on." if count.bars else ""
        print(f"trading: {failure}{hint}", file=sys.stderr)


def _midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=UTC)
