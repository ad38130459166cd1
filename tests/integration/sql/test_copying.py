"""An installation moves from one database to another: all of it, exactly, or not at all."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import Insert, Table, Update, func, insert, select, text, update

from adapters.prices.stored import StoredQuotes
from adapters.sql.accounts import SqlAccounts
from adapters.sql.bars import SqlBars
from adapters.sql.books import SqlBooks
from adapters.sql.copying import Copy, Told
from adapters.sql.database import Database
from adapters.sql.journal import SqlJournal
from adapters.sql.migrations import downgrade, migrate
from adapters.sql.orders import SqlOrders
from adapters.sql.tables import metadata
from adapters.sql.tables.analyses import model_spending
from adapters.sql.tables.orders import outbox
from adapters.sql.tables.products import products
from adapters.system.clock import SystemClock
from tests.integration.sql.databases import fresh_database
from tests.integration.sql.filled import fill
from tests.processes import bounded
from trading_core.domain.commands import buy, open_account
from trading_core.errors import InvalidValue, InvariantViolated
from trading_core.testing.contracts.tour import MONDAY
from trading_core.use_cases.execute_commands import ExecuteCommands
from trading_core.use_cases.verify_books import VerifyBooks

ROOT = Path(__file__).resolve().parents[3]
WAYS = (("sqlite", "postgresql"), ("postgresql", "sqlite"))
MEANWHILE = (
    insert(model_spending).values(day=MONDAY.date() - timedelta(days=9999), calls=1),
    update(products).values(name="renamed"),
)


def unheard(_table: str, _rows: int, _going: int) -> None:
    """Nobody asks how far it is."""


def refuses(source: Database, target: Database, told: str, hears: Told = unheard) -> None:
    """See that nothing is copied, and why."""
    with pytest.raises(InvalidValue, match=told):
        Copy(source, target, hears)()


@pytest.fixture(params=WAYS, ids=" to ".join)
def ends(request: pytest.FixtureRequest) -> Iterator[tuple[Database, Database]]:
    """A database that has been lived in, and an empty one of the other kind."""
    kind, other = request.param
    with fresh_database(kind) as source, fresh_database(other) as target:
        fill(source)
        yield source, target


def content(database: Database, table: Table) -> list[tuple[object, ...]]:
    """Every row, in one order whatever the database."""
    with database.snapshot() as connection:
        return sorted((tuple(row) for row in connection.execute(select(table))), key=repr)


def url_of(database: Database) -> str:
    return database.engine.url.render_as_string(hide_password=False)


def rows_in(database: Database) -> int:
    with database.snapshot() as connection:
        return sum(
            connection.execute(select(func.count()).select_from(table)).scalar_one()
            for table in metadata.sorted_tables
        )


def test_every_row_arrives_as_it_was(ends: tuple[Database, Database]) -> None:
    """Each value of each table is the same on the other kind of database, to the last digit, and the books agree."""
    source, target = ends
    heard: list[tuple[int, int]] = []

    counts = Copy(source, target, lambda _table, rows, going: heard.append((rows, going)))()

    for table in metadata.sorted_tables:
        found = content(source, table)
        assert found == content(target, table), table.name
        assert len(found) == counts[table.name]
    assert {3 * sum(counts.values())} == {going for _, going in heard}
    assert 3 * sum(counts.values()) == sum(rows for rows, _ in heard)
    assert () == VerifyBooks(SqlAccounts(target), SqlOrders(target), SqlJournal(target))()


def test_life_goes_on_behind_what_was_copied(ends: tuple[Database, Database]) -> None:
    """New rows get numbers of their own, behind those that came."""
    source, target = ends
    Copy(source, target, unheard)()
    with target.snapshot() as connection:
        last = connection.execute(select(func.max(outbox.c.id))).scalar_one()

    execute = ExecuteCommands(SqlBooks(target), StoredQuotes(SqlBars(target)), SystemClock())
    outcomes = execute([open_account("newcomer", 1000), buy("new", "newcomer", "ACME", 1, 900)])

    assert all(outcome.ok for outcome in outcomes)
    with target.snapshot() as connection:
        numbers = connection.execute(select(outbox.c.id).where(outbox.c.order_number == "new")).scalars()
        assert min(numbers) > last


def test_more_rows_than_are_sent_at_once_arrive(ends: tuple[Database, Database]) -> None:
    """However many there are, each is sent once."""
    source, target = ends
    rows = [
        {**dict(products_row), "symbol": f"MANY{number}"}
        for products_row in [first_product(source)]
        for number in range(2_345)
    ]
    with source.writing() as connection:
        connection.execute(insert(products), rows)

    Copy(source, target, unheard)()

    assert content(source, products) == content(target, products)


def first_product(database: Database) -> dict[str, object]:
    with database.snapshot() as connection:
        return dict(connection.execute(select(products).limit(1)).mappings().one())


def test_a_target_with_a_row_in_it_is_refused(ends: tuple[Database, Database]) -> None:
    """Two installations are never mixed, and the refusal names what is there."""
    source, target = ends
    with target.writing() as connection:
        connection.execute(insert(model_spending), {"day": MONDAY.date(), "calls": 1})

    refuses(source, target, "the target is not empty: there are rows in model_spending")
    assert 1 == rows_in(target)


def test_tables_of_another_version_are_refused(ends: tuple[Database, Database]) -> None:
    """Neither end may have tables that this program does not know."""
    source, target = ends
    for database, name in ((target, "the target"), (source, "the source")):
        downgrade(url_of(database), "-1")
        refuses(source, target, rf"{name} is of version .* run `trading migrate` on it first")
        migrate(url_of(database))
    assert 0 == rows_in(target)


def test_a_source_without_tables_is_refused(tmp_path: Path) -> None:
    """A mistyped name makes no database, and an empty file is none."""
    missing = tmp_path / "missing.db"
    empty = tmp_path / "empty.db"
    empty.touch()
    with fresh_database("sqlite") as target:
        with Database(f"sqlite:///{missing}") as source:
            refuses(source, target, "which nobody has made")
        with Database(f"sqlite:///{empty}") as source:
            refuses(source, target, "without tables")
        refuses(target, target, "the target itself")
    assert not missing.exists()


@pytest.mark.parametrize("change", MEANWHILE, ids=["a row that comes", "a row that changes"])
def test_a_source_that_is_written_to_meanwhile_is_refused(
    ends: tuple[Database, Database], change: Insert | Update
) -> None:
    """What came after the copy had begun would be missing, so nothing is kept at all."""
    source, target = ends

    def meddle(table: str, _rows: int, _going: int) -> None:
        if table == "entries" and not done:
            done.append(table)
            with source.writing() as connection:
                connection.execute(change)

    done: list[str] = []
    refuses(source, target, f"still being written to: {change.table} changed meanwhile", meddle)
    assert 0 == rows_in(target)


def test_what_arrives_otherwise_is_noticed(ends: tuple[Database, Database]) -> None:
    """A trigger of somebody's that changes one digit on the way keeps everything from being kept."""
    source, target = ends
    changes = (
        [
            "CREATE TRIGGER meddler AFTER INSERT ON bars BEGIN UPDATE bars SET volume = '1' WHERE symbol = new.symbol; END"
        ]
        if target.is_sqlite
        else [
            "CREATE FUNCTION meddle() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN new.volume = 1; RETURN new; END $$",
            "CREATE TRIGGER meddler BEFORE INSERT ON bars FOR EACH ROW EXECUTE FUNCTION meddle()",
        ]
    )
    with target.writing() as connection:
        for change in changes:
            connection.execute(text(change))
    try:
        with pytest.raises(InvariantViolated, match="bars: "):
            Copy(source, target, unheard)()
        assert 0 == rows_in(target)
    finally:
        with target.writing() as connection:
            connection.execute(text("DROP TRIGGER meddler" + ("" if target.is_sqlite else " ON bars")))


@pytest.mark.parametrize("table", ["users", "entries"])
def test_a_copy_that_is_killed_leaves_the_target_empty(ends: tuple[Database, Database], table: str) -> None:
    """Whoever dies on the way has written nothing, and the next one copies everything."""
    source, target = ends
    command = [
        *(sys.executable, "-m", "tests.integration.sql.copier"),
        *(url_of(source), url_of(target), table),
    ]
    pipe = subprocess.PIPE
    with bounded(subprocess.Popen(command, text=True, cwd=ROOT, stdin=pipe, stdout=pipe)) as process:
        assert process.stdout is not None
        assert f"{table}\n" == process.stdout.readline()
        process.kill()
        process.wait()

    assert 0 == rows_in(target)
    assert rows_in(source) == sum(Copy(source, target, unheard)().values())
