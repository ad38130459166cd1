"""Significant events on PostgreSQL: every documented filter in every order, at page 1 and at page 10,000."""
# ruff: noqa: S608 - statements are put together from what stands in this file

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any, Final

import psycopg
from attrs import frozen

from adapters.sql.moves import _PLACES
from adapters.sql.tables.market import move_states, moves
from bench.deep_pages import PAGE
from bench.filling import ROWS
from bench.paging import REQUESTS, WARM, client, log_in, timed
from bench.service import durable_postgres, folder, populate
from bench.timing import middle, slowest
from entrypoints.http.lists import _Cursor
from entrypoints.http.resources.significant_events import ORDERS
from entrypoints.http.views.events import EventKey
from trading_core.domain.ids import Symbol
from trading_core.domain.moves import MoveType
from trading_core.ports.paging import Mark

if TYPE_CHECKING:
    import httpx
    from sqlalchemy import Table

SIZE: Final = 50
PRODUCTS: Final = 2_000
KINDS: Final = ", ".join(f"'{kind.value}'" for kind in MoveType)
# Each product has one event of each kind a day; rows are written in the order of their moments.
DAY: Final = f"date '2020-01-01' + (n / ({PRODUCTS} * 7))::int"
VALUES: Final = {
    "symbol": f"'S' || lpad((n % {PRODUCTS})::text, 4, '0')",
    "type": f"(ARRAY[{KINDS}])[1 + (n / {PRODUCTS}) % 7]",
    "trading_day": DAY,
    "level": "5",
    "at": f"({DAY})::timestamp AT TIME ZONE 'UTC' + (n % ({PRODUCTS} * 7)) * interval '1 second'",
    "previous_price": "100",
    "price": "105.5",
    "threshold": "5",
    "source": "'bars'",
    "resumed": "false",
}
ONE: Final = ("symbol__ticker=S0042", "symbol = 'S0042'")
KIND: Final = ("event_type=PRICE_INCREASE", "type = 'PRICE_INCREASE'")
SPAN: Final = (
    "timestamp__gte=2020-01-03T00:00:00Z&timestamp__date__lte=2098-12-31",
    "at BETWEEN '2020-01-03 00:00Z' AND '2098-12-31 23:59:59.999999Z'",
)
DAYS: Final = (
    "timestamp__date__gte=2020-01-10&timestamp__date__lte=2020-01-12",
    "at >= '2020-01-10' AND at < '2020-01-13'",
)
FILTERS: Final = (
    (),
    (ONE,),
    (KIND,),
    (SPAN,),
    (DAYS,),
    (ONE, KIND),
    (ONE, SPAN),
    (KIND, SPAN),
    (KIND, DAYS),
    (ONE, KIND, SPAN),
)


@frozen
class Asked:
    """A list: what stands in its query, and the same for the database."""

    query: str
    fitting: str
    order: str

    @property
    def sorted_by(self) -> str:
        """The columns of the order, all of them falling."""
        return ", ".join(f"{place} DESC" for place in _PLACES[ORDERS[self.order]])


def run() -> None:
    """Fill, then measure every list."""
    print(f"events: {ROWS:,} rows of {PRODUCTS:,} products; BENCH_ROWS chooses how many")
    with folder() as place, durable_postgres(place) as database:
        begun = time.monotonic()
        populate(place, database)
        fill(database)
        print(f"filled in {(time.monotonic() - begun) / 60:.1f} minutes")
        with client(place, database) as door, psycopg.connect(database, autocommit=True) as connection:
            print(f"page 1 and page {PAGE:,}, or the last of a shorter list; median and p99 in ms (goal 1.5)")
            for order in ORDERS:
                for filters in FILTERS:
                    query = "&".join([*(said for said, _ in filters), f"ordering=-{order}"])
                    fitting = " AND ".join(["true", *(meant for _, meant in filters)])
                    compare(door, connection, Asked(query, fitting, order))


