"""Families of tokens in memory."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from trading_core.errors import AlreadyExists
from trading_core.ports.tokens import Rotated, Rotation, TokenFamily, TokenStore
from trading_core.testing.fakes.store import MemoryStore

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime


class MemoryTokens(TokenStore):
    """Remembers every digest that a family ever had, and the youngest of the families that stand."""

    def __init__(self, store: MemoryStore | None = None) -> None:
        """Work on a store, or on one of its own."""
        store = store or MemoryStore()
        self._lock: Final = store.guard
        self._families, self._members, self._youngest = store.families, store.tokens, store.youngest

    def start(self, family: TokenFamily, digest: str) -> None:
        """Keep a family and its first token."""
        with self._lock:
            if family.id in self._families or digest in self._members:
                raise AlreadyExists("token family", family.id)
            self._families[family.id] = family
            self._admit(family.id, digest)

    def _admit(self, family: str, digest: str) -> None:
        self._members[digest] = family
        self._youngest[family] = digest

    def rotate(self, old: str, new: str, now: datetime) -> Rotated:
        """Exchange the youngest token, or end the family of an older one."""
        with self._lock:
            family = self._families.get(self._members.get(old, ""))
            if family is None or not self._stands(family.id, now):
                return Rotated(Rotation.UNKNOWN)
            if self._youngest[family.id] != old:
                del self._youngest[family.id]
                return Rotated(Rotation.REUSED, family)
            self._admit(family.id, new)
            return Rotated(Rotation.ROTATED, family)

    def revoke(self, digest: str) -> None:
        """End a family."""
        with self._lock:
            self._youngest.pop(self._members.get(digest, ""), None)

    def active(self, families: Collection[str], now: datetime) -> frozenset[str]:
        """Say which families stand."""
        with self._lock:
            return frozenset(name for name in families if name in self._families and self._stands(name, now))

    def _stands(self, family: str, now: datetime) -> bool:
        """A family whose time is over is ended for good, even if the clock is set back later."""
        if now >= self._families[family].expires_at:
            self._youngest.pop(family, None)
        return family in self._youngest
