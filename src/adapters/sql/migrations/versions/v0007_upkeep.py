"""Indexes for those who pay out what is due and forget what is old."""

from __future__ import annotations

from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

ADDED: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("settlements", ("due", "account")),
    ("answers", ("kept_at",)),
)


def upgrade() -> None:
    """Make them."""
    for table, columns in ADDED:
        op.create_index(None, table, columns)


def downgrade() -> None:
    """Drop them."""
    for table, columns in ADDED:
        op.drop_index(f"ix_{table}_{'_'.join(columns)}", table)
