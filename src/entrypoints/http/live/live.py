"""The feeds of a process: everything that they need, from its start to its end."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from typing import Any, Final
from urllib.parse import unquote

from attrs import field, frozen
from litestar import WebSocket
from litestar.handlers import WebsocketRouteHandler

from adapters.feed.listeners import Listeners
from entrypoints.http.gate import SAID_ONCE
from entrypoints.http.live.admission import Admission, Pages
from entrypoints.http.live.connection import Connection
from entrypoints.http.live.ending import before_the_end
from entrypoints.http.live.guests import Guest, Standing
from entrypoints.http.live.hub import Hub
from entrypoints.http.live.listener import Listener
from entrypoints.http.live.messages import heartbeat, numbered
from entrypoints.http.live.questions import Question, question_of, read_pairs
from entrypoints.http.live.turned import (
    CLOSING,
    ENDED,
    LATER,
    NOT_ALLOWED,
    TOO_MANY,
    TurnedAwayError,
    too_slow,
)
from entrypoints.http.services import Services
from entrypoints.logs import Outage
from entrypoints.telling import price_told
from trading_core.domain.ids import Symbol
from trading_core.errors import TradingError, Unavailable
from trading_core.ports.feed import EventFeed
from trading_core.use_cases.publish_events import CHANNEL as ORDERS
from trading_core.use_cases.publish_prices import CHANNEL as PRICES
from trading_core.use_cases.publish_prices import PublishPrices

SLIPS: Final = "signals/invalid"
PATHS: Final = {"/ws/orders": ORDERS, "/ws/signals/invalid": SLIPS, "/ws/prices": PRICES}
THREADS: Final = 2
SECONDS_TO_LEAVE: Final = 3.0
SECONDS_TO_READ: Final = 60.0
SECONDS_BETWEEN_PRICES: Final = 1.0

AnySocket = WebSocket[Any, Any, Any]

log = logging.getLogger("trading.live")


@frozen(kw_only=True)
class Manners:
    """What the deployment has decided about listeners."""

    heartbeat_seconds: int
    check_seconds: int
    sockets_per_user: int


@frozen(kw_only=True, eq=False)
class Live:
    """``kept`` holds what must not be lost, ``passing`` the prices."""

    services: Services
    kept: EventFeed
    passing: EventFeed
    publish_prices: PublishPrices
    pages: Pages
    manners: Manners
    _hubs: list[Hub] = field(factory=list, init=False)
    _tasks: list[asyncio.Task[None]] = field(factory=list, init=False)
    _outage: Outage = field(factory=lambda: Outage(log, "the feeds of prices"), init=False)
    _threads: ExitStack = field(factory=ExitStack, init=False)
    _readers: ThreadPoolExecutor = field(
        factory=lambda: ThreadPoolExecutor(THREADS, thread_name_prefix="live"), init=False
    )

    def routes(self) -> list[WebsocketRouteHandler]:
        """The connections that this makes."""
        return [self._route(path, channel) for path, channel in PATHS.items()]

    async def start(self) -> None:
        """Begin to read."""
        kept = self._threads.enter_context(Listeners(self.kept))
        passing = self._threads.enter_context(Listeners(self.passing))
        self._hubs.append(Hub([(kept, frozenset({ORDERS, SLIPS})), (passing, frozenset({PRICES}))]))
        loop = asyncio.get_running_loop()
        for work, seconds in (
            (self._beat, float(self.manners.heartbeat_seconds)),
            (self._check, float(self.manners.check_seconds)),
            (self._look, SECONDS_BETWEEN_PRICES),
        ):
            self._tasks.append(loop.create_task(_again_and_again(work, seconds)))
        before_the_end(loop, self.goodbye)

    async def goodbye(self) -> None:
        """End every connection, and let nobody in any more."""
        for hub in self._hubs:
            hub.close()
            for listener in hub.everybody:
                listener.end(CLOSING)
            await hub.empty(SECONDS_TO_LEAVE)

    async def close(self) -> None:
        """End all of it."""
        await self.goodbye()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await asyncio.get_running_loop().run_in_executor(None, self._threads.close)
        self._readers.shutdown(wait=True)

    def _route(self, path: str, channel: str) -> WebsocketRouteHandler:
        async def listen(socket: AnySocket) -> None:
            await self._serve(socket, channel)

        return WebsocketRouteHandler(path, name=f"WS {path}")(listen)

    async def _serve(self, socket: AnySocket, channel: str) -> None:
        receive, send = socket.receive, socket.send
        await receive()
        headers: dict[str, str] = {}
        stated = [(name.lower(), value) for name, value in socket.headers.multi_items()]
        different = {name for name, value in stated if headers.setdefault(name, value) != value}
        if different & SAID_ONCE or not self.pages.allows(headers.get("origin"), headers.get("host", "")):
            await send({"type": "websocket.close", "code": NOT_ALLOWED, "reason": ""})
            return
        await send({"type": "websocket.accept", "subprotocol": None, "headers": []})
        try:
            listener, question = await self._admit(socket, headers, channel)
        except TurnedAwayError as refusal:
            await send(refusal.ending.message())
            return
        except TradingError:
            await send(LATER.message())
            return
        hub = self._hubs[0]
        with hub.knowing(listener):
            connection = Connection(hub, self._feed(channel), self._readers, receive, send, listener)
            await connection.serve(question.since, self._greeting(question))

    async def _admit(
        self, socket: AnySocket, headers: Mapping[str, str], channel: str
    ) -> tuple[Listener, Question]:
        """The listener and what he asks for, or why he does not come in."""
        if not self._hubs or self._hubs[0].closed:
            raise TurnedAwayError(CLOSING.code, CLOSING.reason)
        asked = read_pairs(socket.scope["query_string"])
        address = str((socket.scope.get("client") or ("unknown",))[0])
        guest = await asyncio.get_running_loop().run_in_executor(
            self._readers, self._guest, headers, asked.get("ticket"), address
        )
        question = question_of(channel, asked, guest.identity)
        hub = self._hubs[0]
        if hub.users()[str(guest.identity.user)] >= self.manners.sockets_per_user:
            most = self.manners.sockets_per_user
            raise TurnedAwayError(TOO_MANY, f"You have {most} connections, the most there can be: close one.")
        return Listener(guest, channel, question.topics), question

    def _guest(self, headers: Mapping[str, str], ticket: str | None, address: str) -> Guest:
        services = self.services
        standing = Standing(services.families, services.api_keys)
        admission = Admission(services, services.tickets, standing)
        return admission.guest(
            headers, None if ticket is None else unquote(ticket), address, services.clock.now()
        )

    def _feed(self, channel: str) -> EventFeed:
        return self.passing if channel == PRICES else self.kept

    def _greeting(self, question: Question) -> Callable[[int], list[str]]:
        """What somebody is told first who comes without a number: prices as they are, and nothing of what only happens."""

        def greet(number: int) -> list[str]:
            if question.channel != PRICES:
                return []
            try:
                quotes = self.services.sources.shown.quotes({Symbol(name) for name in question.topics or ()})
            except Unavailable:
                return []  # prices follow when there are any
            return [numbered(number, price_told(quote)) for _, quote in sorted(quotes.items())]

        return greet

    async def _beat(self) -> None:
        """Send a sign of life, and end those whose last message was never taken."""
        now = self.services.clock.now()
        for hub in self._hubs:
            for listener in hub.everybody:
                passed = max(hub.rooms[listener.channel].passed, listener.position, listener.sent)
                listener.beat(passed, heartbeat(passed, now))
                if listener.stalled(SECONDS_TO_READ):
                    listener.end(too_slow(listener.sent))

    async def _check(self) -> None:
        """End those whose credential has ended."""
        here = [listener for hub in self._hubs for listener in hub.everybody]
        if not here:
            return
        standing = Standing(self.services.families, self.services.api_keys)
        guests = {listener.guest for listener in here}
        gone = await asyncio.get_running_loop().run_in_executor(
            self._readers, standing.gone, guests, self.services.clock.now()
        )
        for listener in here:
            if listener.guest in gone:
                listener.end(ENDED)

    async def _look(self) -> None:
        """Look at the prices of the products that somebody here listens to."""
        names: Sequence[str] = [name for hub in self._hubs for name in hub.rooms[PRICES].by_topic]
        if names:
            symbols = {Symbol(name) for name in names}
            look = asyncio.get_running_loop().run_in_executor(self._readers, self.publish_prices, symbols)
            try:
                await look
            except Unavailable as silence:
                self._outage.lasts(silence)
            else:
                self._outage.over()


async def _again_and_again(work: Callable[[], Awaitable[None]], seconds: float) -> None:
    while True:
        await asyncio.sleep(seconds)
        try:
            await work()
        except Unavailable as silence:
            log.warning("the feeds wait: %s", silence)
        except Exception:
            log.exception("a part of the feeds failed and is tried again")
