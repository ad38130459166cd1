"""Saying goodbye before the server does: it drops every connection at the signal that ends it, without a word."""

from __future__ import annotations

import asyncio
import logging
import signal
from collections.abc import Awaitable, Callable
from typing import Any, Final

SIGNALS: Final = (signal.SIGTERM, signal.SIGINT)

log = logging.getLogger("trading.live")


def before_the_end(loop: asyncio.AbstractEventLoop, goodbye: Callable[[], Awaitable[None]]) -> None:
    """
    At a signal to end, do this first and then what the server had meant to do.

    Where the loop does not tell what that is, the server keeps its signals, and connections end without a goodbye.
    """
    handlers: dict[int, Any] = getattr(loop, "_signal_handlers", {})
    for number in SIGNALS:
        earlier = handlers.get(number)
        if earlier is not None:
            loop.add_signal_handler(number, _first(loop, goodbye, earlier._callback, earlier._args))  # noqa: SLF001 - there is no other way to ask


def _first(
    loop: asyncio.AbstractEventLoop,
    goodbye: Callable[[], Awaitable[None]],
    then: Callable[..., object],
    arguments: tuple[object, ...],
) -> Callable[[], None]:
    tasks: list[asyncio.Task[None]] = []

    async def end() -> None:
        try:
            await goodbye()
        except Exception:
            log.exception("not everybody could be told goodbye")
        finally:
            then(*arguments)

    def begin() -> None:
        if tasks:  # whoever says it twice is in a hurry
            then(*arguments)
        tasks.append(loop.create_task(end()))

    return begin
