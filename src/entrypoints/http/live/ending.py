"""Saying goodbye before the server does: it drops every connection at the signal that ends it, without a word."""

from __future__ import annotations

import asyncio
import logging
import signal
from collections.abc import Awaitable, Callable
from typing import Any, Final

from entrypoints.http.patience import hurry

SIGNALS: Final = (signal.SIGTERM, signal.SIGINT)

log = logging.getLogger("trading.live")


def before_the_end(loop: asyncio.AbstractEventLoop, goodbye: Callable[[], Awaitable[None]]) -> None:
    """
    At a signal to end, do this first and then what the server had meant to do.

    Where the loop does not tell what that is, the server keeps its signals, and connections end without a goodbye.
    """
    handlers: dict[int, Any] = getattr(loop, "_signal_handlers", {})
    known = {number: handlers[number] for number in SIGNALS if number in handlers}
    if known:
        earlier = next(iter(known.values()))
        begin = _first(loop, goodbye, earlier._callback, earlier._args)  # noqa: SLF001 - there is no other way to ask
        for number in known:
            loop.add_signal_handler(number, begin)


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
        # whoever ends all processes of a group says it to each, and then their parent does: told twice, the server stands still
        if not tasks:
            hurry(loop)
            tasks.append(loop.create_task(end()))

    return begin
