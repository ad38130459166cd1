"""Products, settings, accounts and what belongs to them."""

from __future__ import annotations

from alembic import op
from sqlalchemy import CheckConstraint, ForeignKey

from adapters.sql.columns import Count, Day, Document, Exact, Flag, Named, Words
from adapters.sql.signs import not_negative, not_positive, positive, signed
from adapters.sql.tables.base import key, maybe, needed

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make them."""
    _products()
    op.create_table(
        "accounts",
        key("id", Named()),
        needed("currency", Named()),
        needed("cost_method", Named()),
        needed("margin", Flag()),
        needed("sequence", Count()),
        needed("revision", Count()),
        *(needed(name, Exact()) for name in ("cash", "held", "unsettled", "fees", "taxes")),
        *(needed(name, Exact()) for name in ("realized", "funding", "shortfall")),
        maybe("result_day", Day()),
        maybe("result_amount", Exact()),
        *(needed(name, Count()) for name in ("positions", "holds", "settlements")),
        needed("recent_orders", Document()),
        *(
            maybe(name, Exact())
            for name in ("max_order_value", "max_position", "max_daily_loss", "price_band")
        ),
        maybe("max_orders_per_minute", Count()),
        *signed(not_negative, "cash", "held", "unsettled", "fees", "taxes"),
        *signed(not_positive, "shortfall"),
        sqlite_strict=True,
    )
    op.create_table(
        "positions",
        key("account", Named(), ForeignKey("accounts.id")),
        key("symbol", Named()),
        *(needed(name, Exact()) for name in ("long", "long_held", "short", "short_held", "market")),
        *(needed(name, Exact()) for name in ("margin", "cost_long", "cost_short")),
        needed("lots", Document()),
        maybe("tally_day", Day()),
        maybe("tally_bought", Exact()),
        maybe("tally_matched", Exact()),
        *signed(not_negative, "long", "long_held", "margin", "cost_long"),
        *signed(not_positive, "short", "short_held", "cost_short"),
        sqlite_strict=True,
    )
    op.create_table(
        "settlements",
        key("account", Named(), ForeignKey("accounts.id")),
        key("due", Day()),
        needed("amount", Exact()),
        *signed(positive, "amount"),
        sqlite_strict=True,
    )


def _products() -> None:
    op.create_table(
        "products",
        key("symbol", Named()),
        needed("name", Words()),
        needed("market", Named()),
        needed("kind", Named()),
        needed("currency", Named()),
        needed("price_decimals", Count()),
        needed("quantity_decimals", Count()),
        needed("tradable", Flag()),
        maybe("listed_on", Day()),
        needed("limit_multiple", Exact()),
        *signed(positive, "limit_multiple"),
        sqlite_strict=True,
    )
    op.create_table(
        "settings",
        key("id", Count()),
        needed("state", Named()),
        needed("state_reason", Words()),
        CheckConstraint("id = 1", name="one_row"),
        CheckConstraint("state IN ('active', 'reducing', 'halted')", name="state"),
        sqlite_strict=True,
    )


def downgrade() -> None:
    """Drop them."""
    for table in ("settlements", "positions", "accounts", "settings", "products"):
        op.drop_table(table)
