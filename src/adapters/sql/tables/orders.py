"""Orders, what they want, what has become of them, and what nobody outside has heard of yet."""

from __future__ import annotations

from typing import Final

from sqlalchemy import CheckConstraint, Column, ForeignKey, ForeignKeyConstraint, Index, Table, text

from adapters.sql.columns import Count, Document, Exact, Flag, Named, Utc, Words
from adapters.sql.signs import not_negative, positive, signed
from adapters.sql.tables.base import key, maybe, needed, table

orders: Final[Table] = table(
    "orders",
    key("number", Named()),
    needed("source", Named()),
    maybe("account", Named(), ForeignKey("accounts.id")),
    maybe("side", Named()),
    needed("type", Named()),
    *(maybe(name, Exact()) for name in ("limit_price", "stop_price", "entry_low", "entry_high", "stop_loss")),
    needed("take_profits", Document()),
    needed("time_in_force", Named()),
    maybe("client_order_id", Named()),
    needed("lots", Document()),
    maybe("total_price", Exact()),
    needed("created_at", Utc()),
    needed("status", Named()),
    maybe("reason", Words()),
    *(needed(name, Exact()) for name in ("closing", "filled", "filled_value", "exited", "targets_exited")),
    needed("triggered", Flag()),
    needed("charges", Document()),
    *signed(not_negative, "closing", "filled", "exited", "targets_exited"),
    CheckConstraint("(account IS NULL) = (source = 'import')", name="trader"),
    CheckConstraint("(side IS NULL) = (source = 'import')", name="side"),
    Index(None, "created_at", "number"),
    Index(None, "account", "created_at", "number"),
    Index(None, "source", "status", "created_at", "number"),
    Index(None, "status", "created_at", "number"),
    Index(None, "account", "status", "source", "side", "created_at", "number"),
)

_named = text("client_order_id IS NOT NULL")
Index(
    "uq_orders_client_order_id",
    orders.c.account,
    orders.c.client_order_id,
    unique=True,
    postgresql_where=_named,
    sqlite_where=_named,
)

# What a market may still do anything for: at the market, or with a way out of what was opened and not exited. Equal
# numbers are equal texts, and what is exited was filled, so that what differs is open on either database.
LIVE: Final = (
    "account IS NOT NULL AND (status IN ('accepted', 'partially_filled') "
    "OR (filled <> exited AND (stop_loss IS NOT NULL OR take_profits <> '[]')))"
)
Index(
    "ix_orders_live",
    orders.c.created_at,
    orders.c.number,
    postgresql_where=text(LIVE),
    sqlite_where=text(LIVE),
)

# Account and time are those of the order, repeated so that one index finds an account's orders of a product in time.
order_lines: Final[Table] = table(
    "order_lines",
    key("order_number", Named(), ForeignKey("orders.number")),
    key("position", Count()),
    needed("symbol", Named(), ForeignKey("products.symbol")),
    needed("quantity", Exact()),
    maybe("unit_price", Exact()),
    maybe("name", Words()),
    maybe("account", Named()),
    needed("created_at", Utc()),
    *signed(positive, "quantity"),
    Index(None, "symbol", "created_at", "order_number"),
    Index(None, "account", "symbol", "created_at", "order_number"),
)

_imported = text("account IS NULL")
Index(
    "ix_order_lines_imported",
    order_lines.c.symbol,
    order_lines.c.created_at,
    order_lines.c.order_number,
    postgresql_where=_imported,
    sqlite_where=_imported,
)

order_events: Final[Table] = table(
    "order_events",
    key("order_number", Named(), ForeignKey("orders.number")),
    key("sequence", Count()),
    needed("step", Named()),
    needed("status", Named()),
    needed("at", Utc()),
    maybe("detail", Words()),
    maybe("closing", Exact()),
    maybe("trade", Named(), ForeignKey("trades.id")),
    CheckConstraint("sequence >= 1", name="sequence"),
)

outbox: Final[Table] = table(
    "outbox",
    Column("id", Count(), primary_key=True, autoincrement=True),
    needed("order_number", Named()),
    needed("sequence", Count()),
    ForeignKeyConstraint(
        ["order_number", "sequence"], ["order_events.order_number", "order_events.sequence"]
    ),
    Index("uq_outbox_event", "order_number", "sequence", unique=True),
)
