"""Bars, the moves that were found, and months as exchanges have told them."""

from __future__ import annotations

from typing import Final

from sqlalchemy import Index, Table

from adapters.sql.columns import Count, Day, Document, Exact, Flag, Named, Ranked, Utc, Words
from adapters.sql.signs import not_negative, positive, signed
from adapters.sql.tables.base import key, maybe, needed, table

bars: Final[Table] = table(
    "bars",
    key("symbol", Named()),
    key("start", Utc()),
    *(needed(name, Exact()) for name in ("open", "high", "low", "close", "volume")),
    maybe("reference", Exact()),
    needed("comparable", Flag()),
    *signed(positive, "open", "high", "low", "close", "reference"),
    *signed(not_negative, "volume"),
)

# What was kept and nobody has looked at, one span of each product.
unlooked_bars: Final[Table] = table(
    "unlooked_bars",
    key("symbol", Named()),
    needed("since", Utc()),
    needed("until", Utc()),
)

moves: Final[Table] = table(
    "moves",
    key("symbol", Named()),
    key("type", Named()),
    key("trading_day", Day()),
    key("level", Ranked()),
    needed("at", Utc()),
    needed("previous_price", Exact()),
    needed("price", Exact()),
    needed("threshold", Exact()),
    needed("source", Words()),
    needed("resumed", Flag()),
    *signed(positive, "previous_price", "price"),
    Index(None, "at", "symbol", "type", "trading_day", "level"),
    Index(None, "symbol", "at", "type", "trading_day", "level"),
    Index(None, "type", "at", "symbol", "trading_day", "level"),
    Index(None, "symbol", "type", "at", "trading_day", "level"),
    Index(None, "type", "symbol", "at", "trading_day", "level"),
)

move_states: Final[Table] = table(
    "move_states",
    key("symbol", Named()),
    maybe("day", Day()),
    maybe("last_quote", Utc()),
    maybe("last_bar", Utc()),
    maybe("reference", Exact()),
    maybe("open", Exact()),
    needed("latest", Document()),
    needed("suspects", Document()),
    needed("revision", Count()),
)

move_policies: Final[Table] = table(
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
)

months: Final[Table] = table(
    "months",
    key("source", Words()),
    key("symbol", Named()),
    key("month", Day()),
    needed("fetched_at", Utc()),
    needed("bars", Document()),
    needed("quiet", Document()),
    Index(None, "symbol", "month"),
)
