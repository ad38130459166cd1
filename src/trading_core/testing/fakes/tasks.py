"""A queue that remembers what it was told."""

from __future__ import annotations

from trading_core.ports.tasks import TaskQueue


class MemoryTasks(TaskQueue):
    """Keeps each hint until somebody takes it; one that is down loses them."""

    def __init__(self) -> None:
        """Begin with none."""
        self._told: list[tuple[str, str]] = []
        self.down = False

    def tell(self, kind: str, name: str) -> None:
        """Keep a hint."""
        if not self.down:
            self._told.append((kind, name))

    def take(self) -> tuple[tuple[str, str], ...]:
        """Hand out the hints that came since the last time."""
        told, self._told = tuple(self._told), []
        return told
