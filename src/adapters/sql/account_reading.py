"""Reading whole accounts: about one statement for each table, however many accounts there are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from attrs import frozen
from sqlalchemy import Table, bindparam, select

from adapters.sql.columns import Named
from adapters.sql.rows.account import limits_from, moments_from, money_from, result_from, terms_from
from adapters.sql.rows.position import hold_from, read_position
from adapters.sql.rowset import among
from adapters.sql.tables.accounts import accounts, holds, positions, settlements
from trading_core.domain.account import Account
from trading_core.domain.account_parts import DayTally, Hold
from trading_core.domain.ids import AccountId, OrderNumber, Symbol
from trading_core.domain.limits import Limits
from trading_core.errors import InvariantViolated

if TYPE_CHECKING:
    from sqlalchemy import Connection

Rows = dict[str, list[Any]]


@frozen
class Known:
    """What is stored of one account."""

    account: Account
    limits: Limits
    recent_orders: tuple[datetime, ...]


class AccountReading:
    """The statements that read accounts, for one kind of database."""

    def __init__(self, *, sqlite: bool) -> None:
        """Write them once."""
        whole = select(accounts).order_by(accounts.c.id)
        named = whole.where(among(accounts.c.id, sqlite=sqlite))
        self._named: Final = named
        # Nobody changes the key of an account, so whoever only refers to it need not wait.
        self._locking: Final = named.with_for_update(key_share=True)
        self._first: Final = whole.limit(bindparam("limit"))
        self._behind: Final = self._first.where(accounts.c.id > bindparam("after", type_=Named()))
        self._parts: Final = {
            table.name: select(table).where(among(table.c.account, sqlite=sqlite))
            for table in (positions, holds, settlements)
        }

    def load(
        self, connection: Connection, names: Iterable[AccountId], *, lock: bool = False
    ) -> dict[AccountId, Known]:
        """Read the accounts of these names, those that are there, and lock them in the order of their names."""
        wanted = sorted(names)
        if not wanted:
            return {}
        statement = self._locking if lock else self._named
        return self._complete(connection, connection.execute(statement, {"names": wanted}).all())

    def page(self, connection: Connection, after: AccountId | None, limit: int) -> tuple[Account, ...]:
        """Read the accounts behind a name."""
        statement = self._first if after is None else self._behind
        marks = {"limit": limit} if after is None else {"limit": limit, "after": after}
        known = self._complete(connection, connection.execute(statement, marks).all())
        return tuple(one.account for one in known.values())

    def _complete(self, connection: Connection, rows: Sequence[Any]) -> dict[AccountId, Known]:
        parts = [self._part(connection, table, rows) for table in (positions, holds, settlements)]
        return {
            AccountId(row.id): _known_from(row, *(part.get(row.id, []) for part in parts)) for row in rows
        }

    def _part(self, connection: Connection, table: Table, rows: Sequence[Any]) -> Rows:
        """Read the rows of a table that belong to accounts, if these say that there are any."""
        expected = {row.id: getattr(row, table.name) for row in rows if getattr(row, table.name)}
        if not expected:
            return {}
        found: Rows = defaultdict(list)
        for row in connection.execute(self._parts[table.name], {"names": sorted(expected)}):
            found[row.account].append(row)
        if any(len(found[name]) != count for name, count in expected.items()):
            raise InvariantViolated(
                "an account knows how much belongs to it", f"{table.name} are missing or too many"
            )
        return found


def _known_from(row: Any, held: list[Any], reserved: list[Any], due: list[Any]) -> Known:  # noqa: ANN401 - a row of accounts
    balances = money_from(row)
    lots: dict[Any, Any] = {}
    tallies: dict[Symbol, DayTally] = {}
    for position in held:
        read_position(position, balances, lots, tallies)
    holdings: dict[OrderNumber, Hold] = dict(hold_from(one) for one in reserved)
    paid_out: dict[date, Decimal] = {one.due: one.amount for one in due}
    account = Account(
        terms_from(row), row.sequence, balances, holdings, lots, paid_out, tallies, result_from(row)
    )
    return Known(account, limits_from(row), moments_from(row.recent_orders))
