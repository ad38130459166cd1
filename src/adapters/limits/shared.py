"""Rate limits that every process of a deployment shares through Redis."""

from __future__ import annotations

import time
from typing import Final

from redis import Redis
from redis.exceptions import RedisError

from adapters.limits.local import LocalLimiter
from trading_core.ports.limiter import Rate, RateLimiter

# One step for everybody who asks at the same moment. The clock is the server's, so no two disagree about it.
TAKE: Final = """
local times, seconds = tonumber(ARGV[1]), tonumber(ARGV[2])
local clock = redis.call('TIME')
local now = tonumber(clock[1]) + tonumber(clock[2]) / 1000000
local kept = redis.call('HMGET', KEYS[1], 'left', 'since')
local left = math.min(tonumber(kept[1] or times) + math.max(now - tonumber(kept[2] or now), 0) * times / seconds, times)
local wait = 0
if left >= 1 then left = left - 1 else wait = math.max(math.ceil(1000 * (1 - left) * seconds / times), 1) end
redis.call('HSET', KEYS[1], 'left', string.format('%.9f', left), 'since', string.format('%.6f', now))
redis.call('EXPIRE', KEYS[1], math.ceil(seconds) + 1)
return wait
"""
SECONDS_OF_SILENCE: Final = 1.0


class SharedLimiter(RateLimiter):
    """Buckets in Redis; while it does not answer, each process limits alone and asks again every second."""

    def __init__(self, client: Redis, prefix: str = "trading:limit:") -> None:
        """Use a client whose timeouts are short."""
        self._client, self._prefix = client, prefix
        self._script = client.register_script(TAKE)
        self._alone = LocalLimiter()
        self._silent_until = 0.0

    def take(self, key: str, rate: Rate) -> int:
        """Take from the bucket that is shared, or from this process's own."""
        if time.monotonic() < self._silent_until:
            return self._alone.take(key, rate)
        name = f"{self._prefix}{rate.times}:{rate.seconds}:{key}"
        try:
            return int(self._script(keys=[name], args=[rate.times, rate.seconds]))
        except (RedisError, OSError):
            self._silent_until = time.monotonic() + SECONDS_OF_SILENCE
            return self._alone.take(key, rate)
