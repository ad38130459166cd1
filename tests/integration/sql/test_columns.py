"""Numbers, moments and bytes come back from either database exactly as they went in."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Column, MetaData, Table, select

from adapters.sql.bulk import inserting
from adapters.sql.columns import Blob, Count, Day, Document, Exact, Flag, Named, Ranked, Utc, Words
from adapters.sql.database import Database
from adapters.sql.json_text import write_json
from tests.integration.sql.databases import fresh_database
from trading_core.errors import InvalidValue

KINDS = {
    "exact": Exact(),
    "ranked": Ranked(),
    "utc": Utc(),
    "day": Day(),
    "named": Named(),
    "words": Words(),
    "count": Count(),
    "flag": Flag(),
    "document": Document(),
    "blob": Blob(),
}
samples = Table(
    "samples",
    MetaData(),
    Column("id", Count(), primary_key=True),
    *(Column(name, kind) for name, kind in KINDS.items()),
    sqlite_strict=True,
)
LARGEST = Decimal("9" * 19 + "." + "9" * 8)
SMALLEST = Decimal("0.00000001")
FIRST = datetime(1900, 1, 2)  # noqa: DTZ001 - the strategy adds the time zone
LAST = datetime(2199, 12, 30)  # noqa: DTZ001 - same
TAIPEI = timezone(timedelta(hours=8))
letters = st.characters(exclude_categories=["Cs", "Cc"])
leaves = st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.text(letters, max_size=5)
values: dict[str, st.SearchStrategy[Any]] = {
    "exact": st.decimals(-LARGEST, LARGEST, places=8) | st.integers(-9, 9).map(Decimal),
    "ranked": st.decimals(0, 10**15, places=8),
    "utc": st.datetimes(FIRST, LAST, timezones=st.sampled_from([UTC, TAIPEI])),
    "day": st.dates(date(1899, 12, 1), date(2200, 12, 31)),
    "named": st.text("!'\"%\\AZaz09 ", max_size=20),
    "words": st.text(letters, max_size=20),
    "count": st.integers(-(2**63), 2**63 - 1),
    "flag": st.booleans(),
    "document": st.lists(leaves | st.lists(leaves, max_size=3), max_size=3)
    | st.dictionaries(st.text(letters, max_size=3), st.lists(leaves, max_size=3), max_size=3),
    "blob": st.binary(max_size=40),
}
rows = st.lists(
    st.fixed_dictionaries({name: st.none() | some for name, some in values.items()}), min_size=1, max_size=4
)


@contextmanager
def with_samples(kind: str) -> Iterator[Database]:
    with fresh_database(kind) as database:
        samples.create(database.engine)
        try:
            yield database
        finally:
            samples.drop(database.engine)


def kept(database: Database, given_rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Write rows as every adapter does and read them again."""
    insert = inserting(samples, is_sqlite=database.is_sqlite)
    with database.writing() as connection:
        connection.execute(samples.delete())
        insert(connection, [{"id": place, **row} for place, row in enumerate(given_rows)])
        found = connection.execute(select(*(samples.c[name] for name in KINDS)).order_by(samples.c.id))
        return [dict(row) for row in found.mappings()]


def test_what_was_written_is_what_is_read(kind: str) -> None:
    """Every kind of column gives back every value of it, and nothing for nothing."""
    with with_samples(kind) as database:

        @settings(suppress_health_check=list(HealthCheck), deadline=None)
        @given(rows)
        def check(given_rows: list[dict[str, Any]]) -> None:
            assert given_rows == kept(database, given_rows)

        check()


def test_numbers_read_the_same_on_both_databases(kind: str) -> None:
    """A number has one text, whatever the database pads it with, so answers do not depend on it."""
    written = [Decimal(text) for text in ("860.10", "1E+3", "0E-8", "-0", "100.00000000", "-0.50")]
    with with_samples(kind) as database:
        for column in ("exact", "ranked"):
            lawful = written if column == "exact" else [number for number in written if number >= 0]
            found = kept(database, [dict.fromkeys(KINDS) | {column: number} for number in lawful])
            expected = ["860.1", "1000", "0", "0", "100", "-0.5"][: len(lawful)]
            assert expected == [str(row[column]) for row in found]


