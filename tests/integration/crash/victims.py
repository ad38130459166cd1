"""Who is struck during a crash test, in which ways, and how each comes back."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from typing import Final

from attrs import frozen
from redis import Redis

from tests.integration.http.people import until
from tests.servers import RedisServer, Server
from tests.servers.keeper import children, gone

LAST_WORDS: Final = 3_000

Way = Callable[[Server], None]


@frozen
class Victim:
    """A server and the ways in which it is struck."""

    server: Server
    ways: tuple[Way, ...]

    @property
    def name(self) -> str:
        """Which one."""
        return self.server.name

    def check_alive(self) -> None:
        """Make sure that it has not ended because of what was done to others."""
        said = self.server.log.read_text(errors="replace")[-LAST_WORDS:]
        assert self.server.running, f"{self.name} ended by itself, and said last: {said}"

    def revive(self) -> None:
        """Start what has ended, or ends yet because of what it has lost, until it works again."""
        until(self._works, bool)

    def _works(self) -> bool:
        if not self.server.running:
            self.server.stop()
            self.server.start()
        return self.server.answers()


def killed(server: Server) -> None:
    """All its processes at once, as when a machine fails."""
    server.kill()


def one_process_killed(server: Server) -> None:
    """One of the processes that do its work, as when the memory runs out."""
    one = children(server.pid)[0]
    os.kill(one, signal.SIGKILL)
    until(lambda: gone(one), bool)


def first_process_killed(server: Server) -> None:
    """The one that started the others, which nobody would ever end if they went on."""
    orphans = children(server.pid)
    os.kill(server.pid, signal.SIGKILL)
    server.stop()
    try:
        until(lambda: all(map(gone, orphans)), bool)
    finally:
        for orphan in orphans:
            if not gone(orphan):
                os.kill(orphan, signal.SIGKILL)


def flushed(server: Server) -> None:
    """Emptied, and otherwise well."""
    assert isinstance(server, RedisServer)
    with Redis.from_url(server.url) as client:
        client.flushall()
