"""What the feed in SQL does beyond the laws of all feeds."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from sqlalchemy import event

from adapters.feed.bells import LocalBell
from adapters.sql.database import Database
from adapters.sql.feed import SqlFeed
from trading_core.ports.feed import NewEvent
from trading_core.testing.contracts.making import at_once

EVER = datetime(2190, 1, 1, tzinfo=UTC)


def told(feed: SqlFeed, channel: str = "c") -> list[int]:
    return [event.number for event in feed.since(channel, 0, 1_000)]


def page(*keys: object) -> list[NewEvent]:
    return [NewEvent(f"{key}", "alice", b"") for key in keys]


def test_numbers_go_on_for_another_process(database: Database) -> None:
    """Whoever comes later counts on from what was told, and knows the keys of it."""
    assert (1, 2, 3) == SqlFeed(database, LocalBell()).extend("c", page(1, 2, 3))

    assert (2, 4, 4) == SqlFeed(database, LocalBell()).extend("c", page(2, 4, 4))


def test_the_oldest_are_forgotten_and_that_is_told(database: Database) -> None:
    """What is old goes from the front, some at a time; the newest so many stay, numbers go on, and listeners can know."""
    feed = SqlFeed(database, LocalBell())
    feed.extend("c", page(*range(10)))
    feed.extend("d", page(*range(3)))

    assert 0 == feed.forget(datetime.now(UTC) - timedelta(hours=1), 0, 100)
    assert [0, 10] == [feed.forgotten("c"), len(told(feed))]
    assert 2 == feed.forget(EVER, 4, 2)
    assert [2, [3, 4, 5, 6, 7, 8, 9, 10]] == [feed.forgotten("c"), told(feed)]
    assert 4 == feed.forget(EVER, 4, 100)
    assert 0 == feed.forget(EVER, 4, 100)
    assert [6, [7, 8, 9, 10]] == [feed.forgotten("c"), told(feed)]
    assert [0, [1, 2, 3]] == [feed.forgotten("d"), told(feed, "d")]
    feed.forget(EVER, 0, 100)
    assert [10, [], 10] == [feed.forgotten("c"), told(feed), feed.last("c")]
    assert (11,) == feed.extend("c", page("new"))


def test_a_lost_ring_is_made_good_by_looking(database: Database) -> None:
    """A reader whose bell is not heard finds what is new by himself."""
    deaf = SqlFeed(database, LocalBell(), between_looks=timedelta(milliseconds=10))

    def act(thread: int) -> frozenset[str]:
        if thread:
            SqlFeed(database, LocalBell()).extend("c", page(1))
            return frozenset()
        return deaf.wait({"c": 0}, timedelta(seconds=60))

    assert frozenset("c") == at_once(2, act)[0]


def test_a_page_of_events_is_a_handful_of_statements(database: Database) -> None:
    """However many events are told, the database is asked the same few times."""
    asked: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        asked.append(statement)

    feed = SqlFeed(database, LocalBell())
    feed.extend("c", page("first"))
    event.listen(database.engine, "before_cursor_execute", note)
    counts = []
    for count in (1, 500):
        asked.clear()
        feed.extend("c", page(*(f"{count} {key}" for key in range(count))))
        counts.append(len([statement for statement in asked if not statement.startswith("BEGIN")]))

    assert [4, 4] == counts
