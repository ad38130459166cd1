"""A cache within one process."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable
from threading import Lock
from typing import Final

from attrs import frozen

from trading_core.ports.cache import Cache

ENTRIES: Final = 10_000
BYTES: Final = 64 * 1024 * 1024
# What an entry costs beside its key and content: objects, their headers and its place in the order.
OVERHEAD: Final = 300


@frozen
class _Kept:
    content: bytes
    until: float
    size: int


class LocalCache(Cache):
    """
    Remembers so many entries and bytes at most; what was not asked for longest goes first.

    It goes by the seconds since some moment, not by the time of day, which may be set back and would then
    keep old content alive.
    """

    def __init__(
        self, entries: int = ENTRIES, size: int = BYTES, seconds: Callable[[], float] = time.monotonic
    ) -> None:
        """Set the bounds, and a source of seconds."""
        self._entries = entries
        self._size = size
        self._seconds = seconds
        self._kept: OrderedDict[str, _Kept] = OrderedDict()
        self._used = 0
        self._lock = Lock()

    def get(self, key: str) -> bytes | None:
        """Look up what is remembered."""
        with self._lock:
            found = self._kept.get(key)
            if found is None:
                return None
            if found.until <= self._seconds():
                self._forget(key)
                return None
            self._kept.move_to_end(key)
            return found.content

    def set(self, key: str, content: bytes, seconds: int) -> None:
        """Remember; what is larger than the whole cache is forgotten at once, and so is what it replaces."""
        size = len(key) + len(content) + OVERHEAD
        with self._lock:
            self._forget(key)
            if seconds < 1 or size > self._size:
                return
            self._kept[key] = _Kept(bytes(content), self._seconds() + seconds, size)
            self._used += size
            while len(self._kept) > self._entries or self._used > self._size:
                self._forget(next(iter(self._kept)))

    def delete(self, key: str) -> None:
        """Forget."""
        with self._lock:
            self._forget(key)

    @property
    def used(self) -> int:
        """How many bytes are remembered, about."""
        return self._used

    def __len__(self) -> int:
        return len(self._kept)

    def _forget(self, key: str) -> None:
        if (found := self._kept.pop(key, None)) is not None:
            self._used -= found.size
