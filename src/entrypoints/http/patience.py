"""
Waiting for what somebody sends, and not for ever.

One clock looks after everybody who waits: a timer for each would cost more than most of what is waited for.
"""

from __future__ import annotations

import asyncio
from typing import Any, Final, cast
from weakref import WeakKeyDictionary

from attrs import define, field

# A sender who says nothing for so long has gone, and one who needs longer for all of it keeps others out.
SECONDS_OF_SILENCE: Final = 10.0
SECONDS_TO_SEND: Final = 60.0
GLANCE: Final = 1.0


@define(eq=False)
class Wait:
    """One task that waits: since when at all, since when in silence, and whether that was too long."""

    _clock: _Clock
    _task: asyncio.Task[Any]
    _begun: float
    _heard: float
    _overdue: bool = False

    def heard(self) -> None:
        """Something came, and more will."""
        self._heard = asyncio.get_running_loop().time()

    def end(self) -> None:
        """Wait no more."""
        self._clock.waits.discard(self)

    def was_too_long(self) -> bool:
        """Whether a task was interrupted because it has waited for too long, and for nothing else."""
        return self._overdue and not self._task.uncancel()

    def look(self, now: float) -> None:
        """Interrupt the task if it is time to."""
        silent, slow = now - self._heard > SECONDS_OF_SILENCE, now - self._begun > SECONDS_TO_SEND
        if (silent or slow or self._clock.hurried) and not self._overdue:
            self._overdue = True
            self._task.cancel()


@define(eq=False)
class _Clock:
    """Looks now and then at everybody who waits on its loop, while there is anybody."""

    waits: set[Wait] = field(factory=set)
    hurried: bool = False
    _looking: bool = False

    def add(self, wait: Wait, loop: asyncio.AbstractEventLoop) -> None:
        self.waits.add(wait)
        if not self._looking:
            self._looking = True
            loop.call_later(GLANCE, self._look, loop)

    def _look(self, loop: asyncio.AbstractEventLoop) -> None:
        now = loop.time()
        for wait in self.waits:
            wait.look(now)
        self._looking = bool(self.waits)
        if self._looking:
            loop.call_later(GLANCE, self._look, loop)


_clocks: WeakKeyDictionary[asyncio.AbstractEventLoop, _Clock] = WeakKeyDictionary()


def _clock_of(loop: asyncio.AbstractEventLoop) -> _Clock:
    clock = _clocks.get(loop)
    if clock is None:
        clock = _clocks[loop] = _Clock()
    return clock


def waiting() -> Wait:
    """Begin to wait, in the task that runs."""
    loop = asyncio.get_running_loop()
    clock, now = _clock_of(loop), loop.time()
    wait = Wait(clock, cast("asyncio.Task[Any]", asyncio.current_task(loop)), now, now)
    clock.add(wait, loop)
    return wait


def hurry(loop: asyncio.AbstractEventLoop) -> None:
    """Wait for nobody for more than a moment any more: the server is about to end, which it does when all are answered."""
    _clock_of(loop).hurried = True
