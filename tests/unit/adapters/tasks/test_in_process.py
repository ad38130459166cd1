"""Work in the background of one process: the rows are the queue, a hint only wakes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Lock

from adapters.tasks.in_process import InProcessTasks
from adapters.tasks.piece import Piece
from trading_core.errors import NotFound, Unavailable

PATIENCE = 60


class Work:
    """Pieces of work that wait, and what became of those who did them."""

    def __init__(self, *faults: Exception) -> None:
        self.lock, self.waiting, self.done, self.faults = Lock(), 0, 0, list(faults)
        self.all_done = Event()

    def put(self, count: int) -> None:
        with self.lock:
            self.waiting += count
            self.all_done.clear()

    def __call__(self) -> int:
        with self.lock:
            if self.faults:
                raise self.faults.pop(0)
            if not self.waiting:
                self.all_done.set()
                return 0
            self.waiting -= 1
            self.done += 1
            return 1


@contextmanager
def running(work: Work, every: float) -> Iterator[InProcessTasks]:
    tasks = InProcessTasks([Piece("work", every, work, ("order",))])
    tasks.start()
    try:
        yield tasks
    finally:
        tasks.close()


def test_what_an_earlier_process_has_left_is_done_first() -> None:
    """Work that waited through a restart needs no hint."""
    work = Work()
    work.put(3)
    with running(work, every=3600):
        assert work.all_done.wait(PATIENCE)
    assert 3 == work.done


def test_a_hint_wakes_at_once() -> None:
    """Nobody waits for the next turn."""
    work = Work()
    with running(work, every=3600) as tasks:
        assert work.all_done.wait(PATIENCE)
        work.put(5)
        tasks.tell("order", "N-1")
        assert work.all_done.wait(PATIENCE)
    assert 5 == work.done


def test_work_that_nobody_hinted_at_is_found() -> None:
    """A hint may be lost; the next turn comes anyway."""
    work = Work()
    with running(work, every=0.01):
        assert work.all_done.wait(PATIENCE)
        work.put(2)
        assert work.all_done.wait(PATIENCE)
    assert 2 == work.done


def test_a_fault_does_not_end_the_work() -> None:
    """Whatever goes wrong once is tried again."""
    work = Work(Unavailable("the database"), ZeroDivisionError(), NotFound("order", "N-1"))
    work.put(1)
    with running(work, every=0.01):
        assert work.all_done.wait(PATIENCE)
    assert 1 == work.done


def test_what_never_began_can_be_ended() -> None:
    """A start that failed half-way is tidied up the same way."""
    work = Work()
    InProcessTasks([Piece("work", 1, work)]).close()
    assert 0 == work.done


def test_a_slow_piece_keeps_no_other_waiting() -> None:
    """Each piece has a thread of its own, and hears the hints of its own kinds alone."""
    held, slow, quick = Event(), Event(), Work()

    def wait() -> int:
        slow.set()
        held.wait(PATIENCE)
        return 0

    tasks = InProcessTasks([Piece("slow", 3600, wait), Piece("quick", 3600, quick, ("order",))])
    tasks.start()
    try:
        assert slow.wait(PATIENCE)
        assert quick.all_done.wait(PATIENCE)
        quick.put(1)
        tasks.tell("other", "N-1")
        assert not quick.all_done.is_set()
        tasks.tell("order", "N-1")
        assert quick.all_done.wait(PATIENCE)
    finally:
        held.set()
        tasks.close()
