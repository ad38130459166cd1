"""A line to a server that somebody else runs, which can be cut and mended while the server knows nothing of it."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit, urlunsplit

from tests.servers.server import Server, accepted

RELAY: Final = Path(__file__).with_name("relay.py")
PORTS: Final = {"redis": 6_379, "amqp": 5_672}


class Line(Server):
    """Hands on whatever comes; killed, it breaks every connection that went through it."""

    name = "line"

    def __init__(self, folder: Path, beyond: str) -> None:
        """Take a folder and the address of whoever is at the other end."""
        super().__init__(folder)
        self._beyond = urlsplit(beyond)

    @property
    def url(self) -> str:
        """The address of the other end, by way of this line."""
        who = self._beyond.netloc.rpartition("@")[0]
        place = f"127.0.0.1:{self.port}"
        return urlunsplit(self._beyond._replace(netloc=f"{who}@{place}" if who else place))

    def command(self) -> list[str]:
        """Run the relay."""
        host, port = self._beyond.hostname or "127.0.0.1", self._beyond.port or PORTS[self._beyond.scheme]
        return [sys.executable, str(RELAY), str(self.port), host, str(port)]

    def answers(self) -> bool:
        """Whether it takes connections."""
        return accepted(self.port, lambda _line: True)
