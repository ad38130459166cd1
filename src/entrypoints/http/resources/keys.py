"""API keys: made by their owner, shown once, kept by their digest."""

from __future__ import annotations

import hashlib
import hmac
from typing import Annotated

import msgspec

from entrypoints.http.endpoint import Call, Endpoint, Parameter, Reply, reply
from entrypoints.http.fields import Moment
from entrypoints.http.idempotency import key_of
from entrypoints.http.lists import PAGING, descending, listing, ordering, remembered
from entrypoints.http.times import later_than, shown
from entrypoints.http.writing import write_alone
from entrypoints.keys import new_api_key
from trading_core.errors import InvalidInput, NotFound
from trading_core.ports.api_keys import ApiKey, ApiKeyId, Scope
from trading_core.ports.paging import Mark


class KeyBody(msgspec.Struct, forbid_unknown_fields=True):
    """A key that is wanted."""

    name: Annotated[str, msgspec.Meta(min_length=1, max_length=100, description="Printable text.")]
    scopes: Annotated[list[Scope], msgspec.Meta(min_length=1, max_length=8)]
    expires_at: Moment | None = None


class KeyView(msgspec.Struct, frozen=True, kw_only=True):
    """A key as it is shown later: without itself."""

    id: str
    name: str
    scopes: list[str]
    created_at: str
    expires_at: str | None
    revoked_at: str | None
    last_used_at: str | None


class NewKey(msgspec.Struct, frozen=True, kw_only=True):
    """A key as it is shown once."""

    id: str
    name: str
    scopes: list[str]
    expires_at: str | None
    key: str


class Keys(msgspec.Struct, frozen=True):
    """A page of an owner's keys, the oldest first."""

    count: int
    next: str | None
    previous: str | None
    results: list[KeyView]
    count_exact: bool = True


PLACEHOLDER = "-" * 8


def make(call: Call) -> Reply:
    """Make a key. The answer that is kept under an idempotency key does not hold it; it is worked out again."""
    body: KeyBody = call.body
    scopes = frozenset(body.scopes)
    for scope in scopes:
        # nobody makes a key that may more than the credential that makes it
        call.who.require(scope)
    expires = None if body.expires_at is None else later_than(call.now, body.expires_at, "expires_at")
    name = call.services.ids.fresh()
    whole, digest = new_api_key(name, _secret(call))
    key = ApiKey(
        id=name,
        owner=call.who.user,
        name=body.name,
        digest=digest,
        scopes=scopes,
        created_at=call.now,
        expires_at=expires,
    )
    shown_scopes = sorted(scope.value for scope in scopes)
    until = None if expires is None else shown(expires)
    view = NewKey(id=name, name=body.name, scopes=shown_scopes, expires_at=until, key=PLACEHOLDER)
    kept = write_alone(call, [], lambda _: reply(view, 201), lambda work: work.add_keys([key]))
    told = msgspec.json.decode(kept.content, type=NewKey)
    whole, _ = new_api_key(told.id, _secret(call)) if told.id != name else (whole, digest)
    return reply(msgspec.structs.replace(told, key=whole), 201, kept.headers)


def _secret(call: Call) -> str | None:
    """Under an idempotency key the secret follows from it and from ours, so that a repeat shows the same key."""
    key = key_of(call)
    if key is None:
        return None
    message = f"api-key\n{call.who.user}\n{key}".encode()
    return hmac.new(call.services.house.secret, message, hashlib.sha256).hexdigest()


def listed(call: Call) -> Reply:
    """Show the caller's keys."""
    keys = call.services.api_keys.of(call.who.user)
    rows = remembered(keys, lambda key: Mark(key.created_at, key.id), _view)
    return listing(call, rows, newest_first=descending(call, usual=False))


def revoke(call: Call) -> Reply:
    """End a key of the caller's."""
    try:
        name = ApiKeyId(call.path["key_id"])
    except InvalidInput:
        raise NotFound("API key", call.path["key_id"][:64]) from None
    key = call.services.api_keys.get(name)
    if key is None or key.owner != call.who.user:
        raise NotFound("API key", name)
    call.services.api_keys.revoke(name, call.now)
    return Reply(status=204)


def _view(key: ApiKey) -> KeyView:
    return KeyView(
        id=key.id,
        name=key.name,
        scopes=sorted(scope.value for scope in key.scopes),
        created_at=shown(key.created_at),
        expires_at=None if key.expires_at is None else shown(key.expires_at),
        revoked_at=None if key.revoked_at is None else shown(key.revoked_at),
        last_used_at=None if key.last_used_at is None else shown(key.last_used_at),
    )


ENDPOINTS = (
    Endpoint(
        method="POST",
        paths=("/api/keys",),
        summary="Make an API key",
        tag="Accounts and tokens",
        handler=make,
        scope=Scope.TRADE,
        body=KeyBody,
        example={"name": "my charts", "scopes": ["read", "signals"]},
        answers={201: NewKey},
        keyed=True,
    ),
    Endpoint(
        method="GET",
        paths=("/api/keys",),
        summary="List the API keys",
        tag="Accounts and tokens",
        handler=listed,
        scope=Scope.READ,
        query=(ordering("created_at"), *PAGING),
        answers={200: Keys},
    ),
    Endpoint(
        method="DELETE",
        paths=("/api/keys/{key_id:str}",),
        summary="Revoke an API key",
        tag="Accounts and tokens",
        handler=revoke,
        scope=Scope.TRADE,
        in_path=(Parameter(name="key_id", meaning="The key's id."),),
        answers={204: None},
    ),
)
