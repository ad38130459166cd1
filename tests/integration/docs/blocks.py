"""The blocks of a page in Markdown: in which language, marked how, and what stands in them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from attrs import field, frozen

ROOT: Final = Path(__file__).resolve().parents[3]
FENCE: Final = re.compile(r"^( *)```(.*)$")
PRINTED: Final = "printed"
LEFT_OUT: Final = "not-run:"
COMMANDS: Final = frozenset({"sh", "console"})


@frozen
class Block:
    """One block; the words behind its language are for these tests, and no reader of the page sees them."""

    language: str
    words: str
    content: str
    line: int = field(eq=False)

    @property
    def runs(self) -> bool:
        """Whether it holds commands that are run."""
        return self.language in COMMANDS and not self.words

    @property
    def left_out(self) -> str | None:
        """Why its commands are not run, if they are not."""
        return self.words.removeprefix(LEFT_OUT).strip() if self.words.startswith(LEFT_OUT) else None


def documents() -> list[Path]:
    """Every page of the project."""
    return [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]


def name_of(page: Path) -> str:
    """How a page is called."""
    return page.relative_to(ROOT).as_posix()


def blocks_of(page: Path) -> Iterator[Block]:
    """The fenced blocks of a page, from the first to the last."""
    opened: re.Match[str] | None = None
    lines: list[str] = []
    start = 0
    for number, line in enumerate(page.read_text(encoding="utf-8").splitlines(), 1):
        fence = FENCE.match(line)
        if fence is None:
            lines.append(line)
        elif opened is None:
            opened, lines, start = fence, [], number
        else:
            language, _, words = opened[2].partition(" ")
            content = "".join(f"{one.removeprefix(opened[1])}\n" for one in lines)
            yield Block(language, words.strip(), content, start)
            opened = None
    assert opened is None, f"{name_of(page)}: the block of line {start} has no end"


def commands_in(block: Block) -> Iterator[tuple[str, str | None]]:
    """Each command, with what it prints where that is shown: a line behind ``$`` is a command, those behind ``>`` go on."""
    if block.language == "sh":
        yield block.content, None
        return
    command, printed = "", ""
    for line in block.content.splitlines():
        if line.startswith("$ "):
            if command:
                yield command, printed
            command, printed = line.removeprefix("$ ") + "\n", ""
        elif line == ">" or line.startswith("> "):
            command += line[2:] + "\n"
        else:
            printed += line + "\n"
    yield command, printed
