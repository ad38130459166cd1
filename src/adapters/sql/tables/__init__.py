"""All tables, by noun; their constraints make the laws of the ports true whoever writes to them."""

from adapters.sql.tables import (
    accounts,
    analyses,
    drafts,
    feed,
    journal,
    market,
    orders,
    people,
    products,
    signals,
)
from adapters.sql.tables.base import metadata

__all__ = [
    "accounts",
    "analyses",
    "drafts",
    "feed",
    "journal",
    "market",
    "metadata",
    "orders",
    "people",
    "products",
    "signals",
]
