"""Writes docs/reference/library.md: every public name of the library by its room, with the first sentence of its docstring.

    python scripts/public_names.py           write the page
    python scripts/public_names.py --check   end with 1 when the page is not what the code says

A test compares the two, so a public name that is added, moved or said anew is on the page or the tests are red.
"""

from __future__ import annotations

import importlib
import inspect
import re
import sys
from enum import Enum
from pathlib import Path
from types import ModuleType

PAGE = Path(__file__).resolve().parent.parent / "docs" / "reference" / "library.md"
BEGINNING = """\
# The public names of the library

What can be imported from `trading_core` and from `trading_core.testing`, by the room in which it lives. This page is written
by `python scripts/public_names.py` out of the docstrings; `help(trading_core.Desk)` says more of each. How to begin is told in
[Embed the core in ten minutes](../tutorials/embed-the-core.md).

Whatever a public function, constructor or method is given, it answers with a value or with an error of `trading_core.errors`.
"""
TYPES = {
    "Command": "Any of the commands that a decision carries out.",
    "STANDARD_RULES": "The rules that an order must pass, in the order in which they are asked.",
    "TRADE_VIEW": "How traders call the states of an order.",
    "TRANSACTION_VIEW": "How book-keepers call the states of an order.",
}


def page() -> str:
    """The whole page."""
    return "\n".join([BEGINNING, *(line for door in doors() for line in chapter(door))]) + "\n"


def doors() -> list[ModuleType]:
    """The two packages that people import from."""
    return [importlib.import_module(name) for name in ("trading_core", "trading_core.testing")]


def chapter(door: ModuleType) -> list[str]:
    """A door's names, room by room."""
    rooms: dict[str, list[str]] = {}
    for name in door.__all__:
        rooms.setdefault(room_of(door, name), []).append(name)
    lines = [f"## `{door.__name__}`", ""]
    for room, names in sorted(rooms.items()):
        about = sentence_of(importlib.import_module(f"{door.__name__}.{room}"))
        lines += [f"### `{room}`", "", about, "", "| name | what it is |", "| --- | --- |"]
        lines += [f"| `{shown(door, name)}` | {said(door, name)} |" for name in sorted(names, key=str.lower)]
        lines.append("")
    return lines[:-1]


def room_of(door: ModuleType, name: str) -> str:
    """The module that a name is fetched from, as the door's own table says."""
    homes: dict[str, str] = vars(door)["_HOMES"]
    return next(room for room, names in homes.items() if name in names.split())


def shown(door: ModuleType, name: str) -> str:
    """A name, with what a function is given."""
    found = getattr(door, name)
    if not inspect.isfunction(found):
        return name
    return f"{name}({', '.join(inspect.signature(found).parameters)})"


def said(door: ModuleType, name: str) -> str:
    """One sentence, and the words of a closed set."""
    found = getattr(door, name)
    sentence = TYPES.get(name) or sentence_of(found)
    if isinstance(found, type) and issubclass(found, Enum):
        sentence += f" Words: {', '.join(f'`{word.name}`' for word in found)}."
    return sentence.replace("|", "\\|")


def sentence_of(thing: object) -> str:
    """The first sentence of a docstring, on one line."""
    text = " ".join((inspect.getdoc(thing) or "").split("\n\n")[0].split()).replace("``", "`")
    return re.split(r"(?<=[.!?]) (?=[A-Z`])", text)[0]


def main(arguments: list[str]) -> int:
    """Write the page, or compare it."""
    if arguments == ["--check"]:
        if PAGE.read_text(encoding="utf-8") == page():
            return 0
        print(f"{PAGE.name} is not what the code says: run python scripts/public_names.py", file=sys.stderr)
        return 1
    PAGE.write_text(page(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
