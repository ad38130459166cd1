"""Events that listeners are told, and tickets."""

from __future__ import annotations

from alembic import op
from sqlalchemy import Column, Index

from adapters.sql.columns import Blob, Count, Named, Utc, Words
from adapters.sql.server_time import server_time
from adapters.sql.tables.base import key, maybe, needed

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make them."""
    op.create_table(
        "feed_channels",
        key("channel", Named()),
        needed("last", Count()),
        needed("forgotten", Count()),
        sqlite_strict=True,
    )
    op.create_table(
        "feed_events",
        key("channel", Named()),
        key("number", Count()),
        needed("key", Words()),
        maybe("owner", Words()),
        needed("content", Blob()),
        Column("told_at", Utc(), server_default=server_time(), nullable=False),
        Index("uq_feed_events_key", "channel", "key", unique=True),
        Index(None, "channel", "owner", "number"),
        sqlite_strict=True,
    )
    op.create_table(
        "tickets",
        key("digest", Words()),
        needed("holder", Blob()),
        needed("expires_at", Utc()),
        Index(None, "expires_at"),
        sqlite_strict=True,
    )


def downgrade() -> None:
    """Drop them."""
    for table in ("tickets", "feed_events", "feed_channels"):
        op.drop_table(table)
