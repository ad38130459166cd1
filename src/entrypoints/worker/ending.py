"""Whether a worker was told to end, or has failed: Celery says the same to whoever started it."""

from __future__ import annotations

from typing import Any

from celery.platforms import EX_FAILURE
from celery.signals import worker_shutdown, worker_shutting_down


class Ending:
    """Listens to how the worker of this process ends."""

    def __init__(self) -> None:
        """Begin to listen."""
        self._told, self._failed = False, False
        worker_shutting_down.connect(self._tell, weak=False)
        worker_shutdown.connect(self._end, weak=False)

    @property
    def by_itself(self) -> bool:
        """Whether it has failed, and nobody told it to end."""
        return self._failed and not self._told

    def _tell(self, **_: object) -> None:
        self._told = True

    def _end(self, sender: Any, **_: object) -> None:  # noqa: ANN401 - Celery's own worker, which has no type
        self._failed = sender.exitcode == EX_FAILURE
