"""Orders, their lines, and what they reserve."""

from __future__ import annotations

from alembic import op
from sqlalchemy import CheckConstraint, ForeignKey, Index, text

from adapters.sql.columns import Count, Document, Exact, Flag, Named, Utc, Words
from adapters.sql.signs import not_negative, positive, signed
from adapters.sql.tables.base import key, maybe, needed

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make them."""
    op.create_table(
        "orders",
        key("number", Named()),
        needed("source", Named()),
        maybe("account", Named(), ForeignKey("accounts.id")),
        maybe("side", Named()),
        needed("type", Named()),
        *(
            maybe(name, Exact())
            for name in ("limit_price", "stop_price", "entry_low", "entry_high", "stop_loss")
        ),
        needed("take_profits", Document()),
        needed("time_in_force", Named()),
        maybe("client_order_id", Named()),
        needed("lots", Document()),
        maybe("total_price", Exact()),
        needed("created_at", Utc()),
        needed("status", Named()),
        maybe("reason", Words()),
        *(
            needed(name, Exact())
            for name in ("closing", "filled", "filled_value", "exited", "targets_exited")
        ),
        needed("triggered", Flag()),
        needed("charges", Document()),
        *signed(not_negative, "closing", "filled", "exited", "targets_exited"),
        CheckConstraint("(account IS NULL) = (source = 'import')", name="trader"),
        CheckConstraint("(side IS NULL) = (source = 'import')", name="side"),
        Index(None, "created_at", "number"),
        Index(None, "account", "created_at", "number"),
        Index(None, "source", "created_at", "number"),
        Index(None, "status", "created_at", "number"),
        sqlite_strict=True,
    )
    named = text("client_order_id IS NOT NULL")
    op.create_index(
        "uq_orders_client_order_id",
        "orders",
        ["account", "client_order_id"],
        unique=True,
        postgresql_where=named,
        sqlite_where=named,
    )
    op.create_table(
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
        sqlite_strict=True,
    )
    op.create_table(
        "holds",
        key("account", Named(), ForeignKey("accounts.id")),
        key("order_number", Named(), ForeignKey("orders.number")),
        needed("cash", Exact()),
        needed("units", Exact()),
        *signed(not_negative, "cash", "units"),
        sqlite_strict=True,
    )


def downgrade() -> None:
    """Drop them."""
    for table in ("holds", "order_lines", "orders"):
        op.drop_table(table)
