"""Background work on threads of this process; the rows of the database are the queue, a hint only wakes."""

from __future__ import annotations

import logging
import time
from collections.abc import Sequence
from threading import Event, Thread

from adapters.tasks.piece import Piece
from trading_core.errors import TradingError
from trading_core.ports.tasks import TaskQueue

log = logging.getLogger(__name__)


class InProcessTasks(TaskQueue):
    """
    Runs each piece of work on a thread of its own, so that none waits for a slow one.

    What fails is logged and tried again at the next turn: what waits, waits in the database.
    """

    def __init__(self, pieces: Sequence[Piece]) -> None:
        """Begin nothing before ``start``."""
        self._ending = Event()
        self._runners = [_Runner(piece, self._ending) for piece in pieces]

    def tell(self, kind: str, name: str) -> None:
        """Wake whoever works at such things."""
        del name
        for runner in self._runners:
            if kind in runner.piece.kinds:
                runner.told.set()

    def start(self) -> None:
        """Begin with what an earlier process has left."""
        for runner in self._runners:
            runner.thread.start()

    def close(self, seconds: float = 8.0) -> None:
        """Finish what is under way and end."""
        until = time.monotonic() + seconds
        self._ending.set()
        for runner in self._runners:
            runner.told.set()
        for runner in self._runners:
            if runner.thread.is_alive():
                runner.thread.join(max(until - time.monotonic(), 0))


class _Runner:
    """One piece of work and its thread."""

    def __init__(self, piece: Piece, ending: Event) -> None:
        self.piece, self.told, self._ending = piece, Event(), ending
        self.thread = Thread(target=self._run, name=f"task-{piece.name}", daemon=True)

    def _run(self) -> None:
        while not self._ending.is_set():
            self._until_nothing_is_left()
            self.told.wait(self.piece.every)
            self.told.clear()

    def _until_nothing_is_left(self) -> None:
        try:
            while not self._ending.is_set() and self.piece.work():
                pass
        except TradingError as refusal:
            if not refusal.retryable:
                log.exception("%s failed and is tried again", self.piece.name)
                return
            log.warning("%s waits: %s", self.piece.name, refusal)
        except Exception:
            log.exception("%s failed and is tried again", self.piece.name)
