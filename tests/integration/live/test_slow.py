"""Whoever does not read is dropped, and delays nobody."""

from __future__ import annotations

import socket
from base64 import b64encode
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from secrets import token_bytes
from urllib.parse import urlsplit

from websockets.exceptions import ConnectionClosed

from adapters.feed.bells import LocalBell
from adapters.sql.database import Database
from adapters.sql.feed import SqlFeed
from entrypoints.settings import read_settings
from tests.integration.http.people import Person
from tests.integration.live.ears import hear_event, listening
from tests.servers.service import ServiceServer
from trading_core.ports.feed import NewEvent

CHANNEL = "signals/invalid"
STALLED = 6
EVENTS = 300
LARGE = b'{"type":"large","filling":"%s"}' % (b"x" * 50_000)


@contextmanager
def telling(service: ServiceServer) -> Iterator[SqlFeed]:
    """Somebody beside the service who tells something, and whose bell it does not hear."""
    settings = read_settings(service.settings, service.folder)
    with Database(settings.database) as database:
        yield SqlFeed(database, LocalBell())


@contextmanager
def stalled(who: Person) -> Iterator[socket.socket]:
    """A connection whose owner never reads."""
    place = urlsplit(who.url)
    with socket.socket() as line:
        line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4_096)
        line.settimeout(60)
        line.connect((place.hostname, place.port))
        key = b64encode(token_bytes(16)).decode()
        line.sendall(
            f"GET /ws/signals/invalid/ HTTP/1.1\r\nHost: {place.netloc}\r\nUpgrade: websocket\r\n"
            f"Connection: Upgrade\r\nSec-WebSocket-Key: {key}\r\nSec-WebSocket-Version: 13\r\n"
            f"Authorization: Bearer {who.access}\r\n\r\n".encode()
        )
        assert line.recv(12) == b"HTTP/1.1 101"
        yield line


def test_those_who_do_not_read_delay_nobody(service: ServiceServer, alice: Person, bob: Person) -> None:
    """A reader hears everything, once and in order, while others have stopped reading and their buffers are full."""
    account = alice.get("/api/account/").json()["id"]
    with telling(service) as feed, ExitStack() as stack:
        lines = [stack.enter_context(stalled(alice)) for _ in range(STALLED)]
        with listening(alice, "/ws/signals/invalid/") as ear, listening(bob, "/ws/signals/invalid/") as other:
            numbers = feed.extend(
                CHANNEL, [NewEvent(f"{account} {n}", account, LARGE) for n in range(EVENTS)]
            )

            assert list(numbers) == [hear_event(ear)["id"] for _ in numbers]
            (mark,) = feed.extend(CHANNEL, [NewEvent(f"{account} end", None, b'{"type":"mark"}')])
            assert mark == hear_event(other)["id"]
        assert all(_ended(line) for line in lines)


def _ended(line: socket.socket) -> bool:
    """Whether a connection ends once its owner reads, long before he has read everything."""
    read = 0
    while piece := line.recv(65_536):
        read += len(piece)
    return read < EVENTS * len(LARGE)


def test_whoever_was_too_slow_is_told_where_to_go_on(service: ServiceServer, alice: Person) -> None:
    """One who reads again in time learns why he is dropped, comes back with his number, and has missed nothing."""
    account = alice.get("/api/account/").json()["id"]
    told: list[int] = []
    heard: list[int] = []
    end = None
    with (
        telling(service) as feed,
        listening(alice, "/ws/signals/invalid/", narrow=True) as slow,
        listening(alice, "/ws/signals/invalid/") as quick,
    ):
        while end is None:  # his process may be the later of two, and then he is not late himself
            begin = len(told)
            told += feed.extend(
                CHANNEL, [NewEvent(f"{account} {begin + n}", account, LARGE) for n in range(EVENTS)]
            )
            assert told[begin:] == [hear_event(quick)["id"] for _ in told[begin:]]
            try:
                while len(heard) < len(told):
                    heard.append(hear_event(slow)["id"])
            except ConnectionClosed as closed:
                end = closed.rcvd
    assert end is not None
    assert 4408 == end.code
    assert "since=" in end.reason
    with listening(alice, f"/ws/signals/invalid/?since={heard[-1]}") as again:
        heard += [hear_event(again)["id"] for _ in told[len(heard) :]]

    assert told == heard
