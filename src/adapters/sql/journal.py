"""The journal in SQL, for reading."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import bindparam, func, select

from adapters.sql.columns import Count, Named, Utc
from adapters.sql.entry_reading import entries_from, with_trades
from adapters.sql.listing import LIMIT
from adapters.sql.tables.journal import entries
from trading_core.ports.journal import Journal

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Select

    from adapters.sql.database import Database
    from trading_core.domain.ids import AccountId
    from trading_core.domain.journal import Entry

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


class SqlJournal(Journal):
    """Reads entries, so many by one statement."""

    def __init__(self, database: Database) -> None:
        """Read this database."""
        self._database: Final = database

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

    def _read(self, statement: Select[Any], wanted: dict[str, Any]) -> tuple[Entry, ...]:
        with self._database.alone() as connection:
            return entries_from(connection.execute(statement, wanted))
