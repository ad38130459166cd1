"""Whoever connects and then says nothing, or not all of it, is left after a while, and does not keep the service from ending."""

from __future__ import annotations

import os
import signal
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.servers.service import ServiceServer

HEAD = b"POST /api/token/ HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
PATIENCE = 120.0


@contextmanager
def said(server: ServiceServer, words: bytes) -> Iterator[socket.socket]:
    """A connection on which something was said, and nothing more will be."""
    with socket.create_connection(("127.0.0.1", server.port), PATIENCE) as line:
        line.sendall(words)
        yield line


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
        said(server, b"") as silent,
        said(server, HEAD) as half_head,
        said(server, HEAD + b"Content-Length: 100\r\n\r\n{") as half_body,
        said(server, HEAD + b"Transfer-Encoding: chunked\r\n\r\n1\r\n{\r\n") as half_chunked,
    ):
        for line in (half_body, half_chunked):
            assert heard(line).startswith(b"HTTP/1.1 400 ")
        assert [b"", b""] == [heard(line) for line in (silent, half_head)]


def test_who_does_not_say_all_of_it_keeps_nobody_from_ending(server_folder: Path) -> None:
    """At the end the service finishes in order what was begun, and nobody has to kill it."""
    with (
        ServiceServer(server_folder / "service") as server,
        said(server, b""),
        said(server, HEAD + b"Content-Length: 100\r\n\r\n{"),
    ):
        os.killpg(server.pid, signal.SIGTERM)

        assert 0 == server.wait()
        assert "refused to gracefully stop" not in server.log.read_text()
