"""The pages of commands, settings and errors say what the code says."""

from __future__ import annotations

import pytest
from attrs import fields

from entrypoints.settings import Settings
from scripts.references import FOLDER, main, pages
from scripts.setting_meanings import MEANINGS

PAGES = pages()


@pytest.mark.parametrize("name", PAGES)
def test_a_page_says_what_the_code_says(name: str) -> None:
    """What is added, renamed or said anew is on its page; `make reference` writes it."""
    assert PAGES[name] == (FOLDER / name).read_text(encoding="utf-8")


def test_every_setting_is_explained() -> None:
    """And nothing that is no setting any more."""
    assert {one.metadata["name"] for one in fields(Settings)} == set(MEANINGS)
    assert [] == [name for name, said in MEANINGS.items() if not said.endswith(".") or ". " in said]


def test_pages_that_are_current_are_told_to_be() -> None:
    """As a script would ask."""
    assert 0 == main(["--check"])
