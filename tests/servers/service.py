"""The service itself, run as people run it, with its data and its databases where a test wants them."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any, Final

from tests.outside import check_local
from tests.servers.server import Server, healthy

OPERATOR: Final = ("operator", "a long secret of the operator")
KEPT: Final = ("PATH", "HOME", "LANG", "LC_ALL", "TMPDIR", "PYTHONPATH", "COVERAGE_PROCESS_START")


GUARD: Final = str(Path(__file__).with_name("guard"))


def guarded(environment: dict[str, str]) -> dict[str, str]:
    """The same environment for a Python that cannot leave this machine."""
    paths = [GUARD, *filter(None, [environment.get("PYTHONPATH")])]
    return {**environment, "PYTHONPATH": os.pathsep.join(paths)}


class ServiceServer(Server):
    """`trading serve` on a free port, with settings of its own and none of this machine's."""

    name = "service"

    def __init__(self, folder: Path, **settings: str) -> None:
        """Take a folder for its data, and settings by their names in the environment."""
        super().__init__(folder)
        self.settings = {
            "DATA_DIR": str(self.folder / "data"),
            "OPERATOR_USERNAME": OPERATOR[0],
            "OPERATOR_PASSWORD": OPERATOR[1],
            "LOGINS_PER_MINUTE": "10000",
            **settings,
        }

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def processes(self) -> int:
        """How many of it serve."""
        return int(self.settings.get("WORKERS", "1"))

    def command(self) -> list[str]:
        """Run the command line."""
        return [sys.executable, "-m", "entrypoints.cli", "serve"]

    def person(self) -> dict[str, Any]:
        """With its own settings."""
        check_local(self.settings)
        kept = {name: os.environ[name] for name in KEPT if name in os.environ}
        return {"env": guarded({**kept, **self.settings, "HOST": "127.0.0.1", "PORT": str(self.port)})}

    def answers(self) -> bool:
        """Whether it is ready to serve."""
        return healthy(self.port, "/health/ready")
