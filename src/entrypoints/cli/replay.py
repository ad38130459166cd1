"""`trading replay`: signals or a strategy over recorded prices, by the core that trades live."""

from __future__ import annotations

import json as json_lines
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

from cyclopts import Parameter

if TYPE_CHECKING:
    from trading_core.domain.quotes import Bar
    from trading_core.use_cases.replay_bars import BarReplay

Flag = Annotated[bool, Parameter(negative=(), show_default=False)]
BESIDE = 20


def replay(
    *prices: Path,
    stored: Annotated[tuple[str, ...], Parameter(negative=(), show_default=False)] = (),
    signals: Path | None = None,
    strategy: Path | None = None,
    since: Annotated[str | None, Parameter(name="--from")] = None,
    until: Annotated[str | None, Parameter(name="--to")] = None,
    stock_id: str | None = None,
    opening: str = "1000000",
    currency: str = "TWD",
    rules: Literal["plain", "strict"] = "plain",
    sizing: str = "value:10000",
    html: Path | None = None,
    json: Flag = False,
) -> int:
    """
    Replay recorded prices with signals or a strategy, and print what it came to.

    Nobody knows the future: what is asked for when a bar is over meets the bars behind it, and within a bar the worst is taken, the
    stop before the target. The same files give the same output, byte for byte.

    Parameters
    ----------
    prices:
        Files of bars, .csv or .parquet, as `trading prices import` reads them.
    stored:
        Products whose bars the house knows, beside the files or in their place; may be given several times.
    signals:
        A .jsonl file with `at` and `text` in each line, or a text in which a line with a time stands before each signal.
    strategy:
        A Python file with a function `decide(moment, bars, account)`, which answers orders or texts of signals.
    since:
        The first month or day, as 2020-01 or 2020-01-31.
    until:
        The last month or day.
    stock_id:
        The product of files that do not name it.
    opening:
        The paper money that the account begins with.
    currency:
        What it is counted in.
    rules:
        Market rules: `strict` takes fees, taxes, ticks, lots, price limits, hours and settlement of the day.
    sizing:
        How much a signal trades: value:10000 of money, risk:1 percent of the equity, or quantity:100 units.
    html:
        Write a page that needs nothing else.
    json:
        Print everything as one JSON object.
    """
    from adapters.prices.files.wrong import WrongFile
    from entrypoints.cli.replaying.inputs import WrongStrategy, failure_of
    from trading_core.errors import InvalidInput

    try:
        made = _made(
            list(_bars(prices, stored, stock_id, since, until)),
            signals,
            strategy,
            opening,
            currency,
            rules,
            sizing,
        )
    except (WrongFile, WrongStrategy, InvalidInput, _Usage) as wrong:
        print(f"trading: {wrong}", file=sys.stderr)
        return 2
    except OSError as wrong:
        print(f"trading: {wrong.filename} cannot be used ({wrong.strerror}).", file=sys.stderr)
        return 2
    try:
        _play(made)
    except InvalidInput as wrong:
        print(f"trading: {failure_of(wrong)}", file=sys.stderr)
        return 1
    return _show(made, html, as_json=json)


class _Usage(Exception):
    """What was left out."""


def _bars(
    files: tuple[Path, ...],
    stored: tuple[str, ...],
    stock_id: str | None,
    since: str | None,
    until: str | None,
) -> Iterator[Bar]:
    from entrypoints.cli.days import day_in
    from entrypoints.cli.opened import opened
    from entrypoints.cli.replaying.inputs import bars_of_files, bars_of_house, within
    from entrypoints.settings import read_settings
    from trading_core.domain.ids import Symbol

    if not files and not stored:
        raise _Usage("name a file of bars, or products by --stored.")
    first = None if since is None else day_in(since)
    last = None if until is None else day_in(until, end=True)
    known = None if stock_id is None else Symbol(stock_id)
    yield from within(bars_of_files(files, known), first, last)
    if stored:
        with opened(read_settings()) as container:
            for symbol in map(Symbol, stored):
                found = list(bars_of_house(container.bars(), symbol, first, last))
                if not found:
                    raise _Usage(f"no bar of {symbol} is stored of those days: see `trading prices import`.")
                yield from found


def _made(
    bars: list[Bar],
    signals: Path | None,
    strategy: Path | None,
    opening: str,
    currency: str,
    rules: str,
    sizing: str,
) -> BarReplay:
    from entrypoints.cli.replaying.inputs import signals_in, sizing_in, strategy_in
    from trading_core.domain.book import Settings
    from trading_core.domain.exact import decimal_of
    from trading_core.domain.markets import MarketMode, standard_markets
    from trading_core.use_cases.replay_bars import BarReplay

    if signals is None and strategy is None:
        raise _Usage("name --signals, --strategy or both: without them nothing is traded.")
    if not bars:
        raise _Usage("there are no bars in this time: check the files, the products and the days.")
    return BarReplay(
        bars,
        () if signals is None else signals_in(signals),
        None if strategy is None else strategy_in(strategy),
        opening=decimal_of(opening, "opening"),
        settings=Settings(markets=standard_markets(MarketMode(rules)), currency=currency),
        sizing=sizing_in(sizing),
    )


def _play(made: BarReplay) -> None:
    from entrypoints.cli.progress import progress

    with progress() as shown:
        task = shown.add_task("replaying", total=len(made.bars))
        for begun in made.moments():
            shown.update(task, completed=begun)


def _show(made: BarReplay, html: Path | None, *, as_json: bool) -> int:
    from entrypoints.cli.replaying.drawn import WIDTH
    from entrypoints.cli.replaying.lines import lines
    from entrypoints.cli.replaying.page import page
    from entrypoints.cli.replaying.told import told

    replayed = made.result()
    if html is not None:
        try:
            html.write_text(page(replayed), encoding="utf-8")
        except OSError as wrong:
            print(f"trading: {html} cannot be written ({wrong.strerror}).", file=sys.stderr)
            return 2
    if as_json:
        print(json_lines.dumps(told(replayed), ensure_ascii=False))
        return 0
    width = shutil.get_terminal_size().columns - BESIDE if sys.stdout.isatty() else WIDTH
    for line in lines(replayed, max(width, BESIDE)):
        print(line)
    return 0
