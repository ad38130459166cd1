"""One connection from its beginning to its end."""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import Awaitable, Callable, Mapping
from concurrent.futures import Executor
from functools import partial
from typing import Any, Final

from entrypoints.http.live.hub import Hub
from entrypoints.http.live.listener import Listener
from entrypoints.http.live.messages import event_message, reset
from entrypoints.http.live.turned import LATER, POLICY, TOO_LARGE, Ending, too_slow
from trading_core.errors import TradingError
from trading_core.ports.feed import EventFeed, FeedEvent

Receive = Callable[[], Awaitable[Mapping[str, Any]]]
Send = Callable[[Any], Awaitable[None]]

PAGE: Final = 100
SECONDS_TO_TAKE: Final = 20.0
SECONDS_TO_CLOSE: Final = 20.0
# What a client may say, which is nothing that anybody listens to.
MOST_SAID: Final = 4_096
MOST_SAID_A_SECOND: Final = 20


class Connection:
    """
    Sends first what was missed, then what happens.

    What was missed is read page by page, each after the one before was taken, so it needs no queue. Before the last page
    the listener joins the hub, so that whatever is told meanwhile is in that page or in his queue.
    """

    def __init__(
        self, hub: Hub, feed: EventFeed, readers: Executor, receive: Receive, send: Send, listener: Listener
    ) -> None:
        """Connect a listener."""
        self._hub, self._feed, self._readers = hub, feed, readers
        self._receive, self._send, self._listener = receive, send, listener

    async def serve(self, since: int | None, greeting: Callable[[int], list[str]]) -> None:
        """Serve until either side has enough; the connection was accepted."""
        listener = self._listener
        tasks = [asyncio.ensure_future(self._tell(since, greeting)), asyncio.ensure_future(self._hear())]
        try:
            ending = await listener.ended
        finally:
            self._hub.leave(listener)
            # The server cannot close what is still being received from.
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
        if ending is not None:
            with contextlib.suppress(TimeoutError, Exception):
                await asyncio.wait_for(_awaited(self._send(ending.message())), SECONDS_TO_CLOSE)

    async def _tell(self, since: int | None, greeting: Callable[[int], list[str]]) -> None:
        listener = self._listener
        try:
            await self._hub.open(listener.channel)
            position = await self._replay(since, greeting)
            listener.caught_up(position)
            await listener.run(self._send_text)
        except TimeoutError:
            listener.end(too_slow(listener.sent))
        except TradingError:
            listener.end(LATER)
        except Exception:
            listener.end(None)
            raise

    async def _replay(self, since: int | None, greeting: Callable[[int], list[str]]) -> int:
        """Send what was missed, and tell up to which number nothing is missing any more."""
        listener = self._listener
        last = await self._read(partial(self._feed.last, listener.channel))
        position = last if since is None else since
        if position > last:
            # a number that was never given: what it was given by has been lost
            position = await self._forget(last)
        if since is None:
            for text in await self._read(partial(greeting, last)):
                await self._take(last, text)
        joined = False
        while True:
            page, gone = await self._read(partial(self._page, position))
            if gone > position:
                position = await self._forget(gone)
            for event in page:
                if event.number > position:
                    await self._take(event.number, event_message(event))
                    position = event.number
            if len(page) == PAGE:
                continue
            if joined and not listener.overflowed:
                return position
            listener.overflowed = False
            self._hub.join(listener)
            joined = True

    def _page(self, position: int) -> tuple[tuple[FeedEvent, ...], int]:
        """A page, and up to where there may be holes in it; read in this order, so that none is overlooked."""
        channel, topics = self._listener.channel, self._listener.topics
        page = self._feed.since(channel, position, PAGE, topics)
        return page, self._feed.forgotten(channel)

    async def _forget(self, number: int) -> int:
        await self._take(number, reset(number))
        return number

    async def _take(self, number: int, text: str) -> None:
        await asyncio.wait_for(self._listener.send(self._send_text, number, text), SECONDS_TO_TAKE)

    async def _read(self, read: Callable[[], Any]) -> Any:  # noqa: ANN401 - whatever is read
        return await asyncio.get_running_loop().run_in_executor(self._readers, read)

    async def _send_text(self, text: str) -> None:
        await self._send({"type": "websocket.send", "text": text})

    async def _hear(self) -> None:
        """Read what the other end says, to know when it has gone, and let it say little."""
        second, said = 0, 0
        while True:
            message = await self._receive()
            if message["type"] == "websocket.disconnect":
                self._listener.end(None)
                return
            if len(message.get("bytes") or message.get("text") or "") > MOST_SAID:
                self._listener.end(Ending(TOO_LARGE, f"Say at most {MOST_SAID} bytes; nothing is read here."))
                return
            now = int(time.monotonic())
            second, said = (second, said + 1) if now == second else (now, 1)
            if said > MOST_SAID_A_SECOND:
                self._listener.end(Ending(POLICY, "Say less; nothing is read here."))
                return


async def _awaited(sending: Awaitable[None]) -> None:
    """What the server gives to be awaited is no coroutine."""
    await sending
