"""Products, and the one row that is the same for every account."""

from __future__ import annotations

from typing import Final

from sqlalchemy import CheckConstraint, Table

from adapters.sql.columns import Count, Day, Exact, Flag, Named, Words
from adapters.sql.signs import positive, signed
from adapters.sql.tables.base import key, maybe, needed, table

products: Final[Table] = table(
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
)

settings: Final[Table] = table(
    "settings",
    key("id", Count()),
    needed("state", Named()),
    needed("state_reason", Words()),
    CheckConstraint("id = 1", name="one_row"),
    CheckConstraint("state IN ('active', 'reducing', 'halted')", name="state"),
)
