"""Writing accounts: of each, the rows that a decision has changed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, Final

from adapters.sql.bulk import deleting, inserting, putting, updating
from adapters.sql.differing import removed, written
from adapters.sql.rows.account import account_row, limits_row, moments_text
from adapters.sql.rows.position import hold_rows, position_row, settlement_rows, symbols_of
from adapters.sql.tables.accounts import accounts, holds, positions, settlements
from trading_core.domain.account import Account
from trading_core.domain.limits import NO_LIMITS
from trading_core.errors import InvariantViolated

if TYPE_CHECKING:
    from adapters.sql.sending import Write
    from trading_core.domain.book import Book, Changes
    from trading_core.domain.ids import AccountId, Symbol

SETTLED_AT_OPENING: Final = frozenset({"id", "currency", "cost_method", "margin"})
COUNTING: Final = "revision"
Rows = list[dict[str, Any]]


class SavingAccounts:
    """The statements that write accounts, for one kind of database."""

    def __init__(self, *, sqlite: bool) -> None:
        """Write them once."""
        kept = SETTLED_AT_OPENING | {COUNTING}
        changing = [column.name for column in accounts.c if column.name not in kept]
        self._new: Final = inserting(accounts, is_sqlite=sqlite)
        self._known: Final = updating(accounts, changing, counting=COUNTING, is_sqlite=sqlite)
        self._put: Final = {
            table.name: putting(table, is_sqlite=sqlite) for table in (positions, holds, settlements)
        }
        self._delete: Final = {
            table.name: deleting(table, is_sqlite=sqlite) for table in (positions, holds, settlements)
        }

    def writes(self, before: Book, changes: Changes) -> Iterator[Write]:
        """Write the accounts' own rows; their parts follow when the orders that they name are written."""
        new: Rows = []
        known: Rows = []
        for name in dict.fromkeys(_concerned(before, changes)):
            (known if name in before.accounts else new).append(_row(name, before, changes))
        yield self._new, new
        yield self._known, known

    def writes_of_parts(self, before: Book, changes: Changes) -> Iterator[Write]:
        """Write positions, holds and settlements."""
        puts: dict[str, Rows] = {name: [] for name in self._put}
        gone: dict[str, Rows] = {name: [] for name in self._put}
        for name, after in changes.accounts.items():
            was = before.accounts.get(name) or Account(after.terms)
            known, now = symbols_of(was), symbols_of(after)
            puts["positions"] += [position_row(after, symbol) for symbol in _touched(was, after) & now]
            gone["positions"] += [{"account": name, "symbol": symbol} for symbol in known - now]
            puts["holds"] += hold_rows(after, written(was.holds, after.holds))
            gone["holds"] += [
                {"account": name, "order_number": number} for number in removed(was.holds, after.holds)
            ]
            puts["settlements"] += settlement_rows(after, written(was.settlements, after.settlements))
            gone["settlements"] += [
                {"account": name, "due": due} for due in removed(was.settlements, after.settlements)
            ]
        for table in self._put:
            yield self._delete[table], gone[table]
            yield self._put[table], puts[table]


def _concerned(before: Book, changes: Changes) -> Iterator[AccountId]:
    """The accounts that have changed, and those whose orders have: what is remembered of these is no longer true."""
    yield from changes.accounts
    yield from changes.limits
    yield from changes.recent_orders
    for order in changes.orders.values():
        trader = order.terms.account
        if trader is not None and trader in before.accounts:
            yield trader


def _row(name: AccountId, before: Book, changes: Changes) -> dict[str, Any]:
    account = changes.accounts.get(name) or before.accounts.get(name)
    if account is None:
        raise InvariantViolated("what is saved of an account was loaded with it", name)
    limits = changes.limits.get(name) or before.limits.get(name, NO_LIMITS)
    moments = changes.recent_orders.get(name)
    return {
        **account_row(account, len(symbols_of(account))),
        COUNTING: 1,
        **limits_row(limits),
        "recent_orders": moments_text(before.recent_orders.get(name, ()) if moments is None else moments),
    }


def _touched(before: Account, after: Account) -> set[Symbol]:
    """The products of which something has changed."""
    places = (*written(before.balances, after.balances), *removed(before.balances, after.balances))
    moved: Iterable[Any] = (*written(before.lots, after.lots), *removed(before.lots, after.lots))
    return {
        *(symbol for _, symbol in places if symbol is not None),
        *(symbol for symbol, _ in moved),
        *written(before.tallies, after.tallies),
    }
