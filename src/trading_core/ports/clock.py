"""What time it is."""

from __future__ import annotations

from abc import abstractmethod
from datetime import datetime
from typing import Protocol


class Clock(Protocol):
    """The one place where a moment comes from. Every moment is in UTC and says so."""

    @abstractmethod
    def now(self) -> datetime:
        """Say what time it is."""
