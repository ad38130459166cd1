"""What a service has stored, seen from behind: its database, and whether the books in it agree with one another."""

from __future__ import annotations

from adapters.sql.accounts import SqlAccounts
from adapters.sql.database import Database
from adapters.sql.journal import SqlJournal
from adapters.sql.orders import SqlOrders
from tests.servers.service import ServiceServer
from trading_core.use_cases.verify_books import Difference, VerifyBooks


def database_of(service: ServiceServer) -> str:
    """The address of the service's database."""
    file = f"sqlite:///{service.settings['DATA_DIR']}/trading.sqlite3"
    return service.settings.get("DATABASE_URL", file)


def differences_in(service: ServiceServer) -> tuple[Difference, ...]:
    """Every law of the books that what is stored breaks."""
    with Database(database_of(service)) as database:
        return VerifyBooks(SqlAccounts(database), SqlOrders(database), SqlJournal(database))()
