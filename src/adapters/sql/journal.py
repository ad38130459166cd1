"""The journal in SQL, for reading."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import bindparam, func, literal_column, select

from adapters.sql.columns import Count, Named, Utc
from adapters.sql.entry_reading import entries_from, with_trades
from adapters.sql.listing import LIMIT
from adapters.sql.rowset import among
from adapters.sql.tables.journal import entries
from trading_core.ports.journal import Journal

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from sqlalchemy import ColumnElement, Select

    from adapters.sql.database import Database
    from trading_core.domain.ids import AccountId, Symbol
    from trading_core.domain.journal import Bucket, Entry

_OF: Final = with_trades.where(entries.c.account == bindparam("account", type_=Named())).limit(LIMIT)
_FORWARDS: Final = _OF.where(entries.c.sequence > bindparam("after", type_=Count())).order_by(
    entries.c.sequence
)
_BACKWARDS: Final = _OF.order_by(entries.c.sequence.desc())
_BEFORE_SEQUENCE: Final = _BACKWARDS.where(entries.c.sequence < bindparam("before", type_=Count()))

_later = entries.alias("later")
_FIRST_LATER: Final = (
    select(func.min(_later.c.sequence))
    .where(
        _later.c.account == bindparam("account", type_=Named()),
        _later.c.at > bindparam("until", type_=Utc()),
    )
    .scalar_subquery()
)
_UNTIL: Final = _FORWARDS.where(entries.c.sequence < func.coalesce(_FIRST_LATER, entries.c.sequence + 1))


def _touching(*, sqlite: bool, of_product: bool) -> Select[Any]:
    """Let the database look through the postings: to make entries of them all only to leave most out takes far longer."""
    if sqlite:
        posting = func.json_each(entries.c.postings).table_valued("value").c.value
    else:
        listed = func.jsonb_array_elements(entries.c.postings).table_valued("value")
        posting = listed.render_derived().c.value

    def part(place: int) -> ColumnElement[Any]:
        if sqlite:
            return func.json_extract(posting, f"$[{place}]")
        return posting.op("->>")(literal_column(str(place)))

    touched = select(posting).where(among(part(0), sqlite=sqlite, parameter="buckets"))
    if of_product:
        touched = touched.where(part(1) == bindparam("symbol", type_=Named()))
    since = entries.c.sequence >= bindparam("since", type_=Count())
    return _BEFORE_SEQUENCE.where(since, touched.correlate(entries).exists())


class SqlJournal(Journal):
    """Reads entries, so many by one statement."""

    def __init__(self, database: Database) -> None:
        """Read this database."""
        self._database: Final = database
        self._touching: Final = {
            of_product: _touching(sqlite=database.is_sqlite, of_product=of_product)
            for of_product in (True, False)
        }

    def entries(
        self, account: AccountId, after: int = 0, limit: int = 1000, until: datetime | None = None
    ) -> tuple[Entry, ...]:
        """Read the entries behind a sequence."""
        wanted = {"account": account, "after": after, "limit": limit}
        if until is None:
            return self._read(_FORWARDS, wanted)
        return self._read(_UNTIL, {**wanted, "until": until})

    def latest(self, account: AccountId, before: int | None = None, limit: int = 1000) -> tuple[Entry, ...]:
        """Read the entries before a sequence, the newest first."""
        wanted = {"account": account, "limit": limit}
        if before is None:
            return self._read(_BACKWARDS, wanted)
        return self._read(_BEFORE_SEQUENCE, {**wanted, "before": before})

    def touching(
        self,
        account: AccountId,
        buckets: Collection[Bucket],
        symbol: Symbol | None = None,
        *,
        since: int,
        before: int,
        limit: int = 1000,
    ) -> tuple[Entry, ...]:
        """Read the entries of a stretch that moved something into or out of buckets, the newest first."""
        wanted = {"account": account, "since": since, "before": before, "limit": limit}
        wanted |= {"buckets": [str(bucket) for bucket in buckets]}
        if symbol is not None:
            wanted |= {"symbol": symbol}
        return self._read(self._touching[symbol is not None], wanted)

    def _read(self, statement: Select[Any], wanted: dict[str, Any]) -> tuple[Entry, ...]:
        with self._database.alone() as connection:
            return entries_from(connection.execute(statement, wanted))
