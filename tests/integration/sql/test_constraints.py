"""The databases refuse what the laws forbid, whoever writes it and however."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import CheckConstraint, ForeignKeyConstraint, delete, func, insert, select, update
from sqlalchemy.exc import IntegrityError

from adapters.sql.database import Database
from adapters.sql.failures import translation
from adapters.sql.tables import metadata
from tests.integration.sql.databases import KINDS, fresh_database
from tests.integration.sql.filled import fill
from trading_core.errors import AlreadyExists, InvariantViolated

NEVER_NEGATIVE = {
    "accounts": ["cash", "held", "unsettled", "fees", "taxes"],
    "positions": ["long", "long_held", "margin", "cost_long"],
    "holds": ["cash", "units"],
    "entries": ["cash_after"],
    "orders": ["closing", "filled", "exited", "targets_exited"],
    "trades": ["value", "closed", "day_traded", "day_tradable"],
    "bars": ["volume"],
}
NEVER_POSITIVE = {"accounts": ["shortfall"], "positions": ["short", "short_held", "cost_short"]}
MORE_THAN_NOTHING = {
    "settlements": ["amount"],
    "order_lines": ["quantity"],
    "trades": ["price", "quantity"],
    "bars": ["open", "high", "low", "close", "reference"],
    "moves": ["previous_price", "price"],
    "products": ["limit_multiple"],
    "first_prices": ["price"],
}
STEP = Decimal("0.00000001")
BAD_NUMBERS = [
    *((table, column, -STEP) for table, columns in NEVER_NEGATIVE.items() for column in columns),
    *((table, column, STEP) for table, columns in NEVER_POSITIVE.items() for column in columns),
    *(
        (table, column, wrong)
        for table, columns in MORE_THAN_NOTHING.items()
        for column in columns
        for wrong in (-STEP, Decimal(0))
    ),
]
GOOD_NUMBERS = [
    *((table, column, Decimal(0)) for table, columns in NEVER_NEGATIVE.items() for column in columns),
    *((table, column, Decimal(0)) for table, columns in NEVER_POSITIVE.items() for column in columns),
    *((table, column, STEP) for table, columns in MORE_THAN_NOTHING.items() for column in columns),
]
OTHERS: list[tuple[str, str, Any]] = [
    ("settings", "id", 2),
    ("settings", "state", "asleep"),
    ("orders", "account", None),
    ("orders", "side", None),
    ("order_events", "sequence", 0),
    ("entries", "sequence", 0),
    ("drafts", "expires_at", datetime(2000, 1, 1, tzinfo=UTC)),
]
# In one order in every process, for those who share the tests among several.
FOREIGN_KEYS = sorted(
    (table.name, str(constraint.name), [column.name for column in constraint.columns])
    for table in metadata.sorted_tables
    for constraint in table.constraints
    if isinstance(constraint, ForeignKeyConstraint)
)
UNIQUES = [
    ("accounts", {}),
    ("products", {}),
    ("orders", {}),
    ("orders", {"number": "another"}),
    ("order_lines", {}),
    ("trades", {}),
    ("order_events", {}),
    ("entries", {}),
    ("entries", {"sequence": 1_000_000}),
    ("outbox", {"id": 1_000_000}),
    ("answers", {}),
    ("users", {}),
    ("users", {"id": "another", "username": "another"}),
    ("users", {"id": "another", "account": "another"}),
    ("api_keys", {}),
    ("token_families", {}),
    ("tokens", {}),
    ("bars", {}),
    ("moves", {}),
    ("move_states", {}),
    ("signals", {}),
    ("untold_signals", {}),
    ("first_prices", {}),
    ("months", {}),
    ("drafts", {}),
]


@pytest.fixture(scope="module", params=KINDS)
def filled(request: pytest.FixtureRequest) -> Iterator[Database]:
    """A database in which every table has rows; each test leaves them as they are."""
    with fresh_database(str(request.param)) as database:
        fill(database)
        yield database


def some_row(database: Database, table: str) -> dict[str, Any]:
    """A row of a table; of orders and entries one that has every name, of lines and events one with all."""
    target = metadata.tables[table]
    wanted = select(target)
    for column in ("client_order_id", "reference", "trade"):
        if column in target.c and not (table == "entries" and column == "trade"):
            wanted = wanted.where(target.c[column].is_not(None))
    with database.snapshot() as connection:
        return dict(connection.execute(wanted.order_by(*target.primary_key)).mappings().first() or {})


def tried(database: Database, table: str, row: dict[str, Any]) -> str | None:
    """Try to add a row, which is taken back in any case, and give the constraint that forbids it."""
    with database.writer() as connection, connection.begin() as transaction:
        try:
            connection.execute(insert(metadata.tables[table]), row)
        except IntegrityError as refused:
            return str(refused.orig)
        finally:
            transaction.rollback()
    return None


def fresh(table: str, row: dict[str, Any]) -> dict[str, Any]:
    """The same row under a key that is free and leads to what is there."""
    names: dict[str, dict[str, Any]] = {
        "accounts": {"id": "fresh"},
        "positions": {"symbol": "FRESH"},
        "holds": {"account": "bob"},
        "settlements": {"account": "bob"},
        "entries": {"sequence": 1_000_000, "reference": None},
        "orders": {"number": "fresh", "client_order_id": None},
        "order_lines": {"position": 1_000_000},
        "order_events": {"sequence": 1_000_000},
        "outbox": {"id": 1_000_000, "sequence": 1},
        "trades": {"id": "fresh"},
        "bars": {"symbol": "FRESH"},
        "moves": {"symbol": "FRESH"},
        "products": {"symbol": "FRESH"},
        "tokens": {"digest": "fresh"},
        "untold_signals": {"signal": "s-1"},
        "first_prices": {"symbol": "FRESH"},
        "drafts": {"number": "fresh"},
        "settings": {},
    }
    return {**row, **names[table]}


@pytest.mark.parametrize(("table", "column", "wrong"), BAD_NUMBERS)
def test_a_number_of_the_wrong_sign_is_refused(
    filled: Database, table: str, column: str, wrong: Decimal
) -> None:
    """No overdraft, no oversell and no price of nothing, even for one who writes SQL by hand."""
    said = tried(filled, table, {**fresh(table, some_row(filled, table)), column: wrong})

    assert said is not None
    assert f"ck_{table}_{column}" in said


@pytest.mark.parametrize(("table", "column", "lawful"), GOOD_NUMBERS)
def test_a_number_at_the_bound_is_taken(filled: Database, table: str, column: str, lawful: Decimal) -> None:
    """The constraints forbid no more than the laws do."""
    assert tried(filled, table, {**fresh(table, some_row(filled, table)), column: lawful}) is None


@pytest.mark.parametrize(("table", "column", "wrong"), OTHERS)
def test_what_no_row_may_say_is_refused(filled: Database, table: str, column: str, wrong: object) -> None:
    """There is one row of settings, a trading order has a trader and a side, and everything is counted from 1."""
    assert tried(filled, table, {**fresh(table, some_row(filled, table)), column: wrong}) is not None


def test_every_constraint_is_tried() -> None:
    """Whoever adds a constraint adds the row that it refuses."""
    known = {f"ck_{table}_{column}" for table, column, _ in [*BAD_NUMBERS, *OTHERS]}
    named = {"ck_settings_one_row", "ck_orders_trader", "ck_drafts_holds"}
    found = {
        str(constraint.name)
        for table in metadata.sorted_tables
        for constraint in table.constraints
        if isinstance(constraint, CheckConstraint)
    }
    assert found <= known | named


@pytest.mark.parametrize(("table", "constraint", "columns"), FOREIGN_KEYS)
def test_a_row_leads_to_no_row_that_is_not_there(
    filled: Database, table: str, constraint: str, columns: list[str]
) -> None:
    """Whatever a row refers to exists."""
    nowhere = {name: 77 if name == "sequence" else "nowhere" for name in columns}
    said = tried(filled, table, {**fresh(table, some_row(filled, table)), **nowhere})

    assert said is not None
    assert constraint in said or "FOREIGN KEY constraint failed" in said


@pytest.mark.parametrize(("table", "other"), UNIQUES)
def test_what_is_there_once_is_there_once(filled: Database, table: str, other: dict[str, Any]) -> None:
    """Each name is given once, and who gives it again is told what is there already."""
    row = {**some_row(filled, table), **other}
    with filled.writer() as connection, connection.begin() as transaction:
        with pytest.raises(IntegrityError) as refused:
            connection.execute(insert(metadata.tables[table]), row)
        transaction.rollback()

    said = translation(refused.value)
    assert isinstance(said, AlreadyExists)
    assert said.kind not in {"", "None"}


@pytest.mark.parametrize("table", ["trades", "order_events", "entries"])
@pytest.mark.parametrize("change", ["update", "delete"])
def test_what_happened_is_never_changed(filled: Database, table: str, change: str) -> None:
    """The journal, its trades and every step of an order can only be added to."""
    target = metadata.tables[table]
    row = some_row(filled, table)
    same = [column == row[column.name] for column in target.primary_key]
    statement = (
        delete(target) if change == "delete" else update(target).values({target.c[list(row)[-1]]: None})
    )
    with filled.snapshot() as connection:
        before = connection.execute(select(func.count()).select_from(target)).scalar_one()
    with filled.writer() as connection, connection.begin() as transaction:
        with pytest.raises(IntegrityError, match="only ever added") as refused:
            connection.execute(statement.where(*same))
        transaction.rollback()
    with filled.snapshot() as connection:
        assert before == connection.execute(select(func.count()).select_from(target)).scalar_one()
    assert isinstance(translation(refused.value), InvariantViolated)
