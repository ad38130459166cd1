"""The command line, run as people run it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from tests.servers.service import KEPT


class Shell:
    """Commands in a folder of their own, with settings of their own."""

    def __init__(self, folder: Path, **settings: str) -> None:
        kept = {name: os.environ[name] for name in KEPT if name in os.environ}
        self.folder = folder
        self.environment = {**kept, "DATA_DIR": str(folder / "data"), **settings}

    def run(self, *arguments: str, said: str = "") -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "entrypoints.cli", *arguments],
            cwd=self.folder,
            env=self.environment,
            input=said,
            capture_output=True,
            text=True,
            check=False,
        )
