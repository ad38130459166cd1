"""What surrounds every request: its id, whom it came from, the headers of its answer, its line in the log."""

from __future__ import annotations

import logging
import re
import secrets
import time
from collections.abc import Sequence
from ipaddress import ip_address, ip_network
from itertools import count as count_from
from typing import Final

import structlog
from litestar.enums import ScopeType
from litestar.types import ASGIApp, Message, Receive, Scope, Send

from entrypoints.http.gate import SAID_ONCE, Gate, tell
from entrypoints.http.metrics import count
from entrypoints.http.segments import named_in, routed
from entrypoints.keys import without_secrets

_SANE: Final = re.compile(r"[A-Za-z0-9._-]{1,64}")
# What every answer says unless it says something else itself; raw, because this is done for each of them.
HEADERS: Final = (
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"x-frame-options", b"DENY"),
    (b"cache-control", b"no-store"),
    (b"content-security-policy", b"default-src 'none'; frame-ancestors 'none'"),
)

log = structlog.get_logger("trading.http")
_stdlib = logging.getLogger("trading.http")


class Surroundings:
    """The outermost layer."""

    def __init__(
        self, app: ASGIApp, *, trusted_proxies: Sequence[str] = (), gate: Gate | None = None
    ) -> None:
        """Surround an application."""
        self.app, self.gate = app, gate or Gate()
        self.trusted = [ip_network(text, strict=False) for text in trusted_proxies]
        # chance tells processes apart, counting their requests: asking for chance each time lets go of the interpreter
        self.process, self.requests = secrets.token_hex(6), count_from(1)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request through."""
        if scope["type"] != ScopeType.HTTP:
            await self.app(scope, receive, send)
            return
        headers: dict[str, str] = {}
        length, twice = 0, None
        for raw_name, raw_value in scope["headers"]:  # of what is there twice the first counts
            name, value = raw_name.decode("latin-1"), raw_value.decode("latin-1")
            if headers.setdefault(name, value) != value and name in SAID_ONCE:
                twice = name
            length += len(raw_name) + len(raw_value)
        scope["path"] = routed(scope["path"], scope.get("raw_path") or b"")
        given = headers.get("x-request-id", "")
        request_id = given if _SANE.fullmatch(given) else f"{self.process}{next(self.requests):08x}"
        state = scope.setdefault("state", {})
        state["request_id"] = request_id
        state["address"] = self._address(scope)
        state["headers"] = headers
        refusal = self.gate.refusal(headers, length, twice)
        begin, status = time.perf_counter(), 500

        async def sending(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                said = list(message.get("headers", ()))
                named = {name.lower() for name, _ in said}
                said += [header for header in HEADERS if header[0] not in named]
                said.append((b"x-request-id", request_id.encode()))
                message["headers"] = said
            await send(message)

        # every request has a context of its own, which ends with it
        structlog.contextvars.bind_contextvars(request_id=request_id)
        try:
            if refusal is None:
                await self.app(scope, receive, sending)
            else:
                await tell(refusal, request_id, sending)
        finally:
            self._note(scope, status, time.perf_counter() - begin)

    def _address(self, scope: Scope) -> str:
        """Who is at the other end: what a trusted proxy says, from the right, as far as it can be believed."""
        client = scope.get("client")
        address = client[0] if client else "unknown"
        if not self.trusted or not self._is_trusted(address):
            return address
        lines = [value.decode("latin-1") for name, value in scope["headers"] if name == b"x-forwarded-for"]
        for hop in reversed(",".join(lines).split(",")):
            named = hop.strip()
            try:
                ip_address(named)
            except ValueError:
                break
            address = named
            if not self._is_trusted(named):
                break
        return address

    def _is_trusted(self, address: str) -> bool:
        try:
            found = ip_address(address)
        except ValueError:
            return False
        return any(found in network for network in self.trusted)

    @staticmethod
    def _note(scope: Scope, status: int, seconds: float) -> None:
        endpoint = (
            scope["state"].get("endpoint") or getattr(scope.get("route_handler"), "name", None) or "none"
        )
        method = str(scope.get("method", ""))
        count(method, endpoint, status, seconds)
        if _stdlib.isEnabledFor(logging.INFO):
            log.info(
                "answered",
                method=method,
                path=without_secrets(named_in(scope["path"])),
                status=status,
                ms=round(seconds * 1000, 1),
            )
