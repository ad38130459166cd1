"""Indexes of an account's lists that have the words by which these are filtered."""

from __future__ import annotations

from alembic import op
from sqlalchemy import text

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

IMPORTED = "ix_order_lines_imported"
ADDED: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("orders", ("source", "status", "created_at", "number")),
    ("orders", ("account", "status", "source", "side", "created_at", "number")),
    ("trades", ("account", "side", "executed_at", "id")),
    ("trades", ("account", "symbol", "side", "executed_at", "id")),
)
REPLACED: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("orders", ("source", "created_at", "number")),
    ("trades", ("account", "executed_at", "id")),
    ("trades", ("account", "symbol", "executed_at", "id")),
)


def upgrade() -> None:
    """Make them, and drop those that they replace."""
    for table, columns in ADDED:
        op.create_index(None, table, columns)
    imported = text("account IS NULL")
    op.create_index(
        IMPORTED,
        "order_lines",
        ["symbol", "created_at", "order_number"],
        postgresql_where=imported,
        sqlite_where=imported,
    )
    for table, columns in REPLACED:
        op.drop_index(name_of(table, columns), table)


def downgrade() -> None:
    """Make the old ones, and drop these."""
    for table, columns in REPLACED:
        op.create_index(None, table, columns)
    op.drop_index(IMPORTED, "order_lines")
    for table, columns in ADDED:
        op.drop_index(name_of(table, columns), table)


def name_of(table: str, columns: tuple[str, ...]) -> str:
    """The name that the index has by the convention of all names."""
    return f"ix_{table}_{'_'.join(columns)}"
