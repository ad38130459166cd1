"""API keys in SQL."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import bindparam, case, func, select, update

from adapters.sql.admitting import Admitting
from adapters.sql.columns import Named, Utc
from adapters.sql.rows.people import api_key_from
from adapters.sql.rows.sizing import sizing_document
from adapters.sql.tables.people import api_keys
from trading_core.errors import NotFound
from trading_core.ports.api_keys import ApiKey, ApiKeyId, ApiKeys

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Update

    from adapters.sql.database import Database
    from trading_core.domain.sizing import Sizing
    from trading_core.ports.users import UserId

_AT: Final = bindparam("at", type_=Utc())
_ONE: Final = api_keys.c.id == bindparam("key", type_=Named())
_GET: Final = select(api_keys).where(_ONE)
_OF: Final = (
    select(api_keys)
    .where(api_keys.c.owner == bindparam("owner", type_=Named()))
    .order_by(api_keys.c.created_at, api_keys.c.id)
)
_REVOKE: Final = (
    update(api_keys).where(_ONE).values(revoked_at=func.coalesce(api_keys.c.revoked_at, _AT, type_=Utc()))
)
_used = api_keys.c.last_used_at
# Who says nothing of a column leaves it as it is.
_ADJUST: Final = (
    update(api_keys)
    .where(_ONE)
    .values(
        {
            column: func.coalesce(
                bindparam(f"new_{column.name}", type_=column.type), column, type_=column.type
            )
            for column in (api_keys.c.sizing, api_keys.c.paused, api_keys.c.signed)
        }
    )
)
_NOTE_USE: Final = update(api_keys).where(_ONE).values(last_used_at=case((_used > _AT, _used), else_=_AT))


class SqlApiKeys(ApiKeys):
    """Reads and keeps API keys."""

    def __init__(self, database: Database) -> None:
        """Write the statements once."""
        self._database: Final = database
        self._admitting: Final = Admitting(sqlite=database.is_sqlite)

    def add(self, key: ApiKey) -> None:
        """Keep a key."""
        with self._database.writing() as connection:
            self._admitting.add_keys(connection, [key])

    def get(self, key: ApiKeyId) -> ApiKey | None:
        """Read a key."""
        with self._database.alone() as connection:
            row = connection.execute(_GET, {"key": key}).one_or_none()
        return None if row is None else api_key_from(row)

    def of(self, owner: UserId) -> tuple[ApiKey, ...]:
        """Read an owner's keys."""
        with self._database.alone() as connection:
            return tuple(api_key_from(row) for row in connection.execute(_OF, {"owner": owner}))

    def revoke(self, key: ApiKeyId, at: datetime) -> None:
        """End a key, once."""
        self._change(_REVOKE, key, at)

    def note_use(self, key: ApiKeyId, at: datetime) -> None:
        """Note the latest use."""
        self._change(_NOTE_USE, key, at)

    def adjust(
        self,
        key: ApiKeyId,
        *,
        sizing: Sizing | None = None,
        paused: bool | None = None,
        signed: bool | None = None,
    ) -> ApiKey:
        """Change what is stated."""
        document = None if sizing is None else sizing_document(sizing)
        wanted = {"key": key, "new_sizing": document, "new_paused": paused, "new_signed": signed}
        with self._database.writing() as connection:
            connection.execute(_ADJUST, wanted)
            row = connection.execute(_GET, {"key": key}).one_or_none()
            if row is None:
                raise NotFound("API key", key)
            return api_key_from(row)

    def _change(self, statement: Update, key: ApiKeyId, at: datetime) -> None:
        wanted: dict[str, Any] = {"key": key, "at": at}
        with self._database.writing() as connection:
            if not connection.execute(statement, wanted).rowcount:
                raise NotFound("API key", key)
