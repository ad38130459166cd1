"""Every documented filter, in every order, is read along an index: the ten-thousandth page costs what the first does."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from decimal import Decimal
from itertools import chain, combinations
from typing import Any

import pytest
from sqlalchemy import Select, event, text

from adapters.sql.bars import _BEFORE, _BETWEEN, _LATEST, _LATEST_OF_ALL
from adapters.sql.claiming import Claiming
from adapters.sql.database import Database
from adapters.sql.journal import _BACKWARDS, _BEFORE_SEQUENCE, _FORWARDS, _UNTIL
from adapters.sql.listing import Listing
from adapters.sql.moves import SqlMoves
from adapters.sql.orders import SqlOrders
from adapters.sql.outbox import _OLDEST
from adapters.sql.signals import _UNTOLD, _WAITING, SqlSignals
from adapters.sql.tables import metadata
from adapters.sql.trades import SqlTrades
from tests.integration.sql.crowded import crowded_database
from tests.integration.sql.databases import KINDS
from trading_core.ports.moves import MoveOrder
from trading_core.testing.contracts.tour import MONDAY

MIDDLE = MONDAY + timedelta(days=7)
VALUES: dict[str, Any] = {
    "account": "a",
    "symbol": "2330",
    "side": "buy",
    "source": "import",
    "status": "pending",
    "statuses": ["pending", "closed"],
    "fates": ["received", "refused"],
    "type": "GAP_UP",
    "since": MONDAY,
    "until": MONDAY + timedelta(days=10),
    "imported": True,
}


@pytest.fixture(scope="module", params=KINDS)
def database(request: pytest.FixtureRequest) -> Iterator[Database]:
    """A database of each kind, which nobody changes here."""
    with crowded_database(request.param) as made:
        yield made


MARKS: dict[str, Any] = {
    "at": MIDDLE,
    "created_at": MIDDLE,
    "executed_at": MIDDLE,
    "received_at": MIDDLE,
    "trading_day": MONDAY.date(),
    "level": Decimal(5),
}


def plan(database: Database, statement: Select[Any], parameters: dict[str, Any]) -> str:
    """How the database would find the rows, if it had so many that sorting or reading all is the worst choice."""
    explain = "EXPLAIN QUERY PLAN " if database.is_sqlite else "EXPLAIN "

    def ask(
        _connection: object, _cursor: object, sent: str, values: object, *_more: object
    ) -> tuple[str, object]:
        return explain + sent, values

    with database.snapshot() as connection:
        if not database.is_sqlite:
            for way in ("seqscan", "sort", "incremental_sort", "bitmapscan"):
                connection.execute(text(f"SET LOCAL enable_{way} = off"))
        event.listen(connection, "before_cursor_execute", ask, retval=True)
        rows = connection.execute(statement, parameters).cursor.fetchall()
    return "\n".join(str(row[-1]) for row in rows)


def check(found: str) -> None:
    """Neither database sorts what it reads, or reads a table from its beginning to its end."""
    for line in found.splitlines():
        assert "Sort  (" not in line, found
        assert "Seq Scan" not in line, found
        assert "TEMP B-TREE" not in line, found
        scanned = line.split()[1] if line.startswith("SCAN") else ""
        assert scanned not in metadata.tables or "INDEX" in line, found


def some_of(*names: str) -> list[tuple[str, ...]]:
    return list(chain.from_iterable(combinations(names, size) for size in range(len(names) + 1)))


def check_list(
    database: Database,
    listing: Listing,
    names: tuple[str, ...],
    places: tuple[str, ...],
    judge: Callable[[str], None] = check,
) -> None:
    wanted = {name: VALUES[name] for name in names}
    if names != ("side",):  # every second row fits, so they are counted as they come
        judge(plan(database, *listing.count(wanted, 100)))
    for after in (None, [MARKS.get(place, "x") for place in places]):
        for descending in (True, False):
            judge(plan(database, *listing.page(wanted, after, 50, descending=descending)))


def check_filtered(found: str) -> None:
    """No row is looked at that is not shown: whatever is asked for is a condition of the index."""
    check(found)
    assert "Filter" not in found, found


def without_orders(listing: Listing) -> Listing:
    """The list of the places of orders, before those of a page are looked up and sorted once more."""
    return Listing(listing._chosen, listing._sorted_by, listing._conditions, listing._worded)


@pytest.mark.parametrize("names", [("account",), *(("status", *more) for more in some_of("since", "until"))])
def test_orders_are_read_along_an_index(database: Database, names: tuple[str, ...]) -> None:
    """An account's orders, those in a state, and all of them, in the order of their making."""
    check_list(database, SqlOrders(database)._all, names, ("created_at", "number"))
    check_list(database, SqlOrders(database)._all, names[1:], ("created_at", "number"))


