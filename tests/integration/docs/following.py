"""Somebody who follows a page from top to bottom on a fresh machine, and compares what is printed with what is shown."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from doctest import ELLIPSIS, NORMALIZE_WHITESPACE, OutputChecker
from pathlib import Path
from typing import Final

from tests.integration.docs.bash import Bash, bash
from tests.integration.docs.blocks import PRINTED, Block, blocks_of, commands_in, name_of
from tests.servers.server import free_port
from tests.servers.service import ServiceServer

FLAGS: Final = ELLIPSIS | NORMALIZE_WHITESPACE
HERE: Final = ("127.0.0.1:8000", "localhost:8000")
SERVES: Final = "trading serve"
LIVED_IN: Final = "data/trading.sqlite3"
Place = Callable[[], str]


def follow(
    page: Path, folder: Path, places: Mapping[str, Place], *, own_curl: bool | None = None
) -> list[str]:
    """
    Run every command of a page, in one folder and in one shell, to the first that does otherwise than the page says, and tell that.

    A page that asks 127.0.0.1:8000 finds a service there which was just started on SQLite, on the data of that folder, unless the
    page has started one by itself; one that speaks of such data finds what a service has left. Ports and ``places`` of other servers
    are others than on the page, since they may be taken.
    """
    blocks = list(blocks_of(page))
    words = "".join(block.content for block in blocks if block.runs)
    folder.mkdir()
    aside = folder.with_name(f"{folder.name}-aside")
    aside.mkdir()
    service = ServiceServer(aside, DATA_DIR=str(folder / "data"))
    with ExitStack() as stack:
        settings = {}
        ports = {"8000": str(free_port()), "8001": str(free_port())}
        asks = min((words.find(here) for here in HERE if here in words), default=None)
        if SERVES in words and (asks is None or words.index(SERVES) < asks):
            settings["PORT"] = ports["8000"]
        elif asks is not None:
            ports["8000"] = str(stack.enter_context(service).port)
        if LIVED_IN in words:
            service.start()
            service.stop()
        elsewhere = {**ports, **{name: made() for name, made in places.items() if name in words}}
        shell = stack.enter_context(bash(folder, aside, settings, own_curl=own_curl))
        for block, shown in _with_what_follows(blocks):
            wrong = _run(shell, page, block, shown, elsewhere)
            if wrong:
                return [wrong]
    return []


def _with_what_follows(blocks: list[Block]) -> Iterator[tuple[Block, str | None]]:
    """Each block of commands, with the block behind it if that shows what is printed."""
    for block, following in zip(blocks, [*blocks[1:], None], strict=True):
        if block.runs:
            printed = following is not None and following.words == PRINTED
            yield block, following.content if printed and following is not None else None


def _run(shell: Bash, page: Path, block: Block, shown: str | None, elsewhere: Mapping[str, str]) -> str:
    for command, printed in commands_in(block):
        expected = shown if printed is None else printed
        here = command
        for place, other in elsewhere.items():
            here = here.replace(place, other)
        code, said = shell.run(here, strict=printed is None)
        where = f"{name_of(page)}, line {block.line}: {command}"
        if printed is None and code:
            return f"{where}ended with {code} and printed\n{said}"
        if expected is not None and not OutputChecker().check_output(expected, said, FLAGS):
            return f"{where}was to print\n{expected}\nand has printed\n{said}"
    return ""
