"""Whoever connects and then says nothing, or not all of it, is left after a while, and does not keep the service from ending."""

from __future__ import annotations

import os
import signal
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Event, Thread

from entrypoints.http.main import ENDED
from tests.integration.http.people import Door
from tests.servers.service import OPERATOR, ServiceServer

HEAD = b"POST /api/token/ HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
ASSISTANT = b"POST /mcp HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nX-API-KEY: %s\r\n"
PATIENCE = 120.0
A_LITTLE = 0.3


@contextmanager
def said(server: ServiceServer, words: bytes) -> Iterator[socket.socket]:
    """A connection on which something was said, and nothing more will be."""
    with socket.create_connection(("127.0.0.1", server.port), PATIENCE) as line:
        line.sendall(words)
        yield line


def key_of_an_operator(server: ServiceServer) -> bytes:
    """A key by which an assistant may ask."""
    with Door(server.url) as door:
        made = door.log_in(*OPERATOR).post("/api/keys/", {"name": "assistant", "scopes": ["read"]})
        key: str = made.json()["key"]
        return key.encode()


@contextmanager
def dribbling(server: ServiceServer, words: bytes) -> Iterator[None]:
    """A connection on which a little is said now and then, without end."""
    over = Event()

    def go_on(line: socket.socket) -> None:
        with suppress(OSError):
            while not over.wait(A_LITTLE):
                line.sendall(b" ")

    with said(server, words) as line:
        sender = Thread(target=go_on, args=(line,))
        sender.start()
        try:
            yield
        finally:
            over.set()
            sender.join()


def heard(line: socket.socket) -> bytes:
    """Everything that the service says until it hangs up."""
    pieces = []
    while piece := line.recv(4096):
        pieces.append(piece)
    return b"".join(pieces)


def test_who_does_not_say_all_of_it_is_left(server_folder: Path) -> None:
    """A connection costs a place that others need: nothing at all, half a head, half a body in both ways to send one."""
    with (
        ServiceServer(server_folder / "service") as server,
        said(server, ASSISTANT % key_of_an_operator(server) + b"Content-Length: 100\r\n\r\n{") as half_call,
        said(server, b"") as silent,
        said(server, HEAD) as half_head,
        said(server, HEAD + b"Content-Length: 100\r\n\r\n{") as half_body,
        said(server, HEAD + b"Transfer-Encoding: chunked\r\n\r\n1\r\n{\r\n") as half_chunked,
    ):
        for line in (half_call, half_body, half_chunked):
            assert heard(line).startswith(b"HTTP/1.1 400 ")
        assert [b"", b""] == [heard(line) for line in (silent, half_head)]


def test_who_does_not_say_all_of_it_keeps_nobody_from_ending(server_folder: Path) -> None:
    """At the end the service finishes in order what was begun, and nobody has to kill it."""
    with (
        ServiceServer(server_folder / "service") as server,
        said(server, b""),
        said(server, HEAD + b"Content-Length: 100\r\n\r\n{"),
        dribbling(server, HEAD + b"Content-Length: 10000\r\n\r\n{"),
    ):
        os.killpg(server.pid, signal.SIGTERM)

        assert 0 == server.wait()
        assert ENDED in server.log.read_text()
        assert "refused to gracefully stop" not in server.log.read_text()
