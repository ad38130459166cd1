"""The world outside of this machine, which no test reaches: not an exchange, and not a provider that costs money."""

from __future__ import annotations

import socket
from collections.abc import Callable, Mapping
from functools import wraps
from ipaddress import ip_address
from typing import Any, Final
from urllib.parse import urlsplit

ATTEMPTS: Final[list[str]] = []
NAMES: Final = {"localhost", "", "0.0.0.0", "::"}  # noqa: S104 - names that are looked at, and not listened on
# What leads outside, and at which place it takes an address.
GUARDED: Final = (
    (socket, "getaddrinfo", 0),
    (socket.socket, "connect", 1),
    (socket.socket, "connect_ex", 1),
)
# A key, or a gateway, and where whoever has it would go.
PLACES: Final = {
    "CLAUDE_API_KEY": "CLAUDE_BASE_URL",
    "GOOGLE_API_KEY": "GOOGLE_BASE_URL",
    "OPENAI_API_KEY": "OPENAI_BASE_URL",
    "MCP_CLAUDE_URL": "MCP_CLAUDE_URL",
    "MCP_GEMINI_URL": "MCP_GEMINI_URL",
}


class Outside(OSError):
    """Somebody wanted to leave this machine."""


def is_here(host: object) -> bool:
    """Whether a host is this machine."""
    if host is None:
        return True
    name = host.decode("ascii", "replace") if isinstance(host, bytes) else str(host)
    if name in NAMES:
        return True
    try:
        return ip_address(name.partition("%")[0]).is_loopback
    except ValueError:
        return False


def stay_here() -> None:
    """
    From now on nothing in this process connects to another machine, nor asks where one is.

    An audit hook would see more, and would also run while a thread begins to be traced for the coverage: another thread
    that begins in the same moment then fails.
    """
    for owner, name, place in GUARDED:
        setattr(owner, name, _guarded(getattr(owner, name), place))


def _guarded(act: Callable[..., Any], place: int) -> Callable[..., Any]:
    @wraps(act)
    def guarded(*arguments: Any, **named: Any) -> Any:  # noqa: ANN401 - whatever the library takes
        host = arguments[place] if len(arguments) > place else named.get("host")
        if isinstance(host, tuple):
            host = host[0]
        elif place:
            host = None  # the path of a socket in a file
        if not is_here(host):
            ATTEMPTS.append(str(host))
            raise Outside(f"A test wanted to reach {host!r}.")
        return act(*arguments, **named)

    return guarded


def check_local(settings: Mapping[str, str]) -> None:
    """Refuse settings by which a process of ours would go to a real provider."""
    for name, place in PLACES.items():
        if settings.get(name) and not is_here(urlsplit(settings.get(place, "")).hostname or "nowhere"):
            raise Outside(f"{name} is set and {place} leads outside: name a server of this machine.")
