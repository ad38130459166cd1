"""Who works in the background, run as people run them, on the settings of a service."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tests.outside import check_local
from tests.servers.server import Server
from tests.servers.service import KEPT, guarded


class _Helper(Server):
    """A command of ours that listens nowhere and says in its log when it is ready."""

    ready: str

    def __init__(self, folder: Path, settings: Mapping[str, str]) -> None:
        """Take a folder for its log, and the settings of the service that it works for."""
        super().__init__(folder)
        self.settings = dict(settings)
        self._read = 0

    @property
    def url(self) -> str:
        """Nowhere."""
        return ""

    def command(self) -> list[str]:
        """Run the command line; what stands in the log already was said by those before."""
        self._read = self.log.stat().st_size if self.log.exists() else 0
        return [sys.executable, "-m", "entrypoints.cli", self.name]

    def person(self) -> dict[str, Any]:
        """With the settings of the service."""
        check_local(self.settings)
        kept = {name: os.environ[name] for name in KEPT if name in os.environ}
        return {"env": guarded({**kept, **self.settings})}

    def answers(self) -> bool:
        """Whether it has said that it is ready."""
        return self.log.exists() and self.ready.encode() in self.log.read_bytes()[self._read :]


class WorkerServer(_Helper):
    """`trading worker`."""

    name = "worker"
    ready = "[trading.worker]"


class BeatServer(_Helper):
    """`trading beat`."""

    name = "beat"
    ready = "reminds its workers"
