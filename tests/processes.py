"""Programs that a test runs beside itself: none of them outlives its test, and none keeps it waiting for ever."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Timer
from typing import AnyStr, Final

SECONDS: Final = 120


class TooLong(AssertionError):
    """A program ran on when it should long have ended."""


@contextmanager
def bounded(
    process: subprocess.Popen[AnyStr], seconds: float = SECONDS
) -> Iterator[subprocess.Popen[AnyStr]]:
    """
    Let a program run as long as the block does, and no longer than so many seconds.

    Then it is killed: who reads from it finds the end, who waits for it goes on, and the test fails by its name.
    """
    late = Event()

    def end() -> None:
        late.set()
        process.kill()

    timer = Timer(seconds, end)
    timer.start()
    try:
        with process:
            try:
                yield process
            finally:
                process.kill()
    finally:
        timer.cancel()
        if late.is_set():
            raise TooLong(f"This program still ran after {seconds} s and was killed: {process.args!r}.")


def with_signals(handling: signal.Handlers, *arguments: str) -> list[str]:
    """
    Ask for a Python program that is told of signals in one way, whichever way its parent has them.

    A process that a shell started in the background ignores SIGINT, and so does everything that it starts in turn.
    """
    begin = (
        "import os, signal, sys\n"
        "for number in (signal.SIGHUP, signal.SIGINT, signal.SIGQUIT, signal.SIGTERM):\n"
        f"    signal.signal(number, signal.Handlers({handling.value}))\n"
        "signal.pthread_sigmask(signal.SIG_SETMASK, [])\n"
        "os.execv(sys.executable, [sys.executable, *sys.argv[1:]])\n"
    )
    return [sys.executable, "-I", "-S", "-c", begin, *arguments]
