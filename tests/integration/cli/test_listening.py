"""Two services never share a place to listen: each would get some of the requests, and neither has the other's books."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread

import pytest

from entrypoints.cli.listening import await_place
from entrypoints.settings import WrongSetting
from tests.integration.cli.shell import Shell
from tests.servers.server import free_port

HOST = "127.0.0.1"
PATIENCE = 60


@contextmanager
def listener() -> Iterator[socket.socket]:
    """Somebody who would share his port, as servers do."""
    with socket.socket() as other:
        other.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        other.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        other.bind((HOST, 0))
        other.listen()
        yield other


def test_nobody_serves_where_somebody_else_does(tmp_path: Path) -> None:
    """The start ends with one line that names the setting, and has made neither tables nor an operator."""
    with listener() as other:
        port = other.getsockname()[1]
        ended = Shell(tmp_path, PORT=str(port)).run("serve")

    assert 2 == ended.returncode
    assert f"PORT is {port}: expected a port of {HOST} on which nobody else listens." in ended.stderr
    assert "" == ended.stdout
    assert not list(tmp_path.rglob("*.sqlite*"))


def test_who_is_about_to_end_is_waited_for(capsys: pytest.CaptureFixture[str]) -> None:
    """What is left of a killed service does not stop the next one, which says what it waits for."""
    with listener() as other:
        port = other.getsockname()[1]
        waiting = Thread(target=await_place, args=(HOST, port, "", PATIENCE))
        waiting.start()
        said = ""
        while waiting.is_alive() and not said:
            said = capsys.readouterr().err
        assert f"Somebody listens at {HOST}:{port}: waiting 60 s for it to end.\n" == said
    waiting.join(PATIENCE)

    assert not waiting.is_alive()


def test_connections_that_are_over_do_not_matter() -> None:
    """A service is started again at once, however many have just been connected to it."""
    with listener() as other:
        port = other.getsockname()[1]
        with socket.create_connection((HOST, port)) as client:
            served, _ = other.accept()
            served.close()
            assert b"" == client.recv(1)

    await_place(HOST, port, patience=0)


@pytest.mark.parametrize(
    ("host", "said"), [("no such host", "HOST is 'no such host'"), ("192.0.2.1", "HOST is '192.0.2.1'")]
)
def test_an_address_that_is_not_here_is_refused(host: str, said: str) -> None:
    """A mistake in the address is told of its own setting, with its prefix."""
    with pytest.raises(WrongSetting, match=f"GATEWAY_{said}: expected an address of this machine"):
        await_place(host, free_port(), "GATEWAY_")
