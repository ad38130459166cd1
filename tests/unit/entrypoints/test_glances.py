"""Whoever asks how the service does is told in time, whatever its parts do."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event

import pytest

from adapters.sql.database import Database
from entrypoints import parts as parts_module
from entrypoints.http.glances import Glances
from entrypoints.parts import Part, parts_of
from trading_core.testing.fakes.cache import MemoryCache
from trading_core.testing.fakes.quotes import FakeQuotes

PATIENCE = 60
A_MOMENT = 0.05


@contextmanager
def looking(*parts: Part, seconds: float = PATIENCE) -> Iterator[Glances]:
    glances = Glances(parts, seconds)
    try:
        yield glances
    finally:
        glances.close()


def statuses(glances: Glances) -> dict[str, str]:
    """How each part does by its name."""
    return {one.part.name: one.status for one in asyncio.run(glances.look())}


def failing() -> str:
    """A part that says why it does not work."""
    raise ConnectionError


def test_each_part_is_told_by_itself() -> None:
    """One that fails changes nothing of what is said of the others."""
    with looking(Part("good", lambda: "ok"), Part("bad", failing)) as glances:
        seen = asyncio.run(glances.look())
    assert [("good", "ok", False), ("bad", "down (ConnectionError)", True)] == [
        (one.part.name, one.status, one.down) for one in seen
    ]


def test_a_part_that_says_nothing_is_down_and_is_asked_by_one_alone() -> None:
    """Nobody waits for it longer than was said, no threads pile up behind it, and what it says in the end is heard."""
    going, asked = Event(), []

    def silent() -> str:
        asked.append(1)
        assert going.wait(PATIENCE), "nobody let it speak"
        return "ok"

    with looking(Part("good", lambda: "ok"), Part("silent", silent), seconds=A_MOMENT) as glances:
        for _ in range(3):
            assert {"good": "ok", "silent": "down (it says nothing)"} == statuses(glances)
        assert [1] == asked
        going.set()
        while statuses(glances)["silent"] != "ok":
            assert len(asked) < PATIENCE, "it was never heard"


def test_whoever_leans_on_nothing_is_well() -> None:
    """Without parts there is nothing to wait for."""
    with looking() as glances:
        assert {} == statuses(glances)


@pytest.mark.parametrize(("least", "status"), [(0, "ok"), (2**62, "down (DiskFull)")])
def test_a_full_disk_below_the_books_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, least: int, status: str
) -> None:
    """Books that can be read and not be written to would look well to whoever only reads."""
    monkeypatch.setattr(parts_module, "LEAST_FREE", least)
    with (
        Database(f"sqlite:///{tmp_path / 'books.db'}") as database,
        looking(*parts_of(database, MemoryCache(), FakeQuotes())) as glances,
    ):
        found = statuses(glances)
    assert ("ok", status) == (found["database"], found["disk"])