def fill(database: str) -> None:
    """Write the rows; the indexes are those of the migrations, made again when all rows are there."""
    columns, values = ", ".join(f'"{name}"' for name in VALUES), ", ".join(VALUES.values())
    states = f"SELECT DISTINCT {VALUES['symbol']}, '[]'::jsonb, '[]'::jsonb, 1 FROM generate_series(0, {PRODUCTS} - 1) AS n"
    with psycopg.connect(database, autocommit=True) as connection:
        indexes = definitions(connection, moves)
        for statement in (
            "SET synchronous_commit = off",
            "SET maintenance_work_mem = '1GB'",
            "ALTER SYSTEM SET max_wal_size = '16GB'",
            "SELECT pg_reload_conf()",
            *(f"DROP INDEX {name}" for name, _ in indexes),
            f"ALTER TABLE {moves.name} DROP CONSTRAINT pk_{moves.name}",
            f"INSERT INTO {moves.name} ({columns}) SELECT {values} FROM generate_series(0, {ROWS} - 1::bigint) AS n",
            f"ALTER TABLE {moves.name} ADD CONSTRAINT pk_{moves.name} PRIMARY KEY (symbol, type, trading_day, level)",
            *(definition for _, definition in indexes),
            f"INSERT INTO {move_states.name} (symbol, latest, suspects, revision) {states}",
            f"VACUUM ANALYZE {moves.name}",
            f"VACUUM ANALYZE {move_states.name}",
        ):
            connection.execute(statement.encode())


def definitions(connection: psycopg.Connection[Any], table: Table) -> list[tuple[str, str]]:
    """The indexes of a table beside its key."""
    return connection.execute(
        "SELECT indexname, indexdef FROM pg_indexes WHERE indexname ~ '^ix_' AND tablename = %s", [table.name]
    ).fetchall()


def compare(door: httpx.Client, connection: psycopg.Connection[Any], asked: Asked) -> None:
    """Ask for pages at the beginning and deep in a list in turn, each from a place of its own."""
    log_in(door)
    wanted = (PAGE - 1) * SIZE
    ((total,),) = connection.execute(
        f"SELECT count(*) FROM (SELECT 1 FROM {moves.name} WHERE {asked.fitting} LIMIT {wanted + REQUESTS + WARM + SIZE}) AS found".encode()
    ).fetchall()
    skipped = max(min(wanted, total - WARM - REQUESTS - SIZE), 0)
    number = max(min(WARM + REQUESTS, total - SIZE), 0)
    assert number > WARM, f"{asked.query} has {total} rows: fill more"
    early: list[float] = []
    late: list[float] = []
    pairs = zip(
        cursors(connection, asked, 0, number), cursors(connection, asked, skipped, number), strict=True
    )
    for shallow, deep in pairs:
        for link, times in ((shallow, early), (deep, late)):
            page, taken = timed(
                door, f"/api/stocks/significant-events/?{asked.query}&page_size={SIZE}&cursor={link}"
            )
            assert len(page["results"]) == SIZE, asked.query
            times.append(taken)
    early, late = early[WARM:], late[WARM:]
    print(
        f"  {asked.query:<118} {middle(early):5.1f} {slowest(early):5.1f}   page {skipped // SIZE + 1:>6,} "
        f"{middle(late):5.1f} {slowest(late):5.1f}   ratio {middle(late) / middle(early):.2f}, "
        f"p99 {slowest(late) / slowest(early):.2f}"
    )


def cursors(connection: psycopg.Connection[Any], asked: Asked, skipped: int, number: int) -> list[str]:
    """Cursors behind rows of the list."""
    rows = connection.execute(
        f"SELECT at, symbol, type, trading_day, level FROM {moves.name} WHERE {asked.fitting} "
        f"ORDER BY {asked.sorted_by} OFFSET {skipped} LIMIT {number}".encode()
    ).fetchall()
    marks = [
        Mark(at, EventKey(Symbol(symbol), MoveType(kind), day, level.normalize()).id)
        for at, symbol, kind, day, level in rows
    ]
    return [_Cursor(backwards=False, mark=mark).text() for mark in marks]
