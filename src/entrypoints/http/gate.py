"""What is turned away before anything else looks at it: requests for other hosts, and floods of headers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

import msgspec
from litestar.types import Send

from entrypoints.http.problems import PROBLEM, Rejected, problem_of_rejection

ANY: Final = "*"
LONGEST_HEADERS: Final = 16_384
# Whoever says two things with one of these could be heard in two ways by two who pass the request on.
SAID_ONCE: Final = frozenset(
    {"authorization", "content-encoding", "content-type", "host", "idempotency-key", "x-api-key"}
)


class Gate:
    """
    Knows the names under which the service may be asked, on any port.

    ``*`` is any name; ``.example.com`` or ``*.example.com`` is example.com with everything below it.
    """

    def __init__(self, hosts: Iterable[str] = (ANY,)) -> None:
        """Open for these hosts."""
        names = [host.lower() for host in hosts]
        self._any = ANY in names
        self._below = tuple(name.removeprefix("*") for name in names if name.startswith((".", "*.")))
        self._names = frozenset(name.removeprefix("*").removeprefix(".") for name in names)

    def refusal(self, headers: Mapping[str, str], length: int, twice: str | None = None) -> Rejected | None:
        """Say why a request does not come in, if it does not; ``twice`` is a header that says two things."""
        if length > LONGEST_HEADERS:
            detail = f"The headers are longer than {LONGEST_HEADERS} bytes: send less."
            return Rejected(431, "headers_too_large", detail)
        if not self._any and not self._fits(headers.get("host", "")):
            return Rejected(400, "unknown_host", "This service has another name: see ALLOWED_HOSTS.")
        if twice is not None:
            return Rejected(400, "repeated_header", f"The header {twice} says two things: send it once.")
        return None

    def _fits(self, host: str) -> bool:
        name = host.lower()
        if not name.endswith("]"):  # the colons within the brackets of an address are no port
            name = name.rpartition(":")[0] or name
        name = name.removesuffix(".")
        return name in self._names or name.endswith(self._below)


async def tell(refusal: Rejected, request_id: str, send: Send) -> None:
    """Answer with a refusal, where no framework is at hand yet."""
    content = msgspec.json.encode(problem_of_rejection(refusal, request_id))
    head = [(b"content-type", PROBLEM.encode()), (b"content-length", str(len(content)).encode())]
    await send({"type": "http.response.start", "status": refusal.status, "headers": head})
    await send({"type": "http.response.body", "body": content, "more_body": False})
