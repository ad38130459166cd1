"""The two ways in which the service is run for these tests: on SQLite alone, and on PostgreSQL with Redis."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from adapters.sql.migrations import migrate
from tests.servers import dropped_afterwards, new_database
from tests.servers.service import ServiceServer

DEPLOYMENTS: Final = ("sqlite", "postgresql and redis")
SECRET: Final = "a secret of the tests that every process shares"
SETTINGS: Final = {
    "IMPORT_TOKENS": "import-one,import-two",
    "REQUESTS_PER_MINUTE": "0",
    "ACCESS_MINUTES": "15",
    # an order that waits is to wait until its test says otherwise
    "BROKER": "none",
}


@contextmanager
def deployed(
    kind: str, folder: Path, postgres_url: str, redis_url: str, *, beside: int = 0, **settings: str
) -> Iterator[ServiceServer]:
    """Run the service on one of them, with data of its own; several share a Redis by its numbered databases."""
    chosen = {**SETTINGS, "SECRET_KEY": SECRET, **settings}
    with ExitStack() as stack:
        if kind != "sqlite":
            database = stack.enter_context(dropped_afterwards(new_database(postgres_url), postgres_url))
            migrate(database)
            redis = urlsplit(redis_url)._replace(path=f"/{beside}").geturl() if beside else redis_url
            chosen |= {"DATABASE_URL": database, "REDIS_URL": redis, "WORKERS": "2"}
        yield stack.enter_context(ServiceServer(folder, **chosen))
