"""Orders that were proposed and wait for a person's word."""

from __future__ import annotations

from alembic import op
from sqlalchemy import CheckConstraint, Index

from adapters.sql.columns import Document, Named, Utc, Words
from adapters.sql.tables.base import key, needed

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "drafts",
        key("number", Named()),
        needed("account", Named()),
        needed("terms", Document()),
        needed("proposed_by", Words()),
        needed("why", Words()),
        needed("proposed_at", Utc()),
        needed("expires_at", Utc()),
        CheckConstraint("expires_at > proposed_at", name="holds"),
        Index(None, "account", "proposed_at", "number"),
        Index(None, "account", "expires_at"),
        Index(None, "expires_at"),
        sqlite_strict=True,
    )


def downgrade() -> None:
    """Drop it."""
    op.drop_table("drafts")
