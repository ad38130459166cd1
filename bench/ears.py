"""Very many listeners in one process, who note how long each message was on its way."""

from __future__ import annotations

import asyncio
import time
from base64 import b64encode
from functools import partial
from secrets import token_bytes
from typing import Final

import httpx

MARK: Final = b'"told":'
SMALL, LARGE = 126, 127


class Ear(asyncio.Protocol):
    """A connection that reads frames and keeps nothing of them but their age."""

    def __init__(self, crowd: Crowd, path: str, headers: str) -> None:
        """Ask for a path."""
        self.crowd, self.path, self.headers = crowd, path, headers
        self.unread = b""
        self.open = False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Begin with the handshake."""
        assert isinstance(transport, asyncio.Transport)
        self.crowd.transports.append(transport)
        key = b64encode(token_bytes(16)).decode()
        transport.write(
            f"GET {self.path} HTTP/1.1\r\nHost: bench\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            f"Sec-WebSocket-Key: {key}\r\nSec-WebSocket-Version: 13\r\n{self.headers}\r\n".encode()
        )

    def data_received(self, data: bytes) -> None:
        """Read whole frames."""
        self.unread += data
        if not self.open:
            head, end, rest = self.unread.partition(b"\r\n\r\n")
            if not end:
                return
            assert head.startswith(b"HTTP/1.1 101"), head
            self.open, self.unread = True, rest
            self.crowd.note_open()
        while (frame := self._frame()) is not None:
            place = frame.find(MARK)
            if place >= 0:
                self.crowd.note(time.time_ns() - int(frame[place + len(MARK) : place + len(MARK) + 19]))

    def connection_lost(self, exc: Exception | None) -> None:
        """Count who was dropped."""
        del exc
        self.crowd.lost += 1

    def _frame(self) -> bytes | None:
        data = self.unread
        if len(data) < 2:
            return None
        length, begin = data[1], 2
        if length == SMALL:
            length, begin = int.from_bytes(data[2:4], "big"), 4
        elif length == LARGE:
            length, begin = int.from_bytes(data[2:10], "big"), 10
        if len(data) < begin + length:
            return None
        self.unread = data[begin + length :]
        return data[begin : begin + length]


class Crowd:
    """So many listeners."""

    def __init__(self) -> None:
        """Begin with none."""
        self.transports: list[asyncio.Transport] = []
        self.delays: list[int] = []
        self.opened = self.lost = self.wanted = 0
        self.changed = asyncio.Event()

    async def connect(self, url: str, path: str, headers: list[str]) -> None:
        """Connect one after the other, each with its own headers."""
        place, loop = httpx.URL(url), asyncio.get_running_loop()
        for number, stated in enumerate(headers, 1):
            await loop.create_connection(partial(Ear, self, path, stated), place.host, place.port or 80)
            while self.opened < number - 50:
                await self._change()
        while self.opened < len(headers):
            await self._change()

    async def hear(self, count: int) -> list[int]:
        """Wait until everybody together has heard so many messages, and tell how long each was on its way."""
        self.wanted = count
        while len(self.delays) < count:
            await self._change()
        found, self.delays = self.delays, []
        return found

    def close(self) -> None:
        """Let go of everything."""
        for transport in self.transports:
            transport.abort()

    def note_open(self) -> None:
        """One more is connected."""
        self.opened += 1
        self.changed.set()

    def note(self, delay: int) -> None:
        """One more message has come."""
        self.delays.append(delay)
        if len(self.delays) >= self.wanted:
            self.changed.set()

    async def _change(self) -> None:
        self.changed.clear()
        await asyncio.wait_for(self.changed.wait(), 120)
