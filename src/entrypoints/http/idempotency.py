"""A key of the caller's makes a request one request, however often it is sent."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock
from typing import Final

from entrypoints.http.endpoint import Call, Reply
from entrypoints.http.problems import Rejected
from trading_core.errors import InvalidInput
from trading_core.ports.answers import IdempotencyKey

REPLAYED: Final = {"Idempotent-Replayed": "true"}


def key_of(call: Call) -> IdempotencyKey | None:
    """The key that a request carries, if it carries one and the endpoint honours it."""
    given = call.headers.get("idempotency-key")
    if given is None or not call.endpoint.keyed:
        return None
    try:
        return IdempotencyKey(given)
    except InvalidInput as wrong:
        raise Rejected(400, "invalid_idempotency_key", f"Idempotency-Key: {wrong}") from None


def fingerprint_of(call: Call) -> str:
    """What stands for the whole request: the same key with another one of these is a mistake."""
    parts = [
        call.endpoint.method,
        call.endpoint.paths[0],
        *(f"{name}={value}" for name, value in call.path.items()),
    ]
    return hashlib.sha256("\n".join(parts).encode() + b"\n" + call.raw).hexdigest()


def packed(reply: Reply) -> bytes:
    """A reply as it is kept."""
    head = json.dumps([reply.status, reply.media, dict(reply.headers)])
    return head.encode() + b"\n" + reply.content


def unpacked(content: bytes, *, replayed: bool) -> Reply:
    """A reply as it was kept."""
    head, _, body = content.partition(b"\n")
    status, media, headers = json.loads(head)
    return Reply(content=body, status=status, media=media, headers=headers | (REPLAYED if replayed else {}))


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
