"""The cache: what may be forgotten at any time."""

from __future__ import annotations

from abc import abstractmethod
from typing import Protocol


class Cache(Protocol):
    """
    Bytes by key, for a while.

    1. What is got is what was set last under that key, or nothing.
    2. After its seconds have passed, or after it was deleted, it is not got again.
    3. A cache may forget at any time and never raises because of what stands behind it: one that is down is one
       that has forgotten. A deletion may be lost with it, so who must not read old content puts the
       version of the content into the key.
    """

    @abstractmethod
    def get(self, key: str) -> bytes | None:
        """Look up what is remembered."""

    @abstractmethod
    def set(self, key: str, content: bytes, seconds: int) -> None:
        """Remember for so many seconds, at least one."""

    @abstractmethod
    def delete(self, key: str) -> None:
        """Forget now."""
