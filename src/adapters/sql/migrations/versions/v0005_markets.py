"""Bars, moves and signals."""

from __future__ import annotations

from alembic import op
from sqlalchemy import Index

from adapters.sql.columns import Day, Document, Exact, Flag, Named, Ranked, Utc, Words
from adapters.sql.signs import not_negative, positive, signed
from adapters.sql.tables.base import key, maybe, needed

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make them."""
    op.create_table(
        "bars",
        key("symbol", Named()),
        key("start", Utc()),
        *(needed(name, Exact()) for name in ("open", "high", "low", "close", "volume")),
        *signed(positive, "open", "high", "low", "close"),
        *signed(not_negative, "volume"),
        sqlite_strict=True,
    )
    op.create_table(
        "moves",
        key("symbol", Named()),
        key("type", Named()),
        key("trading_day", Day()),
        key("level", Ranked()),
        needed("at", Utc()),
        needed("previous_price", Exact()),
        needed("price", Exact()),
        needed("threshold", Exact()),
        needed("source", Words()),
        needed("resumed", Flag()),
        *signed(positive, "previous_price", "price"),
        Index(None, "at", "symbol", "type", "trading_day", "level"),
        Index(None, "symbol", "at", "type", "trading_day", "level"),
        Index(None, "type", "at", "symbol", "trading_day", "level"),
        Index(None, "symbol", "type", "at", "trading_day", "level"),
        Index(None, "type", "symbol", "at", "trading_day", "level"),
        sqlite_strict=True,
    )
    op.create_table(
        "move_states",
        key("symbol", Named()),
        maybe("day", Day()),
        maybe("last_quote", Utc()),
        maybe("last_bar", Utc()),
        maybe("reference", Exact()),
        maybe("open", Exact()),
        needed("latest", Document()),
        needed("suspects", Document()),
        sqlite_strict=True,
    )
    op.create_table(
        "signals",
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
        sqlite_strict=True,
    )


def downgrade() -> None:
    """Drop them."""
    for table in ("signals", "move_states", "moves", "bars"):
        op.drop_table(table)
