"""Who asks, and what he may do."""

from __future__ import annotations

import hmac
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Final

from attrs import frozen

from entrypoints.http.access_tokens import AccessTokens
from entrypoints.keys import ADDRESS_PREFIX, KEY_PREFIX, digest_of, key_named_in
from trading_core.domain.ids import AccountId
from trading_core.errors import Forbidden, InvalidInput, Unauthenticated
from trading_core.ports.api_keys import ApiKey, ApiKeyId, ApiKeys, Scope
from trading_core.ports.tokens import TokenStore
from trading_core.ports.users import Role, UserId, Username, Users

EVERYTHING: Final = frozenset(Scope)
# Whoever may trade need not ask whether he may propose it.
BY: Final = {Scope.PROPOSE: frozenset({Scope.PROPOSE, Scope.TRADE})}
NOTE_EVERY: Final = timedelta(minutes=1)


@frozen
class Identity:
    """A user and the rights that his credential carries, and the key if it is one."""

    user: UserId
    username: Username
    account: AccountId
    role: Role
    scopes: frozenset[Scope]
    family: str | None = None
    api_key: ApiKey | None = None

    @property
    def operates(self) -> bool:
        """Whether this credential may do what operators do."""
        return self.role is Role.OPERATOR and Scope.OPERATE in self.scopes

    def require(self, scope: Scope) -> None:
        """Refuse a credential without the right."""
        allowed = (
            self.operates if scope is Scope.OPERATE else not self.scopes.isdisjoint(BY.get(scope, {scope}))
        )
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
        known = self._found(given, KEY_PREFIX)
        if known is None or not hmac.compare_digest(known.digest, digest_of(given)):
            raise Unauthenticated
        return self._owner(known, known.scopes, now)

    def address(self, secret: str, now: datetime) -> Identity:
        """Look up the key of a secret in an address, which sends signals and does nothing else."""
        known = self._found(secret, ADDRESS_PREFIX)
        digest = None if known is None else known.address_digest
        if known is None or digest is None or not hmac.compare_digest(digest, digest_of(secret)):
            raise Unauthenticated
        identity = self._owner(known, known.scopes & {Scope.SIGNALS}, now)
        identity.require(Scope.SIGNALS)
        return identity

    def _owner(self, known: ApiKey, scopes: frozenset[Scope], now: datetime) -> Identity:
        if not known.holds(now):
            raise Unauthenticated
        owner = self.users.get(known.owner)
        if owner is None:
            raise Unauthenticated
        if known.last_used_at is None or now - known.last_used_at >= NOTE_EVERY:
            self.keys.note_use(known.id, now)
        return Identity(owner.id, owner.username, owner.account, owner.role, scopes, api_key=known)

    def _found(self, given: str, prefix: str) -> ApiKey | None:
        name = key_named_in(given, prefix)
        try:
            return None if name is None else self.keys.get(ApiKeyId(name))
        except InvalidInput:
            return None

    def confirm(self, identity: Identity, now: datetime) -> None:
        """Refuse a token whose family has ended."""
        if identity.family is not None and identity.family not in self.families.active(
            (identity.family,), now
        ):
            raise Unauthenticated
