"""Writes the files of docs/reference/ that say what the code says: commands, settings, errors, and every request.

    python -m scripts.references           write the pages
    python -m scripts.references --check   end with 1 when one of them is not what the code says

A test compares them, so whatever is added, renamed or said anew is on its page or the tests are red.
"""

from __future__ import annotations

import inspect
import re
import sys
from collections.abc import Iterable, Iterator
from http import HTTPStatus
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from attrs import Attribute, fields

import trading_core.errors
from entrypoints.cli.main import app, in_full
from entrypoints.http.app import ENDPOINTS
from entrypoints.http.openapi import document_of
from entrypoints.http.problems import status_of
from entrypoints.model_settings import ModelSettings
from entrypoints.price_settings import PriceSettings
from entrypoints.settings import Settings
from scripts.request_files import http_file, postman
from scripts.setting_meanings import MEANINGS
from trading_core.errors import TradingError

if TYPE_CHECKING:
    from cyclopts import App

FOLDER: Final = Path(__file__).resolve().parent.parent / "docs" / "reference"
WRITTEN: Final = "This page is written by `python -m scripts.references` out of the code."
ENDINGS: Final = (
    "Every command ends with 0 for done, 1 for refused and 2 for wrong usage. What is wrong is told on standard error, in one sentence. "
    "Progress is shown on a terminal alone."
)
CHOOSING: Final = (
    "Settings are read once, at the start, from the environment and from a file `.env` in the folder of the process; the environment counts "
    "more. A value that cannot be used stops the start with one line that names it; `trading doctor` names all of them. With none set, "
    "everything runs in one process on SQLite."
)
TELLING: Final = (
    "Every refusal states its facts, a code that stays as it is, and one sentence that says what to do. Over HTTP it is a problem of RFC 9457 with "
    "that `code` and the status below. In the library it is an exception of `trading_core.errors`, whose facts are its attributes. The codes of "
    "refusals that only the HTTP door knows are listed behind them."
)
GROUPS: Final = (("The house", Settings), ("Prices", PriceSettings), ("Language models", ModelSettings))
DOOR: Final = Path(__file__).resolve().parent.parent / "src" / "entrypoints" / "http"
REJECTED: Final = re.compile(r'Rejected\(\s*(?:HTTPStatus\.)?(\w+),\s*"(\w+)"')
# Helpers of the door that know their status, and what else is no literal.
HELPED: Final = ((re.compile(r'_wrong\(name, "(\w+)"'), 400), (re.compile(r'_refused\(\s*"(\w+)"'), 401))
OTHERS: Final = {("too_large", 413), ("internal_error", 500)}


def pages() -> dict[str, str]:
    """Each page by its name."""
    document = document_of(ENDPOINTS)
    return {
        "command-line.md": _page("The command line", ENDINGS, commands()),
        "settings.md": _page("Settings", CHOOSING, settings()),
        "errors.md": _page("Errors", TELLING, errors()),
        "trading-core.postman_collection.json": postman(document),
        "trading-core.http": http_file(document),
    }


def _page(title: str, about: str, lines: Iterable[str]) -> str:
    return "\n".join([f"# {title}", "", f"{about} {WRITTEN}", "", *lines]).rstrip() + "\n"


def commands() -> Iterator[str]:
    """The help of every command."""
    with in_full(every(app)):
        told = app.generate_docs(recursive=True)
    _, mark, rest = told.partition("## Table of Contents")
    # what stands there is how a command is written, and nothing that could be run
    yield from (line.rstrip() for line in (mark + rest).replace("```console", "```text").splitlines())


def every(command: App) -> Iterator[App]:
    """A command and all below it."""
    yield command
    for name in command.resolved_commands():
        if not name.startswith("-"):
            yield from every(command[name])


def settings() -> Iterator[str]:
    """Every setting, in groups."""
    known: set[str] = set()
    groups = []
    for title, kind in reversed(GROUPS):
        found = [one for one in fields(kind) if one.metadata["name"] not in known]
        known |= {one.metadata["name"] for one in found}
        groups.append((title, found))
    for title, found in reversed(groups):
        yield from (
            f"## {title}",
            "",
            "| setting | usual | may be | what it chooses |",
            "| --- | --- | --- | --- |",
        )
        yield from (_setting(one) for one in found)
        yield ""


def _setting(attribute: Attribute[Any]) -> str:
    name, usual = attribute.metadata["name"], attribute.default
    if isinstance(usual, tuple):
        usual = ",".join(usual)
    shown = "" if usual in {None, ""} else f"`{str(usual).lower() if isinstance(usual, bool) else usual}`"
    return f"| `{name}` | {shown} | {attribute.metadata['expected']} | {MEANINGS[name]} |"


def errors() -> Iterator[str]:
    """Every code of the core, then those of the HTTP door alone."""
    kinds = [one for _, one in inspect.getmembers(trading_core.errors, _is_told)]
    yield from ("## Codes of the core", "", "| code | status | error | when |", "| --- | --- | --- | --- |")
    for kind in sorted(kinds, key=lambda one: (status_of_kind(one), one.code)):
        yield f"| `{kind.code}` | {status_of_kind(kind)} | `{kind.__name__}` | {first_sentence(kind)} |"
    own = {kind.code for kind in kinds}
    yield from ("", "## Codes of the HTTP door", "", "| code | status |", "| --- | --- |")
    for code, status in sorted(rejections()):
        if code not in own:
            yield f"| `{code}` | {status} |"


def _is_told(found: object) -> bool:
    """Whether an error has a code of its own."""
    return isinstance(found, type) and issubclass(found, TradingError) and "code" in vars(found)


def status_of_kind(kind: type[TradingError]) -> int:
    """The status of an error, whatever its facts are."""
    return status_of(kind.__new__(kind))


def rejections() -> set[tuple[str, int]]:
    """What the door turns away under a code that is written where it does so."""
    found = set(OTHERS)
    for file in DOOR.rglob("*.py"):
        content = file.read_text(encoding="utf-8")
        found |= {(code, status) for pattern, status in HELPED for code in pattern.findall(content)}
        for status, code in REJECTED.findall(content):
            if status.isdigit() or status in HTTPStatus.__members__:
                found.add((code, int(status) if status.isdigit() else int(HTTPStatus[status])))
    return found


def first_sentence(kind: type) -> str:
    """The first sentence of a docstring, on one line."""
    text = " ".join((inspect.getdoc(kind) or "").split("\n\n")[0].split()).replace("``", "`")
    return re.split(r"(?<=[.!?]) (?=[A-Z`])", text)[0].replace("|", "\\|")


def main(arguments: list[str]) -> int:
    """Write the pages, or compare them."""
    if arguments != ["--check"]:
        for name, content in pages().items():
            (FOLDER / name).write_text(content, encoding="utf-8")
        return 0
    old = [name for name, said in pages().items() if (FOLDER / name).read_text(encoding="utf-8") != said]
    for name in old:
        print(f"{name} is not what the code says: run python -m scripts.references", file=sys.stderr)
    return 1 if old else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
