"""An index of the orders for which a market may still do anything, among however many that have ended."""

from __future__ import annotations

from alembic import op
from sqlalchemy import text

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

INDEX = "ix_orders_live"
LIVE = (
    "account IS NOT NULL AND (status IN ('accepted', 'partially_filled') "
    "OR (filled <> exited AND (stop_loss IS NOT NULL OR take_profits <> '[]')))"
)


def upgrade() -> None:
    """Make it."""
    op.create_index(
        INDEX,
        "orders",
        ["created_at", "number"],
        postgresql_where=text(LIVE),
        sqlite_where=text(LIVE),
    )


def downgrade() -> None:
    """Drop it."""
    op.drop_index(INDEX, "orders")
