"""The bell: a word that there is something new, for whoever waits for it."""

from __future__ import annotations

from abc import abstractmethod
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from datetime import timedelta


class Bell(Protocol):
    """
    Wakes whoever waits, in this process and perhaps in others.

    A ring says nothing and may be lost: who waits for something looks for it himself, before he waits and again
    every now and then.
    """

    @abstractmethod
    def ring(self) -> None:
        """Wake everybody; whatever stands behind the bell, this never fails and never takes long."""

    @abstractmethod
    def rings(self) -> int:
        """Tell how often it was heard so far."""

    @abstractmethod
    def wait(self, heard: int, patience: timedelta) -> None:
        """Return as soon as it was heard more often than that, or after so long."""
