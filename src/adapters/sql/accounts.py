"""Accounts in SQL, for reading."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sqlalchemy import bindparam, select

from adapters.sql.account_reading import AccountReading
from adapters.sql.columns import Day, Named
from adapters.sql.finding import ByNames
from adapters.sql.listing import LIMIT
from adapters.sql.rows.account import LIMITS, limits_from
from adapters.sql.tables.accounts import accounts, settlements
from trading_core.domain.ids import AccountId
from trading_core.domain.limits import NO_LIMITS, Limits
from trading_core.ports.accounts import Accounts

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from datetime import date

    from adapters.sql.database import Database
    from trading_core.domain.account import Account

_OWED: Final = (
    select(settlements.c.account)
    .where(settlements.c.due <= bindparam("day", type_=Day()))
    .distinct()
    .order_by(settlements.c.account)
    .limit(LIMIT)
)
_ONE: Final = accounts.c.id == bindparam("id", type_=Named())


class SqlAccounts(Accounts):
    """Reads accounts, each as of one moment."""

    def __init__(self, database: Database) -> None:
        """Write the statements once."""
        self._database: Final = database
        self._reading: Final = AccountReading(sqlite=database.is_sqlite)
        self._revisions: Final = ByNames(
            select(accounts.c.id, accounts.c.revision), accounts.c.id, sqlite=database.is_sqlite
        )
        self._limits: Final = select(*accounts.c[LIMITS]).where(_ONE)

    def get(self, account: AccountId) -> Account | None:
        """Read an account."""
        with self._database.snapshot() as connection:
            known = self._reading.load(connection, (account,)).get(account)
        return None if known is None else known.account

    def revisions(self, accounts: Collection[AccountId]) -> Mapping[AccountId, int]:
        """Read revisions."""
        if not accounts:
            return {}
        rows = self._database.read(self._revisions.asked(set(accounts)))
        return {AccountId(account): revision for account, revision in rows}

    def limits(self, account: AccountId) -> Limits:
        """Read an account's limits."""
        with self._database.alone() as connection:
            row = connection.execute(self._limits, {"id": account}).one_or_none()
        return NO_LIMITS if row is None else limits_from(row)

    def owed(self, day: date, limit: int) -> tuple[AccountId, ...]:
        """Name accounts with proceeds that are due."""
        with self._database.alone() as connection:
            return tuple(map(AccountId, connection.execute(_OWED, {"day": day, "limit": limit}).scalars()))

    def page(self, after: AccountId | None, limit: int) -> tuple[Account, ...]:
        """Read the accounts behind an id."""
        with self._database.snapshot() as connection:
            return self._reading.page(connection, after, limit)
