"""The parts that a service leans on: database, books, cache, clock, prices."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Final

from adapters.cache.condition import condition_of as condition_of_redis
from adapters.sql.condition import Condition, condition_of, missing_file
from adapters.sql.failures import PART as DATABASE
from entrypoints.cli.checkup.finding import Finding, good, warning, wrong
from entrypoints.container import Container
from entrypoints.logs import reason_of
from entrypoints.settings import Settings
from trading_core.errors import InvariantViolated, TradingError, Unavailable
from trading_core.use_cases.patrol_books import PatrolBooks
from trading_core.use_cases.verify_books import VerifyBooks

OLDEST_POSTGRESQL: Final = 14
OLDEST_REDIS: Final = 6
SQLITE_FULL: Final = "2"
CONNECTIONS_TO_SPARE: Final = 5
ACCOUNTS: Final = 20
LITTLE: Final = timedelta(seconds=2)
MUCH: Final = timedelta(seconds=30)
MIGRATE: Final = "run `trading migrate`"


def ask(container: Container, name: str) -> str:
    """How a part does, asked as /health/ready asks it."""
    (part,) = (one for one in container.parts() if one.name == name)
    return part.look()


def look_at_database(settings: Settings, container: Container) -> Iterator[Finding]:
    """Reachable, of a version that we know, with our tables, keeping what it was told; then what is in its books."""
    database = container.database()
    missing = missing_file(database)
    if missing is not None:
        # the data folder is looked at by itself, and the first start makes it
        if missing.parent == settings.data_dir.absolute() or os.access(missing.parent, os.W_OK):
            mend = f"{MIGRATE}, or start `trading serve`"
            yield warning("database", f"there are no books in {missing} yet", mend)
        else:
            mend = "make it, or name another file in DATABASE_URL"
            yield wrong("database", f"there is no folder {missing.parent} to write in", mend)
        return
    ask(container, "database")
    condition = condition_of(database)
    yield _version(condition)
    yield from _tables(settings, condition)
    yield from _keeping(settings, condition)
    if condition.current:
        yield from _books(container)


def _version(condition: Condition) -> Finding:
    seen = f"{condition.kind} {condition.version}"
    if condition.kind == "PostgreSQL" and major(condition.version) < OLDEST_POSTGRESQL:
        return warning("database", seen, f"go on to PostgreSQL {OLDEST_POSTGRESQL} or newer")
    return good("database", seen)


def _tables(settings: Settings, condition: Condition) -> Iterator[Finding]:
    seen = f"they are of version {condition.tables}, and this program knows {condition.latest}"
    if condition.current:
        yield good("tables", f"they are of version {condition.tables}, the latest")
    elif condition.tables is None:
        yield wrong("tables", "there are none", MIGRATE)
    elif not condition.known:
        yield wrong("tables", seen, "use the newer program that has made them")
    elif settings.embedded:
        yield warning("tables", seen, f"{MIGRATE}, or start `trading serve`, which does it")
    else:
        yield wrong("tables", seen, MIGRATE)


def _keeping(settings: Settings, condition: Condition) -> Iterator[Finding]:
    """Whether what was committed is there after a power cut."""
    told = condition.settings
    loose = []
    if condition.kind == "SQLite":
        if told["journal_mode"] != "wal":
            loose.append(f"journal_mode is {told['journal_mode']}")
        if told["synchronous"] != SQLITE_FULL:
            loose.append(f"synchronous is {told['synchronous']}")
        mend = "keep the file on a disk of this machine, where readers and a writer can share it"
    else:
        loose = [
            f"{name} is off"
            for name in ("fsync", "full_page_writes", "synchronous_commit")
            if told[name] == "off"
        ]
        mend = "turn it on in postgresql.conf, or a power cut may take trades that were acknowledged"
        needed = settings.workers * settings.database_pool + CONNECTIONS_TO_SPARE
        if needed > int(told["max_connections"]):
            yield warning(
                "connections",
                f"WORKERS x DATABASE_POOL may ask for more than max_connections, {told['max_connections']}",
                "lower DATABASE_POOL or raise max_connections",
            )
    if loose:
        yield warning("durability", ", ".join(loose), mend)
    else:
        yield good("durability", ", ".join(f"{name} {value}" for name, value in sorted(told.items())))


def _books(container: Container) -> Iterator[Finding]:
    """Fold the first accounts again; the patrol in the background goes through all."""
    verify = VerifyBooks(container.accounts(), container.orders(), container.journal())
    differences = PatrolBooks(verify, ACCOUNTS)()
    for difference in differences[:ACCOUNTS]:
        yield wrong(
            "books",
            f"{difference.law}: {difference.subject} is {difference.found}, expected {difference.expected}"[
                :300
            ],
            "save nothing, and compare the journal with a backup",
        )
    if not differences:
        yield good("books", f"the first {ACCOUNTS} accounts are what their journals add up to")


def look_at_cache(settings: Settings, container: Container) -> Iterator[Finding]:
    """Redis answers as the service asks it, and is no older than what we speak."""
    url = settings.redis_url
    ask(container, "cache")
    if url is None:
        yield _unshared(settings)
        return
    condition = condition_of_redis(url)
    seen = f"Redis {condition.version}, {condition.policy}"
    if major(condition.version) < OLDEST_REDIS:
        yield warning("cache", seen, f"go on to Redis {OLDEST_REDIS} or newer")
    elif condition.policy == "noeviction" and condition.bounded:
        yield warning(
            "cache",
            f"{seen}, and bounded: once it is full it takes nothing",
            "raise maxmemory, or set maxmemory-policy to allkeys-lru where no broker uses this Redis",
        )
    else:
        yield good("cache", seen)


def _unshared(settings: Settings) -> Finding:
    if settings.workers > 1 or settings.works_by == "celery":
        return warning(
            "cache",
            "it is the memory of each process, and there are several",
            "set REDIS_URL, so that limits and live prices are those of the whole house",
        )
    return good("cache", "it is the memory of this process")


def look_at_clock(settings: Settings, container: Container) -> Iterator[Finding]:
    """Compare clocks with the database and with Redis; whoever is down is told of elsewhere."""
    apart: dict[str, timedelta] = {}
    try:
        told = condition_of(container.database()).now if not settings.embedded else None
        if told is not None:
            apart["the database"] = abs(datetime.now(UTC) - told)
        if settings.redis_url is not None:
            apart["Redis"] = abs(datetime.now(UTC) - condition_of_redis(settings.redis_url).now)
    except Unavailable:
        pass
    if not apart:
        yield good("clock", f"it is {datetime.now(UTC):%Y-%m-%d %H:%M} UTC, with nobody to compare with")
        return
    for who, difference in apart.items():
        yield judged_clock(who, difference)


def judged_clock(who: str, apart: timedelta) -> Finding:
    """Tokens, signatures and the age of prices are read off clocks that agree."""
    seen = f"it is {apart.total_seconds():.1f} s apart from that of {who}"
    mend = "let both machines set their clocks by NTP"
    if apart > MUCH:
        return wrong("clock", seen, mend)
    return warning("clock", seen, mend) if apart > LITTLE else good("clock", seen)


def look_at_prices(settings: Settings, container: Container) -> Iterator[Finding]:
    """Ask for a price, as /health/ready does; what is known of the past of prices stands in the database."""
    if missing_file(container.database()) is not None:
        yield good("prices", f"{settings.prices}, to be asked once there are books")
        return
    try:
        ask(container, "prices")
    except TradingError as refusal:
        inside = isinstance(refusal, InvariantViolated) or (
            isinstance(refusal, Unavailable) and refusal.part == DATABASE
        )
        yield warning(
            "prices",
            f"{settings.prices} gives none ({reason_of(refusal)})",
            "mend the database first, where some of them stand"
            if inside
            else "see whether this machine reaches the source, or choose another one by PRICES",
        )
        return
    yield good("prices", f"{settings.prices} answers")


def major(version: str) -> int:
    """The first number of a version; one without any is taken for the newest."""
    found = re.match(r"[0-9]+", version)
    return 10**6 if found is None else int(found[0])
