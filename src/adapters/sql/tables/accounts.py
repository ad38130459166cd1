"""Accounts and what belongs to each: its positions, holds and settlements."""

from __future__ import annotations

from typing import Final

from sqlalchemy import ForeignKey, Index, Table

from adapters.sql.columns import Count, Day, Document, Exact, Flag, Named
from adapters.sql.signs import not_negative, not_positive, positive, signed
from adapters.sql.tables.base import key, maybe, needed, table

accounts: Final[Table] = table(
    "accounts",
    key("id", Named()),
    needed("currency", Named()),
    needed("cost_method", Named()),
    needed("margin", Flag()),
    needed("sequence", Count()),
    # raised with every change of the account or of one of its orders
    needed("revision", Count()),
    *(needed(name, Exact()) for name in ("cash", "held", "unsettled", "fees", "taxes")),
    *(needed(name, Exact()) for name in ("realized", "funding", "shortfall")),
    maybe("result_day", Day()),
    maybe("result_amount", Exact()),
    # how many rows of it there are in the tables below, so that none are looked for where there are none
    *(needed(name, Count()) for name in ("positions", "holds", "settlements")),
    needed("recent_orders", Document()),
    *(maybe(name, Exact()) for name in ("max_order_value", "max_position", "max_daily_loss", "price_band")),
    maybe("max_orders_per_minute", Count()),
    *signed(not_negative, "cash", "held", "unsettled", "fees", "taxes"),
    *signed(not_positive, "shortfall"),
)

positions: Final[Table] = table(
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
)

holds: Final[Table] = table(
    "holds",
    key("account", Named(), ForeignKey("accounts.id")),
    key("order_number", Named(), ForeignKey("orders.number")),
    needed("cash", Exact()),
    needed("units", Exact()),
    *signed(not_negative, "cash", "units"),
)

settlements: Final[Table] = table(
    "settlements",
    key("account", Named(), ForeignKey("accounts.id")),
    key("due", Day()),
    needed("amount", Exact()),
    Index(None, "due", "account"),
    *signed(positive, "amount"),
)
