"""What listeners are told, and the tickets by which they come in."""

from __future__ import annotations

from typing import Final

from sqlalchemy import Column, Index, Table

from adapters.sql.columns import Blob, Count, Named, Utc, Words
from adapters.sql.server_time import server_time
from adapters.sql.tables.base import key, maybe, needed, table

# The row of a channel is what those who tell something wait for, so numbers become visible in their order.
feed_channels: Final[Table] = table(
    "feed_channels",
    key("channel", Named()),
    needed("last", Count()),
    needed("forgotten", Count()),
)

feed_events: Final[Table] = table(
    "feed_events",
    key("channel", Named()),
    key("number", Count()),
    needed("key", Words()),
    maybe("owner", Words()),
    needed("content", Blob()),
    Column("told_at", Utc(), server_default=server_time(), nullable=False),
    Index("uq_feed_events_key", "channel", "key", unique=True),
    Index(None, "channel", "owner", "number"),
)

tickets: Final[Table] = table(
    "tickets",
    key("digest", Words()),
    needed("holder", Blob()),
    needed("expires_at", Utc()),
    Index(None, "expires_at"),
)
