"""Bars that say what their day is measured by, what nobody has looked at yet, and policies of products."""

from __future__ import annotations

from alembic import op
from sqlalchemy.schema import SchemaItem

from adapters.sql.columns import Count, Day, Document, Exact, Flag, Named, Utc
from adapters.sql.migrations.versions.v0008_signals import made_anew
from adapters.sql.signs import not_negative, positive, signed
from adapters.sql.tables.base import key, maybe, needed

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

PRICES: tuple[str, ...] = ("open", "high", "low", "close")
BAR: tuple[str, ...] = ("symbol", "start", *PRICES, "volume")
STATE: tuple[str, ...] = (
    "symbol", "day", "last_quote", "last_bar", "reference", "open", "latest", "suspects"
)  # fmt: skip


def bar_columns() -> list[SchemaItem]:
    """What a bar has had before."""
    return [
        key("symbol", Named()),
        key("start", Utc()),
        *(needed(name, Exact()) for name in (*PRICES, "volume")),
    ]


def state_columns() -> list[SchemaItem]:
    """What a state has had before."""
    return [
        key("symbol", Named()),
        maybe("day", Day()),
        maybe("last_quote", Utc()),
        maybe("last_bar", Utc()),
        maybe("reference", Exact()),
        maybe("open", Exact()),
        needed("latest", Document()),
        needed("suspects", Document()),
    ]


def upgrade() -> None:
    """Make them; every bar that is there was looked at, or had been left out for ever."""
    made_anew(
        "bars",
        [
            *bar_columns(),
            maybe("reference", Exact()),
            needed("comparable", Flag()),
            *signed(positive, *PRICES, "reference"),
            *signed(not_negative, "volume"),
        ],
        BAR,
        (("comparable", "TRUE"),),
    )
    made_anew("move_states", [*state_columns(), needed("revision", Count())], STATE, (("revision", "1"),))
    op.create_table(
        "unlooked_bars",
        key("symbol", Named()),
        needed("since", Utc()),
        needed("until", Utc()),
        sqlite_strict=True,
    )
    op.create_table(
        "move_policies",
        key("symbol", Named()),
        needed("levels", Document()),
        maybe("sigmas", Exact()),
        maybe("gap", Exact()),
        maybe("volume_multiple", Exact()),
        needed("volume_change", Exact()),
        needed("limits", Flag()),
        needed("hysteresis", Exact()),
        needed("cooldown", Count()),
        sqlite_strict=True,
    )


def downgrade() -> None:
    """Drop what is new."""
    for table in ("move_policies", "unlooked_bars"):
        op.drop_table(table)
    made_anew("move_states", state_columns(), STATE)
    made_anew("bars", [*bar_columns(), *signed(positive, *PRICES), *signed(not_negative, "volume")], BAR)
