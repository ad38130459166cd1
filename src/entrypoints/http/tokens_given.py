"""Giving tokens, and the same ones again to whoever repeats his request under its key."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Callable
from datetime import UTC, datetime

import msgspec

from entrypoints.http.endpoint import Call, Reply, reply
from entrypoints.http.idempotency import fingerprint_of, key_of
from entrypoints.http.writing import once
from entrypoints.keys import digest_of, new_refresh_token
from trading_core.errors import Unauthenticated
from trading_core.ports.users import User, UserId


class Tokens(msgspec.Struct, frozen=True):
    """What opens the doors, and what gets the next of its kind."""

    access: str
    refresh: str


class _Begun(msgspec.Struct, frozen=True):
    """What is kept under a key in place of tokens, which are never kept: enough to work them out again."""

    user: str
    family: str
    at: int


def tokens_once(call: Call, begin: Callable[[str], tuple[User, str]]) -> Reply:
    """Begin a session, or take one further, with the digest of a new refresh token; answer with both tokens."""
    refresh = _refresh_token(call)

    def start() -> tuple[User, _Begun]:
        user, family = begin(digest_of(refresh))
        return user, _Begun(user.id, family, int(call.now.timestamp()))

    if key_of(call) is None:
        return reply(_pair(call, *start(), refresh))
    kept = once(call, lambda: reply(start()[1]))
    begun = msgspec.json.decode(kept.content, type=_Begun)
    user = call.services.users.get(UserId(begun.user))
    if user is None:
        raise Unauthenticated
    return reply(_pair(call, user, begun, refresh), headers=kept.headers)


def _refresh_token(call: Call) -> str:
    """A token that nobody guesses; under a key it follows from the request and our secret."""
    key = key_of(call)
    if key is None:
        return new_refresh_token()
    message = f"refresh\n{call.address}\n{key}\n{fingerprint_of(call)}".encode()
    return hmac.new(call.services.house.secret, message, hashlib.sha256).hexdigest()


def _pair(call: Call, user: User, begun: _Begun, refresh: str) -> Tokens:
    at = datetime.fromtimestamp(begun.at, UTC)
    return Tokens(call.services.tokens.sign(user, begun.family, digest_of(refresh)[:16], at), refresh)
