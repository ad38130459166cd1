"""What a Redis says of itself, for those who look after it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any, Final, cast

from attrs import frozen
from redis import Redis
from redis.backoff import NoBackoff
from redis.exceptions import RedisError
from redis.retry import Retry

from trading_core.errors import Unavailable

PART: Final = "Redis"
SECONDS_TO_ANSWER: Final = 2.0
EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)


@frozen
class Condition:
    """Its version, what it throws away when it is full, whether it ever is, whether anything is kept, and its clock."""

    version: str
    policy: str
    bounded: bool
    lasting: bool
    now: datetime


def condition_of(url: str, seconds: float = SECONDS_TO_ANSWER) -> Condition:
    """Ask a Redis how it does; one that does not answer in that time is unavailable."""
    try:
        # Version 2 of the protocol says all that is needed here with fewer words before the first.
        with Redis.from_url(
            url,
            protocol=2,
            socket_timeout=seconds,
            socket_connect_timeout=seconds,
            retry=Retry(NoBackoff(), 0),
        ) as redis:
            told = cast("dict[str, Any]", redis.info())
            moment, parts = cast("tuple[int, int]", redis.time())
    except (RedisError, OSError) as silence:
        raise Unavailable(PART) from silence
    return Condition(
        version=str(told.get("redis_version", "")),
        policy=str(told.get("maxmemory_policy", "noeviction")),
        bounded=bool(told.get("maxmemory")),
        lasting=bool(told.get("aof_enabled")),
        now=EPOCH + timedelta(seconds=moment, microseconds=parts),
    )
