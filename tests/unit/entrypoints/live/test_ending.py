"""The end of a server process: goodbye first, and the server's own end once, however often it is told to end."""

from __future__ import annotations

import asyncio
import os
import signal

import pytest

from entrypoints.http.live.ending import before_the_end

Said = list[str]


async def told(said: Said, numbers: list[signal.Signals], *, failing: bool = False) -> None:
    """Be a server that is told to end, by one signal after the other."""
    loop, ended = asyncio.get_running_loop(), asyncio.Event()

    async def goodbye() -> None:
        said.append("goodbye")
        await asyncio.sleep(0)
        if failing:
            raise ConnectionError

    def end(word: str) -> None:
        said.append(word)
        ended.set()

    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, end, "the end")
    before_the_end(loop, goodbye)
    for number in numbers:
        os.kill(os.getpid(), number)
    await ended.wait()
    for number in numbers:  # also when it is already ending
        os.kill(os.getpid(), number)
    await asyncio.sleep(0.05)


@pytest.mark.parametrize(
    "numbers", [[signal.SIGTERM], [signal.SIGINT], [signal.SIGINT, signal.SIGTERM, signal.SIGTERM]], ids=str
)
@pytest.mark.parametrize("failing", [False, True], ids=["told", "not told"])
def test_the_end_comes_once_after_goodbye(numbers: list[signal.Signals], failing: bool) -> None:
    """A server that is told twice would stand still, and one that could not say goodbye ends all the same."""
    said: Said = []
    asyncio.run(told(said, numbers, failing=failing))

    assert ["goodbye", "the end"] == said
