"""The front doors: what a name leads to, and that readers and type checkers are shown the same names."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

import trading_core
import trading_core.testing

DOORS = (trading_core, trading_core.testing)
FOREIGN = """
import sys
before = set(sys.modules)
import trading_core
for name in trading_core.__all__:
    getattr(trading_core, name)
roots = {name.partition(".")[0] for name in set(sys.modules) - before} - set(sys.stdlib_module_names)
print(*sorted(roots))
"""


@pytest.mark.parametrize("door", DOORS, ids=lambda door: door.__name__)
def test_every_name_leads_somewhere(door: ModuleType) -> None:
    """No public name is a promise that fails when it is first used."""
    for name in door.__all__:
        assert getattr(door, name) is not None
        assert name in dir(door)


@pytest.mark.parametrize("door", DOORS, ids=lambda door: door.__name__)
def test_the_stub_shows_the_same_names_from_the_same_places(door: ModuleType) -> None:
    """A type checker that reads the stub and a reader that runs the code see one front door."""
    stub = ast.parse(Path(str(door.__file__)).with_suffix(".pyi").read_text(encoding="utf-8"))
    shown = {
        alias.name: statement.module
        for statement in stub.body
        if isinstance(statement, ast.ImportFrom)
        for alias in statement.names
    }

    assert set(door.__all__) == set(shown)
    for name, module in shown.items():
        assert getattr(sys.modules[str(module)], name) is getattr(door, name)


@pytest.mark.parametrize("door", DOORS, ids=lambda door: door.__name__)
def test_an_unknown_name_is_an_ordinary_attribute_error(door: ModuleType) -> None:
    """A slip of the pen is told as Python tells it, so that tools and people understand it."""
    with pytest.raises(AttributeError, match=rf"module '{door.__name__}' has no attribute 'Dsek'"):
        _ = door.Dsek


def test_the_core_brings_nothing_but_attrs() -> None:
    """Whoever embeds the core takes on one dependency, whatever part of the core they use."""
    came = subprocess.run([sys.executable, "-c", FOREIGN], check=True, capture_output=True, text=True)

    assert ["attr", "attrs", "trading_core"] == came.stdout.split()


def test_importing_the_library_imports_none_of_its_modules() -> None:
    """What is not used is not paid for."""
    asked = (
        "import sys, trading_core; print(*[name for name in sys.modules if name.startswith('trading_core.')])"
    )
    came = subprocess.run([sys.executable, "-c", asked], check=True, capture_output=True, text=True)

    assert "" == came.stdout.strip()
