"""API keys: made by their owner, shown once, kept by their digest."""

from __future__ import annotations

from typing import Annotated

import msgspec

from entrypoints.http.endpoint import Call, Endpoint, Parameter, Reply, reply
from entrypoints.http.fields import Moment, Naming, Number
from entrypoints.http.key_secrets import secrets_of
from entrypoints.http.lists import PAGING, descending, listing, ordering, remembered
from entrypoints.http.reading import number
from entrypoints.http.times import later_than
from entrypoints.http.views.signals import SizingView, sizing_view
from entrypoints.http.writing import write_alone
from entrypoints.showing import shown
from trading_core.domain.sizing import USUAL_SIZING, Sizing, SizingPolicy, sizing_of
from trading_core.errors import InvalidInput, NotFound
from trading_core.ports.api_keys import ApiKey, ApiKeyId, Scope
from trading_core.ports.paging import Mark


class SizingBody(msgspec.Struct, forbid_unknown_fields=True):
    """How much each signal of a key trades."""

    policy: SizingPolicy
    size: Number


class KeyBody(msgspec.Struct, forbid_unknown_fields=True):
    """A key that is wanted."""

    name: Annotated[str, msgspec.Meta(min_length=1, max_length=100, description="Printable text.")]
    scopes: Annotated[list[Scope], msgspec.Meta(min_length=1, max_length=8)]
    expires_at: Moment | None = None
    sizing: SizingBody | None = None
    signed: bool = False


class KeyChange(msgspec.Struct, forbid_unknown_fields=True):
    """What the signals of a key are to do; what is absent or null stays as it is."""

    paused: bool | None = None
    sizing: SizingBody | None = None
    signed: bool | None = None


class KeyView(msgspec.Struct, frozen=True, kw_only=True):
    """A key as it is shown later: without itself."""

    id: str
    name: str
    scopes: list[str]
    sizing: SizingView
    paused: bool
    signed: bool
    created_at: str
    expires_at: str | None
    revoked_at: str | None
    last_used_at: str | None


class NewKey(msgspec.Struct, frozen=True, kw_only=True):
    """A key as it is shown once, with what its signals may be sent by."""

    id: str
    name: str
    scopes: list[str]
    sizing: SizingView
    paused: bool
    signed: bool
    expires_at: str | None
    key: str
    webhook_path: str | None
    signing_secret: str | None


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
    made = secrets_of(call, name)
    takes_signals = Scope.SIGNALS in scopes
    key = ApiKey(
        id=name,
        owner=call.who.user,
        name=body.name,
        digest=made.digest,
        scopes=scopes,
        created_at=call.now,
        expires_at=expires,
        sizing=_sizing(body.sizing) or USUAL_SIZING,
        signed=body.signed,
        address_digest=made.address_digest if takes_signals else None,
    )
    view = NewKey(
        id=name,
        name=body.name,
        scopes=sorted(scope.value for scope in scopes),
        sizing=sizing_view(key.sizing),
        paused=False,
        signed=key.signed,
        expires_at=None if expires is None else shown(expires),
        key=PLACEHOLDER,
        webhook_path=PLACEHOLDER if takes_signals else None,
        signing_secret=PLACEHOLDER if takes_signals else None,
    )
    kept = write_alone(call, [], lambda _: reply(view, 201), lambda work: work.add_keys([key]))
    told = msgspec.json.decode(kept.content, type=NewKey)
    known = made if told.id == name else secrets_of(call, told.id)
    return reply(known.shown_in(told), 201, kept.headers)


def listed(call: Call) -> Reply:
    """Show the caller's keys."""
    keys = call.services.api_keys.of(call.who.user)
    rows = remembered(keys, lambda key: Mark(key.created_at, key.id), _view)
    return listing(call, rows, newest_first=descending(call, usual=False))


def change(call: Call) -> Reply:
    """Change what the signals of a key of the caller's do."""
    body: KeyChange = call.body
    key = _own(call)
    sizing = _sizing(body.sizing)
    changed = call.services.api_keys.adjust(key.id, sizing=sizing, paused=body.paused, signed=body.signed)
    return reply(_view(changed))


def revoke(call: Call) -> Reply:
    """End a key of the caller's."""
    call.services.api_keys.revoke(_own(call).id, call.now)
    return Reply(status=204)


def _own(call: Call) -> ApiKey:
    """The key that the path names, if it is the caller's."""
    try:
        name = ApiKeyId(call.path["key_id"])
    except InvalidInput:
        raise NotFound("API key", call.path["key_id"][:64]) from None
    key = call.services.api_keys.get(name)
    if key is None or key.owner != call.who.user:
        raise NotFound("API key", name)
    return key


def _sizing(body: SizingBody | None) -> Sizing | None:
    if body is None:
        return None
    size = number(body.size, "sizing.size")
    with Naming("sizing.size"):
        return sizing_of(body.policy, size)


def _view(key: ApiKey) -> KeyView:
    return KeyView(
        id=key.id,
        name=key.name,
        scopes=sorted(scope.value for scope in key.scopes),
        sizing=sizing_view(key.sizing),
        paused=key.paused,
        signed=key.signed,
        created_at=shown(key.created_at),
        expires_at=None if key.expires_at is None else shown(key.expires_at),
        revoked_at=None if key.revoked_at is None else shown(key.revoked_at),
        last_used_at=None if key.last_used_at is None else shown(key.last_used_at),
    )


SIZES = (
    "`sizing` says how much a signal trades: so many units (`quantity`), what so much money buys at the entry "
    "(`value`, 10000 unless said), or what loses so many percent of the equity between entry and stop (`risk`)."
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
        example={
            "name": "my charts",
            "scopes": ["read", "signals"],
            "sizing": {"policy": "quantity", "size": 1000},
        },
        description=(
            f"{SIZES} Of a key that sends signals, `webhook_path` is its secret address and `signing_secret` what its "
            "requests are signed with; both are shown this once, as the key itself."
        ),
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
        method="PUT",
        paths=("/api/keys/{key_id:str}",),
        summary="Pause an API key, or change what its signals trade",
        tag="Accounts and tokens",
        handler=change,
        scope=Scope.TRADE,
        body=KeyChange,
        example={"paused": True},
        description=f"Signals of a paused key are kept and refused. {SIZES}",
        in_path=(Parameter(name="key_id", meaning="The key's id."),),
        answers={200: KeyView},
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
