"""What was read on the journey of a reservation, so that the load that follows it need not ask again."""

from __future__ import annotations

from collections.abc import Collection
from operator import attrgetter
from typing import TYPE_CHECKING, Final

from attrs import frozen

if TYPE_CHECKING:
    from adapters.sql.together import Parts
    from trading_core.domain.needs import Needs

# By which column of each part its rows are of a name.
NAMED: Final = {
    "accounts": "id",
    "positions": "account",
    "holds": "account",
    "settlements": "account",
    "products": "symbol",
    "orders": "number",
}


@frozen
class Ahead:
    """What was read, and for which needs."""

    needs: Needs
    families: Collection[str]
    parts: Parts

    def serves(self, needs: Needs, families: Collection[str]) -> Parts | None:
        """What is there of narrower needs, as the database would have told it; None where they are not narrower."""
        if families != self.families:
            return None
        if needs == self.needs:
            return self.parts
        if not _narrower(needs, self.needs):
            return None
        wanted = {
            "id": needs.accounts,
            "account": needs.accounts,
            "symbol": needs.symbols,
            "number": needs.orders,
        }
        names = {column: frozenset[str](some) for column, some in wanted.items()}
        found = dict(self.parts)
        for part, column in NAMED.items():
            name_of = attrgetter(column)
            found[part] = [row for row in self.parts[part] if name_of(row) in names[column]]
        return found


def _narrower(needs: Needs, other: Needs) -> bool:
    return (
        set(needs.accounts).issubset(other.accounts)
        and set(needs.symbols).issubset(other.symbols)
        and set(needs.orders).issubset(other.orders)
    )
