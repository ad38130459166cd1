"""Every command that a page shows is run, and prints what the page says."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import Final

import pytest

from tests.integration.docs.bash import bash
from tests.integration.docs.blocks import COMMANDS, LEFT_OUT, PRINTED, ROOT, blocks_of, documents, name_of
from tests.integration.docs.following import follow
from tests.servers import dropped_afterwards, new_database

FOLLOWED: Final = [page for page in documents() if any(block.runs for block in blocks_of(page))]
SHOWN: Final = frozenset({"python", "text", "json", "toml", "yaml", "csv", "http", "mermaid", "{toctree}"})
INDENTED: Final = re.compile(r"\n\n {4}(?! )[^\n]+")
# What no test can run, by page: the first line of each block, and why.
NOT_RUN: Final = {
    "docs/reference/mutants.md": {
        "python scripts/mutants.py                                   # everything, several hours on two cores": "takes hours",
    },
    "CONTRIBUTING.md": {
        "make install      # .venv with the pinned packages, the three packages of src/ and the command `trading`": (
            "each of these is a long run of its own"
        ),
    },
    "docs/how-to/move-to-postgresql.md": {
        "sudo -u postgres createuser --pwprompt trading": "needs a PostgreSQL on this machine",
    },
    "docs/how-to/deploy-with-compose.md": {
        "docker compose up --build --detach": "needs a container engine",
        '.venv/bin/celery -A entrypoints.worker.main flower --address=127.0.0.1 --basic-auth="flower:$FLOWER_PASSWORD"': (
            "serves a page of its own until it is interrupted"
        ),
    },
    "docs/how-to/choose-a-price-source.md": {
        "PRICES=twse .venv/bin/trading serve": "would ask the exchanges",
    },
    "docs/how-to/ask-language-models.md": {
        "MCP_CLAUDE_URL=http://127.0.0.1:8001/claude .venv/bin/trading serve": "would ask a provider on the internet",
    },
}


@pytest.fixture
def places(postgres_url: str, redis_url: str) -> Iterator[Mapping[str, Callable[[], str]]]:
    """Where the servers are that pages name by their usual addresses."""
    with ExitStack() as stack:

        def database() -> str:
            return stack.enter_context(dropped_afterwards(new_database(postgres_url), postgres_url))

        yield {"postgresql://trading@localhost/trading": database, "redis://localhost/0": lambda: redis_url}


@pytest.mark.parametrize("page", FOLLOWED, ids=name_of)
def test_who_follows_a_page_sees_what_it_says(
    page: Path, server_folder: Path, places: Mapping[str, Callable[[], str]]
) -> None:
    """Each command ends well, one after the other, and where the page shows what is printed, that is printed."""
    assert [] == follow(page, server_folder / "here", places)


def test_a_machine_without_curl_can_follow_too(
    server_folder: Path, places: Mapping[str, Callable[[], str]]
) -> None:
    """The small curl that stands in for a missing one is told the same by every command of the first page."""
    assert [] == follow(ROOT / "README.md", server_folder / "here", places, own_curl=True)


def test_what_is_not_run_is_marked_with_its_reason() -> None:
    """Nothing is left out in silence: what cannot be run here is listed here, and nothing else is marked so."""
    found: dict[str, dict[str, str]] = {}
    for page in documents():
        for block in blocks_of(page):
            if block.left_out is not None:
                found.setdefault(name_of(page), {})[block.content.splitlines()[0]] = block.left_out
    assert NOT_RUN == found


def test_no_command_hides_in_a_block_of_another_kind() -> None:
    """Each block says what is in it in a word that is known, and none is made by indenting alone."""
    for page in documents():
        for block in blocks_of(page):
            known = block.language in (COMMANDS | SHOWN)
            fits = block.words in {"", PRINTED} or (
                block.language in COMMANDS and block.words.startswith(LEFT_OUT)
            )
            place = f"{name_of(page)}, line {block.line}: {block.language} {block.words}"
            assert known, place
            assert fits, place
        prose = re.sub(r"```.*?```", "", page.read_text(encoding="utf-8"), flags=re.DOTALL)
        assert [] == [one.strip() for one in INDENTED.findall(prose)], name_of(page)


def test_a_command_that_fails_is_noticed(server_folder: Path) -> None:
    """Whichever line of a block fails, and however quietly."""
    folder, aside = server_folder / "here", server_folder / "aside"
    for each in (folder, aside):
        each.mkdir()
    with bash(folder, aside, {}) as shell:
        assert (0, "1\n") == shell.run("one=1\necho $one\n", strict=True)
        assert (0, "1\n") == shell.run("echo $one\n", strict=True)
        assert (1, "1\n") == shell.run("echo $one\nfalse | cat\necho no\n", strict=True)
