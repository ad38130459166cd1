"""The smallest feed of the framework: what is posted goes to every socket, one after the other."""

from __future__ import annotations

from typing import Any

from litestar import Litestar, Request, WebSocket, post, websocket

sockets: set[WebSocket[Any, Any, Any]] = set()


@websocket("/ws")
async def listen(socket: WebSocket[Any, Any, Any]) -> None:
    """Stay until the other end goes."""
    await socket.accept()
    sockets.add(socket)
    try:
        while True:
            await socket.receive_data("text")
    finally:
        sockets.discard(socket)


@post("/tell")
async def tell(request: Request[Any, Any, Any]) -> None:
    """Send each line to everybody."""
    for text in (await request.body()).decode().splitlines():
        for socket in list(sockets):
            await socket.send_data(text)


app = Litestar([listen, tell], openapi_config=None, logging_config=None)
