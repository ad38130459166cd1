"""Those who listen over WebSockets."""

from __future__ import annotations

import json
import socket
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, Final
from urllib.parse import urlsplit

from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Origin

from tests.integration.http.people import Door

PATIENCE: Final = 60.0

Message = Mapping[str, Any]


@contextmanager
def listening(
    who: Door,
    path: str,
    *,
    headers: Mapping[str, str] | None = None,
    origin: str | None = None,
    narrow: bool = False,
) -> Iterator[ClientConnection]:
    """A connection with the credential of somebody, or with other headers; a narrow one holds little that is not read."""
    stated = who.credential if headers is None else headers
    line = _narrow_line(who) if narrow else None
    with connect(
        who.url.replace("http", "ws", 1) + path,
        additional_headers=dict(stated),
        origin=None if origin is None else Origin(origin),
        open_timeout=PATIENCE,
        max_size=None,
        ping_interval=None,
        sock=line,
    ) as connection:
        yield connection


def _narrow_line(who: Door) -> socket.socket:
    """The system would let a usual one hold more and more of what nobody reads."""
    place = urlsplit(who.url)
    line = socket.socket()
    line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4_096)
    line.settimeout(PATIENCE)
    line.connect((place.hostname, place.port))
    return line


def hear(connection: ClientConnection) -> Message:
    """The next message, whatever it is."""
    message: Message = json.loads(connection.recv(timeout=PATIENCE))
    return message


def hear_event(connection: ClientConnection) -> Message:
    """The next message that is no sign of life."""
    return hear_until(connection, lambda message: message["type"] != "heartbeat")


def hear_until(connection: ClientConnection, fits: Callable[[Message], bool]) -> Message:
    """The next message that fits."""
    while not fits(message := hear(connection)):
        pass
    return message


def hear_events(connection: ClientConnection, count: int) -> list[Message]:
    """So many messages that are no signs of life."""
    return [hear_event(connection) for _ in range(count)]


def ending_of(connection: ClientConnection) -> tuple[int, str]:
    """How a connection ends, once everything that comes before has been read."""
    try:
        while True:
            connection.recv(timeout=PATIENCE)
    except ConnectionClosed as end:
        frame = end.rcvd
        return (frame.code, frame.reason) if frame is not None else (1006, "")


def cut(connection: ClientConnection) -> None:
    """Lose the connection without a word, as a train does in a tunnel."""
    connection.socket.shutdown(socket.SHUT_RDWR)
