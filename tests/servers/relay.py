"""Takes connections on one port and hands on whatever comes to another; run as a program of its own."""

from __future__ import annotations

import asyncio
import sys
from typing import Final

SIZE: Final = 65_536


async def _hand_on(source: asyncio.StreamReader, sink: asyncio.StreamWriter) -> None:
    try:
        while part := await source.read(SIZE):
            sink.write(part)
            await sink.drain()
    except ConnectionError:
        pass  # the other direction ends with this one
    finally:
        sink.close()


async def _serve(port: int, host: str, beyond: int) -> None:
    async def take(near: asyncio.StreamReader, to_near: asyncio.StreamWriter) -> None:
        try:
            far, to_far = await asyncio.open_connection(host, beyond)
        except OSError:
            to_near.close()
            return
        await asyncio.gather(_hand_on(near, to_far), _hand_on(far, to_near))

    server = await asyncio.start_server(take, "127.0.0.1", port)
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(_serve(int(sys.argv[1]), sys.argv[2], int(sys.argv[3])))
