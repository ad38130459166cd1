"""Who does the background work that a process hears of: its own threads, workers, or nobody."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from adapters.tasks.in_process import InProcessTasks
from entrypoints.jobs import pieces_of, slow_tasks, tasks_of_kinds
from trading_core.ports.tasks import TaskQueue

if TYPE_CHECKING:
    from entrypoints.container import Container
    from entrypoints.settings import Settings


class Background(TaskQueue, Protocol):
    """Hints, with a beginning and an end."""

    def start(self) -> None:
        """Begin."""

    def close(self) -> None:
        """End."""


class Nobody(TaskQueue):
    """No work is done in the background of this process, nor told to anybody."""

    def tell(self, kind: str, name: str) -> None:
        """Hear nothing."""

    def start(self) -> None:
        """Begin nothing."""

    def close(self) -> None:
        """End nothing."""


def background_of(settings: Settings, container: Container) -> Background:
    """Make what the settings choose."""
    if settings.works_by == "none":
        return Nobody()
    if settings.works_by == "celery" and settings.celery_broker_url is not None:
        from adapters.tasks.celery_hints import CeleryHints

        return CeleryHints(settings.celery_broker_url, tasks_of_kinds(), slow_tasks())
    return InProcessTasks(pieces_of(container))
