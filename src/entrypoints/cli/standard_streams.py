"""The tools over standard input and output, for the owner of one key."""

from __future__ import annotations

from functools import partial
from typing import Any

from mcp.server.stdio import stdio_server

from entrypoints.assistant.answering import Told
from entrypoints.assistant.asked import Asked
from entrypoints.assistant.server import make_server
from entrypoints.container import Container
from entrypoints.http.app import ENDPOINTS
from entrypoints.http.assembly import services_of
from entrypoints.http.main import let_go
from entrypoints.http.within import Caller, Within
from entrypoints.settings import Settings


async def serve_on_standard_streams(settings: Settings, container: Container, key: str) -> None:
    """Answer until the input ends. A key that opens nothing is refused before anything is said."""
    services = services_of(settings, container)
    try:
        look = partial(services.doorkeeper.key, {"x-api-key": key}, services.clock.now())
        await services.in_thread(services.readers, look)
        within = Within(ENDPOINTS, services)

        async def ask(asked: Asked, _request: Any) -> Told:  # noqa: ANN401 - there is none
            return await within.ask(asked, Caller(key))

        server = make_server(ask)
        async with stdio_server() as (incoming, outgoing):
            await server.run(incoming, outgoing, server.create_initialization_options())
    finally:
        let_go(services)
