"""Rows that are thrown away with time, the oldest first and never more than a bound at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, delete, select, tuple_

from adapters.sql.columns import Utc
from adapters.sql.listing import LIMIT

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Column, Connection


class Forgetting:
    """The statement that deletes the oldest rows of a table by one of its moments, which an index is sorted by."""

    def __init__(self, moment: Column[Any], *, until: bool) -> None:
        """Delete what is as old as the moment that is asked with, or only what is older."""
        key = moment.table.primary_key
        bound = bindparam("bound", type_=Utc())
        old = select(*key).where(moment <= bound if until else moment < bound)
        self._statement = delete(moment.table).where(tuple_(*key).in_(old.order_by(moment).limit(LIMIT)))

    def __call__(self, connection: Connection, bound: datetime, limit: int) -> int:
        """Delete them, and say how many they were."""
        return connection.execute(self._statement, {"bound": bound, "limit": limit}).rowcount