@pytest.mark.parametrize("more", some_of("since", "until"))
@pytest.mark.parametrize("names", some_of("statuses", "source", "side")[1:])
def test_orders_of_an_account_are_found_by_every_word(
    database: Database, names: tuple[str, ...], more: tuple[str, ...]
) -> None:
    """However few of an account's orders are in some states, of a source or of a side, no others are looked at."""
    listing = without_orders(SqlOrders(database)._of_account)
    check_list(database, listing, ("account", *names, *more), ("created_at", "number"), check_filtered)


@pytest.mark.parametrize("names", some_of("statuses", "since", "until"))
def test_orders_of_a_source_are_found_by_their_state(database: Database, names: tuple[str, ...]) -> None:
    """However few of the orders of a source are in some states, no others are looked at."""
    listing = without_orders(SqlOrders(database)._of_source)
    check_list(database, listing, ("source", *names), ("created_at", "number"), check_filtered)


@pytest.mark.parametrize("names", some_of("symbol", "side", "since", "until"))
def test_trades_are_read_along_an_index(database: Database, names: tuple[str, ...]) -> None:
    """Those of a product, and all of them, in the order of their execution."""
    check_list(database, SqlTrades(database)._all, names, ("executed_at", "id"))


@pytest.mark.parametrize("names", some_of("symbol", "side", "since", "until"))
def test_trades_of_an_account_are_found_by_every_word(database: Database, names: tuple[str, ...]) -> None:
    """However few of an account's trades are of a product or a side, no others are looked at."""
    listing = SqlTrades(database)._of_account
    check_list(database, listing, ("account", *names), ("executed_at", "id"), check_filtered)


MOVES = [
    *((MoveOrder.TIME, names) for names in some_of("symbol", "type", "since", "until")),
    *((MoveOrder.SYMBOL, names) for names in some_of("symbol", "type")),
    *((MoveOrder.TYPE, names) for names in some_of("symbol", "type")),
    *((MoveOrder.SYMBOL, ("symbol", *names)) for names in some_of("since", "until")),
    *((MoveOrder.TYPE, ("type", *names)) for names in some_of("since", "until")),
]


@pytest.mark.parametrize(("order", "names"), MOVES)
def test_moves_are_read_along_an_index(database: Database, order: MoveOrder, names: tuple[str, ...]) -> None:
    """Moves in each of their orders, whatever is filtered; only bounds in time and another order go ill together."""
    listing = SqlMoves(database)._lists[order]
    check_list(database, listing, names, tuple(column.name for column in listing._sorted_by))


@pytest.mark.parametrize("names", some_of("symbol", "fates", "since", "until"))
def test_signals_of_an_account_are_found_by_every_word(database: Database, names: tuple[str, ...]) -> None:
    """An account's signals of a product, or that came to an end, in the order of their receipt."""
    listing = SqlSignals(database)._list
    check_list(database, listing, ("account", *names), ("received_at", "id"))


def test_signals_that_wait_are_found_along_an_index(database: Database) -> None:
    """Whoever finishes signals does not look at the many that are finished, nor does he who asks for repeats."""
    check(plan(database, _WAITING, {"until": MONDAY, "limit": 9}))
    check(plan(database, _UNTOLD, {"limit": 9}))
    signals = SqlSignals(database)
    check(plan(database, signals._same, signals._said.pack([])))


@pytest.mark.parametrize("more", some_of("since", "until"))
@pytest.mark.parametrize("names", [("symbol",), ("symbol", "account"), ("symbol", "imported")])
def test_orders_of_a_product_are_found_along_an_index(
    database: Database, names: tuple[str, ...], more: tuple[str, ...]
) -> None:
    """Lines of everybody, of an account or of what was imported lead to the orders of a page in their order."""
    listing = without_orders(SqlOrders(database)._of_product)
    check_list(database, listing, (*names, *more), ("created_at", "order_number"), check_filtered)


def test_everything_else_is_read_along_an_index(database: Database) -> None:
    """The journal, the outbox, bars and what waits to be worked are never searched through."""
    of_account = {"account": "a", "limit": 10}
    of_product = {"symbol": "2330", "limit": 10}
    readings: list[tuple[Select[Any], dict[str, Any]]] = [
        (_FORWARDS, {**of_account, "after": 0}),
        (_BACKWARDS, of_account),
        (_BEFORE_SEQUENCE, {**of_account, "before": 9}),
        (_UNTIL, {**of_account, "after": 0, "until": MONDAY}),
        (_LATEST, of_product),
        (_BETWEEN, {**of_product, "since": MONDAY, "until": MONDAY}),
        (_BEFORE, {**of_product, "moment": MONDAY}),
        (Claiming(sqlite=database.is_sqlite)._choose, {"limit": 10}),
    ]
    for statement, parameters in readings:
        check(plan(database, statement, parameters))
    oldest = plan(database, _OLDEST, {"limit": 10})
    check(
        oldest.replace("SCAN outbox", "SCAN the oldest")
    )  # its rows lie in the order in which they are read
    for line in plan(database, _LATEST_OF_ALL, {}).splitlines():
        assert "Seq Scan" not in line
        assert "SCAN bars" not in line
