"""The event loop of a server process: the quickest there is, which also tells what it would do at a signal."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Callable
from functools import partial
from typing import TypeVarTuple

if sys.platform == "win32":
    from asyncio import SelectorEventLoop as Loop
else:
    from uvloop import Loop


Some = TypeVarTuple("Some")


class ServerLoop(Loop):
    """Remembers whom a signal calls, so that somebody can be put before them."""

    def __init__(self) -> None:
        """Know of no signal yet."""
        super().__init__()
        self.at_signals: dict[int, Callable[[], object]] = {}

    def add_signal_handler(self, sig: int, callback: Callable[[*Some], object], *args: *Some) -> None:
        """Call somebody at a signal, and nobody else any more."""
        super().add_signal_handler(sig, callback, *args)
        self.at_signals[sig] = partial(callback, *args)


def make_loop() -> asyncio.AbstractEventLoop:
    """Make the loop of this thread."""
    loop = ServerLoop()
    asyncio.set_event_loop(loop)
    return loop
