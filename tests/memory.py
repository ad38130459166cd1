"""Where the files of tests lie: in memory where there is plenty of it, since a test waits for a disk at each commit."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path
from typing import Final

MEMORY: Final = Path("/dev/shm")  # noqa: S108 - what is made there has a name of its own, as everywhere
PLENTY: Final = 6 * 1024**3
DISK: Final = "TEST_DISK"


def is_plenty(folder: Path) -> bool:
    """Whether a folder has room for all that tests write, and lets programs run."""
    if not os.access(folder, os.W_OK | os.X_OK) or os.statvfs(folder).f_flag & os.ST_NOEXEC:
        return False
    return shutil.disk_usage(folder).free >= PLENTY


def remember() -> None:
    """From now on temporary files of this process and of those that it starts are in memory, unless TMPDIR names a place."""
    if "TMPDIR" not in os.environ and is_plenty(MEMORY):
        os.environ[DISK] = tempfile.gettempdir()
        os.environ["TMPDIR"] = tempfile.tempdir = str(MEMORY)


def disk() -> str:
    """Where temporary files lie otherwise: for servers that are struck down, with their files where people keep them."""
    return os.environ.get(DISK, tempfile.gettempdir())
