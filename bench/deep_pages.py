"""Lists that the documentation names, and cursors of pages in them, made of the rows that stand there."""
# ruff: noqa: S608 - statements are put together from what stands in this file

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, Self

import psycopg
from attrs import evolve, frozen

from bench.filling import OWNER
from entrypoints.http.lists import _Cursor
from trading_core.ports.paging import Mark

if TYPE_CHECKING:
    from types import TracebackType

PAGE: Final = 10_000
BOTH: Final = (50, 500)
TRADES: Final = ("trades", "executed_at", "id", "trades.account")
ORDERS: Final = ("orders", "created_at", "number", "orders.account")
LINES: Final = (
    "orders JOIN order_lines ON number = order_number",
    "orders.created_at",
    "number",
    "orders.account",
)


@frozen
class Listed:
    """A list: how a caller asks for it, and how its rows are found without the service."""

    link: str
    rows: tuple[str, str, str, str]
    fitting: str = "true"
    ascending: bool = False
    sizes: tuple[int, ...] = (50,)


HISTORY: Final = "/api/history/?"
OF_ORDERS: Final = "/api/orders/?"
SPAN: Final = "executed_at__gte=2025-01-02T00:00:00Z&executed_at__lte=2099-01-01T00:00:00Z&"
WITHIN: Final = "executed_at BETWEEN '2025-01-02 00:00Z' AND '2099-01-01 00:00Z'"
PENDING: Final = "status IN ('pending', 'accepted', 'partially_filled')"
COMPLETED: Final = "status IN ('executed', 'closed')"
FAILED: Final = "status IN ('rejected', 'cancelled', 'expired')"
LISTS: Final = (
    Listed(HISTORY, TRADES, sizes=BOTH),
    Listed(f"{HISTORY}ordering=executed_at&", TRADES, ascending=True, sizes=BOTH),
    Listed(f"{HISTORY}side=sell&", TRADES, "side = 'sell'"),
    Listed(f"{HISTORY}stock_id=2330&", TRADES, "symbol = '2330'"),
    Listed(f"{HISTORY}stock_id=1101&", TRADES, "symbol = '1101'"),
    Listed(f"{HISTORY}stock_id=2317&side=sell&", TRADES, "symbol = '2317' AND side = 'sell'"),
    Listed(f"{HISTORY}stock_id=1101&side=sell&", TRADES, "symbol = '1101' AND side = 'sell'"),
    Listed(f"{HISTORY}{SPAN}", TRADES, WITHIN),
    Listed(f"{HISTORY}side=buy&{SPAN}", TRADES, f"side = 'buy' AND {WITHIN}"),
    Listed(OF_ORDERS, ORDERS, sizes=BOTH),
    Listed(f"{OF_ORDERS}ordering=created_time&", ORDERS, ascending=True, sizes=BOTH),
    Listed(f"{OF_ORDERS}side=sell&", ORDERS, "side = 'sell'"),
    Listed(f"{OF_ORDERS}source=trade&", ORDERS, "source = 'trade'"),
    Listed(f"{OF_ORDERS}source=api&", ORDERS, "source = 'api'"),
    Listed(f"{OF_ORDERS}source=signal&", ORDERS, "source = 'signal'"),
    Listed(f"{OF_ORDERS}status=executed&", ORDERS, "status = 'executed'"),
    Listed(f"{OF_ORDERS}status=completed&", ORDERS, COMPLETED),
    Listed(f"{OF_ORDERS}status=pending&", ORDERS, PENDING),
    Listed(f"{OF_ORDERS}status=failed&", ORDERS, FAILED),
    Listed(f"{OF_ORDERS}status=failed&source=trade&", ORDERS, f"source = 'trade' AND {FAILED}"),
    Listed(f"{OF_ORDERS}status=executed&source=api&", ORDERS, "source = 'api' AND status = 'executed'"),
    Listed(f"{OF_ORDERS}status=executed&side=buy&", ORDERS, "side = 'buy' AND status = 'executed'"),
    Listed(f"{OF_ORDERS}stock_id=2330&", LINES, "symbol = '2330'"),
    Listed(f"{OF_ORDERS}stock_id=1101&", LINES, "symbol = '1101'"),
    Listed(f"{OF_ORDERS}stock_id=2330&side=sell&", LINES, "symbol = '2330' AND side = 'sell'"),
    Listed(f"{OF_ORDERS}stock_id=2330&status=rejected&", LINES, "symbol = '2330' AND status = 'rejected'"),
)


@frozen
class Pair:
    """Cursors at the beginning of a list and deep in it, on which page that is, and how many rows it shows at least."""

    shallow: list[str]
    deep: list[str]
    page: int
    fewest: int


class Places:
    """Finds the marks of rows by counting, as slowly as that is."""

    def __init__(self, database: str) -> None:
        """Connect."""
        self._connection = psycopg.connect(database, autocommit=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None, /
    ) -> None:
        self._connection.close()

    def count(self, listed: Listed, most: int) -> int:
        """How many rows the list has, no further than so many."""
        ((found,),) = self._read(listed, "count(*)", f"LIMIT {most}")
        return int(found)

    def cursors(self, listed: Listed, skipped: int, number: int) -> list[str]:
        """Cursors behind rows of the list."""
        rows = self._read(listed, "moment, name", f"OFFSET {skipped} LIMIT {number}")
        marks = [Mark(moment, name) for moment, name in rows]
        return [_Cursor(backwards=False, mark=mark).text() for mark in marks]

    def _read(self, listed: Listed, columns: str, rest: str) -> list[tuple[Any, ...]]:
        table, moment, name, account = listed.rows
        way = "ASC" if listed.ascending else "DESC"
        return self._connection.execute(
            f"""SELECT {columns} FROM (
                SELECT {moment} AS moment, {name} AS name FROM {table}
                WHERE {account} = (SELECT account FROM users WHERE username = '{OWNER}') AND {listed.fitting}
                ORDER BY {moment} {way}, {name} {way} {rest}) AS found"""
        ).fetchall()


def pair_of(places: Places, listed: Listed, size: int, number: int) -> Pair:
    """Take neighbouring places at either end; in a list that is too short for that, places of the whole list."""
    wanted = (PAGE - 1) * size
    total = places.count(listed, wanted + number + size)
    if total < number + size:
        whole = evolve(listed, fitting="true")
        deepest = min(wanted, places.count(whole, wanted + number) - number)
        return Pair(places.cursors(whole, 0, number), places.cursors(whole, deepest, number), 1, 0)
    skipped = min(wanted, total - number - size)
    return Pair(
        places.cursors(listed, 0, number),
        places.cursors(listed, skipped, number),
        skipped // size + 1,
        size,
    )
