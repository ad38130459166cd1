"""
Keeps one server process, as its parent, and needs nothing but the standard library.

It passes on signals whose numbers it reads line by line, and says when each has worked. When its input ends, whoever asked for the server has closed it or is
no more, however suddenly: then the server is ended, by the very process that knows its id to be still in use.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time

SECONDS_TO_END = 20


def keep() -> None:
    """Start what the first argument describes, tell its process id, and stay as long as it runs."""
    wish = json.loads(sys.argv[1])
    with open(wish["log"], "ab") as log:  # noqa: PTH123 - loads in a third of the time without pathlib
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
    os._exit(code if code >= 0 else 128 - code)


def _listen(server: subprocess.Popen[bytes], ending: int) -> None:
    with open(0, "rb", buffering=0, closefd=False) as told:
        for line in told:
            server.send_signal(int(line))
            if int(line) == signal.SIGSTOP:  # it stands still a moment later, on another processor
                os.waitpid(server.pid, os.WUNTRACED)
            os.write(1, b"done\n")
    server.send_signal(ending)
    server.send_signal(signal.SIGCONT)
    time.sleep(SECONDS_TO_END)
    server.kill()


if __name__ == "__main__":
    keep()
