"""
Bringing a database to the tables that this code knows, and back.

Each step stands in ``versions`` in the words that the tables were declared in then, and is never changed once it was
released. All steps together are one transaction, and processes that start at the same moment take turns.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from alembic import command
from alembic.config import Config
from sqlalchemy import func, select, text

from adapters.sql.database import Database
from adapters.sql.silence import wait_for_ever

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import URL, Connection

TURN: Final = 7_314_007
LATEST: Final = "head"
NOTHING: Final = "base"


def migrate(url: str | URL, version: str = LATEST) -> None:
    """Bring a database forward to a version, the latest unless another is named; there already, do nothing."""
    _run(url, lambda config: command.upgrade(config, version))


def downgrade(url: str | URL, version: str = NOTHING) -> None:
    """Bring a database back to a version; what only later versions know is lost."""
    _run(url, lambda config: command.downgrade(config, version))


def _run(url: str | URL, act: Callable[[Config], None]) -> None:
    with Database(url) as database, database.writing() as connection:
        if not database.is_sqlite:
            _take_turn(connection)
        act(config_on(connection))


def config_on(connection: Connection) -> Config:
    """What the tool for migrations needs to know, without a file of settings."""
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent))
    config.attributes["connection"] = connection
    return config


def _take_turn(connection: Connection) -> None:
    """Wait for others as long as they need: a migration may be longer than anything else."""
    wait_for_ever(connection)
    for limit in ("lock_timeout", "statement_timeout"):
        connection.execute(text(f"SET LOCAL {limit} = 0"))
    connection.execute(select(func.pg_advisory_xact_lock(TURN)))