def test_moments_are_read_in_utc(kind: str) -> None:
    """A moment that was written with Taipei's clock is the same moment on the clock that all is decided by."""
    morning = datetime(2026, 1, 5, 9, 0, tzinfo=TAIPEI)
    with with_samples(kind) as database:
        (row,) = kept(database, [dict.fromkeys(KINDS) | {"utc": morning}])

        assert (datetime(2026, 1, 5, 1, 0, tzinfo=UTC), UTC) == (row["utc"], row["utc"].tzinfo)


def test_an_hour_that_comes_twice_is_kept_as_two(kind: str) -> None:
    """Where clocks are set back two moments look alike, and are written as what they are."""
    first = datetime(2026, 11, 1, 1, 30, tzinfo=ZoneInfo("America/New_York"))
    with with_samples(kind) as database:
        found = kept(database, [dict.fromkeys(KINDS) | {"utc": first.replace(fold=fold)} for fold in (0, 1)])

        assert [datetime(2026, 11, 1, hour, 30, tzinfo=UTC) for hour in (5, 6)] == [
            row["utc"] for row in found
        ]


@pytest.mark.parametrize(
    ("column", "wrong"),
    [
        ("exact", 0.1),
        ("exact", 1),
        ("exact", Decimal("NaN")),
        ("exact", Decimal("Infinity")),
        ("exact", SMALLEST / 10),
        ("exact", LARGEST + 1),
        ("ranked", Decimal(-1)),
        ("ranked", Decimal(10**15) + 1),
        ("utc", datetime(2026, 1, 5)),  # noqa: DTZ001 - without an offset on purpose
        ("words", "\ud800"),
    ],
)
def test_what_has_no_exact_form_is_refused(kind: str, column: str, wrong: object) -> None:
    """Neither a float nor a clock without a place is ever guessed at."""
    with fresh_database(kind) as database:
        insert = inserting(samples, is_sqlite=database.is_sqlite)
        with database.writing() as connection, pytest.raises(InvalidValue):
            insert(connection, [{"id": 1, **dict.fromkeys(KINDS), column: wrong}])


@pytest.mark.parametrize(
    ("column", "wrong"),
    [("exact", 0.1), ("utc", datetime(2026, 1, 5))],  # noqa: DTZ001 - as above
)
def test_a_condition_is_as_strict_as_a_row(kind: str, column: str, wrong: object) -> None:
    """What may not be written is not compared with either."""
    with with_samples(kind) as database, pytest.raises(InvalidValue), database.alone() as connection:
        connection.execute(select(samples.c.id).where(samples.c[column] == wrong))


@pytest.mark.parametrize("column", ["ranked", "utc", "day", "named"])
def test_the_order_of_a_list_is_the_order_of_its_values(kind: str, column: str) -> None:
    """What lists are sorted by sorts in the database as it does in Python."""
    strategy: Callable[[], Any] = lambda: st.lists(values[column], min_size=2, max_size=8)  # noqa: E731
    with with_samples(kind) as database:

        @settings(suppress_health_check=list(HealthCheck), deadline=None, max_examples=50)
        @given(strategy())
        def check(given_values: list[Any]) -> None:
            kept(database, [dict.fromkeys(KINDS) | {column: value} for value in given_values])
            with database.alone() as connection:
                found = connection.execute(select(samples.c[column]).order_by(samples.c[column])).scalars()
                assert sorted(given_values) == list(found)

        check()


def test_json_refuses_what_it_has_no_word_for() -> None:
    """A value of another type is a mistake of ours, found before it is stored."""
    with pytest.raises(InvalidValue):
        write_json([object()])
