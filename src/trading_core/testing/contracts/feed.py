"""The laws of the feed."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from hypothesis import given
from hypothesis import strategies as st

from trading_core.ports.feed import EventFeed, FeedEvent, NewEvent
from trading_core.testing.contracts.making import Make, at_once, give_way, opened, patiently

if TYPE_CHECKING:
    from collections.abc import Sequence

THREADS: Final = 4
TIMES: Final = 10
CHANNELS: Final = ("orders", "prices:2330")


def tell(feed: EventFeed, channel: str, key: str, owner: str | None, content: bytes) -> int:
    """Add one event and tell its number."""
    return feed.extend(channel, (NewEvent(key, owner, content),))[0]


PAGES = st.lists(
    st.tuples(
        st.sampled_from(CHANNELS),
        st.lists(
            st.builds(
                NewEvent,
                st.integers(1, 12).map("key {}".format),
                st.sampled_from([None, "", "alice", "bob"]),
                st.binary(max_size=30),
            ),
            max_size=6,
        ),
    ),
    max_size=8,
)


def feed_contract(make: Make[EventFeed], *, concurrent: bool = True) -> type:  # noqa: C901 - a law is a function
    """Give the tests of ``EventFeed``; ``concurrent`` adds the one that needs threads."""

    class FeedContract:
        """What a feed promises."""

        @patiently()
        @given(PAGES)
        def test_each_event_has_a_greater_number(self, pages: Sequence[tuple[str, list[NewEvent]]]) -> None:
            """Each channel counts for itself, a repeated key keeps its number, and every field comes back."""
            with opened(make) as feed:
                expected: dict[str, dict[str, FeedEvent]] = {channel: {} for channel in CHANNELS}
                for channel, page in pages:
                    known = expected[channel]
                    numbers = feed.extend(channel, page)
                    assert len(page) == len(numbers)
                    for new, number in zip(page, numbers, strict=True):
                        event = FeedEvent(channel, number, new.key, new.owner, new.content)
                        assert number == known.setdefault(new.key, event).number
                for channel, known in expected.items():
                    found = feed.since(channel, 0, 100)
                    assert tuple(known.values()) == found
                    assert sorted({event.number for event in found}) == [event.number for event in found]
                    assert feed.last(channel) == max((event.number for event in found), default=0)
                    assert all(event.number > feed.forgotten(channel) for event in found)

        def test_a_listener_goes_on_where_it_stopped(self) -> None:
            """Reading behind the last number seen brings what is new, oldest first, no more than asked for."""
            with opened(make) as feed:
                told = [tell(feed, "c", f"{number}", None, b"%d" % number) for number in range(7)]

                assert told[3:5] == _numbers(feed.since("c", told[2], 2))
                assert told[5:] == _numbers(feed.since("c", told[4], 100))
                assert () == feed.since("c", told[6], 100)
                assert () == feed.since("unknown", 0, 100)
                assert [0, 0] == [feed.last("unknown"), feed.forgotten("unknown")]

        def test_what_is_new_is_seen_at_once(self) -> None:
            """Whoever asked before and asks again is told what is true now, also through a cache."""
            with opened(make) as feed:
                assert ((), 0) == (feed.since("c", 0, 9), feed.last("c"))
                for place in range(2):
                    told = tell(feed, "c", f"{place}", None, b"")
                    found = _numbers(feed.since("c", 0, 9))
                    assert (place + 1, told, told) == (len(found), found[-1], feed.last("c"))

        def test_a_listener_sees_its_own(self) -> None:
            """Nobody sees the events of somebody else, and a filtered page is still full."""
            with opened(make) as feed:
                owners = ["alice", "bob", None, "alice", "bob", "alice", "carol"]
                told = [tell(feed, "c", f"{place}", owner, b"") for place, owner in enumerate(owners)]

                def seen(number: int, limit: int, *whose: str) -> list[int]:
                    return [told.index(one) for one in _numbers(feed.since("c", number, limit, whose))]

                assert [0, 2, 3] == seen(0, 3, "alice")
                assert [2, 4] == seen(told[1], 9, "bob")
                assert [0, 2, 3, 5, 6] == seen(0, 9, "carol", "alice")
                assert [2] == seen(0, 9)
                assert 7 == len(feed.since("c", 0, 9))

        def test_any_number_may_be_asked_for(self) -> None:
            """A number from a stranger is never an error."""
            with opened(make) as feed:
                told = tell(feed, "c", "1", None, b"")

                for number, limit in ((0, 0), (0, -1), (10**30, 5), (2**63 - 1, 5)):
                    assert () == feed.since("c", number, limit)
                assert [told] == _numbers(feed.since("c", -(10**30), 100))

        def test_who_waits_is_told_what_is_new(self) -> None:
            """What is there already is told at once, what is not is not waited for beyond the time, and nothing is nothing."""
            with opened(make) as feed:
                told = tell(feed, "c", "1", None, b"")

                assert frozenset("c") == feed.wait({"c": told - 1, "d": 0}, timedelta(0))
                assert frozenset() == feed.wait({"c": told, "d": 0}, timedelta(0))
                assert frozenset() == feed.wait({}, timedelta(0))

    class ConcurrentFeedContract(FeedContract):
        """What a feed promises to several threads."""

        def test_no_event_appears_behind_a_reader(self) -> None:
            """Who reads while others write sees every event, each behind the one before."""
            with opened(make) as feed:
                written: list[int] = []

                def act(thread: int) -> list[int]:
                    if thread:
                        for time in range(TIMES):
                            pair = [NewEvent(f"{thread} {time} {place}", None, b"") for place in range(2)]
                            written.extend(feed.extend("c", pair))
                        return []
                    seen: list[int] = []
                    complete = False
                    while not complete:
                        complete = len(written) == (THREADS - 1) * TIMES * 2
                        seen += _numbers(feed.since("c", seen[-1] if seen else 0, 1000))
                        give_way()
                    return seen

                reader = at_once(THREADS, act)[0]
                assert sorted(written) == reader
                assert (THREADS - 1) * TIMES * 2 == len(set(reader))

        def test_who_waits_is_woken(self) -> None:
            """Whoever waits for a channel hears of its event, which another thread tells meanwhile."""
            with opened(make) as feed:
                told: list[int] = []

                def act(thread: int) -> frozenset[str]:
                    if thread:
                        give_way()
                        told.append(tell(feed, "d", "1", None, b""))
                        return frozenset()
                    found: frozenset[str] = frozenset()
                    complete = False
                    while not (found or complete):
                        complete = bool(told)
                        found = feed.wait({"c": 0, "d": 0}, timedelta(seconds=1))
                    return found

                assert frozenset("d") == at_once(2, act)[0]

    return ConcurrentFeedContract if concurrent else FeedContract


def _numbers(events: Sequence[FeedEvent]) -> list[int]:
    return [event.number for event in events]
