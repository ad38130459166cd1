"""`trading doctor`: look at every part of this deployment, and say how to mend what is wrong."""

from __future__ import annotations

import json as json_lines
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated, Final

from cyclopts import Parameter

if TYPE_CHECKING:
    from entrypoints.cli.checkup.finding import Finding, Look
    from entrypoints.container import Container
    from entrypoints.settings import Settings

Flag = Annotated[bool, Parameter(negative=(), show_default=False)]
COLOURS: Final = {"good": "green", "warning": "yellow", "wrong": "bold red"}


def doctor(*, json: Flag = False) -> int:
    """
    Look at every part of this deployment, and say how to mend what is wrong.

    One line for each thing that was looked at: good, warning or wrong, what was seen, and how to mend it. Nothing is changed, no
    secret is shown, and it ends within a quarter of a minute whoever does not answer. Ends with 0 where nothing is wrong.

    Parameters
    ----------
    json:
        Print what was found as one JSON object.
    """
    from entrypoints.cli.checkup.finding import Verdict

    found = findings()
    wrong = sum(one.verdict is Verdict.WRONG for one in found)
    warnings = sum(one.verdict is Verdict.WARNING for one in found)
    if json:
        told = [
            {"part": one.part, "verdict": one.verdict.value, "seen": one.seen, "mend": one.mend or None}
            for one in found
        ]
        print(json_lines.dumps({"ok": not wrong, "findings": told}, ensure_ascii=False))
    else:
        _print(found)
        print(f"{wrong or 'Nothing'} wrong, {warnings or 'no'} warning{'' if warnings == 1 else 's'}.")
    return 1 if wrong else 0


def findings() -> tuple[Finding, ...]:
    """Everything that there is to find; with wrong settings only these, since what they name cannot be looked at."""
    from entrypoints.cli.checkup.chosen import read_all
    from entrypoints.cli.checkup.finding import examine
    from entrypoints.cli.progress import waiting

    settings, wrong = read_all(os.environ)
    if settings is None:
        return tuple(wrong)
    with waiting("looking"), _assembled(settings) as (container, failure):
        return examine(
            [*_looks(settings), *([] if container is None else _inside(settings, container)), *failure]
        )


@contextmanager
def _assembled(settings: Settings) -> Iterator[tuple[Container | None, Sequence[Look]]]:
    """The parts that the container makes; where it cannot make them, that is what there is to find."""
    from entrypoints.cli.checkup.finding import Look, wrong
    from entrypoints.container import assemble
    from entrypoints.logs import reason_of
    from entrypoints.settings import WrongSetting
    from trading_core.errors import TradingError

    try:
        container = assemble(settings)
    except (WrongSetting, TradingError) as refusal:
        found = wrong("settings", reason_of(refusal), "correct this setting, since nothing starts with it")
        yield None, [Look("settings", lambda: [found])]
        return
    try:
        yield container, []
    finally:
        container.database().close()


def _looks(settings: Settings) -> Iterator[Look]:
    from entrypoints.cli.checkup import asked, at_work, chosen
    from entrypoints.cli.checkup.finding import Look

    yield Look("settings", lambda: chosen.look_at_settings(os.environ))
    yield Look("secrets", lambda: chosen.look_at_secrets(settings))
    yield Look("hosts", lambda: chosen.look_at_doors(settings))
    yield Look("folder", lambda: chosen.look_at_folder(settings))
    yield Look("work", lambda: at_work.look_at_work(settings))
    yield Look("models", lambda: asked.look_at_models(settings))
    yield Look("pages", chosen.look_at_pages)
    yield Look("port", lambda: asked.look_at_port(settings))


def _inside(settings: Settings, container: Container) -> Iterator[Look]:
    from entrypoints.cli.checkup import leaned_on
    from entrypoints.cli.checkup.finding import Look

    mend = "start the database, or correct DATABASE_URL"
    yield Look("database", lambda: leaned_on.look_at_database(settings, container), mend)
    mend = "start Redis, or correct REDIS_URL; until then everything is slower and nothing is wrong"
    yield Look("cache", lambda: leaned_on.look_at_cache(settings, container), mend)
    yield Look("clock", lambda: leaned_on.look_at_clock(settings, container))
    yield Look("prices", lambda: leaned_on.look_at_prices(settings, container))


def _print(found: Sequence[Finding]) -> None:
    from rich.console import Console
    from rich.text import Text

    console = Console(highlight=False, soft_wrap=True)
    for one in found:
        mend = f": {one.mend}." if one.mend else "."
        line = Text.assemble(
            (f"{one.verdict:8}", COLOURS[one.verdict]), f"{one.part:13}", f"{one.seen}{mend}"
        )
        console.print(line)
