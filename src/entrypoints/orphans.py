"""
The end of a server process with the one that started it: nobody else would ever stop it.

It would go on answering on the port, beside whatever is started there next, with the code and settings of the past.
"""

from __future__ import annotations

import logging
import os
import signal
import time
from multiprocessing import parent_process
from threading import Thread
from typing import Final

GLANCE: Final = 0.5
# As long as the parent itself would have waited before it killed.
SECONDS_TO_END: Final = 12.0

log = logging.getLogger(__name__)


def end_with_parent() -> None:
    """From now on, end when the parent does; in order, or else by force."""
    # the parent's own way with this signal was inherited, and would let it have no effect until the server has begun
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    parent = parent_process()
    if parent is not None:
        Thread(target=_follow, args=(parent.pid,), name="parent", daemon=True).start()


def _follow(parent: int | None) -> None:
    # a process whose parent has died is given to another one
    while os.getppid() == parent:
        time.sleep(GLANCE)
    log.error("the process that started this one has ended, and so does this one")
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(SECONDS_TO_END)
    os.kill(os.getpid(), signal.SIGKILL)
