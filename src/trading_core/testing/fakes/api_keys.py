"""API keys in memory."""

from __future__ import annotations

from threading import Lock
from typing import TYPE_CHECKING

from attrs import evolve

from trading_core.errors import AlreadyExists, NotFound
from trading_core.ports.api_keys import ApiKey, ApiKeyId, ApiKeys

if TYPE_CHECKING:
    from datetime import datetime

    from trading_core.ports.users import UserId


class MemoryApiKeys(ApiKeys):
    """Keeps keys by id."""

    def __init__(self) -> None:
        """Begin with none."""
        self._lock = Lock()
        self._keys: dict[ApiKeyId, ApiKey] = {}

    def add(self, key: ApiKey) -> None:
        """Keep a key whose id is free."""
        with self._lock:
            if key.id in self._keys:
                raise AlreadyExists("API key", key.id)
            self._keys[key.id] = key

    def get(self, key: ApiKeyId) -> ApiKey | None:
        """Read a key."""
        with self._lock:
            return self._keys.get(key)

    def of(self, owner: UserId) -> tuple[ApiKey, ...]:
        """Read an owner's keys."""
        with self._lock:
            mine = [key for key in self._keys.values() if key.owner == owner]
        return tuple(sorted(mine, key=lambda key: (key.created_at, key.id)))

    def revoke(self, key: ApiKeyId, at: datetime) -> None:
        """End a key, once."""
        with self._lock:
            known = self._known(key)
            self._keys[key] = evolve(known, revoked_at=known.revoked_at or at)

    def note_use(self, key: ApiKeyId, at: datetime) -> None:
        """Note the latest use."""
        with self._lock:
            known = self._known(key)
            self._keys[key] = evolve(known, last_used_at=max(at, known.last_used_at or at))

    def _known(self, key: ApiKeyId) -> ApiKey:
        known = self._keys.get(key)
        if known is None:
            raise NotFound("API key", key)
        return known
