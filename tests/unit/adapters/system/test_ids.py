"""Names by time and chance keep the laws of names, on any clock and in any process."""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import ExitStack

import pytest

from adapters.system.ids import LENGTH, LETTERS, TimedIds
from tests.processes import bounded
from trading_core.testing.contracts.ids import ids_contract

TestTimedIds = ids_contract(TimedIds)
TestTimedIdsAlone = ids_contract(TimedIds, concurrent=False)

MILLISECOND = 1_000_000
PROCESSES = 4
MANY = 2_000


class Setting:
    """A clock in nanoseconds that is set by hand."""

    def __init__(self, now: int) -> None:
        self.now = now

    def __call__(self) -> int:
        return self.now


def read(name: str) -> int:
    number = 0
    for letter in name:
        number = number * 32 + LETTERS.index(letter)
    return number


def test_a_name_says_when_and_nothing_else() -> None:
    """The first 48 bits are the millisecond, the others chance, and every name is of one length."""
    ids = TimedIds(Setting(1_700_000_000_123 * MILLISECOND + 999_999), lambda bits: (1 << bits) - 1)

    name = ids.fresh()

    assert LENGTH == len(name)
    assert 1_700_000_000_123 == read(name) >> 80
    assert (1 << 79) - 1 == read(name) & (1 << 80) - 1
    assert name[0] in "01234567"


def test_the_earliest_name_is_as_long_as_the_others() -> None:
    """Text sorts by age as long as all names have one length."""
    assert "00000000010000000000000000" == TimedIds(Setting(MILLISECOND), lambda _: 0).fresh()


def test_a_clock_that_is_set_back_changes_no_order() -> None:
    """The names of one source sort by age, whatever the time of day is said to be."""
    clock = Setting(1_700_000_000_000 * MILLISECOND)
    ids = TimedIds(clock)
    names = [ids.fresh()]
    for step in (-3_600_000, 0, 3_600_000, 3_600_001, -1, 3_600_001):
        clock.now = (1_700_000_000_000 + step) * MILLISECOND
        names.append(ids.fresh())

    assert sorted(set(names)) == names


def test_names_of_one_moment_differ_by_chance() -> None:
    """Who was shown a name cannot say what the next one is."""
    asked: list[int] = []

    def chance(bits: int) -> int:
        asked.append(bits)
        return 5

    ids = TimedIds(Setting(MILLISECOND), chance)
    first, second, third = (read(ids.fresh()) for _ in range(3))

    assert [79, 40, 40] == asked
    assert [6, 6] == [second - first, third - second]


def test_a_millisecond_has_room_for_all_names() -> None:
    """Should the chance of one millisecond be used up, names go on into the next one and stay in order."""
    ids = TimedIds(Setting(7 * MILLISECOND), lambda bits: (1 << bits) - 1)
    ids._last = (8 << 80) - 1

    assert 8 == read(ids.fresh()) >> 80


def test_a_copied_process_gives_names_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    """After a fork, parent and child know the same last name, and do not go on from it in the same way."""
    clock = Setting(1_700_000_000_000 * MILLISECOND)
    ids = TimedIds(clock)
    before = ids.fresh()
    monkeypatch.setattr(os, "getpid", lambda: -1)
    after = ids.fresh()
    again = ids.fresh()

    assert before < after < again
    assert 1 == (read(after) >> 80) - (read(before) >> 80), "a millisecond that the parent has not used yet"
    assert read(after) >> 80 == read(again) >> 80


def test_processes_give_different_names() -> None:
    """Several processes that make names at the same time never make the same one."""
    program = (
        "from adapters.system.ids import TimedIds; ids = TimedIds()\n"
        f"print(*(ids.fresh() for _ in range({MANY})))"
    )
    command = [sys.executable, "-c", program]
    with ExitStack() as running:
        processes = [
            running.enter_context(bounded(subprocess.Popen(command, stdout=subprocess.PIPE, text=True)))
            for _ in range(PROCESSES)
        ]
        lists = [process.communicate()[0].split() for process in processes]

    assert PROCESSES * MANY == len({name for names in lists for name in names})
    assert all(sorted(names) == names for names in lists)
