"""One who listens: what is on its way to him, never without bound."""

from __future__ import annotations

import asyncio
import time
from collections import deque
from collections.abc import Awaitable, Callable
from typing import Final

from entrypoints.http.live.guests import Guest
from entrypoints.http.live.turned import Ending, too_slow

MOST_MESSAGES: Final = 256
MOST_BYTES: Final = 1024 * 1024

SendText = Callable[[str], Awaitable[None]]


class Listener:
    """
    A bounded queue between those who tell and the one connection that sends.

    ``position`` is the number behind which he has still to be told everything. One whose queue is full is ended: he
    comes back and reads at his own pace what is kept anyway.
    """

    def __init__(self, guest: Guest, channel: str, topics: frozenset[str] | None) -> None:
        """Listen to some topics of a channel, or to all of it."""
        self.guest, self.channel, self.topics = guest, channel, topics
        self.position = 0
        self.sent = 0
        self.lagging = False
        self.live = False
        self.overflowed = False
        self.ended: asyncio.Future[Ending | None] = asyncio.get_running_loop().create_future()
        self.drained: Callable[[Listener], None] = lambda _: None
        self._queue: deque[tuple[int, str]] = deque()
        self._size = 0
        self._waiting = asyncio.Event()
        self._sending_since: float | None = None

    @property
    def pending(self) -> bool:
        """Whether something is on its way."""
        return bool(self._queue) or self._sending_since is not None

    def stalled(self, seconds: float) -> bool:
        """Whether one message has been on its way for longer than that."""
        return self._sending_since is not None and time.monotonic() - self._sending_since > seconds

    def offer(self, number: int, text: str) -> bool:
        """Put a message into the queue, unless he has gone or has read it already; say whether it is there."""
        if self.ended.done() or self.overflowed or number <= self.position:
            return False
        if self._queue and (len(self._queue) >= MOST_MESSAGES or self._size + len(text) > MOST_BYTES):
            self._overflow()
            return False
        self._queue.append((number, text))
        self._size += len(text)
        self._waiting.set()
        return True

    def _overflow(self) -> None:
        """End him, unless he is still reading what he missed: then there is only more of it."""
        if self.live:
            self.end(too_slow(self.sent))
            return
        self.overflowed = True
        self._queue.clear()
        self._size = 0

    def beat(self, number: int, text: str) -> None:
        """Send a sign of life, where nothing else is on its way."""
        if self.live and not self.pending and not self.ended.done():
            self._queue.append((number, text))
            self._size += len(text)
            self._waiting.set()

    def end(self, ending: Ending | None) -> None:
        """End the connection; the first to say so says why."""
        if not self.ended.done():
            self.ended.set_result(ending)
        self._queue.clear()
        self._size = 0
        self.drained(self)

    def caught_up(self, position: int) -> None:
        """Begin to hear what is told, behind what was read."""
        self.position = position
        self._queue = deque(pair for pair in self._queue if pair[0] > position)
        self._size = sum(len(text) for _, text in self._queue)
        self.live = True

    async def send(self, send: SendText, number: int, text: str) -> None:
        """Send one message and know how long that takes."""
        self._sending_since = time.monotonic()
        try:
            await send(text)
            self.sent = number
        finally:
            self._sending_since = None

    async def run(self, send: SendText) -> None:
        """Send what is in the queue, for ever."""
        while True:
            while self._queue:
                number, text = self._queue.popleft()
                self._size -= len(text)
                await self.send(send, number, text)
            self.lagging = False
            self.drained(self)
            self._waiting.clear()
            await self._waiting.wait()
