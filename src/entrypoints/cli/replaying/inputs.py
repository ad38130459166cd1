"""Bars, signals and strategies, as people keep them in files, and bars of the house."""

from __future__ import annotations

import json
import runpy
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, cast

from adapters.prices.files.rows import rows_of, size_of
from adapters.prices.files.wrong import WrongFile
from adapters.prices.hours import hours_of
from entrypoints.cli.progress import progress
from trading_core.domain.ids import Symbol
from trading_core.domain.quotes import Bar
from trading_core.domain.sizing import Sizing, SizingPolicy, sizing_of
from trading_core.errors import InvalidInput, InvalidValue
from trading_core.use_cases.replayed import TimedSignal

if TYPE_CHECKING:
    from trading_core.ports.bars import Bars
    from trading_core.use_cases.replay_strategy import Strategy

CHUNK: Final = 10_000
BEGINNING: Final = datetime(1970, 1, 1, tzinfo=UTC)
END: Final = datetime(2199, 1, 1, tzinfo=UTC)
DAY: Final = timedelta(days=1)
INSTANT: Final = timedelta(microseconds=1)
LINE: Final = 'a JSON object, as {"at": "2026-01-05T09:00:00+08:00", "text": "BUY 2330 @860 ..."}'
MOMENT: Final = "a time with its offset, as 2026-01-05T09:00:00+08:00"


class WrongStrategy(Exception):
    """A file that holds no strategy; its sentence says why and what to do."""


def bars_of_files(files: Iterable[Path], symbol: Symbol | None) -> Iterator[Bar]:
    """Read recordings; one wrong row and a recording is none."""
    for file in files:
        yield from _bars_of(file, symbol)


def _bars_of(file: Path, symbol: Symbol | None) -> Iterator[Bar]:
    with progress() as shown:
        task = shown.add_task(f"reading {file.name}", total=size_of(file))
        for row in rows_of(file, symbol, lambda place: shown.update(task, completed=place)):
            if row.bar is None:
                raise WrongFile(f"Row {row.number} of {file} is wrong: {row.reason}")
            yield row.bar


def bars_of_house(bars: Bars, symbol: Symbol, first: date | None, last: date | None) -> Iterator[Bar]:
    """Read what the house knows of a product, the oldest first."""
    since, until = span_of(symbol, first, last)
    while chunk := bars.between(symbol, since, until, CHUNK):
        yield from chunk
        since = chunk[-1].start + INSTANT


def within(bars: Iterable[Bar], first: date | None, last: date | None) -> Iterator[Bar]:
    """The bars of some trading days."""
    for bar in bars:
        since, until = span_of(bar.symbol, first, last)
        if since <= bar.start <= until:
            yield bar


def span_of(symbol: Symbol, first: date | None, last: date | None) -> tuple[datetime, datetime]:
    """From the beginning of one day to the end of another, on the clock of a product's market."""
    ahead = hours_of(symbol).ahead
    since = BEGINNING if first is None else _midnight(first) - ahead
    return since, END if last is None else _midnight(last) + DAY - ahead - INSTANT


def signals_in(file: Path) -> list[TimedSignal]:
    """
    Read signals with their moments.

    In a .jsonl file each line is an object with `at` and `text`. In any other file a line that is a time begins a signal, whose
    text are the lines up to the next time.
    """
    try:
        words = file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise WrongFile(f"{file} is no text in UTF-8: save it as UTF-8.") from None
    try:
        found = list(_of_lines(words) if file.suffix.lower() == ".jsonl" else _of_text(words))
    except InvalidInput as wrong:
        raise WrongFile(f"{file} holds no signals: {wrong}") from wrong
    if not found:
        raise WrongFile(f"{file} holds no signal: begin each with a line that is {MOMENT}.")
    return found


def _of_lines(words: str) -> Iterator[TimedSignal]:
    for number, line in enumerate(words.splitlines(), 1):
        if not line.strip():
            continue
        try:
            found: Any = json.loads(line)
        except (ValueError, RecursionError):
            found = None
        if not isinstance(found, dict) or not isinstance(found.get("text"), str):
            raise InvalidValue(f"line {number}", repr(line[:40]), LINE)
        moment = moment_in(found.get("at"))
        if moment is None:
            raise InvalidValue(f"at of line {number}", repr(found.get("at"))[:40], MOMENT)
        yield TimedSignal(moment, found["text"])


def _of_text(words: str) -> Iterator[TimedSignal]:
    at: datetime | None = None
    lines: list[str] = []
    for number, line in enumerate(words.splitlines(), 1):
        moment = moment_in(line.strip())
        if moment is None:
            if _is_local(line.strip()):
                raise InvalidValue(f"line {number}", repr(line[:40]), MOMENT)
            if at is None and line.strip():
                raise InvalidValue(f"line {number}", repr(line[:40]), f"{MOMENT}, before the first signal")
            lines.append(line)
            continue
        if at is not None:
            yield TimedSignal(at, "\n".join(lines).strip())
        at, lines = moment, []
    if at is not None:
        yield TimedSignal(at, "\n".join(lines).strip())


def _is_local(line: str) -> bool:
    """Whether a line is a time that lacks only its offset, so that it was meant to begin a signal and cannot."""
    try:
        return len(line) > len("2026-01-31") and datetime.fromisoformat(line).tzinfo is None
    except ValueError:
        return False


def moment_in(found: object) -> datetime | None:
    """A moment with its offset, or nothing."""
    try:
        moment = datetime.fromisoformat(str(found))
        return None if moment.tzinfo is None else moment.astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def strategy_in(file: Path) -> Strategy:
    """
    Read a strategy: a function `decide(moment, bars, account)`, or a class `Strategy` with a method of that name.

    The file is a program of whoever runs the command, and runs as one.
    """
    file.read_bytes()  # what cannot be read is no fault of a strategy
    try:
        names = runpy.run_path(str(file), run_name="strategy")
        decide = names.get("decide") or getattr(_made(names), "decide", None)
    except Exception as failure:
        raise WrongStrategy(f"{file} fails when it is read ({_last_words(failure)}): mend it.") from failure
    if not callable(decide):
        raise WrongStrategy(f"{file} has no function decide(moment, bars, account): write one.")
    return cast("Strategy", decide)


def _made(names: dict[str, Any]) -> object:
    kind = names.get("Strategy")
    return kind() if isinstance(kind, type) else None


def _last_words(failure: BaseException) -> str:
    return f"{type(failure).__name__}: {failure}".splitlines()[0][:200].rstrip(".")


def failure_of(wrong: InvalidInput) -> str:
    """What a strategy that failed has said itself."""
    return str(wrong) if wrong.__cause__ is None else f"{wrong} It said: {_last_words(wrong.__cause__)}."


def sizing_in(text: str) -> Sizing:
    """Read a policy of sizes, as value:10000, risk:1 or quantity:100."""
    word, _, size = text.partition(":")
    known: dict[str, SizingPolicy] = {policy.value: policy for policy in SizingPolicy}
    if word not in known:
        raise InvalidValue("sizing", repr(text)[:40], "value:10000, risk:1 or quantity:100")
    return sizing_of(known[word], size)


def _midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=UTC)
