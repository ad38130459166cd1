"""Reading whole accounts by one statement, however many there are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from operator import attrgetter
from typing import TYPE_CHECKING, Any, Final

from attrs import frozen
from sqlalchemy import bindparam, select

from adapters.sql.columns import Named
from adapters.sql.rows.account import limits_from, moments_from, money_from, result_from, terms_from
from adapters.sql.rows.position import hold_from, read_position
from adapters.sql.rowset import among
from adapters.sql.tables.accounts import accounts, holds, positions, settlements
from adapters.sql.together import Part, Together
from trading_core.domain.account import Account
from trading_core.domain.account_parts import Balances, DayTally, Hold, Holds, Lots, Settlements, Tallies
from trading_core.domain.ids import AccountId, OrderNumber, Symbol
from trading_core.domain.limits import Limits
from trading_core.errors import InvariantViolated

if TYPE_CHECKING:
    from sqlalchemy import Connection

Rows = dict[str, list[Any]]

BELONGING: Final = ("positions", "holds", "settlements")


@frozen
class Known:
    """What is stored of one account."""

    account: Account
    limits: Limits
    recent_orders: tuple[datetime, ...]


def account_parts(*, sqlite: bool) -> dict[str, Part]:
    """The tables that accounts are made of, by the parameter ``names``."""
    parts = {accounts: accounts.c.id} | {table: table.c.account for table in (positions, holds, settlements)}
    return {table.name: Part(table, among(column, sqlite=sqlite)) for table, column in parts.items()}


def accounts_from(parts: Mapping[str, Sequence[Any]]) -> dict[AccountId, Known]:
    """Put accounts together, in the order of their names."""
    own = {name: _of_accounts(parts[name]) for name in BELONGING}
    rows = sorted(parts[accounts.name], key=attrgetter("id"))
    return {
        AccountId(row.id): _known_from(row, *(_all_of(row, name, own[name]) for name in BELONGING))
        for row in rows
    }


class AccountReading:
    """The statements that read accounts, for one kind of database."""

    def __init__(self, *, sqlite: bool) -> None:
        """Write them once."""
        names = select(accounts.c.id).order_by(accounts.c.id)
        self._together: Final = Together(account_parts(sqlite=sqlite), sqlite=sqlite)
        self._first: Final = names.limit(bindparam("limit"))
        self._behind: Final = self._first.where(accounts.c.id > bindparam("after", type_=Named()))

    def load(self, connection: Connection, names: Iterable[AccountId]) -> dict[AccountId, Known]:
        """Read the accounts of these names, those that are there."""
        wanted = sorted(names)
        return accounts_from(self._together(connection, {"names": wanted})) if wanted else {}

    def page(self, connection: Connection, after: AccountId | None, limit: int) -> tuple[Account, ...]:
        """Read the accounts behind a name."""
        statement = self._first if after is None else self._behind
        marks = {"limit": limit} if after is None else {"limit": limit, "after": after}
        names = connection.execute(statement, marks).scalars().all()
        return tuple(one.account for one in self.load(connection, names).values())


def _of_accounts(rows: Iterable[Any]) -> Rows:
    found: Rows = defaultdict(list)
    for row in rows:
        found[row.account].append(row)
    return found


def _all_of(row: Any, name: str, found: Rows) -> list[Any]:  # noqa: ANN401 - a row of accounts
    """The rows of a table that belong to an account, as many as it says."""
    of_it = found.get(row.id, [])
    if len(of_it) != getattr(row, name):
        raise InvariantViolated("an account knows how much belongs to it", f"{name} are missing or too many")
    return of_it


def _known_from(row: Any, held: list[Any], reserved: list[Any], due: list[Any]) -> Known:  # noqa: ANN401 - a row of accounts
    balances = money_from(row)
    lots: dict[Any, Any] = {}
    tallies: dict[Symbol, DayTally] = {}
    for position in held:
        read_position(position, balances, lots, tallies)
    holdings: dict[OrderNumber, Hold] = dict(hold_from(one) for one in reserved)
    paid_out: dict[date, Decimal] = {one.due: one.amount for one in due}
    # each of their names and values has been made by its own type, one row after the other
    account = Account(
        terms_from(row),
        row.sequence,
        Balances.of(balances),
        Holds.of(holdings),
        Lots.of(lots),
        Settlements.of(paid_out),
        Tallies.of(tallies),
        result_from(row),
    )
    return Known(account, limits_from(row), moments_from(row.recent_orders))
