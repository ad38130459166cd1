"""Coming in, staying in and leaving: registration, logins and tokens."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

import msgspec

from entrypoints.http.endpoint import Call, Endpoint, Reply, Where, reply
from entrypoints.http.fields import NewName
from entrypoints.http.problems import FieldFault, Rejected
from entrypoints.http.serving import too_many
from entrypoints.http.tokens_given import Tokens, tokens_once
from entrypoints.http.users_made import registration
from entrypoints.http.writing import once
from entrypoints.keys import digest_of
from trading_core.domain.exact import plain
from trading_core.errors import Unauthenticated
from trading_core.ports.limiter import Rate
from trading_core.ports.users import User

Password = Annotated[str, msgspec.Meta(min_length=1, max_length=256)]
Token = Annotated[str, msgspec.Meta(min_length=1, max_length=4096)]
Name = Annotated[str, msgspec.Meta(min_length=1, max_length=64)]


class Credentials(msgspec.Struct, forbid_unknown_fields=True):
    """A name and its password."""

    username: Name
    password: Password


class Registration(msgspec.Struct, forbid_unknown_fields=True):
    """The name and the password of somebody new."""

    username: NewName
    password: Annotated[str, msgspec.Meta(min_length=6, max_length=256)]


class RefreshBody(msgspec.Struct, forbid_unknown_fields=True):
    """A refresh token."""

    refresh: Token


class TokenBody(msgspec.Struct, forbid_unknown_fields=True):
    """An access token."""

    token: Token


class Registered(msgspec.Struct, frozen=True):
    """A new user with his account."""

    id: str
    username: str
    balance: str


class Nothing(msgspec.Struct, frozen=True):
    """An empty object."""


def register(call: Call) -> Reply:
    """Make a user and open his account."""
    _throttle(call, f"logins:{call.address}")
    body: Registration = call.body
    _check_password(call, body.password)
    hashed = call.services.hasher.hash(body.password)

    def show(user: User) -> Reply:
        balance = plain(call.services.house.opening_balance)
        return reply(Registered(user.id, user.username, balance), 201)

    return registration(call, body.username, hashed, call.services.house.opening_balance, show)


def log_in(call: Call) -> Reply:
    """Exchange a name and a password for tokens."""
    body: Credentials = call.body
    _throttle(call, f"logins:{call.address}")
    services, family = call.services, call.services.ids.fresh()
    who = f"{call.address}:{body.username}"
    if wait := services.wrong_logins.wait(who, call.now):
        raise too_many(wait)
    # whoever guesses from many addresses is bounded by the name; from one alone nobody can use this up for its owner
    _throttle(call, f"logins-of:{body.username}")

    def begin(digest: str) -> tuple[User, str]:
        try:
            user = services.log_in(body.username, body.password, family, digest)
        except Unauthenticated:
            services.wrong_logins.note(who, call.now)
            raise
        services.wrong_logins.forget(who)
        return user, family

    return tokens_once(call, begin)


def refresh(call: Call) -> Reply:
    """Exchange a refresh token for the next, and for a fresh access token."""
    body: RefreshBody = call.body
    return tokens_once(call, lambda digest: call.services.refresh_session(digest_of(body.refresh), digest))


def verify(call: Call) -> Reply:
    """Say whether an access token holds."""
    body: TokenBody = call.body
    identity = call.services.doorkeeper.bearer({"authorization": f"Bearer {body.token}"}, call.now)
    if identity is None:
        raise Unauthenticated
    call.services.doorkeeper.confirm(identity, call.now)
    return reply(Nothing())


def log_out(call: Call) -> Reply:
    """End a session: its refresh token and every access token that came from it."""
    body: RefreshBody = call.body

    def end() -> Reply:
        call.services.families.revoke(digest_of(body.refresh))
        return Reply(status=204)

    return once(call, end)


def _check_password(call: Call, password: str) -> None:
    shortest = call.services.house.shortest_password
    if len(password) < shortest:
        message = f"is too short: choose {shortest} characters or more"
        raise Rejected(400, "invalid_body", f"password {message}.", errors=[FieldFault("password", message)])


def _throttle(call: Call, whose: str) -> None:
    rate = Rate(call.services.house.logins_per_minute)
    if wait := call.services.limiter.take(whose, rate):
        raise too_many(wait)


EXAMPLE = {"username": "alice", "password": "correct horse"}

ENDPOINTS: Sequence[Endpoint] = (
    Endpoint(
        method="POST",
        paths=("/api/auth/register",),
        summary="Register and open an account",
        tag="Accounts and tokens",
        handler=register,
        where=Where.HASHING,
        body=Registration,
        example=EXAMPLE,
        answers={201: Registered},
        refusals=(409,),
        keyed=True,
    ),
    Endpoint(
        method="POST",
        paths=("/api/auth/login", "/api/token"),
        summary="Log in",
        tag="Accounts and tokens",
        handler=log_in,
        where=Where.HASHING,
        body=Credentials,
        example=EXAMPLE,
        answers={200: Tokens},
        refusals=(401,),
        keyed=True,
    ),
    Endpoint(
        method="POST",
        paths=("/api/token/refresh",),
        summary="Get the next pair of tokens",
        tag="Accounts and tokens",
        handler=refresh,
        body=RefreshBody,
        example={"refresh": "the refresh token of the last answer"},
        answers={200: Tokens},
        refusals=(401,),
        keyed=True,
    ),
    Endpoint(
        method="POST",
        paths=("/api/token/verify",),
        summary="Check an access token",
        tag="Accounts and tokens",
        handler=verify,
        body=TokenBody,
        example={"token": "an access token"},
        answers={200: Nothing},
        refusals=(401,),
    ),
    Endpoint(
        method="POST",
        paths=("/api/auth/logout",),
        summary="Log out",
        tag="Accounts and tokens",
        handler=log_out,
        body=RefreshBody,
        example={"refresh": "the refresh token of the last answer"},
        answers={204: None},
        keyed=True,
    ),
)
