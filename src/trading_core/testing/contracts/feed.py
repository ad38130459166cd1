"""The laws of the feed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from hypothesis import given
from hypothesis import strategies as st

from trading_core.ports.feed import EventFeed, FeedEvent
from trading_core.testing.contracts.making import Make, at_once, give_way, opened, patiently

if TYPE_CHECKING:
    from collections.abc import Sequence

THREADS: Final = 4
TIMES: Final = 10

APPENDS = st.lists(
    st.tuples(
        st.sampled_from(["orders", "prices:2330"]),
        st.integers(1, 12).map("key {}".format),
        st.sampled_from([None, "alice", "bob"]),
        st.binary(max_size=30),
    ),
    max_size=20,
)


def feed_contract(make: Make[EventFeed], *, concurrent: bool = True) -> type:  # noqa: C901 - a law is a function
    """Give the tests of ``EventFeed``; ``concurrent`` adds the one that needs threads."""

    class FeedContract:
        """What a feed promises."""

        @patiently()
        @given(APPENDS)
        def test_events_are_numbered_without_a_gap(
            self, appends: Sequence[tuple[str, str, str | None, bytes]]
        ) -> None:
            """Each channel counts for itself, a repeated key keeps its number, and every field comes back."""
            with opened(make) as feed:
                expected: dict[str, dict[str, FeedEvent]] = {"orders": {}, "prices:2330": {}}
                for channel, key, owner, content in appends:
                    known = expected[channel]
                    event = known.setdefault(key, FeedEvent(channel, len(known) + 1, key, owner, content))
                    assert event.number == feed.append(channel, key, owner, content)
                for channel, known in expected.items():
                    assert tuple(known.values()) == feed.since(channel, 0, 100)
                    assert len(known) == feed.last(channel)

        def test_a_listener_goes_on_where_it_stopped(self) -> None:
            """Reading behind the last number seen brings what is new, oldest first, no more than asked for."""
            with opened(make) as feed:
                for number in range(1, 8):
                    feed.append("c", f"{number}", None, b"%d" % number)

                assert [4, 5] == [event.number for event in feed.since("c", 3, 2)]
                assert [6, 7] == [event.number for event in feed.since("c", 5, 100)]
                assert () == feed.since("c", 7, 100)
                assert () == feed.since("unknown", 0, 100)
                assert 0 == feed.last("unknown")

        def test_a_listener_sees_its_own(self) -> None:
            """Nobody sees the events of somebody else, and a filtered page is still full."""
            with opened(make) as feed:
                for number, owner in enumerate(["alice", "bob", None, "alice", "bob", "alice"]):
                    feed.append("c", f"{number}", owner, b"")

                assert [1, 3, 4] == [event.number for event in feed.since("c", 0, 3, "alice")]
                assert [3, 5] == [event.number for event in feed.since("c", 2, 9, "bob")]
                assert 6 == len(feed.since("c", 0, 9))

    class ConcurrentFeedContract(FeedContract):
        """What a feed promises to several threads."""

        def test_no_event_appears_behind_a_reader(self) -> None:
            """Who reads while others write sees 1, 2, 3 and so on, and misses none."""
            with opened(make) as feed:
                written: list[int] = []

                def act(thread: int) -> list[int]:
                    if thread:
                        written.extend(
                            feed.append("c", f"{thread} {time}", None, b"") for time in range(TIMES)
                        )
                        return []
                    seen: list[int] = []
                    complete = False
                    while not complete:
                        complete = len(written) == (THREADS - 1) * TIMES
                        seen += [event.number for event in feed.since("c", seen[-1] if seen else 0, 1000)]
                        give_way()
                    return seen

                reader = at_once(THREADS, act)[0]
                assert list(range(1, (THREADS - 1) * TIMES + 1)) == reader
                assert reader == sorted(written)

    return ConcurrentFeedContract if concurrent else FeedContract
