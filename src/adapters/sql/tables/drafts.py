"""Orders that were proposed and wait for a person's word."""

from __future__ import annotations

from typing import Final

from sqlalchemy import CheckConstraint, Index, Table

from adapters.sql.columns import Document, Named, Utc, Words
from adapters.sql.tables.base import key, maybe, needed, table

drafts: Final[Table] = table(
    "drafts",
    key("number", Named()),
    needed("account", Named()),
    needed("terms", Document()),
    needed("proposed_by", Words()),
    needed("why", Words()),
    needed("proposed_at", Utc()),
    needed("expires_at", Utc()),
    maybe("dismissed_at", Utc()),
    CheckConstraint("expires_at > proposed_at", name="holds"),
    Index(None, "account", "proposed_at", "number"),
    Index(None, "account", "expires_at"),
    Index(None, "expires_at"),
)
