"""Something that goes on beside a test on a thread of its own, until it is stopped; its failure is the test's."""

from __future__ import annotations

from abc import ABC, abstractmethod
from threading import Event, Thread
from types import TracebackType
from typing import Self


class Beside(ABC):
    """Runs ``_run`` until it is left, and tells the first failure to whoever leaves it in peace."""

    def __init__(self, name: str) -> None:
        """Begin when it is entered."""
        self._stop = Event()
        self._failures: list[Exception] = []
        self._thread = Thread(target=self._run, name=name)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stop.set()
        self._thread.join()
        if error is None and self._failures:
            raise self._failures[0]

    @abstractmethod
    def _run(self) -> None:
        """Go on until ``_stop`` is set, and keep in ``_failures`` what should not have happened."""
