"""What happens before the first request: the data folder, the tables, the first operator, and what is said of them."""

from __future__ import annotations

from collections.abc import Iterator

from entrypoints.cli.opened import opened
from entrypoints.http.pages import BUILT, NOT_BUILT
from entrypoints.operators import FirstOperator, first_operator
from entrypoints.settings import Settings


def prepare(settings: Settings) -> FirstOperator | None:
    """Make what a first start needs; the embedded default brings its own tables up to date."""
    with opened(settings) as container:
        settings.secret()
        return first_operator(settings, container)


def describe(settings: Settings, operator: FirstOperator | None) -> Iterator[str]:
    """Say what was chosen, in a few lines."""
    books = f"SQLite in {settings.data_dir.absolute()}" if settings.embedded else "PostgreSQL"
    cache = "Redis" if settings.redis_url and settings.cache != "memory" else "memory"
    yield f"trading-core serves at http://{settings.host}:{settings.port}/"
    yield f"  books: {books}; cache: {cache}; tasks: {settings.works_by}; prices: {settings.prices}; market rules: {settings.market_rules}"
    home = f"http://{settings.host}:{settings.port}/"
    there = (BUILT / "pages").is_dir()
    yield f"  desk: {f'{home}; price events: {home}test-query-page/' if there else NOT_BUILT}"
    yield f"  documentation: {home}swagger/"
    if operator is not None and operator.password is not None:
        yield f"  first operator: {operator.username}, password {operator.password} (shown this once)"
