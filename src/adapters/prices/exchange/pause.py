"""A pause after a failure, told to every process: who was turned away and asks on is turned away for longer."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from math import ceil

from attrs import frozen

from adapters.prices.exchange.wrong import Unusable, unusable
from trading_core.ports.cache import Cache
from trading_core.ports.clock import Clock


@frozen
class Pause:
    """Remembered in the cache that the deployment shares; a cache that forgets costs a question."""

    cache: Cache
    clock: Clock

    def check(self, whom: str) -> None:
        """Refuse while there is one."""
        content = self.cache.get(_key(whom))
        if content is None:
            return
        until, part, why = json.loads(content)
        left = (datetime.fromisoformat(until) - self.clock.now()).total_seconds()
        if left > 0:
            raise unusable(part, why, ceil(left))

    @contextmanager
    def noting(self, whom: str, kind: type[Unusable] = Unusable) -> Iterator[None]:
        """Begin one when something of a kind fails."""
        try:
            yield
        except kind as failure:
            until = self.clock.now() + timedelta(seconds=failure.retry_after_seconds)
            content = json.dumps([until.isoformat(), failure.part, failure.why]).encode()
            self.cache.set(_key(whom), content, failure.retry_after_seconds)
            raise


def _key(whom: str) -> str:
    return f"pause {whom}"
