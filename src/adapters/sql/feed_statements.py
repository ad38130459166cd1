"""The statements of the feed, written once for one kind of database."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import ColumnElement, Select, bindparam, delete, func, select, union_all, update

from adapters.sql.bulk import adding, inserting
from adapters.sql.columns import Count, Named, Utc, Words
from adapters.sql.finding import ByPairs
from adapters.sql.listing import LIMIT
from adapters.sql.rowset import among
from adapters.sql.tables.feed import feed_channels, feed_events
from trading_core.ports.feed import FeedEvent

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from datetime import datetime

    from sqlalchemy import Connection

LARGEST: Final = 2**63 - 1
COLUMNS: Final = ("channel", "number", "key", "owner", "content")

_EVENT: Final = tuple(feed_events.c[name] for name in COLUMNS)
_CHANNEL: Final = feed_channels.c.channel == bindparam("channel", type_=Named())
LAST: Final = select(feed_channels.c.last).where(_CHANNEL)
LASTS: Final = select(feed_channels.c.channel, feed_channels.c.last)
FORGOTTEN: Final = select(feed_channels.c.forgotten).where(_CHANNEL)
_LOCK: Final = LAST.with_for_update()
_CHANGED: Final = update(feed_channels).where(feed_channels.c.channel == bindparam("changed", type_=Named()))
_ADVANCE: Final = _CHANGED.values(last=bindparam("newest", type_=Count()))
_FORGOT: Final = _CHANGED.values(forgotten=bindparam("gone", type_=Count()))
_OF_CHANNEL: Final = feed_events.c.channel == bindparam("channel", type_=Named())
_BEHIND: Final = feed_events.c.number > bindparam("number", type_=Count())
_UP_TO: Final = feed_events.c.number <= bindparam("up_to", type_=Count())
_OLDEST: Final = (
    select(feed_events.c.number, feed_events.c.told_at)
    .where(_OF_CHANNEL, _UP_TO)
    .order_by(feed_events.c.number)
    .limit(LIMIT)
    .subquery()
)
_OLD: Final = select(func.max(_OLDEST.c.number), func.count()).where(
    _OLDEST.c.told_at < bindparam("before", type_=Utc())
)
_REMOVE: Final = delete(feed_events).where(_OF_CHANNEL, _UP_TO)


def _page(*conditions: ColumnElement[bool]) -> Select[Any]:
    fitting = select(*_EVENT).where(_OF_CHANNEL, _BEHIND, *conditions)
    return fitting.order_by(feed_events.c.number).limit(LIMIT)


def _merged(*pages: Select[Any]) -> Any:  # noqa: ANN401 - a union of pages
    """One page of several, of which none is read further than it is shown."""
    whole = union_all(*(select(page.subquery()) for page in pages))
    return whole.order_by(whole.selected_columns.number).limit(LIMIT)


_OF_ALL: Final = _page()
_OF_NOBODY: Final = feed_events.c.owner.is_(None)
_OF_ONE: Final = _merged(_page(feed_events.c.owner == bindparam("owner", type_=Words())), _page(_OF_NOBODY))


class FeedStatements:
    """What the feed asks a database."""

    def __init__(self, *, sqlite: bool) -> None:
        """Write what differs between databases."""
        self._insert: Final = inserting(feed_events, COLUMNS, numbered=True, is_sqlite=sqlite)
        self._known: Final = ByPairs(
            select(feed_events.c.key, feed_events.c.number),
            feed_events.c.channel,
            feed_events.c.key,
            sqlite=sqlite,
        )
        self._of_many: Final = _page(among(feed_events.c.owner, sqlite=sqlite) | _OF_NOBODY)
        self._begin: Final = adding(feed_channels, is_sqlite=sqlite)

    def lock(self, connection: Connection, channel: str) -> int:
        """Let others who tell something in this channel wait until the end of the transaction; tell its last number."""
        asked = {"channel": channel}
        last = connection.execute(_LOCK, asked).scalar()
        if last is None:
            self._begin(connection, [{**asked, "last": 0, "forgotten": 0}])
            last = connection.execute(_LOCK, asked).scalar_one()
        return int(last)

    def known(self, connection: Connection, channel: str, keys: Collection[str]) -> dict[str, int]:
        """The numbers of events that were told before."""
        rows = self._known(connection, [(channel, key) for key in sorted(keys)])
        return {row.key: row.number for row in rows}

    def insert(
        self, connection: Connection, channel: str, last: int, rows: Sequence[Mapping[str, Any]]
    ) -> None:
        """Add events behind the last one."""
        if rows:
            self._insert(connection, rows)
            connection.execute(_ADVANCE, {"changed": channel, "newest": last + len(rows)})

    def since(
        self,
        connection: Connection,
        channel: str,
        number: int,
        limit: int,
        owners: Collection[str] | None,
    ) -> Sequence[Any]:
        """Read a page: of everybody, of one owner by an index of his own, or of many."""
        asked: dict[str, Any] = {"channel": channel, "number": number, "limit": limit}
        if owners is None:
            return connection.execute(_OF_ALL, asked).all()
        if len(owners) == 1:
            return connection.execute(_OF_ONE, {**asked, "owner": next(iter(owners))}).all()
        return connection.execute(self._of_many, {**asked, "names": sorted(owners)}).all()

    def forget(self, connection: Connection, channel: str, up_to: int, before: datetime, limit: int) -> int:
        """Remove the oldest events, and write down how far."""
        asked = {"channel": channel, "up_to": up_to, "before": before, "limit": limit}
        newest, count = connection.execute(_OLD, asked).one()
        if not count:
            return 0
        connection.execute(_REMOVE, {"channel": channel, "up_to": newest})
        connection.execute(_FORGOT, {"changed": channel, "gone": newest})
        return int(count)


def event_from(row: Any) -> FeedEvent:  # noqa: ANN401 - a row of feed_events
    """Read an event."""
    return FeedEvent(row.channel, row.number, row.key, row.owner, row.content)
