"""Where to listen: nowhere that somebody else does."""

from __future__ import annotations

import errno
import socket
import sys
import time
from typing import Final

from entrypoints.settings import WrongSetting

# As long as what is left of a killed service takes to end by itself, and a little longer.
PATIENCE: Final = 15.0
GLANCE: Final = 0.1


def await_place(host: str, port: int, prefix: str = "", patience: float = PATIENCE) -> None:
    """
    Refuse an address where somebody listens, unless he ends soon.

    The system would let two services listen there, and give each of them some of the requests. ``prefix`` is that of the
    settings that name the place.
    """
    until, told = time.monotonic() + patience, False
    while (obstacle := obstacle_at(host, port)) is not None:
        if isinstance(obstacle, PermissionError):
            raise WrongSetting(f"{prefix}PORT", str(port), "a port that this user may listen on")
        if obstacle.errno != errno.EADDRINUSE:
            raise WrongSetting(f"{prefix}HOST", repr(host), "an address of this machine")
        if time.monotonic() > until:
            raise WrongSetting(f"{prefix}PORT", str(port), f"a port of {host} on which nobody else listens")
        if not told:
            said = f"Somebody listens at {host}:{port}: waiting {patience:g} s for it to end."
            print(said, file=sys.stderr, flush=True)
        told = True
        time.sleep(GLANCE)


def obstacle_at(host: str, port: int) -> OSError | None:
    """What keeps a service from listening there, if anything does; connections that are over do not."""
    try:
        ((family, kind, *_, address), *_) = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )
        with socket.socket(family, kind) as listener:
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listener.bind(address)
    except OSError as failure:
        return failure
    return None
