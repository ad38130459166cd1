"""
Keeps one server process, as its parent, and needs nothing but the standard library and Linux.

It passes on signals whose numbers it reads line by line, and says when each has worked. When its input ends, whoever
asked for the server has closed it or is no more, however suddenly: then the server is ended, by the very process that
knows its id to be still in use.
"""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Final

SECONDS_TO_END: Final = 20
PROCESSES: Final = Path("/proc")
# Where a signal leads to: stopped, or dead whether or not somebody has asked about it yet.
STATES: Final = {signal.SIGSTOP: "TZ", signal.SIGKILL: "Z"}

# What a process may inherit ignored, as one that was started in the background of a shell does.
DEAFENING: Final = (signal.SIGHUP, signal.SIGINT, signal.SIGQUIT, signal.SIGTERM)

# Held while a signal is being carried out.
carrying_out = threading.Lock()


def keep() -> None:
    """Start what the first argument describes, tell its process id, and stay as long as it runs."""
    wish = json.loads(sys.argv[1])
    listen_to_signals()
    with Path(wish["log"]).open("ab") as log:
        server = subprocess.Popen(
            wish["command"],
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            cwd=wish["folder"],
            start_new_session=True,
            **wish["person"],
        )
    os.write(1, b"%d\n" % server.pid)
    threading.Thread(target=_listen, args=(server, wish["ending"]), daemon=True).start()
    code = server.wait()
    with carrying_out:
        os._exit(code if code >= 0 else 128 - code)


def listen_to_signals() -> None:
    """Let this process and its children end by a signal, whatever was ignored or held back where they come from."""
    for signum in DEAFENING:
        signal.signal(signum, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_SETMASK, [])


def _listen(server: subprocess.Popen[bytes], ending: int) -> None:
    with open(0, "rb", buffering=0, closefd=False) as told:
        for line in told:
            _signal(server, int(line))
            os.write(1, b"done\n")
    # In order, with a word to whom it may have stopped; and by force, should that take too long.
    server.send_signal(ending)
    _signal(server, signal.SIGCONT)
    time.sleep(SECONDS_TO_END)
    _signal(server, signal.SIGKILL)


def _signal(server: subprocess.Popen[bytes], signum: int) -> None:
    """
    Tell the server and its own processes, and wait until they are as they were told to be.

    They have sessions of their own, and would go on for a while after the server is killed. It stands still
    meanwhile, so it makes no new ones and keeps the process ids of the old ones in use.
    """
    with carrying_out:
        if signum != signal.SIGCONT:
            server.send_signal(signal.SIGSTOP)
            _wait([server.pid], "TZ")
        own = children(server.pid)
        for child in own:
            with contextlib.suppress(ProcessLookupError):
                os.kill(child, signum)
        server.send_signal(signum)
        if signum in STATES:
            _wait([*own, server.pid], STATES[signal.Signals(signum)])


def children(parent: int) -> list[int]:
    """Every process that a process has started and that has not been asked about since its end."""
    pids = [int(process.name) for process in PROCESSES.iterdir() if process.name.isdigit()]
    return [pid for pid in pids if _state_and_parent(pid)[1] == parent]


def gone(pid: int) -> bool:
    """Whether a process has ended, even if nobody has asked about it yet."""
    return _state_and_parent(pid)[0] == "Z"


def _wait(pids: list[int], states: str) -> None:
    while any(_state_and_parent(pid)[0] not in states for pid in pids):
        time.sleep(0.001)


def _state_and_parent(pid: int) -> tuple[str, int]:
    try:
        # The name of the program is in brackets and may hold anything.
        status = (PROCESSES / str(pid) / "stat").read_text(errors="replace").rpartition(")")[2].split()
    except (FileNotFoundError, ProcessLookupError):
        return "Z", 0
    return status[0], int(status[1])


if __name__ == "__main__":
    keep()
