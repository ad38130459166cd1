"""Families of refresh tokens in SQL."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import bindparam, insert, null, select, update

from adapters.sql.columns import Utc, Words
from adapters.sql.finding import ByNames
from adapters.sql.rowset import among
from adapters.sql.tables.people import token_families, tokens
from trading_core.ports.tokens import Rotated, Rotation, TokenFamily, TokenStore

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from adapters.sql.database import Database

_FAMILY: Final = token_families.c.id == bindparam("family", type_=Words())
_OF_TOKEN: Final = token_families.c.id == (
    select(tokens.c.family).where(tokens.c.digest == bindparam("digest", type_=Words())).scalar_subquery()
)
_START: Final = insert(token_families)
_ADMIT: Final = insert(tokens)
_LOCK: Final = select(token_families).where(_OF_TOKEN).with_for_update()
_RENEW: Final = update(token_families).where(_FAMILY).values(youngest=bindparam("fresh", type_=Words()))
_END: Final = update(token_families).where(_FAMILY).values(youngest=null())
_REVOKE: Final = update(token_families).where(_OF_TOKEN).values(youngest=null())


class SqlTokens(TokenStore):
    """Each step of a family is one transaction with the family's row locked."""

    def __init__(self, database: Database) -> None:
        """Write the statements once."""
        self._database: Final = database
        standing = select(token_families.c.id, token_families.c.expires_at)
        self._standing: Final = ByNames(
            standing.where(token_families.c.youngest.is_not(None)),
            token_families.c.id,
            sqlite=database.is_sqlite,
        )
        self._end_overdue: Final = (
            update(token_families)
            .where(
                among(token_families.c.id, sqlite=database.is_sqlite),
                token_families.c.expires_at <= bindparam("now", type_=Utc()),
            )
            .values(youngest=null())
        )

    def start(self, family: TokenFamily, digest: str) -> None:
        """Keep a family and its first token."""
        row = {"id": family.id, "owner": family.owner, "expires_at": family.expires_at, "youngest": digest}
        with self._database.writing() as connection:
            connection.execute(_START, row)
            connection.execute(_ADMIT, {"digest": digest, "family": family.id})

    def rotate(self, old: str, new: str, now: datetime) -> Rotated:
        """Exchange the youngest token, or end the family of an older one."""
        with self._database.writing() as connection:
            row = connection.execute(_LOCK, {"digest": old}).one_or_none()
            if row is None or row.youngest is None:
                return Rotated(Rotation.UNKNOWN)
            if now >= row.expires_at:
                connection.execute(_END, {"family": row.id})
                return Rotated(Rotation.UNKNOWN)
            if row.youngest != old:
                connection.execute(_END, {"family": row.id})
                return Rotated(Rotation.REUSED, _family_from(row))
            connection.execute(_ADMIT, {"digest": new, "family": row.id})
            connection.execute(_RENEW, {"family": row.id, "fresh": new})
            return Rotated(Rotation.ROTATED, _family_from(row))

    def revoke(self, digest: str) -> None:
        """End a family."""
        with self._database.writing() as connection:
            connection.execute(_REVOKE, {"digest": digest})

    def active(self, families: Collection[str], now: datetime) -> frozenset[str]:
        """Say which families stand; those whose time is over are ended, so that no clock brings them back."""
        standing = self._database.read(self._standing.asked(families)) if families else ()
        overdue = [family for family, end in standing if now >= end]
        if overdue:
            with self._database.writing() as connection:
                connection.execute(self._end_overdue, {"names": overdue, "now": now})
        return frozenset(family for family, end in standing if now < end)


def _family_from(row: Any) -> TokenFamily:  # noqa: ANN401 - a row of token_families
    return TokenFamily(row.id, row.owner, row.expires_at)
