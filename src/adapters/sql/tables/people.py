"""Who may come in, and what requests were answered."""

from __future__ import annotations

from typing import Final

from sqlalchemy import Column, ForeignKey, Index, Table, UniqueConstraint

from adapters.sql.columns import Blob, Document, Flag, Named, Utc, Words
from adapters.sql.server_time import server_time
from adapters.sql.tables.base import key, maybe, needed, table

users: Final[Table] = table(
    "users",
    key("id", Named()),
    needed("username", Named()),
    needed("account", Named()),
    needed("role", Named()),
    maybe("password_hash", Words()),
    needed("created_at", Utc()),
    UniqueConstraint("username"),
    UniqueConstraint("account"),
)

api_keys: Final[Table] = table(
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
    needed("sizing", Document()),
    needed("paused", Flag()),
    needed("signed", Flag()),
    maybe("address_digest", Words()),
    Index(None, "owner", "created_at", "id"),
)

# A family without a youngest token has ended.
token_families: Final[Table] = table(
    "token_families",
    key("id", Words()),
    needed("owner", Words()),
    needed("expires_at", Utc()),
    maybe("youngest", Words()),
    Index(None, "expires_at"),
)

tokens: Final[Table] = table(
    "tokens",
    key("digest", Words()),
    needed("family", Words(), ForeignKey("token_families.id", ondelete="CASCADE")),
    Index(None, "family"),
)

answers: Final[Table] = table(
    "answers",
    key("caller", Named()),
    key("key", Named()),
    needed("fingerprint", Words()),
    needed("content", Blob()),
    Column("kept_at", Utc(), server_default=server_time(), nullable=False),
    Index(None, "kept_at"),
)
