"""The laws of the house that no linter knows, each a function from one source to what breaks the law in it."""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator
from typing import Final

LONGEST_FILE: Final = 300
CLOCKS: Final = {"now", "today", "utcnow"}
OUTSIDE: Final = {"open", "print", "input", "exec", "eval", "breakpoint"}
# In two halves each, so that this file does not break the law that it states.
UNDONE_WORDS: Final = ("TO" + "DO", "FIX" + "ME", "XX" + "X", "HA" + "CK", "NotImplemented" + "Error")
LEFT_UNDONE: Final = re.compile(rf"\b(?:{'|'.join(UNDONE_WORDS)}|for n{'ow'}(?! in)|pragma: n{'o'} cover)\b")
UNPROVEN: Final = {"skip", "skipif", "xfail", "importorskip", "skipTest"}


def too_long(source: str) -> Iterator[str]:
    """A file that needs more than three hundred lines holds more than one idea."""
    length = len(source.splitlines())
    if length > LONGEST_FILE:
        yield f"{length} lines"


def left_undone(source: str) -> Iterator[str]:
    """What is promised for later is a part that is missing today."""
    for number, line in enumerate(source.splitlines(), 1):
        if found := LEFT_UNDONE.search(line):
            yield f"line {number}: {found[0]}"


def inexact(source: str) -> Iterator[str]:
    """No binary fraction is made in the core, because one of them ends up in an amount of money."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Constant) and isinstance(node.value, float):
            yield f"line {node.lineno}: {node.value}"
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "float":
            yield f"line {node.lineno}: float()"


def impure(source: str) -> Iterator[str]:
    """
    The core does not ask what time it is and speaks to nobody: the answer would differ the next time.

    The contracts of imports see to whole modules; this law looks at what is used of the others.
    """
    for line, name in _imports(source):
        if name.split(".")[0] == "urllib" and name != "urllib.parse":
            yield f"line {line}: {name}"
    for node in ast.walk(ast.parse(source)):
        if (
            isinstance(node, ast.Attribute)
            and node.attr in CLOCKS
            and _name(node.value) in {"date", "datetime"}
        ):
            yield f"line {node.lineno}: {_name(node.value)}.{node.attr}"
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in OUTSIDE:
            yield f"line {node.lineno}: {node.func.id}()"


def foreign(source: str) -> Iterator[str]:
    """The core is built of the standard library and attrs, so that whoever embeds it gets nothing else."""
    at_home = sys.stdlib_module_names | {"attrs", "trading_core"}
    yield from (
        f"line {line}: {name}" for line, name in _imports(source) if name.split(".")[0] not in at_home
    )


def unexplained(source: str) -> Iterator[str]:
    """A test says in one sentence which law it protects, so that whoever breaks it knows what was lost."""
    for test in _tests(source):
        law = ast.get_docstring(test)
        if law is None or law[0].islower() or not law.endswith((".", "?")):
            yield f"line {test.lineno}: {test.name}"


def unproven(source: str) -> Iterator[str]:
    """A test that is skipped, or that talks to a mock, proves nothing."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Attribute) and node.attr in UNPROVEN:
            yield f"line {node.lineno}: {node.attr}"
        if isinstance(node, ast.ImportFrom) and node.module in {"unittest", "unittest.mock"}:
            yield f"line {node.lineno}: {node.module}"
        if isinstance(node, ast.Import) and any(alias.name.startswith("unittest") for alias in node.names):
            yield f"line {node.lineno}: unittest"


def powerless(source: str) -> Iterator[str]:
    """A test that asserts nothing cannot fail."""
    for test in _tests(source):
        if not any(_judges(node) for node in ast.walk(test)):
            yield f"line {test.lineno}: {test.name}"


def _imports(source: str) -> Iterator[tuple[int, str]]:
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        if isinstance(node, ast.ImportFrom) and node.level == 0:
            yield node.lineno, str(node.module)


def _tests(source: str) -> Iterator[ast.FunctionDef]:
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
            yield node


def _judges(node: ast.AST) -> bool:
    """An assertion, an error that is awaited or the only one allowed, or a helper whose name says that it judges."""
    if isinstance(node, ast.Assert):
        return True
    if not isinstance(node, ast.Call):
        return False
    return _name(node.func).startswith(
        ("raises", "suppress", "assert", "check", "expect", "refuse", "audit", "run_state_machine")
    )


def _name(node: ast.expr) -> str:
    """The last word of a dotted name: it is the same thing under whichever module it was reached."""
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""
