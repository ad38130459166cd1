"""API keys in memory."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import evolve

from trading_core.errors import AlreadyExists, NotFound
from trading_core.ports.api_keys import ApiKey, ApiKeyId, ApiKeys
from trading_core.testing.fakes.store import MemoryStore

if TYPE_CHECKING:
    from datetime import datetime

    from trading_core.domain.sizing import Sizing
    from trading_core.ports.users import UserId


class MemoryApiKeys(ApiKeys):
    """Keeps keys by id."""

    def __init__(self, store: MemoryStore | None = None) -> None:
        """Work on a store, or on one of its own."""
        self._store = store or MemoryStore()

    def add(self, key: ApiKey) -> None:
        """Keep a key whose id is free."""
        with self._store.guard:
            if key.id in self._store.api_keys:
                raise AlreadyExists("API key", key.id)
            self._store.api_keys[key.id] = key

    def get(self, key: ApiKeyId) -> ApiKey | None:
        """Read a key."""
        with self._store.guard:
            return self._store.api_keys.get(key)

    def of(self, owner: UserId) -> tuple[ApiKey, ...]:
        """Read an owner's keys."""
        with self._store.guard:
            mine = [key for key in self._store.api_keys.values() if key.owner == owner]
        return tuple(sorted(mine, key=lambda key: (key.created_at, key.id)))

    def revoke(self, key: ApiKeyId, at: datetime) -> None:
        """End a key, once."""
        with self._store.guard:
            known = self._known(key)
            self._store.api_keys[key] = evolve(known, revoked_at=known.revoked_at or at)

    def note_use(self, key: ApiKeyId, at: datetime) -> None:
        """Note the latest use."""
        with self._store.guard:
            known = self._known(key)
            self._store.api_keys[key] = evolve(known, last_used_at=max(at, known.last_used_at or at))

    def adjust(
        self,
        key: ApiKeyId,
        *,
        sizing: Sizing | None = None,
        paused: bool | None = None,
        signed: bool | None = None,
    ) -> ApiKey:
        """Change what is stated."""
        with self._store.guard:
            known = self._known(key)
            found = self._store.api_keys[key] = evolve(
                known,
                sizing=known.sizing if sizing is None else sizing,
                paused=known.paused if paused is None else paused,
                signed=known.signed if signed is None else signed,
            )
            return found

    def _known(self, key: ApiKeyId) -> ApiKey:
        known = self._store.api_keys.get(key)
        if known is None:
            raise NotFound("API key", key)
        return known
