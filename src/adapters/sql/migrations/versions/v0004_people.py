"""Users, keys, tokens and answers."""

from __future__ import annotations

from alembic import op
from sqlalchemy import Column, ForeignKey, Index, UniqueConstraint

from adapters.sql.columns import Blob, Document, Named, Utc, Words
from adapters.sql.server_time import server_time
from adapters.sql.tables.base import key, maybe, needed

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make them."""
    op.create_table(
        "users",
        key("id", Named()),
        needed("username", Named()),
        needed("account", Named()),
        needed("role", Named()),
        maybe("password_hash", Words()),
        needed("created_at", Utc()),
        UniqueConstraint("username"),
        UniqueConstraint("account"),
        sqlite_strict=True,
    )
    op.create_table(
        "api_keys",
        key("id", Named()),
        needed("owner", Named()),
        needed("name", Words()),
        needed("digest", Words()),
        needed("scopes", Document()),
        needed("created_at", Utc()),
        maybe("expires_at", Utc()),
        maybe("revoked_at", Utc()),
        maybe("last_used_at", Utc()),
        Index(None, "owner", "created_at", "id"),
        sqlite_strict=True,
    )
    op.create_table(
        "token_families",
        key("id", Words()),
        needed("owner", Words()),
        needed("expires_at", Utc()),
        maybe("youngest", Words()),
        Index(None, "expires_at"),
        sqlite_strict=True,
    )
    op.create_table(
        "tokens",
        key("digest", Words()),
        needed("family", Words(), ForeignKey("token_families.id", ondelete="CASCADE")),
        Index(None, "family"),
        sqlite_strict=True,
    )
    op.create_table(
        "answers",
        key("caller", Named()),
        key("key", Named()),
        needed("fingerprint", Words()),
        needed("content", Blob()),
        Column("kept_at", Utc(), server_default=server_time(), nullable=False),
        sqlite_strict=True,
    )


def downgrade() -> None:
    """Drop them."""
    for table in ("answers", "tokens", "token_families", "api_keys", "users"):
        op.drop_table(table)
