"""Runs of analyses, and what a day's questions to language models have cost."""

from __future__ import annotations

from typing import Final

from sqlalchemy import Index, Table, text

from adapters.sql.columns import Blob, Count, Day, Document, Named, Utc, Words
from adapters.sql.tables.base import key, maybe, needed, table

# A product has one at most, and whoever works looks at no others.
IS_OPEN: Final = text("state IN ('PENDING', 'STARTED')")

analyses: Final[Table] = table(
    "analyses",
    key("id", Named()),
    needed("symbol", Named()),
    needed("asked_by", Words()),
    needed("asked_at", Utc()),
    needed("prompt_version", Words()),
    needed("data_day", Day()),
    needed("state", Named()),
    needed("progress", Count()),
    needed("attempt", Count()),
    maybe("lease_until", Utc()),
    maybe("finished_at", Utc()),
    maybe("fresh_until", Utc()),
    maybe("result", Blob()),
    maybe("failure", Document()),
    Index("uq_analyses_open", "symbol", unique=True, sqlite_where=IS_OPEN, postgresql_where=IS_OPEN),
    Index("ix_analyses_waiting", "asked_at", "id", sqlite_where=IS_OPEN, postgresql_where=IS_OPEN),
    Index(None, "symbol", "asked_at", "id"),
    Index(None, "asked_by", "asked_at"),
    Index(None, "asked_at"),
    Index(None, "finished_at"),
)

model_spending: Final[Table] = table("model_spending", key("day", Day()), needed("calls", Count()))
