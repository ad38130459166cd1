"""Who listens: an identity, and what has to hold for as long as he does."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

import msgspec
from attrs import frozen

from entrypoints.http.identity import Identity
from trading_core.domain.ids import AccountId
from trading_core.ports.api_keys import ApiKeyId, ApiKeys, Scope
from trading_core.ports.tokens import TokenStore
from trading_core.ports.users import Role, UserId, Username


@frozen
class Guest:
    """``family`` or ``key`` is the credential that he came in by, himself or by a ticket that it had bought."""

    identity: Identity
    key: ApiKeyId | None = None


class Holder(msgspec.Struct, frozen=True):
    """A guest as a ticket keeps him."""

    user: str
    username: str
    account: str
    role: str
    scopes: list[str]
    family: str | None
    key: str | None


def packed(guest: Guest) -> bytes:
    """Write a guest down."""
    one = guest.identity
    scopes = sorted(scope.value for scope in one.scopes)
    key = None if guest.key is None else str(guest.key)
    return msgspec.json.encode(
        Holder(str(one.user), str(one.username), str(one.account), one.role.value, scopes, one.family, key)
    )


def unpacked(content: bytes) -> Guest:
    """Read a guest that was written down here."""
    held = msgspec.json.decode(content, type=Holder)
    identity = Identity(
        UserId(held.user),
        Username(held.username),
        AccountId(held.account),
        Role(held.role),
        frozenset(Scope(scope) for scope in held.scopes),
        held.family,
    )
    return Guest(identity, None if held.key is None else ApiKeyId(held.key))


@frozen
class Standing:
    """Says which guests may stay, many at once."""

    families: TokenStore
    keys: ApiKeys

    def gone(self, guests: Collection[Guest], now: datetime) -> frozenset[Guest]:
        """Those whose login has ended, or whose key was revoked or has expired."""
        named = {guest.identity.family for guest in guests if guest.identity.family is not None}
        active = self.families.active(named, now) if named else frozenset()
        holding = {
            key for key in {guest.key for guest in guests} if key is not None and self._holds(key, now)
        }
        return frozenset(
            guest
            for guest in guests
            if (guest.identity.family is not None and guest.identity.family not in active)
            or (guest.key is not None and guest.key not in holding)
        )

    def _holds(self, key: ApiKeyId, now: datetime) -> bool:
        known = self.keys.get(key)
        return known is not None and known.holds(now)
