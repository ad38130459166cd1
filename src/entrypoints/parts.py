"""The parts that a deployment leans on."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from shutil import disk_usage
from typing import Final, Protocol, runtime_checkable

from attrs import frozen
from sqlalchemy import select

from adapters.sql.database import Database
from trading_core.domain.ids import Symbol
from trading_core.errors import Unavailable
from trading_core.ports.cache import Cache
from trading_core.ports.quotes import QuoteSource

LOOKED_AT = Symbol("2330")
# Writes need room for the log of a few batches before it is carried into the file.
LEAST_FREE: Final = 16 * 1024 * 1024


class DiskFull(Exception):
    """There is hardly any room left to write to."""


@frozen
class Part:
    """
    Something that the service leans on.

    ``look`` says in a word how it does and raises when it does not answer. Without a needed part no request can be
    served; without another one the service is slower and not wrong.
    """

    name: str
    look: Callable[[], str]
    needed: bool = True


@runtime_checkable
class Shared(Protocol):
    """A cache that processes share, and that may be away."""

    def healthy(self) -> bool:
        """Whether it answers."""
        ...


def parts_of(database: Database, cache: Cache, quotes: QuoteSource) -> tuple[Part, ...]:
    """What /health/ready looks at."""

    def look_at_database() -> str:
        with database.alone() as connection:
            connection.execute(select(1))
        return "ok"

    def look_at_cache() -> str:
        if isinstance(cache, Shared) and not cache.healthy():
            raise Unavailable("Redis")
        return "ok"

    def look_at_prices() -> str:
        quotes.quotes({LOOKED_AT})
        return "ok"

    parts = (
        Part("database", look_at_database),
        Part("cache", look_at_cache, needed=False),
        Part("prices", look_at_prices, needed=False),
    )
    return (*parts, _disk_below(database)) if database.is_sqlite else parts


def _disk_below(database: Database) -> Part:
    """Books on a full disk can be read, which looks well until somebody wants to write."""
    folder = Path(str(database.engine.url.database)).parent

    def look_at_disk() -> str:
        if disk_usage(folder).free < LEAST_FREE:
            raise DiskFull
        return "ok"

    return Part("disk", look_at_disk, needed=False)
