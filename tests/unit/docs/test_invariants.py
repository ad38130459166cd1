"""The page of laws names tests; a name that leads nowhere would be a law that nobody holds."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
NAMED = re.findall(
    r"`([\w/]+\.py)::(\w+)`", (ROOT / "docs/reference/invariants.md").read_text(encoding="utf-8")
)


def test_the_page_names_tests() -> None:
    """The page can be read by this check at all."""
    assert len(NAMED) > 10


@pytest.mark.parametrize(("file", "test"), NAMED, ids=[test for _, test in NAMED])
def test_every_named_test_is_there(file: str, test: str) -> None:
    """Each law names tests that exist where the page says."""
    assert f"def {test}(" in (ROOT / "tests/unit" / file).read_text(encoding="utf-8")
