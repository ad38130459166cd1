"""The hub of a process: each event is read once and handed to all who may hear it, and nobody waits for the slow."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import Final

from adapters.feed.listeners import Listeners
from entrypoints.http.live.listener import Listener
from entrypoints.http.live.messages import event_message
from entrypoints.http.live.turned import LATER
from trading_core.ports.feed import FeedEvent

Told = tuple[int, str | None, str]

# How many messages are put into queues at a time, and how many of them, and of their bytes, into one.
MOST_AT_ONCE: Final = 2_000
MOST_EACH: Final = 64
MOST_BYTES_EACH: Final = 256 * 1024
# How long one message may be on its way before the others stop waiting for its receiver.
PATIENCE: Final = 0.25
LONG_PATIENCE: Final = 1.0
GLANCE: Final = 0.05

log = logging.getLogger("trading.live")


class Room:
    """Those who listen to one channel, by topic."""

    def __init__(self) -> None:
        """Begin empty."""
        self.of_all: dict[Listener, None] = {}
        self.by_topic: dict[str, dict[Listener, None]] = {}
        self.everybody: dict[Listener, None] = {}
        self.passed = 0

    def add(self, listener: Listener) -> None:
        """Let somebody in."""
        self.everybody[listener] = None
        if listener.topics is None:
            self.of_all[listener] = None
        for topic in listener.topics or ():
            self.by_topic.setdefault(topic, {})[listener] = None

    def remove(self, listener: Listener) -> None:
        """Let somebody out."""
        self.everybody.pop(listener, None)
        self.of_all.pop(listener, None)
        for topic in listener.topics or ():
            found = self.by_topic.get(topic, {})
            found.pop(listener, None)
            if not found:
                self.by_topic.pop(topic, None)

    def hearing(self, owner: str | None) -> Iterator[Listener]:
        """Those who may hear an event."""
        if owner is None:
            yield from self.everybody
        else:
            yield from self.of_all
            yield from self.by_topic.get(owner, ())


class Hub:
    """
    Lives in the event loop of its process.

    Events come from the reading threads, a page at a time, and a thread reads no further before its page is in the
    queues and most of these are empty again: so a burst fills nobody's queue who reads. Whoever does not read is waited
    for once, for a moment; from then on his queue fills, and when it is full he is ended.
    """

    def __init__(self, readers: Sequence[tuple[Listeners, frozenset[str]]]) -> None:
        """Hear channels through these readers."""
        self._readers = {channel: listeners for listeners, channels in readers for channel in channels}
        self.rooms = {channel: Room() for channel in self._readers}
        self.loop = asyncio.get_running_loop()
        self.everybody: dict[Listener, None] = {}
        self._empty = asyncio.Event()
        self._opening: dict[str, asyncio.Task[None]] = {}
        self._leaving: list[Callable[[], None]] = []
        self._busy: set[Listener] = set()
        self._idle = asyncio.Event()
        self.closed = False

    async def open(self, channel: str) -> None:
        """Begin to hear a channel, once for all who listen; without a feed this is refused as unavailable."""
        if channel not in self._opening:
            self._opening[channel] = self.loop.create_task(self._listen(channel))
        try:
            await asyncio.shield(self._opening[channel])
        except Exception:
            self._opening.pop(channel, None)
            raise

    async def _listen(self, channel: str) -> None:
        hear = self._ear(channel)
        leave = await self.loop.run_in_executor(None, self._readers[channel].listen, channel, hear)
        self._leaving.append(leave)

    def join(self, listener: Listener) -> None:
        """Put into his queue whatever is told from now on."""
        listener.drained = self._drained
        self.rooms[listener.channel].add(listener)

    def leave(self, listener: Listener) -> None:
        """Put nothing more into it."""
        self.rooms[listener.channel].remove(listener)
        self._drained(listener)

    @contextlib.contextmanager
    def knowing(self, listener: Listener) -> Iterator[None]:
        """Know of a connection as long as there is one."""
        self.everybody[listener] = None
        try:
            yield
        finally:
            del self.everybody[listener]
            if not self.everybody:
                self._empty.set()

    async def empty(self, seconds: float) -> None:
        """Wait until every connection has ended, but no longer than this."""
        self._empty.clear()
        if self.everybody:
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._empty.wait(), seconds)

    def users(self) -> Counter[str]:
        """How many connections each user has."""
        return Counter(str(listener.guest.identity.user) for listener in self.everybody)

    def close(self) -> None:
        """Hear nothing more."""
        self.closed = True
        for leave in self._leaving:
            leave()
        self._idle.set()

    def _ear(self, channel: str) -> Callable[[tuple[FeedEvent, ...]], None]:
        def hear(events: tuple[FeedEvent, ...]) -> None:
            """In the reading thread: write each message once, and wait until all who read have it."""
            if self.closed:
                return
            try:
                told = [(event.number, event.owner, event_message(event)) for event in events]
                asyncio.run_coroutine_threadsafe(self.deliver(channel, told), self.loop).result()
            except Exception:
                # whoever is told nothing more has to know it, and comes back
                log.exception("the events of %s could not be handed on", channel)
                self.loop.call_soon_threadsafe(self._send_away, channel)

        return hear

    def _send_away(self, channel: str) -> None:
        for listener in list(self.rooms[channel].everybody):
            listener.end(LATER)

    async def deliver(self, channel: str, told: Sequence[Told]) -> None:
        """Hand events to those who may hear them, so much at a time as they take."""
        room = self.rooms[channel]
        offered = events = size = 0
        for number, owner, text in told:
            if (
                offered >= MOST_AT_ONCE
                or events >= MOST_EACH
                or (size and size + len(text) > MOST_BYTES_EACH)
            ):
                await self._settled()
                offered = events = size = 0
            for listener in list(room.hearing(owner)):
                if listener.offer(number, text):
                    offered += 1
                    if listener.live and not listener.lagging:
                        self._busy.add(listener)
            room.passed = max(room.passed, number)
            events += 1
            size += len(text)
        await self._settled()

    async def _settled(self) -> None:
        """Wait until the queues are empty, without those whose receivers do not read."""
        while self._busy and not self.closed:
            self._idle.clear()
            begun = time.monotonic()
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._idle.wait(), GLANCE)
            # a process that is itself late cannot tell so soon who is
            late = time.monotonic() - begun > 2 * GLANCE
            for listener in [one for one in self._busy if one.stalled(LONG_PATIENCE if late else PATIENCE)]:
                listener.lagging = True
                self._busy.discard(listener)

    def _drained(self, listener: Listener) -> None:
        self._busy.discard(listener)
        if not self._busy:
            self._idle.set()
