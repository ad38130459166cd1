"""A service that is told to end while many are asking."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable

import pytest

from entrypoints.http.main import ENDED
from tests.integration.crash import laws
from tests.integration.crash.aftermath import afterwards, told_apart
from tests.integration.crash.books import read_books
from tests.integration.crash.conftest import CLIENTS, SEED
from tests.integration.crash.houses import House
from tests.integration.crash.load import Load

WARM = 60


@pytest.mark.parametrize(("way", "end"), [("alone", os.kill), ("all", os.killpg)], ids=["parent", "group"])
def test_what_was_begun_is_finished_and_answered(
    house: House, way: str, end: Callable[[int, int], None]
) -> None:
    """
    After SIGTERM whatever was done is answered, and what was not is put off or not even heard; none is cut short.

    Some tell the process that they have started, and others every process that it has made.
    """
    name = f"CRASH_SEED={SEED} CRASH_CLIENTS={CLIENTS} ended under load, {way}, {house.kind}"
    with told_apart(name):
        check_end_under_load(house, name, way, end)


def check_end_under_load(house: House, name: str, way: str, end: Callable[[int, int], None]) -> None:
    service, cast = house.service, house.cast(f"end-{way}", SEED)
    said = len(service.log.read_text(errors="replace"))
    with Load(service.url, cast, CLIENTS) as load:
        load.until_told(WARM)
        end(service.pid, signal.SIGTERM)
        code = service.wait()
    silent = [story for story in load.stories if not story.known]
    books = read_books(service, cast)
    service.start()
    run = afterwards(house, cast, name, load.stories)

    assert 0 == code
    processes = service.processes
    assert processes == service.log.read_text(errors="replace")[said:].count(ENDED), "one was cut short"
    run.check(f"it was done and not answered: {story}" for story in silent if books.answers(story.asking))
    for law in laws.LAWS:
        run.check(law(run))
