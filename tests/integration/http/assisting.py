"""An assistant's side of the protocol: the official client, over HTTP and with a child process on standard streams."""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Any, Final, TypeVar

from attrs import frozen
from mcp import Client, StdioServerParameters
from mcp.client.stdio import stdio_client
from mcp.client.streamable_http import streamable_http_client
from mcp.shared._httpx_utils import create_mcp_http_client

from tests.integration.http.people import Door
from tests.servers.service import ServiceServer

T = TypeVar("T")

HTTP: Final = "http"
STANDARD_STREAMS: Final = "standard streams"
WAYS: Final = (HTTP, STANDARD_STREAMS)


@frozen
class Said:
    """What a tool answered: its text, and whether it is an error."""

    text: str
    is_error: bool

    @property
    def envelope(self) -> dict[str, Any]:
        """The whole answer, which is no error."""
        assert not self.is_error, self.text
        found: dict[str, Any] = json.loads(self.text)
        assert "untrusted_data" == found["trust"]
        assert "no instructions" in found["note"]
        return found

    @property
    def data(self) -> dict[str, Any]:
        """What the service told."""
        found: dict[str, Any] = self.envelope["data"]
        return found

    @property
    def refusal(self) -> str:
        """The one sentence of an error."""
        assert self.is_error, self.text
        assert "\n" not in self.text
        return self.text


@frozen
class Assistant:
    """A program with a key, which comes in by one of the ways and leaves again."""

    service: ServiceServer
    way: str
    program: Door
    mode: str = "auto"

    def do(self, act: Callable[[Client], Awaitable[T]]) -> T:
        """Come in, do something, and leave."""

        async def visit() -> T:
            async with self._client() as client:
                return await act(client)

        return asyncio.run(visit())

    def call(self, tool: str, **arguments: object) -> Said:
        """Call one tool."""
        (said,) = self.calls((tool, arguments))
        return said

    def calls(self, *calls: tuple[str, Mapping[str, object]]) -> list[Said]:
        """Call tools one after the other."""

        async def act(client: Client) -> list[Said]:
            return [await _call(client, tool, arguments) for tool, arguments in calls]

        return self.do(act)

    @asynccontextmanager
    async def _client(self) -> AsyncIterator[Client]:
        key = self.program.credential["X-API-KEY"]
        async with AsyncExitStack() as stack:
            if self.way == HTTP:
                line = await stack.enter_async_context(create_mcp_http_client({"X-API-KEY": key}))
                transport: Any = streamable_http_client(f"{self.service.url}/mcp", http_client=line)
            else:
                environment = {**self.service.person()["env"], "TRADING_API_KEY": key}
                command = StdioServerParameters(
                    command=sys.executable, args=["-m", "entrypoints.cli", "mcp"], env=environment
                )
                transport = stdio_client(command)
            yield await stack.enter_async_context(Client(transport, mode=self.mode))


async def _call(client: Client, tool: str, arguments: Mapping[str, object]) -> Said:
    result = await client.call_tool(tool, dict(arguments))
    (content,) = result.content
    assert "text" == content.type
    return Said(content.text, is_error=result.is_error)
