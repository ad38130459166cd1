"""
One way to ask over HTTP, with an end to everything: to connecting, to waiting, to drops that keep coming, to size.

Timeouts of a client end a silence and not an answer that drips for hours. So each question is a task of an event loop that
is cancelled as a whole, wherever it stands; the loop has a thread of its own, and whoever asks just waits.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import ssl
from collections.abc import Mapping
from concurrent.futures import TimeoutError as NotInTime
from threading import Lock, Thread
from types import TracebackType
from typing import Final, Self

import httpx

from adapters.prices.exchange.answers import Answer
from adapters.prices.exchange.wrong import LATER, MUCH_LATER, TurnedAway, Unusable, unusable

MOST_BYTES: Final = 4 * 1024 * 1024
GRACE: Final = 1.0
OK: Final = 200
REDIRECTS: Final = range(300, 400)
REFUSALS: Final = frozenset({403, 429})
AGENT: Final = "trading-core (prices)"


class Wire:
    """Asks one question at a time for each caller; nothing is followed elsewhere and nothing asked twice."""

    def __init__(self, part: str, most_bytes: int = MOST_BYTES) -> None:
        """Name the other side, as people know it; nothing is opened before the first question."""
        self._part, self._most = part, most_bytes
        self._lock = Lock()
        self._process = 0
        self._loop: asyncio.AbstractEventLoop | None = None
        self._thread: Thread | None = None
        self._client: httpx.AsyncClient | None = None

    def get(self, url: str, query: Mapping[str, str], seconds: float) -> Answer:
        """Ask, and have the whole answer within so many seconds or none."""
        loop, client = self._ready()
        asked = asyncio.run_coroutine_threadsafe(self._ask(client, url, query, seconds), loop)
        try:
            return asked.result(seconds + GRACE)
        except NotInTime:
            asked.cancel()
            raise self._late(seconds) from None

    async def _ask(
        self, client: httpx.AsyncClient, url: str, query: Mapping[str, str], seconds: float
    ) -> Answer:
        begun = False
        try:
            async with asyncio.timeout(seconds), client.stream("GET", url, params=query) as answer:
                begun = True
                self._judge(answer)
                body = bytearray()
                async for piece in answer.aiter_bytes():
                    body += piece
                    if len(body) > self._most:
                        raise unusable(self._part, f"its answer is larger than {self._most} bytes", LATER)
                media = answer.headers.get("content-type", "").partition(";")[0].strip().lower()
                return Answer(media, bytes(body))
        except (TimeoutError, httpx.TimeoutException):
            raise self._late(seconds) from None
        except httpx.RemoteProtocolError:
            if begun:
                raise unusable(self._part, "it closed the connection in the middle of its answer") from None
            why = "it closed the connection without an answer, as it does with those who ask too often"
            raise TurnedAway(self._part, LATER, why) from None
        except (httpx.HTTPError, httpx.InvalidURL, ssl.SSLError, OSError) as failure:
            raise unusable(self._part, f"it cannot be reached ({type(failure).__name__})") from failure

    def _judge(self, answer: httpx.Response) -> None:
        if answer.status_code in REFUSALS:
            raise TurnedAway(self._part, MUCH_LATER, f"it refuses us (status {answer.status_code})")
        if answer.status_code in REDIRECTS:
            raise unusable(self._part, "it sends us to another address, which we do not follow", LATER)
        if answer.status_code != OK:
            raise unusable(self._part, f"it answered with status {answer.status_code}")

    def _late(self, seconds: float) -> Unusable:
        return unusable(self._part, f"it did not answer within {seconds:g} s")

    def _ready(self) -> tuple[asyncio.AbstractEventLoop, httpx.AsyncClient]:
        """The loop and the client of this very process: neither survives a fork."""
        with self._lock:
            if self._loop is None or self._client is None or self._process != os.getpid():
                trust = httpx.create_ssl_context()
                # certificates of these exchanges lack an extension that Python asks for from 3.13 on
                trust.verify_flags &= ~getattr(ssl, "VERIFY_X509_STRICT", 0)
                # the end is set for each question as a whole
                self._client = httpx.AsyncClient(verify=trust, timeout=None, headers={"User-Agent": AGENT})  # noqa: S113 - see above
                self._loop = asyncio.new_event_loop()
                self._thread = Thread(target=self._loop.run_forever, name="exchange", daemon=True)
                self._thread.start()
                self._process = os.getpid()
            return self._loop, self._client

    def close(self) -> None:
        """End what is under way and let go of every connection."""
        with self._lock:
            loop, thread, client = self._loop, self._thread, self._client
            self._loop = self._thread = self._client = None
        if loop is None or thread is None or client is None or self._process != os.getpid():
            return
        with contextlib.suppress(NotInTime):
            asyncio.run_coroutine_threadsafe(_end(client), loop).result(GRACE)
        loop.call_soon_threadsafe(loop.stop)
        thread.join(GRACE)
        if not thread.is_alive():
            loop.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


async def _end(client: httpx.AsyncClient) -> None:
    here = asyncio.current_task()
    others = [task for task in asyncio.all_tasks() if task is not here]
    for task in others:
        task.cancel()
    await asyncio.gather(*others, return_exceptions=True)
    await client.aclose()
    await asyncio.sleep(0)
