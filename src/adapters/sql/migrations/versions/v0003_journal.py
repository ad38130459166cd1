"""Trades, events and entries, none of which is ever changed; and the outbox."""

from __future__ import annotations

from alembic import op
from sqlalchemy import CheckConstraint, Column, ForeignKey, ForeignKeyConstraint, Index, text

from adapters.sql.columns import Count, Day, Document, Exact, Named, Utc, Words
from adapters.sql.signs import not_negative, positive, signed
from adapters.sql.tables.base import key, maybe, needed

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

ADDED_ONLY = ("trades", "order_events", "entries")


def upgrade() -> None:
    """Make them."""
    _trades()
    _events()
    _entries()
    if op.get_bind().dialect.name == "postgresql":
        _guard_on_postgresql()
    else:
        _guard_on_sqlite()


def _trades() -> None:
    op.create_table(
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
        Index(None, "account", "executed_at", "id"),
        Index(None, "symbol", "executed_at", "id"),
        Index(None, "account", "symbol", "executed_at", "id"),
        sqlite_strict=True,
    )


def _events() -> None:
    op.create_table(
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
        sqlite_strict=True,
    )
    op.create_table(
        "outbox",
        Column("id", Count(), primary_key=True, autoincrement=True),
        needed("order_number", Named()),
        needed("sequence", Count()),
        ForeignKeyConstraint(
            ["order_number", "sequence"], ["order_events.order_number", "order_events.sequence"]
        ),
        Index("uq_outbox_event", "order_number", "sequence", unique=True),
        sqlite_strict=True,
    )


def _entries() -> None:
    op.create_table(
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
        sqlite_strict=True,
    )
    named = text("reference IS NOT NULL")
    op.create_index(
        "uq_entries_reference",
        "entries",
        ["account", "reference"],
        unique=True,
        postgresql_where=named,
        sqlite_where=named,
    )


def _guard_on_postgresql() -> None:
    op.execute("""
        CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            RAISE EXCEPTION 'rows of % are only ever added', TG_TABLE_NAME
                USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = TG_NAME;
        END $$
    """)
    for table in ADDED_ONLY:
        op.execute(f"""
            CREATE TRIGGER {table}_stay BEFORE UPDATE OR DELETE ON {table}
            FOR EACH ROW EXECUTE FUNCTION refuse_change()
        """)


def _guard_on_sqlite() -> None:
    for table in ADDED_ONLY:
        for change in ("UPDATE", "DELETE"):
            op.execute(f"""
                CREATE TRIGGER {table}_stay_{change.lower()} BEFORE {change} ON {table}
                BEGIN SELECT RAISE(ABORT, 'rows of {table} are only ever added'); END
            """)


def downgrade() -> None:
    """Drop them."""
    for table in ("entries", "outbox", "order_events", "trades"):
        op.drop_table(table)
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION refuse_change()")
