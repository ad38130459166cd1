"""What a database says when it will not, in the words of the core."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from sqlite3 import SQLITE_ERROR
from typing import Final

from sqlalchemy import PrimaryKeyConstraint, UniqueConstraint, exc

from adapters.sql.tables import metadata
from trading_core.errors import AlreadyExists, InvariantViolated, TradingError, Unavailable

PART: Final = "the database"
# What may be otherwise the next time: nobody there, no connection free, somebody else's lock, a deadlock, a full disk.
PASSING: Final = (
    exc.TimeoutError,
    exc.InterfaceError,
    exc.OperationalError,
    exc.InternalError,
    exc.PendingRollbackError,
)

KINDS: Final = {
    "pk_accounts": "account",
    "pk_orders": "order",
    "uq_orders_client_order_id": "client order id",
    "pk_order_events": "order event",
    "pk_order_lines": "order line",
    "pk_products": "product",
    "pk_trades": "trade",
    "pk_entries": "entry",
    "uq_entries_reference": "movement of cash",
    "pk_answers": "answer",
    "pk_users": "user",
    "uq_users_username": "username",
    "uq_users_account": "user of account",
    "pk_api_keys": "API key",
    "pk_token_families": "token family",
    "pk_tokens": "token",
    "pk_signals": "signal",
    "pk_tickets": "ticket",
    "pk_drafts": "draft",
}

_UNIQUE_VIOLATION: Final = "23505"
_POSTGRESQL_KEY: Final = re.compile(r"\)=\((.*)\) already exists")
_SQLITE_UNIQUE: Final = re.compile(r"UNIQUE constraint failed: (.+)")
_SQLITE_CHECK: Final = re.compile(r"(?:CHECK|NOT NULL) constraint failed: (.+)")


@contextmanager
def translated() -> Iterator[None]:
    """Let no exception of the database's libraries out."""
    try:
        yield
    except exc.SQLAlchemyError as failure:
        raise translation(failure) from failure


def translation(failure: exc.SQLAlchemyError, names: str = "") -> TradingError:
    """Say what has happened: something is there already, a law would be broken, or nobody answers."""
    cause = getattr(failure, "orig", None)
    if isinstance(cause, TradingError):
        return cause
    if isinstance(failure, exc.IntegrityError):
        constraint, unique = _constraint(failure)
        if unique:
            return AlreadyExists(KINDS.get(constraint, constraint), names or _key_of(failure) or constraint)
        return InvariantViolated(f"constraint {constraint} of the database", names or "a row was refused")
    if isinstance(failure, PASSING) and getattr(cause, "sqlite_errorcode", None) != SQLITE_ERROR:
        return Unavailable(PART)
    return InvariantViolated("the database understands what it is asked", type(cause or failure).__name__)


def _constraint(failure: exc.IntegrityError) -> tuple[str, bool]:
    """Which constraint, and whether it is about being the only one."""
    diagnosis = getattr(failure.orig, "diag", None)
    if diagnosis is not None:
        return diagnosis.constraint_name or "", diagnosis.sqlstate == _UNIQUE_VIOLATION
    said = str(failure.orig)
    found = _SQLITE_UNIQUE.search(said)
    if found is not None:
        return _UNIQUES.get(found[1], found[1]), True
    found = _SQLITE_CHECK.search(said)
    return (said if found is None else found[1]), False


def _key_of(failure: exc.IntegrityError) -> str:
    """The names that are taken, as PostgreSQL tells them."""
    told = getattr(getattr(failure.orig, "diag", None), "message_detail", None)
    found = _POSTGRESQL_KEY.search(told or "")
    return "" if found is None else found[1]


def _uniques() -> dict[str, str]:
    """The names of constraints by their columns, which is how SQLite tells of them."""
    found = {}
    for table in metadata.sorted_tables:
        constraints = [
            one for one in table.constraints if isinstance(one, PrimaryKeyConstraint | UniqueConstraint)
        ]
        for only in (*constraints, *(index for index in table.indexes if index.unique)):
            found[", ".join(f"{table.name}.{column.name}" for column in only.columns)] = str(only.name)
    return found


_UNIQUES: Final = _uniques()
