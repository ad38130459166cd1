"""What a decision has changed, as statements that write it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from adapters.sql.bulk import inserting, putting
from adapters.sql.differing import parted
from adapters.sql.rows.entry import cash_change_of, entry_row
from adapters.sql.rows.product import product_row
from adapters.sql.rows.trade import trade_row
from adapters.sql.saving_accounts import SavingAccounts
from adapters.sql.saving_orders import SavingOrders
from adapters.sql.sending import Sending, Write
from adapters.sql.tables.journal import entries, trades
from adapters.sql.tables.products import products, settings
from trading_core.domain.exact import ZERO, add
from trading_core.errors import InvariantViolated

if TYPE_CHECKING:
    from adapters.sql.round_trips import Asked
    from trading_core.domain.book import Book, Changes
    from trading_core.domain.ids import AccountId
    from trading_core.domain.journal import Entry


class Saving:
    """The statements that a unit of work writes by, for one kind of database."""

    def __init__(self, *, sqlite: bool) -> None:
        """Write them once."""
        self._send: Final = Sending(sqlite=sqlite)
        self._accounts: Final = SavingAccounts(sqlite=sqlite)
        self._orders: Final = SavingOrders(sqlite=sqlite)
        self._new_products: Final = inserting(products, is_sqlite=sqlite)
        self._products: Final = putting(products, is_sqlite=sqlite)
        self._trades: Final = inserting(trades, is_sqlite=sqlite)
        self._entries: Final = inserting(entries, is_sqlite=sqlite)
        self._settings: Final = putting(settings, is_sqlite=sqlite)

    def __call__(self, before: Book, changes: Changes) -> list[Asked]:
        """What writes all that has changed, each row behind those that it refers to."""
        return self._send(self._writes(before, changes))

    def _writes(self, before: Book, changes: Changes) -> Iterator[Write]:
        yield from self._accounts.writes(before, changes)
        new, known = parted(changes.products, before.products)
        yield self._new_products, [product_row(product) for product in new]
        yield self._products, [product_row(product) for product in known]
        yield from self._orders.writes(before, changes)
        yield self._trades, [trade_row(trade) for trade in changes.trades]
        yield from self._orders.writes_of_events(before, changes)
        yield self._entries, list(_entry_rows(before, changes.entries))
        yield from self._accounts.writes_of_parts(before, changes)
        if changes.settings is not None:
            kept = {"state": changes.settings.state, "state_reason": changes.settings.state_reason}
            yield self._settings, [{"id": 1, **kept}]


def _entry_rows(before: Book, added: Iterable[Entry]) -> Iterator[dict[str, Any]]:
    """Write entries, each with the free cash that it leaves, and see that they follow what was loaded."""
    last: dict[AccountId, tuple[int, Decimal]] = {}
    for entry in added:
        known = before.accounts.get(entry.account)
        begin = (0, ZERO) if known is None else (known.sequence, known.cash)
        sequence, cash = last.get(entry.account, begin)
        if entry.sequence > sequence + 1:
            raise InvariantViolated("entries follow one another", f"{entry.account} {entry.sequence}")
        change = cash_change_of(entry)
        last[entry.account] = (entry.sequence, add(cash, change))
        yield entry_row(entry, change, add(cash, change))
