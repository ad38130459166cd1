"""Requests with a key of their own that are under way."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

from entrypoints.http.problems import Rejected


class InProgress:
    """The keys whose first request is still under way in this process."""

    def __init__(self) -> None:
        """Begin with none."""
        self._running: set[tuple[str, str]] = set()
        self._lock = Lock()

    @contextmanager
    def holding(self, caller: str, key: str | None) -> Iterator[None]:
        """Keep a key for as long as its request runs; a second one meanwhile is told to wait."""
        if key is None:
            yield
            return
        name = (caller, key)
        with self._lock:
            if name in self._running:
                detail = "A request with this Idempotency-Key is still running: ask again when it has been answered."
                raise Rejected(409, "idempotency_key_in_use", detail, headers={"Retry-After": "1"})
            self._running.add(name)
        try:
            yield
        finally:
            with self._lock:
                self._running.discard(name)
