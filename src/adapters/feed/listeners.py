"""Many listeners on one feed: each event is read once for a process, whoever wants it."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import timedelta
from threading import Event, Lock, Thread
from typing import Final, Self

from trading_core.errors import Unavailable
from trading_core.ports.feed import EventFeed, FeedEvent

Hear = Callable[[tuple[FeedEvent, ...]], None]

# How long a channel may have to wait for its first listener to be noticed, and a lost feed for being asked again.
SECONDS: Final = 0.5
PAGE: Final = 500

logger = logging.getLogger(__name__)


class Listeners:
    """
    Tells each listener of a channel, in order, every event that is appended after it began to listen.

    Whoever wants older ones too begins to listen first, then reads ``since`` his number, and drops what he hears with a
    number that he has read; a few events from before he came may be among it. One thread reads for all; it survives
    every failure of the feed and goes on behind the last event that it has told. A listener is called in that
    thread, which reads no further before he returns; one that raises is told nothing more.
    """

    def __init__(self, feed: EventFeed, seconds: float = SECONDS) -> None:
        """Read from a feed, once it is entered."""
        self._feed = feed
        self._seconds = seconds
        self._lock = Lock()
        self._hearing: dict[str, list[Hear]] = {}
        self._seen: dict[str, int] = {}
        self._ending = Event()
        self._noticed = Event()
        self._thread = Thread(target=self._run, name="listeners", daemon=True)
        self.last_failure: str | None = None

    def listen(self, channel: str, hear: Hear) -> Callable[[], None]:
        """Begin to listen; what is given back ends it. Without a feed this is refused as unavailable."""
        last = self._feed.last(channel)
        with self._lock:
            self._hearing.setdefault(channel, []).append(hear)
            self._seen.setdefault(channel, last)
        self._noticed.set()
        return lambda: self._leave(channel, hear)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._ending.set()
        self._noticed.set()
        self._thread.join()

    def _leave(self, channel: str, hear: Hear) -> None:
        with self._lock:
            hearing = self._hearing.get(channel, [])
            if hear in hearing:
                hearing.remove(hear)
            if not hearing:
                self._hearing.pop(channel, None)
                self._seen.pop(channel, None)

    def _run(self) -> None:
        while not self._ending.is_set():
            with self._lock:
                seen = dict(self._seen)
            if not seen:
                self._noticed.wait()
                self._noticed.clear()
                continue
            try:
                for channel in self._feed.wait(seen, timedelta(seconds=self._seconds)):
                    self._tell(channel, self._feed.since(channel, seen[channel], PAGE))
            except Exception as error:  # a thread that dies would leave every listener in silence
                self.last_failure = f"{type(error).__name__}: {error}"
                logger.warning("listeners hear nothing", exc_info=not isinstance(error, Unavailable))
                self._ending.wait(self._seconds)

    def _tell(self, channel: str, events: tuple[FeedEvent, ...]) -> None:
        with self._lock:
            # Everybody may have left meanwhile, and somebody may have come back.
            seen = self._seen.get(channel)
            new = tuple(event for event in events if seen is not None and event.number > seen)
            if not new:
                return
            self._seen[channel] = new[-1].number
            hearing = tuple(self._hearing[channel])
        for hear in hearing:
            try:
                hear(new)
            except Exception:
                logger.exception("a listener of %s failed and is told nothing more", channel)
                self._leave(channel, hear)
