"""Runs of analyses, and what a day's questions to language models have cost."""

from __future__ import annotations

from alembic import op
from sqlalchemy import Index, text

from adapters.sql.columns import Blob, Count, Day, Document, Named, Utc, Words
from adapters.sql.tables.base import key, maybe, needed

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make them."""
    is_open = text("state IN ('PENDING', 'STARTED')")
    op.create_table(
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
        Index("uq_analyses_open", "symbol", unique=True, sqlite_where=is_open, postgresql_where=is_open),
        Index("ix_analyses_waiting", "asked_at", "id", sqlite_where=is_open, postgresql_where=is_open),
        Index(None, "symbol", "asked_at", "id"),
        Index(None, "asked_by", "asked_at"),
        Index(None, "asked_at"),
        Index(None, "finished_at"),
        sqlite_strict=True,
    )
    op.create_table("model_spending", key("day", Day()), needed("calls", Count()), sqlite_strict=True)


def downgrade() -> None:
    """Drop them."""
    for table in ("model_spending", "analyses"):
        op.drop_table(table)
