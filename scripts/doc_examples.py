"""Runs the examples of the documentation; pytest loads it with `-p scripts.doc_examples`.

An example that nobody runs becomes a lie at the next change. In Markdown every fenced block marked `python` is
run, top to bottom in one namespace a page; a block of another language is not. In the docstrings of the core
it is the lines behind `>>>`.

A block marked `console` is run, too: a line behind `$ ` is a command of bash, lines behind `> ` go on with it, and the lines
below are what it prints, `...` standing for anything. The commands of a page share an empty folder and see no settings.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from doctest import ELLIPSIS, NORMALIZE_WHITESPACE, OutputChecker
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sybil import Example, Sybil
from sybil.parsers.markdown import CodeBlockParser, PythonCodeBlockParser
from sybil.parsers.rest import DocTestParser

ROOT = str(Path(__file__).resolve().parent.parent)
FLAGS = ELLIPSIS | NORMALIZE_WHITESPACE

FOLDER = "folder of the commands"


def commands_in(block: str) -> Iterator[tuple[str, str]]:
    """Each command of a block, with what it prints."""
    command, printed = "", ""
    for line in block.splitlines():
        if line.startswith("$ "):
            if command:
                yield command, printed
            command, printed = line.removeprefix("$ "), ""
        elif line == ">" or line.startswith("> "):
            command += "\n" + line[2:]
        else:
            printed += line + "\n"
    yield command, printed


def run_commands(example: Example) -> str | None:
    """Run the commands of a block, and say where one prints something else."""
    if FOLDER not in example.namespace:
        example.namespace[FOLDER] = TemporaryDirectory(ignore_cleanup_errors=True)
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    for command, expected in commands_in(example.parsed):
        done = subprocess.run(
            ["bash", "--norc", "-c", command],
            cwd=example.namespace[FOLDER].name,
            env={"PATH": path, "HOME": example.namespace[FOLDER].name, "LANG": "C.UTF-8"},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        if not OutputChecker().check_output(expected, done.stdout, FLAGS):
            return f"$ {command}\nwas to print\n{expected}\nand has printed\n{done.stdout}"
    return None


def leave(namespace: dict[str, Any]) -> None:
    """Take away the folder of a page's commands."""
    if FOLDER in namespace:
        namespace.pop(FOLDER).cleanup()


commands = CodeBlockParser("console", run_commands)
pages = Sybil(
    [PythonCodeBlockParser(doctest_optionflags=FLAGS), commands], pattern="*.md", path=ROOT, teardown=leave
)
docstrings = Sybil([DocTestParser(optionflags=FLAGS)], pattern="*.py", path=ROOT)

pytest_collect_file = (pages + docstrings).pytest()
