"""
Bars a second on PostgreSQL: the bare COPY, the use case that every import goes through, the command that imports a file
as a process of its own, and POST /stocks/ in lists.
"""

from __future__ import annotations

import csv
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Final

import httpx
import psycopg

from adapters.sql.tables.market import bars as table
from bench.service import PASSWORD, SECRET, durable_postgres, folder, service
from bench.service import populate as with_users
from bench.timing import table as show
from entrypoints.container import Container, assemble
from entrypoints.http.resources.stocks import MOST_BARS
from entrypoints.settings import read_settings
from trading_core.domain.quotes import Bar

BARS: Final = int(os.environ.get("BENCH_BARS", "60000"))
PRODUCTS: Final = 60
IMPORTED_AT_ONCE: Final = 5_000
CLIENTS: Final = 2
FIRST: Final = datetime(2000, 1, 3, 5, tzinfo=UTC)
OPERATOR: Final = {"OPERATOR_USERNAME": "keeper", "OPERATOR_PASSWORD": PASSWORD}
COLUMNS: Final = tuple(column.name for column in table.columns)


def run() -> None:
    """Bring the same bars into empty tables, one way after the other."""
    bars = made(BARS)
    with folder() as place, durable_postgres(place) as database:
        with_users(place, database)
        ways: list[tuple[str, Callable[[], object]]] = [
            ("COPY into the table, with its key", lambda: copied(database, bars)),
            ("rows kept and marked, not looked at", lambda: appended(place, database, bars)),
            ("the use case, 5,000 at a time", lambda: recorded(place, database, bars)),
        ]
        file = written(place, bars)
        ways.append(("trading prices import, the whole process", lambda: imported(place, database, file)))
        rates = [(name, rate(database, work)) for name, work in ways]
        assert stored(database) == len(bars)
        with posting(place, database, bars) as post:
            rates.append(
                (f"POST /stocks/ in lists of {MOST_BARS:,}, {CLIENTS} clients", rate(database, post))
            )
            assert stored(database) == len(bars)
    bare = rates[0][1]
    show(
        f"bars a second, {BARS:,} daily bars of {PRODUCTS} products",
        [(name, f"{each:,.0f}/s", f"{each / bare:.3f} of COPY") for name, each in rates],
    )


def made(count: int) -> list[Bar]:
    """Daily bars of products that walk at random, day by day."""
    dice, closes, found = Random(1), [10_000] * PRODUCTS, []  # noqa: S311 - a walk, no secret
    for number in range(count):
        day, place = divmod(number, PRODUCTS)
        opened = closes[place]
        closes[place] = max(opened + dice.randrange(-300, 301), 100)
        high, low = max(opened, closes[place]) + 50, min(opened, closes[place]) - 50
        at = FIRST + timedelta(days=day)
        found.append(Bar(f"P{place:03}", at, opened, high, low, closes[place], dice.randrange(1, 10**6)))
    return found


def rate(database: str, work: Callable[[], object]) -> float:
    """Bars a second by the clock, beginning with empty tables."""
    with psycopg.connect(database, autocommit=True) as connection:
        connection.execute("TRUNCATE bars, unlooked_bars, moves, move_states")
    begun = time.perf_counter()
    work()
    return BARS / (time.perf_counter() - begun)


def copied(database: str, bars: list[Bar]) -> None:
    """What the database takes by itself."""
    with psycopg.connect(database) as connection, connection.cursor() as cursor:
        names = ", ".join(f'"{name}"' for name in COLUMNS)
        with cursor.copy(f"COPY bars ({names}) FROM STDIN".encode()) as copy:
            for bar in bars:
                prices = (bar.open.value, bar.high.value, bar.low.value, bar.close.value)
                copy.write_row((str(bar.symbol), bar.start, *prices, bar.volume, None, True))


def appended(place: Path, database: str, bars: list[Bar]) -> None:
    """What the adapter does with rows."""
    with opened(place, database) as container:
        kept = container.bars()
        for begin in range(0, len(bars), IMPORTED_AT_ONCE):
            kept.append(bars[begin : begin + IMPORTED_AT_ONCE])


def recorded(place: Path, database: str, bars: list[Bar]) -> None:
    """What whoever imports bars does, with every move that is found in them."""
    with opened(place, database) as container:
        record = container.record_bars()
        for begin in range(0, len(bars), IMPORTED_AT_ONCE):
            record(bars[begin : begin + IMPORTED_AT_ONCE])


def written(place: Path, bars: list[Bar]) -> Path:
    """A file of the bars, day by day as an exchange publishes them."""
    file = place / "bars.csv"
    with file.open("w", encoding="utf-8", newline="") as text:
        rows = csv.writer(text)
        rows.writerow(("stock_id", "timestamp", "open", "high", "low", "close", "volume"))
        rows.writerows(
            (bar.symbol, bar.start.isoformat(), bar.open, bar.high, bar.low, bar.close, bar.volume)
            for bar in bars
        )
    return file


def imported(place: Path, database: str, file: Path) -> None:
    """What somebody does who has a file: from the start of the command to its end."""
    subprocess.run(
        [sys.executable, "-m", "entrypoints.cli", "prices", "import", str(file)],
        env=os.environ | chosen(place, database),
        cwd=place,
        check=True,
        stdout=subprocess.DEVNULL,
    )


def chosen(place: Path, database: str) -> dict[str, str]:
    """The settings of a deployment."""
    return {"DATABASE_URL": database, "SECRET_KEY": SECRET, "DATA_DIR": str(place)}


@contextmanager
def opened(place: Path, database: str) -> Iterator[Container]:
    """The parts of a deployment, without the service."""
    container = assemble(read_settings(chosen(place, database), place))
    try:
        yield container
    finally:
        container.database().close()


@contextmanager
def posting(place: Path, database: str, bars: list[Bar]) -> Iterator[Callable[[], object]]:
    """Clients that post lists, each the bars of products of its own."""
    with service(place, "ingestion", database, **OPERATOR) as (url, _):
        login = {"username": "keeper", "password": PASSWORD}
        access = httpx.post(f"{url}/api/auth/login/", json=login, timeout=30).json()["access"]
        shares = [
            [bar for bar in bars if int(bar.symbol[1:]) % CLIENTS == number] for number in range(CLIENTS)
        ]
        lists = [
            [
                [body_of(bar) for bar in share[begin : begin + MOST_BARS]]
                for begin in range(0, len(share), MOST_BARS)
            ]
            for share in shares
        ]

        def post(many: list[list[dict[str, str]]]) -> None:
            headers = {"Authorization": f"Bearer {access}"}
            with httpx.Client(base_url=url, headers=headers, timeout=60) as client:
                for body in many:
                    answer = client.post("/stocks/", json=body)
                    assert answer.status_code == 201, answer.text[:300]

        with ThreadPoolExecutor(CLIENTS) as pool:
            yield lambda: list(pool.map(post, lists))


def body_of(bar: Bar) -> dict[str, str]:
    """A bar as a client writes it."""
    return {
        "ticker": str(bar.symbol),
        "open_price": str(bar.open),
        "close_price": str(bar.close),
        "high": str(bar.high),
        "low": str(bar.low),
        "volume": str(bar.volume),
        "timestamp": bar.start.isoformat(),
    }


def stored(database: str) -> int:
    """How many bars there are."""
    with psycopg.connect(database) as connection:
        ((found,),) = connection.execute("SELECT count(*) FROM bars").fetchall()
    return int(found)
