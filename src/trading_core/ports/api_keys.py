"""API keys: credentials of programs, made by users, known here by their digests only."""

from __future__ import annotations

from abc import abstractmethod
from datetime import datetime
from typing import Protocol

from attrs import field, frozen

from trading_core.domain.checks import a, instant, optional, text
from trading_core.domain.ids import Name
from trading_core.domain.sizing import USUAL_SIZING, Sizing, to_sizing
from trading_core.domain.words import Word
from trading_core.errors import InvalidValue
from trading_core.ports.paging import moment_or_none
from trading_core.ports.users import UserId


class Scope(Word):
    """What a key may be used for; whoever may trade may also propose that somebody else does."""

    READ = "read"
    PROPOSE = "propose"
    TRADE = "trade"
    SIGNALS = "signals"
    OPERATE = "operate"


class ApiKeyId(Name):
    """A key's public name; it is a part of the key and finds its row."""

    __slots__ = ()


def _key_name(value: object) -> str:
    return text(value, "name", 100)


def _scopes(value: object) -> frozenset[Scope]:
    if not isinstance(value, frozenset) or not value or not all(isinstance(one, Scope) for one in value):
        raise InvalidValue(
            "scopes", f"a value of type {type(value).__name__}", "a frozenset of scopes, not empty"
        )
    return value


@frozen(kw_only=True)
class ApiKey:
    """
    One key. It holds until it expires or is revoked, whichever comes first.

    What its signals trade follows from ``sizing``; while it is ``paused`` they are kept and refused, and where it is
    ``signed`` they need a signature. ``address_digest`` is of the secret in the address that its signals may be sent
    to by those who cannot set headers.
    """

    id: ApiKeyId = field(converter=ApiKeyId)
    owner: UserId = field(converter=UserId)
    name: str = field(converter=_key_name)
    digest: str = field(validator=a(str))
    scopes: frozenset[Scope] = field(converter=_scopes)
    created_at: datetime = field(converter=instant)
    expires_at: datetime | None = field(default=None, converter=moment_or_none)
    revoked_at: datetime | None = field(default=None, converter=moment_or_none)
    last_used_at: datetime | None = field(default=None, converter=moment_or_none)
    sizing: Sizing = field(default=USUAL_SIZING, converter=to_sizing)
    paused: bool = field(default=False, validator=a(bool))
    signed: bool = field(default=False, validator=a(bool))
    address_digest: str | None = field(default=None, validator=optional(str))

    def holds(self, now: datetime) -> bool:
        """Whether the key opens anything now; at the moment of its expiry it no longer does."""
        return self.revoked_at is None and (self.expires_at is None or now < self.expires_at)


class ApiKeys(Protocol):
    """
    The keys of the house.

    1. What was added is what is read, every field of it.
    2. Ids are unique for ever: adding a second fails with ``AlreadyExists`` and changes nothing.
    3. A revocation is for good, and the first one stands. The latest use stands, whichever is noted last.
    4. Of what signals of a key do, what is not stated stays as it is.
    """

    @abstractmethod
    def add(self, key: ApiKey) -> None:
        """Keep a new key."""

    @abstractmethod
    def get(self, key: ApiKeyId) -> ApiKey | None:
        """Read a key, revoked or not."""

    @abstractmethod
    def of(self, owner: UserId) -> tuple[ApiKey, ...]:
        """Read an owner's keys in the order of their making, then of their ids."""

    @abstractmethod
    def revoke(self, key: ApiKeyId, at: datetime) -> None:
        """End a key; an unknown one fails with ``NotFound``."""

    @abstractmethod
    def note_use(self, key: ApiKeyId, at: datetime) -> None:
        """Note that a key was used; an unknown one fails with ``NotFound``."""

    @abstractmethod
    def adjust(
        self,
        key: ApiKeyId,
        *,
        sizing: Sizing | None = None,
        paused: bool | None = None,
        signed: bool | None = None,
    ) -> ApiKey:
        """Change what the key's signals do, and show the key; an unknown one fails with ``NotFound``."""
