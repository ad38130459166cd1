"""A feed that processes and hosts share, in streams of Redis."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import timedelta
from typing import Final, Self, cast

from redis import Redis
from redis.backoff import NoBackoff
from redis.exceptions import RedisError
from redis.retry import Retry
from redis.typing import KeyT, StreamIdT

from adapters.feed.beginning import LENGTH, microseconds
from trading_core.errors import Unavailable
from trading_core.ports.feed import EventFeed, FeedEvent, NewEvent

# A stream's entry: its id and its fields.
Entry = tuple[bytes, dict[bytes, bytes]]

SECONDS_TO_ANSWER: Final = 2.0
SECONDS_TO_WAIT: Final = 1.0
DAYS_IDLE: Final = 30
CHUNK: Final = 500
LARGEST: Final = 2**63 - 1

# What stands before an owner, so that one without a name is not nobody.
OWNED: Final = b"="
OF_NOBODY: Final = b""

# One step for all processes: a key that is known keeps its number, another gets the next one, and what is
# too old goes together with its key.
EXTEND: Final = """
local events, numbers = KEYS[1], KEYS[2]
local first, length, idle = ARGV[1], tonumber(ARGV[2]), ARGV[3]
local newest = redis.call('XREVRANGE', events, '+', '-', 'COUNT', 1)[1]
local last = newest and tonumber(string.match(newest[1], '^%d+'))
local told = {}
for place = 4, #ARGV, 3 do
    local key, owner, content = ARGV[place], ARGV[place + 1], ARGV[place + 2]
    local number = redis.call('HGET', numbers, key)
    if not number then
        last = last and last + 1 or tonumber(first)
        number = string.format('%.0f', last)
        if owner == '' then
            redis.call('XADD', events, number .. '-0', 'key', key, 'content', content)
        else
            redis.call('XADD', events, number .. '-0', 'key', key, 'owner', string.sub(owner, 2), 'content', content)
        end
        redis.call('HSET', numbers, key, number)
    end
    told[#told + 1] = number
end
local excess = redis.call('XLEN', events) - length
if excess > 0 then
    for _, old in ipairs(redis.call('XRANGE', events, '-', '+', 'COUNT', excess)) do
        redis.call('HDEL', numbers, old[2][2])
        redis.call('XDEL', events, old[1])
    end
end
redis.call('EXPIRE', events, idle)
redis.call('EXPIRE', numbers, idle)
return told
"""


class SharedFeed(EventFeed):
    """
    Keeps the newest events of each channel in Redis, and knows a key as long as its event.

    Without Redis every call is refused as unavailable: who tells events tells them again later, and nothing is
    numbered twice, since the key says whether the first attempt came through. A Redis that comes back empty
    begins anew, above all numbers that it gave before.
    """

    def __init__(
        self,
        url: str,
        deployment: str,
        length: int = LENGTH,
        first: Callable[[], int] = microseconds,
        timeout: float = SECONDS_TO_ANSWER,
    ) -> None:
        """Keep so many events of each channel, at least one; a channel's first number comes from ``first``."""
        self._length = max(length, 1)
        self._first = first
        self._deployment = deployment
        # No retries: the callers repeat what was refused, and know best when.
        self._redis, self._waiting = (
            Redis.from_url(
                url,
                protocol=2,
                socket_timeout=patience,
                socket_connect_timeout=timeout,
                retry=Retry(NoBackoff(), 0),
            )
            for patience in (timeout, timeout + SECONDS_TO_WAIT)
        )
        self._extend = self._redis.register_script(EXTEND)

    def extend(self, channel: str, told: Sequence[NewEvent]) -> tuple[int, ...]:
        """Add events, each once."""
        if not told:
            return ()
        arguments: list[bytes | int] = [self._first(), self._length, DAYS_IDLE * 86_400]
        for new in told:
            owner = OF_NOBODY if new.owner is None else OWNED + _bytes(new.owner)
            arguments += [_bytes(new.key), owner, new.content]
        with _answering():
            numbers = self._extend([self._key(channel, "events"), self._key(channel, "numbers")], arguments)
        return tuple(int(number) for number in cast("list[bytes]", numbers))

    def since(
        self, channel: str, number: int, limit: int, owners: Collection[str] | None = None
    ) -> tuple[FeedEvent, ...]:
        """
        Read the events behind a number, some at a time.

        Should the oldest be forgotten faster than they are read, the answer ends there: it has no hole inside.
        """
        found: list[FeedEvent] = []
        position = max(number, 0)
        while len(found) < limit and position < LARGEST:
            # The events of some owners may be few among many.
            chunk = self._chunk(channel, position, min(CHUNK, limit) if owners is None else CHUNK)
            if not chunk or (found and chunk[0].number != position + 1):
                break
            found += [
                event for event in chunk if owners is None or event.owner is None or event.owner in owners
            ]
            position = chunk[-1].number
        return tuple(found[: max(limit, 0)])

    def forgotten(self, channel: str) -> int:
        """Tell the number before the oldest event: a channel that has begun anew does not know what was before."""
        with _answering():
            oldest = cast("list[Entry]", self._redis.xrange(self._key(channel, "events"), count=1))
        return _number(oldest[0][0]) - 1 if oldest else 0

    def last(self, channel: str) -> int:
        """Tell the newest number."""
        with _answering():
            newest = cast("list[Entry]", self._redis.xrevrange(self._key(channel, "events"), count=1))
        return _number(newest[0][0]) if newest else 0

    def wait(self, seen: Mapping[str, int], patience: timedelta) -> frozenset[str]:
        """Let Redis say when there is something new; a connection that is lost meanwhile loses nothing."""
        channels = {self._key(channel, "events"): channel for channel in seen}
        positions: dict[KeyT, StreamIdT] = {
            key: f"{min(max(seen[channel], 0), LARGEST)}-0" for key, channel in channels.items()
        }
        until = time.monotonic() + patience.total_seconds()
        while channels:
            left = min(until - time.monotonic(), SECONDS_TO_WAIT)
            # No time at all means for ever to Redis, and less than a thousandth means no time.
            block = int(left * 1_000)
            with _answering():
                found = self._waiting.xread(positions, count=1, block=block if block > 0 else None)
            new = frozenset(channels[key] for key, _ in cast("list[tuple[bytes, object]]", found or []))
            if new or until <= time.monotonic():
                return new
        return frozenset()

    def close(self) -> None:
        """Let go of the connections."""
        self._redis.close()
        self._waiting.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _chunk(self, channel: str, position: int, size: int) -> list[FeedEvent]:
        with _answering():
            entries = self._redis.xrange(self._key(channel, "events"), min=f"{position + 1}", count=size)
        return [_event(channel, entry) for entry in cast("list[Entry]", entries)]

    def _key(self, channel: str, what: str) -> bytes:
        # The braces keep both keys of a channel on one node of a cluster.
        return b"{" + _bytes(f"{self._deployment}:feed:{channel}") + b"}:" + what.encode()


@contextmanager
def _answering() -> Iterator[None]:
    try:
        yield
    except (RedisError, OSError) as error:
        raise Unavailable("the feed of events") from error


def _event(channel: str, entry: Entry) -> FeedEvent:
    name, fields = entry
    owner = fields.get(b"owner")
    return FeedEvent(
        channel,
        _number(name),
        _text(fields[b"key"]),
        None if owner is None else _text(owner),
        fields[b"content"],
    )


def _number(name: bytes) -> int:
    return int(name.partition(b"-")[0])


def _bytes(written: str) -> bytes:
    return written.encode("utf-8", "surrogatepass")


def _text(written: bytes) -> str:
    return written.decode("utf-8", "surrogatepass")
