"""Trades and entries: written once, never changed."""

from __future__ import annotations

from typing import Final

from sqlalchemy import CheckConstraint, ForeignKey, Index, Table, text

from adapters.sql.columns import Count, Day, Document, Exact, Named, Utc, Words
from adapters.sql.signs import not_negative, positive, signed
from adapters.sql.tables.base import key, maybe, needed, table

trades: Final[Table] = table(
    "trades",
    key("id", Named()),
    needed("order_number", Named(), ForeignKey("orders.number")),
    needed("account", Named(), ForeignKey("accounts.id")),
    needed("symbol", Named()),
    needed("side", Named()),
    *(needed(name, Exact()) for name in ("price", "quantity", "value", "fee", "tax", "realized")),
    needed("currency", Named()),
    *(needed(name, Exact()) for name in ("closed", "day_traded", "day_tradable")),
    needed("purpose", Named()),
    needed("source", Words()),
    needed("age_seconds", Exact()),
    maybe("bid", Exact()),
    maybe("ask", Exact()),
    needed("executed_at", Utc()),
    needed("day", Day()),
    *signed(positive, "price", "quantity"),
    *signed(not_negative, "value", "closed", "day_traded", "day_tradable"),
    Index(None, "executed_at", "id"),
    Index(None, "account", "side", "executed_at", "id"),
    Index(None, "symbol", "executed_at", "id"),
    Index(None, "account", "symbol", "side", "executed_at", "id"),
)

# Free cash is repeated after each entry, so that the database itself refuses an overdraft in the middle of a batch.
entries: Final[Table] = table(
    "entries",
    key("account", Named(), ForeignKey("accounts.id")),
    key("sequence", Count()),
    needed("at", Utc()),
    needed("cause", Named()),
    needed("postings", Document()),
    maybe("order_number", Named(), ForeignKey("orders.number")),
    maybe("reference", Named()),
    maybe("due", Day()),
    maybe("trade", Named(), ForeignKey("trades.id")),
    needed("lots", Document()),
    needed("cash_change", Exact()),
    needed("cash_after", Exact()),
    *signed(not_negative, "cash_after"),
    CheckConstraint("sequence >= 1", name="sequence"),
)

_named = text("reference IS NOT NULL")
Index(
    "uq_entries_reference",
    entries.c.account,
    entries.c.reference,
    unique=True,
    postgresql_where=_named,
    sqlite_where=_named,
)
