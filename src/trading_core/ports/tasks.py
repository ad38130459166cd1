"""Hints to those who work in the background."""

from __future__ import annotations

from abc import abstractmethod
from typing import Protocol


class TaskQueue(Protocol):
    """
    Tells somebody that there is something to do.

    1. A hint may be lost, come late, come several times or out of order. It names work that stands in the
       database, and carries none of it.
    2. Nothing is heard that was not told.
    3. Telling returns soon and never raises because of what stands behind the queue: the work is found anyway.
    """

    @abstractmethod
    def tell(self, kind: str, name: str) -> None:
        """Hint that something of this kind and name waits."""
