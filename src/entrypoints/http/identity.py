"""Who asks, and what he may do."""

from __future__ import annotations

import hmac
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Final

from attrs import frozen

from entrypoints.http.access_tokens import AccessTokens
from entrypoints.keys import KEY_PREFIX, digest_of
from trading_core.domain.ids import AccountId
from trading_core.errors import Forbidden, InvalidInput, Unauthenticated
from trading_core.ports.api_keys import ApiKey, ApiKeyId, ApiKeys, Scope
from trading_core.ports.tokens import TokenStore
from trading_core.ports.users import Role, UserId, Username, Users

EVERYTHING: Final = frozenset(Scope)
NOTE_EVERY: Final = timedelta(minutes=1)


@frozen
class Identity:
    """A user and the rights that his credential carries."""

    user: UserId
    username: Username
    account: AccountId
    role: Role
    scopes: frozenset[Scope]
    family: str | None = None

    @property
    def operates(self) -> bool:
        """Whether this credential may do what operators do."""
        return self.role is Role.OPERATOR and Scope.OPERATE in self.scopes

    def require(self, scope: Scope) -> None:
        """Refuse a credential without the right."""
        allowed = self.operates if scope is Scope.OPERATE else scope in self.scopes
        if not allowed:
            raise Forbidden(scope.value)


@frozen
class Doorkeeper:
    """Tells who asks from the credentials of a request."""

    tokens: AccessTokens
    families: TokenStore
    keys: ApiKeys
    users: Users

    def bearer(self, headers: Mapping[str, str], now: datetime) -> Identity | None:
        """Read a bearer token, whose family is still to be checked; None when there is no such credential."""
        scheme, _, token = headers.get("authorization", "").partition(" ")
        if scheme.lower() != "bearer" or not token:
            return None
        access = self.tokens.read(token.strip(), now)
        return Identity(access.user, access.username, access.account, access.role, EVERYTHING, access.family)

    def key(self, headers: Mapping[str, str], now: datetime) -> Identity:
        """Look up the API key of a request."""
        given = headers.get("x-api-key", "")
        known = self._found(given)
        right = known is not None and hmac.compare_digest(known.digest, digest_of(given))
        if known is None or not right or not known.holds(now):
            raise Unauthenticated
        owner = self.users.get(known.owner)
        if owner is None:
            raise Unauthenticated
        if known.last_used_at is None or now - known.last_used_at >= NOTE_EVERY:
            self.keys.note_use(known.id, now)
        return Identity(owner.id, owner.username, owner.account, owner.role, known.scopes)

    def _found(self, given: str) -> ApiKey | None:
        prefix, _, rest = given.partition("_")
        name, _, secret = rest.partition("_")
        if prefix != KEY_PREFIX or not secret:
            return None
        try:
            return self.keys.get(ApiKeyId(name))
        except InvalidInput:
            return None

    def confirm(self, identity: Identity, now: datetime) -> None:
        """Refuse a token whose family has ended."""
        if identity.family is not None and identity.family not in self.families.active(
            (identity.family,), now
        ):
            raise Unauthenticated
