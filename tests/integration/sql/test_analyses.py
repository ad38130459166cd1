"""Runs of analyses in SQL keep the laws of their port, on both databases, and are found along indexes."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from sqlalchemy import Select, insert
from sqlalchemy.exc import IntegrityError

from adapters.sql.analyses import _BEGUN, _BEGUN_BY, _FREE, _GOOD, _OPEN_OF, SqlAnalyses
from adapters.sql.database import Database
from adapters.sql.rows.analysis import run_row
from adapters.sql.tables.analyses import analyses
from tests.integration.sql.databases import alone, fresh_database
from tests.integration.sql.test_plans import plan
from trading_core.errors import TradingError
from trading_core.testing.contracts.analyses import DAY, analyses_contract, begin, wish
from trading_core.testing.contracts.analyses_working import working_analyses_contract
from trading_core.testing.contracts.tour import MONDAY

on_sqlite = partial(alone, "sqlite")
on_postgres = partial(alone, "postgresql")

TestAnalysesOnSqlite = analyses_contract(on_sqlite(SqlAnalyses))
TestAnalysesOnPostgres = analyses_contract(on_postgres(SqlAnalyses))
TestWorkingAnalysesOnSqlite = working_analyses_contract(on_sqlite(SqlAnalyses))
TestWorkingAnalysesOnPostgres = working_analyses_contract(on_postgres(SqlAnalyses))

ASKED: dict[str, tuple[Select[Any], dict[str, Any]]] = {
    "open": (_OPEN_OF, {"product": "2330"}),
    "good": (_GOOD, {"product": "2330", "version": "1-en", "data": DAY, "now": MONDAY}),
    "begun": (_BEGUN, {"since": MONDAY}),
    "begun by": (_BEGUN_BY, {"since": MONDAY, "who": "alice"}),
    "free": (_FREE, {"now": MONDAY, "limit": 5}),
}


@pytest.mark.parametrize("asked", ASKED)
def test_every_question_is_answered_along_an_index(kind: str, asked: str) -> None:
    """However many analyses were ever made, asking for one and working on one cost the same."""
    statement, parameters = ASKED[asked]
    with fresh_database(kind) as database:
        found = plan(database, statement, parameters)

    assert "analyses" in found
    assert "SCAN analyses\n" not in found + "\n"
    assert "Seq Scan" not in found
    assert "TEMP B-TREE" not in found
    assert "Sort" not in found


def test_the_database_itself_allows_one_open_run_of_a_product(database: Database) -> None:
    """Whoever writes past the adapter is refused as well."""
    store = SqlAnalyses(database)
    begin(store, wish("one"))

    with pytest.raises((IntegrityError, TradingError)), database.writing() as connection:
        connection.execute(insert(analyses), run_row(wish("two", MONDAY + timedelta(1))))
    assert begin(store, wish("three", symbol="2317")).is_new
