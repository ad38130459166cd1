"""Received signals."""

from __future__ import annotations

from typing import Final

from sqlalchemy import Index, Table

from adapters.sql.columns import Named, Utc, Words
from adapters.sql.tables.base import key, maybe, needed, table

signals: Final[Table] = table(
    "signals",
    key("id", Named()),
    needed("sender", Words()),
    needed("text", Words()),
    needed("fingerprint", Words()),
    needed("received_at", Utc()),
    needed("fate", Named()),
    maybe("order_number", Named()),
    maybe("detail", Words()),
    Index(None, "received_at", "id"),
    Index(None, "sender", "received_at", "id"),
    Index(None, "sender", "fingerprint", "received_at"),
)
