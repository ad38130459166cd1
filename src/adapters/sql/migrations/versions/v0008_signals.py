"""Signals that lead to orders, what the signals of a key do, and where a simulated market begins."""

from __future__ import annotations

from alembic import op
from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.schema import SchemaItem

from adapters.sql.columns import Document, Exact, Flag, Named, Utc, Words
from adapters.sql.signs import positive, signed
from adapters.sql.tables.base import key, maybe, needed

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

KEY: tuple[str, ...] = (
    "id", "owner", "name", "digest", "scopes", "created_at", "expires_at", "revoked_at", "last_used_at"
)  # fmt: skip
SIGNAL: tuple[str, ...] = (
    "id", "sender", "text", "fingerprint", "received_at", "fate", "order_number"
)  # fmt: skip
USUAL = '{"policy":"value","size":"10000"}'


def key_columns() -> list[SchemaItem]:
    """What a key has had before."""
    return [
        key("id", Named()),
        needed("owner", Named()),
        needed("name", Words()),
        needed("digest", Words()),
        needed("scopes", Document()),
        needed("created_at", Utc()),
        maybe("expires_at", Utc()),
        maybe("revoked_at", Utc()),
        maybe("last_used_at", Utc()),
    ]


def made_anew(
    table: str, parts: list[SchemaItem], kept: tuple[str, ...], added: tuple[tuple[str, str], ...] = ()
) -> None:
    """Make a table again in other columns, with its rows: neither database alters one into the same words."""
    names = ", ".join(kept)
    op.execute(f"CREATE TEMPORARY TABLE kept AS SELECT {names} FROM {table}")  # noqa: S608 - names of this file
    op.drop_table(table)
    op.create_table(table, *parts, sqlite_strict=True)
    columns = ", ".join([*kept, *(name for name, _ in added)])
    values = ", ".join([*kept, *(value for _, value in added)])
    op.execute(f"INSERT INTO {table} ({columns}) SELECT {values} FROM kept")  # noqa: S608 - names of this file
    op.execute("DROP TABLE kept")


def document(content: str) -> str:
    """A document as either database reads it."""
    return f"'{content}'" if op.get_bind().dialect.name == "sqlite" else f"'{content}'::jsonb"


def upgrade() -> None:
    """Make them; what a key's signals do is what they do unless their owner says otherwise."""
    made_anew(
        "api_keys",
        [
            *key_columns(),
            needed("sizing", Document()),
            needed("paused", Flag()),
            needed("signed", Flag()),
            maybe("address_digest", Words()),
            Index(None, "owner", "created_at", "id"),
        ],
        KEY,
        (("sizing", document(USUAL)), ("paused", "FALSE"), ("signed", "FALSE")),
    )
    waiting = text("fate = 'received'")
    made_anew(
        "signals",
        [
            key("id", Named()),
            needed("account", Named()),
            needed("sender", Words()),
            needed("text", Words()),
            needed("media", Words()),
            needed("sizing", Document()),
            needed("fingerprint", Words()),
            needed("received_at", Utc()),
            needed("same_until", Utc()),
            maybe("symbol", Named()),
            needed("fate", Named()),
            maybe("order_number", Named()),
            maybe("refusal", Document()),
            Index("ix_signals_waiting", "received_at", "id", sqlite_where=waiting, postgresql_where=waiting),
            Index(None, "account", "fate", "received_at", "id"),
            Index(None, "account", "symbol", "fate", "received_at", "id"),
            Index(None, "sender", "fingerprint", "same_until"),
        ],
        SIGNAL,
        (
            ("account", "sender"),
            ("media", "''"),
            ("sizing", document(USUAL)),
            ("same_until", "received_at"),
        ),
    )
    op.create_table(
        "untold_signals",
        key("signal", Named(), ForeignKey("signals.id", ondelete="CASCADE")),
        sqlite_strict=True,
    )
    op.create_table(
        "first_prices",
        key("symbol", Named()),
        needed("price", Exact()),
        needed("at", Utc()),
        *signed(positive, "price"),
        sqlite_strict=True,
    )


def downgrade() -> None:
    """Drop what is new."""
    op.drop_table("first_prices")
    op.drop_table("untold_signals")
    made_anew(
        "signals",
        [
            key("id", Named()),
            needed("sender", Words()),
            needed("text", Words()),
            needed("fingerprint", Words()),
            needed("received_at", Utc()),
            needed("fate", Named()),
            maybe("order_number", Named()),
            maybe("detail", Words()),
            Index(None, "received_at", "id"),
            Index(None, "sender", "received_at", "id"),
            Index(None, "sender", "fingerprint", "received_at"),
        ],
        SIGNAL,
    )
    made_anew("api_keys", [*key_columns(), Index(None, "owner", "created_at", "id")], KEY)
