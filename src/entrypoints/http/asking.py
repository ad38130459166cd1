"""A request as the server hands it over, before anything of it is understood."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from contextlib import suppress
from http import HTTPStatus
from typing import Any, Final, cast

from attrs import define, field
from litestar import Request
from litestar.types import HTTPScope, Receive

from entrypoints.http.patience import Wait, waiting
from entrypoints.http.problems import Rejected
from entrypoints.http.segments import named_in

MOST_QUERY_BYTES: Final = 4_096
TOO_LARGE: Final = "The body is too large: send less."


def too_large() -> Rejected:
    """Refuse a body without reading the rest of it, which leaves the connection good for nothing more."""
    status = HTTPStatus.REQUEST_ENTITY_TOO_LARGE
    return Rejected(status, "too_large", TOO_LARGE, headers={"Connection": "close"})


def _incomplete(detail: str) -> Rejected:
    """Refuse a body of which a part is missing, on a connection that is good for nothing more."""
    return Rejected(HTTPStatus.BAD_REQUEST, "incomplete_body", detail, headers={"Connection": "close"})


@define(eq=False)
class Asking:
    """The framework has found the path; nothing of its own is made of a request that does not need it."""

    scope: HTTPScope
    receive: Receive
    headers: Mapping[str, str]
    unread: bool = field(init=False)  # whether something follows the head that nobody has read yet

    @unread.default
    def _follows(self) -> bool:
        return "content-length" in self.headers or "transfer-encoding" in self.headers

    @property
    def path(self) -> Mapping[str, str]:
        """What the path names."""
        params = cast("Mapping[str, str]", self.scope["path_params"])
        return {name: named_in(value) for name, value in params.items()} if params else params

    def query(self) -> list[tuple[str, str]]:
        """The parameters as they were sent."""
        if not self.scope["query_string"]:
            return []
        if len(self.scope["query_string"]) > MOST_QUERY_BYTES:
            detail = f"The query is longer than {MOST_QUERY_BYTES} bytes: ask for less."
            raise Rejected(HTTPStatus.BAD_REQUEST, "query_too_long", detail)
        request: Request[Any, Any, Any] = Request(self.scope)
        return [(str(name), str(value)) for name, value in request.query_params.multi_items()]

    async def leave(self, most: int) -> None:
        """Read what nobody has asked for, if it is not too long: who still sends would not read the answer."""
        if self.unread:
            with suppress(Rejected):
                await self.body(most)

    async def body(self, most: int) -> bytes:
        """Read the body, but no further than it may be long."""
        self.unread = False
        announced = self.headers.get("content-length", "0")
        if announced.isascii() and announced.isdecimal() and int(announced[:20]) > most:
            raise too_large()
        wait = waiting()
        try:
            return await self._pieces(most, wait)
        except asyncio.CancelledError:
            if wait.was_too_long():
                raise _incomplete("The rest of the body does not come: send all of it at once.") from None
            raise
        finally:
            wait.end()

    async def _pieces(self, most: int, wait: Wait) -> bytes:
        pieces: list[bytes] = []
        size, more = 0, True
        while more:
            message = await self.receive()
            if message["type"] != "http.request":
                raise _incomplete("The body has no end: send all of it.")
            pieces.append(message["body"])
            size, more = size + len(message["body"]), message["more_body"]
            if size > most:
                raise too_large()
            if more:
                wait.heard()
        return pieces[0] if len(pieces) == 1 else b"".join(pieces)
