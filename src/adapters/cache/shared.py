"""A cache that processes and hosts share, in Redis."""

from __future__ import annotations

from collections.abc import Callable
from secrets import token_bytes
from threading import Lock
from typing import Final, Self, TypeVar, cast

from redis import Redis
from redis.backoff import NoBackoff
from redis.exceptions import RedisError
from redis.retry import Retry

from adapters.cache.breaker import PAUSE, Breaker
from trading_core.ports.cache import Cache

T = TypeVar("T")

SECONDS_TO_ANSWER: Final = 0.25
LONGEST_SECONDS: Final = 10**8
ERA_BYTES: Final = 16


class SharedCache(Cache):
    """
    Remembers in Redis; a Redis that is down, slow or full has forgotten.

    Every entry carries the name of the era in which it was written, and only entries of the present era are read.
    A process that could not deliver a write, or does not know whether it did, begins a new era before it reads
    or writes again: so nothing that was replaced or deleted is read again by it, nor by any other process
    once that one has reached Redis, even if a frozen Redis carries out old commands later. Until then other processes
    may read what was to be deleted, at most for the seconds that it was set for; so may all after
    a Redis has come back with an old snapshot of its data. Who must not read old content at all puts its version into the key.
    """

    def __init__(
        self, url: str, deployment: str, timeout: float = SECONDS_TO_ANSWER, pause: float = PAUSE
    ) -> None:
        """Share entries with every process of the same deployment; others may use the same Redis."""
        # Version 2 of the protocol says all that is needed here with fewer words before the first.
        self._redis = Redis.from_url(
            url,
            protocol=2,
            socket_timeout=timeout,
            socket_connect_timeout=timeout,
            retry=Retry(NoBackoff(), 0),
        )
        self._entry = f"{deployment}:entry:"
        self._era_key = f"{deployment}:era"
        self._era: bytes | None = None
        self._breaker = Breaker(pause)
        # Writes that were not delivered, and how many of them the last new era has made good.
        self._lost = 0
        self._made_good = 0
        self._renewal = Lock()
        self._counting = Lock()

    def get(self, key: str) -> bytes | None:
        """Look up what is remembered in the present era."""
        found = self._ask(lambda redis: redis.mget(self._era_key, self._name(key)))
        if found is None:
            return None
        era, entry = cast("list[bytes | None]", found)
        self._era = era
        if era is None or entry is None or not entry.startswith(era):
            return None
        return entry[len(era) :]

    def set(self, key: str, content: bytes, seconds: int) -> None:
        """Remember, in the present era."""
        if seconds < 1:
            self.delete(key)
            return
        lasting = min(seconds, LONGEST_SECONDS)
        self._ask(
            lambda redis: redis.set(self._name(key), self._present(redis) + content, ex=lasting), writes=True
        )

    def delete(self, key: str) -> None:
        """Forget, here or else by a new era."""
        self._ask(lambda redis: redis.delete(self._name(key)), writes=True)

    def healthy(self) -> bool:
        """Whether Redis answers; asked no more often than the breaker lets through."""
        return self._ask(lambda redis: redis.ping()) is not None

    @property
    def last_failure(self) -> str | None:
        """What went wrong last, for those who look after the house."""
        return self._breaker.last_failure

    def close(self) -> None:
        """Let go of the connections."""
        self._redis.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _ask(self, ask: Callable[[Redis], T], *, writes: bool = False) -> T | None:
        """Ask unless there is no point in it. A write that is not answered is lost, or may be."""
        if self._breaker.lets_through():
            try:
                if self._lost == self._made_good or self._renewed():
                    answer = ask(self._redis)
                    self._breaker.answered()
                    return answer
            except (RedisError, OSError) as error:
                self._breaker.failed(error)
        if writes:
            with self._counting:
                self._lost += 1
        return None

    def _renewed(self) -> bool:
        """Begin a new era; whoever comes while somebody else does so goes on without the cache."""
        if not self._renewal.acquire(blocking=False):
            return False
        try:
            lost = self._lost
            era = token_bytes(ERA_BYTES)
            self._redis.set(self._era_key, era)
            self._era = era
            self._made_good = lost
        finally:
            self._renewal.release()
        return True

    def _present(self, redis: Redis) -> bytes:
        """The era to write in. One that is over in the meantime makes an entry that nobody reads."""
        if self._era is None:
            redis.set(self._era_key, token_bytes(ERA_BYTES), nx=True)
            self._era = cast("bytes | None", redis.get(self._era_key))
        return self._era or b""

    def _name(self, key: str) -> bytes:
        return (self._entry + key).encode("utf-8", "surrogatepass")
