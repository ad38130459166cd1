"""Received signals, and the prices that a simulated market begins with."""

from __future__ import annotations

from typing import Final

from sqlalchemy import ForeignKey, Index, Table, text

from adapters.sql.columns import Document, Exact, Named, Utc, Words
from adapters.sql.signs import positive, signed
from adapters.sql.tables.base import key, maybe, needed, table

# Few wait at any moment, and whoever finishes them looks at no others.
IS_WAITING: Final = text("fate = 'received'")

signals: Final[Table] = table(
    "signals",
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
    Index("ix_signals_waiting", "received_at", "id", sqlite_where=IS_WAITING, postgresql_where=IS_WAITING),
    Index(None, "account", "fate", "received_at", "id"),
    Index(None, "account", "symbol", "fate", "received_at", "id"),
    Index(None, "sender", "fingerprint", "same_until"),
)

untold_signals: Final[Table] = table(
    "untold_signals", key("signal", Named(), ForeignKey("signals.id", ondelete="CASCADE"))
)

first_prices: Final[Table] = table(
    "first_prices",
    key("symbol", Named()),
    needed("price", Exact()),
    needed("at", Utc()),
    *signed(positive, "price"),
)
