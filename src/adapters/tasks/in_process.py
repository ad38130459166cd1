"""Background work on a thread of this process; the rows of the database are the queue, a hint only wakes it."""

from __future__ import annotations

import logging
from collections.abc import Callable
from threading import Event, Thread
from typing import Final

from trading_core.errors import Unavailable
from trading_core.ports.tasks import TaskQueue

EVERY: Final = 2.0

log = logging.getLogger(__name__)


class InProcessTasks(TaskQueue):
    """
    Runs a piece of work when somebody hints at it, and every few seconds anyway.

    ``work`` returns how much it has done; while that is something, it runs again at once. What fails is logged and
    tried again at the next turn: what waits, waits in the database.
    """

    def __init__(self, work: Callable[[], int], every: float = EVERY) -> None:
        """Begin nothing before ``start``."""
        self._work, self._every = work, every
        self._told, self._ending = Event(), Event()
        self._thread = Thread(target=self._run, name="tasks", daemon=True)

    def tell(self, kind: str, name: str) -> None:
        """Wake the thread."""
        del kind, name
        self._told.set()

    def start(self) -> None:
        """Begin with what an earlier process has left."""
        self._told.set()
        self._thread.start()

    def close(self, seconds: float = 8.0) -> None:
        """Finish what is under way and end."""
        self._ending.set()
        self._told.set()
        if self._thread.is_alive():
            self._thread.join(seconds)

    def _run(self) -> None:
        while not self._ending.is_set():
            self._told.wait(self._every)
            self._told.clear()
            self._until_nothing_is_left()

    def _until_nothing_is_left(self) -> None:
        try:
            while not self._ending.is_set() and self._work():
                pass
        except Unavailable as silence:
            log.warning("the work in the background waits: %s", silence)
        except Exception:
            log.exception("the work in the background failed and is tried again")
