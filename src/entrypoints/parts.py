"""The parts of a deployment that /health/ready looks at."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import text

from adapters.cache.shared import SharedCache
from adapters.sql.database import Database
from entrypoints.http.health import Part
from trading_core.domain.ids import Symbol
from trading_core.errors import Unavailable
from trading_core.ports.cache import Cache
from trading_core.ports.quotes import QuoteSource

LOOKED_AT = Symbol("2330")


def parts_of(database: Database, cache: Cache, quotes: QuoteSource) -> Sequence[Part]:
    """Name each part and how to look at it."""

    def look_at_database() -> str:
        with database.alone() as connection:
            connection.execute(text("SELECT 1"))
        return "ok"

    def look_at_cache() -> str:
        if isinstance(cache, SharedCache) and not cache.healthy():
            raise Unavailable("Redis")
        return "ok"

    def look_at_prices() -> str:
        quotes.quotes({LOOKED_AT})
        return "ok"

    return (
        Part("database", look_at_database),
        Part("cache", look_at_cache, needed=False),
        Part("prices", look_at_prices, needed=False),
    )
