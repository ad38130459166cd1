"""Months of trading days as exchanges have told them."""

from __future__ import annotations

from alembic import op
from sqlalchemy import Index

from adapters.sql.columns import Day, Document, Named, Utc, Words
from adapters.sql.tables.base import key, needed

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "months",
        key("source", Words()),
        key("symbol", Named()),
        key("month", Day()),
        needed("fetched_at", Utc()),
        needed("bars", Document()),
        needed("quiet", Document()),
        Index(None, "symbol", "month"),
        sqlite_strict=True,
    )


def downgrade() -> None:
    """Drop it."""
    op.drop_table("months")
