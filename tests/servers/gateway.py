"""The gateway, run as people run it."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

from tests.outside import check_local
from tests.servers.server import Server, healthy
from tests.servers.service import KEPT, guarded


class GatewayServer(Server):
    """`trading gateway` on a free port, with settings of its own and none of this machine's."""

    name = "gateway"

    def __init__(self, folder: Path, **settings: str) -> None:
        """Take a folder for its log, and settings by their names in the environment."""
        super().__init__(folder)
        self.settings = settings

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self.port}"

    def command(self) -> list[str]:
        """Run the command line."""
        return [sys.executable, "-m", "entrypoints.cli", "gateway"]

    def person(self) -> dict[str, Any]:
        """With its own settings."""
        check_local(self.settings)
        kept = {name: os.environ[name] for name in KEPT if name in os.environ}
        place = {"GATEWAY_HOST": "127.0.0.1", "GATEWAY_PORT": str(self.port)}
        return {"env": guarded({**kept, **self.settings, **place})}

    def answers(self) -> bool:
        """Whether it says that it lives."""
        return healthy(self.port, "/health/live")
