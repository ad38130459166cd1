"""Wrong passwords, counted for each name and address."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from math import ceil
from typing import Final

from attrs import frozen

from trading_core.ports.cache import Cache

WINDOW: Final = timedelta(minutes=15)
MOST: Final = 5


@frozen
class WrongLogins:
    """
    Closes the door for a while to who has guessed wrong too often; a right password opens a fresh count.

    Counted where caches are kept: what is forgotten there lets somebody guess again, as a name is never locked
    for good either. A flood from one address is held back before by a rate limit.
    """

    cache: Cache

    def wait(self, who: str, now: datetime) -> int:
        """Milliseconds until guessing is allowed again; 0 when it is."""
        moments = self._moments(who, now)
        if len(moments) < MOST:
            return 0
        return max(ceil(1000 * (moments[-MOST] + WINDOW.total_seconds() - now.timestamp())), 1)

    def note(self, who: str, now: datetime) -> None:
        """Count a wrong password."""
        moments = [*self._moments(who, now), now.timestamp()][-MOST:]
        self.cache.set(_key(who), json.dumps(moments).encode(), int(WINDOW.total_seconds()))

    def forget(self, who: str) -> None:
        """Begin a fresh count."""
        self.cache.delete(_key(who))

    def _moments(self, who: str, now: datetime) -> list[float]:
        found = self.cache.get(_key(who))
        since = now.timestamp() - WINDOW.total_seconds()
        return [] if found is None else [moment for moment in json.loads(found) if moment > since]


def _key(who: str) -> str:
    return f"wrong-logins:{who}"
