"""A key of the caller's makes a request one request, however often it is sent."""

from __future__ import annotations

import hashlib
import hmac
import json
from functools import lru_cache
from typing import Final

from attrs import evolve

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
    """
    What stands for the whole request: the same key with another one of these is a mistake.

    It is kept beside the answer, and a body may hold a password, which nobody should be able to guess from it.
    """
    parts = [
        call.endpoint.method,
        call.endpoint.paths[0],
        *(f"{name}={value}" for name, value in call.path.items()),
    ]
    whole = "\n".join(parts).encode() + b"\n" + call.raw
    return hmac.new(call.services.house.secret, whole, hashlib.sha256).hexdigest()


def packed(reply: Reply) -> bytes:
    """A reply as it is kept."""
    return _head(reply.status, reply.media, tuple(reply.headers.items())) + reply.content


def unpacked(content: bytes, *, replayed: bool) -> Reply:
    """A reply as it was kept."""
    head, _, body = content.partition(b"\n")
    status, media, headers = _read(head)
    return marked(Reply(content=body, status=status, media=media, headers=headers), replayed=replayed)


def is_replayed(reply: Reply) -> bool:
    """Whether a reply says that it was given before."""
    return REPLAYED.items() <= reply.headers.items()


def marked(reply: Reply, *, replayed: bool) -> Reply:
    """The reply, saying whether it was given before."""
    if replayed == is_replayed(reply):
        return reply
    others = {name: value for name, value in reply.headers.items() if name not in REPLAYED}
    return evolve(reply, headers={**others, **REPLAYED} if replayed else others)


def _head(status: int, media: str, headers: tuple[tuple[str, str], ...]) -> bytes:
    """Replies differ in their bodies; their heads are a few that come again and again, unless they tell of something new."""
    known = _written.__wrapped__ if any(name == "Location" for name, _ in headers) else _written
    return known(status, media, headers)


@lru_cache(maxsize=1024)
def _written(status: int, media: str, headers: tuple[tuple[str, str], ...]) -> bytes:
    return json.dumps([status, media, dict(headers)]).encode() + b"\n"


def _read(head: bytes) -> tuple[int, str, dict[str, str]]:
    known = _understood.__wrapped__ if b'"Location"' in head else _understood
    return known(head)


@lru_cache(maxsize=1024)
def _understood(head: bytes) -> tuple[int, str, dict[str, str]]:
    status, media, headers = json.loads(head)
    return status, media, headers
