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
    until = time.monotonic() + patience
    if _free(host, port, prefix):
        return
    print(
        f"Somebody listens at {host}:{port}: waiting {patience:g} s for it to end.",
        file=sys.stderr,
        flush=True,
    )
    while not _free(host, port, prefix):
        if time.monotonic() > until:
            raise WrongSetting(f"{prefix}PORT", str(port), f"a port of {host} on which nobody else listens")
        time.sleep(GLANCE)


def _free(host: str, port: int, prefix: str) -> bool:
    try:
        (family, kind, protocol, _, address), *_ = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        with socket.socket(family, kind, protocol) as probe:
            # connections that are over do not matter, those who listen do
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except PermissionError:
        raise WrongSetting(f"{prefix}PORT", str(port), "a port that this user may listen on") from None
    except OSError as fault:
        if fault.errno == errno.EADDRINUSE:
            return False
        raise WrongSetting(f"{prefix}HOST", repr(host), "an address of this machine") from None
    return True
