"""When the owner of a draft has said that it is to be no order."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Index
from sqlalchemy.schema import SchemaItem

from adapters.sql.columns import Document, Named, Utc, Words
from adapters.sql.migrations.versions.v0008_signals import made_anew
from adapters.sql.tables.base import key, maybe, needed

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

DRAFT: tuple[str, ...] = ("number", "account", "terms", "proposed_by", "why", "proposed_at", "expires_at")


def columns() -> list[SchemaItem]:
    """What a draft has had before."""
    return [
        key("number", Named()),
        needed("account", Named()),
        needed("terms", Document()),
        needed("proposed_by", Words()),
        needed("why", Words()),
        needed("proposed_at", Utc()),
        needed("expires_at", Utc()),
    ]


def laws() -> list[SchemaItem]:
    """What holds of drafts, and how they are found."""
    return [
        CheckConstraint("expires_at > proposed_at", name="holds"),
        Index(None, "account", "proposed_at", "number"),
        Index(None, "account", "expires_at"),
        Index(None, "expires_at"),
    ]


def upgrade() -> None:
    """Add the moment; drafts that are there were not dismissed."""
    made_anew("drafts", [*columns(), maybe("dismissed_at", Utc()), *laws()], DRAFT)


def downgrade() -> None:
    """Drop it."""
    made_anew("drafts", [*columns(), *laws()], DRAFT)
