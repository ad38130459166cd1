"""When the owner of a draft has said that it is to be no order."""

from __future__ import annotations

from alembic import op
from sqlalchemy import CheckConstraint, Column, Index

from adapters.sql.columns import Document, Named, Utc, Words
from adapters.sql.tables.base import key, needed

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

KEPT = "number, account, terms, proposed_by, why, proposed_at, expires_at"


def upgrade() -> None:
    """Add the moment; drafts that are there were not dismissed."""
    if op.get_bind().dialect.name == "sqlite":
        _write_anew()
    else:
        op.add_column("drafts", Column("dismissed_at", Utc()))


def _write_anew() -> None:
    """SQLite would write the column behind the constraints, and the table would not be the one that the code makes."""
    op.execute(f"CREATE TABLE drafts_before AS SELECT {KEPT} FROM drafts")  # noqa: S608 - names of our own
    op.drop_table("drafts")
    op.create_table(
        "drafts",
        key("number", Named()),
        needed("account", Named()),
        needed("terms", Document()),
        needed("proposed_by", Words()),
        needed("why", Words()),
        needed("proposed_at", Utc()),
        needed("expires_at", Utc()),
        Column("dismissed_at", Utc()),
        CheckConstraint("expires_at > proposed_at", name="holds"),
        Index(None, "account", "proposed_at", "number"),
        Index(None, "account", "expires_at"),
        Index(None, "expires_at"),
        sqlite_strict=True,
    )
    op.execute(f"INSERT INTO drafts ({KEPT}) SELECT {KEPT} FROM drafts_before")  # noqa: S608 - the same
    op.drop_table("drafts_before")


def downgrade() -> None:
    """Drop it."""
    op.drop_column("drafts", "dismissed_at")
