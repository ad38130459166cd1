"""What people read of the library: the page of its names is current, and every example can be typed as it stands."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from doctest import ELLIPSIS, NORMALIZE_WHITESPACE, DocTestParser, DocTestRunner
from types import ModuleType
from typing import Final

import pytest
from hypothesis import settings

import trading_core
import trading_core.testing
from scripts.public_names import PAGE, page

SHOWN: Final = [
    pytest.param(door, name, id=name)
    for door in (trading_core, trading_core.testing)
    for name in door.__all__
    if ">>>" in (inspect.getdoc(getattr(door, name)) or "")
]


def test_the_page_of_public_names_says_what_the_code_says() -> None:
    """A name that is added, moved or said anew is on the page; `python scripts/public_names.py` writes it."""
    assert page() == PAGE.read_text(encoding="utf-8")


def test_every_public_name_is_said_in_a_sentence() -> None:
    """A row of the page without words would help nobody."""
    rows = [line for line in page().splitlines() if line.startswith("| `")]

    assert len(trading_core.__all__) + len(trading_core.testing.__all__) == len(rows)
    assert [] == [row for row in rows if not row.endswith((". |", ": |", "? |"))]


@pytest.fixture
def _a_look() -> Iterator[None]:
    """An example is there to be read; that it can be typed shows with few values as well as with many."""
    before = settings.get_current_profile_name()
    settings.load_profile("dev")
    yield
    settings.load_profile(before)


@pytest.mark.usefixtures("_a_look")
@pytest.mark.parametrize(("door", "name"), SHOWN)
def test_an_example_shows_its_imports(door: ModuleType, name: str) -> None:
    """Whoever reads `help()` of a public name can type the example into a fresh interpreter."""
    examples = DocTestParser().get_doctest(inspect.getdoc(getattr(door, name)) or "", {}, name, None, 0)
    said: list[str] = []

    DocTestRunner(optionflags=ELLIPSIS | NORMALIZE_WHITESPACE).run(examples, out=said.append)
    assert [] == said
