"""The laws of the relay."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from trading_core.ports.feed import FeedEvent, NewEvent
from trading_core.testing.contracts.making import Make, at_once, opened
from trading_core.testing.contracts.tour import tour
from trading_core.testing.contracts.travel import take

if TYPE_CHECKING:
    from collections.abc import Sequence

    from trading_core.ports.books import Books
    from trading_core.ports.feed import EventFeed
    from trading_core.ports.outbox import Outbox, Unsent
    from trading_core.ports.relay import Relay

CHANNEL: Final = "orders"
THREADS: Final = 4
MANY: Final = 1_000


def relay_contract(make: Make[tuple[Books, Outbox, EventFeed, Relay]], *, concurrent: bool = True) -> type:
    """Give the tests of ``Relay``; ``concurrent`` adds the one that needs threads."""

    class RelayContract:
        """What a relay promises."""

        def test_what_is_handed_over_is_told_and_waits_no_more(self) -> None:
            """Every event of the outbox is in the feed, in its order and with all that was said, and in the outbox no longer."""
            with opened(make) as (books, outbox, feed, relay):
                take(books, tour())
                waiting = outbox.unsent(MANY)
                shown = relay.hand_over(CHANNEL, waiting[:2], _told(waiting[:2]))

                assert shown == feed.since(CHANNEL, 0, MANY)
                assert waiting[2:] == outbox.unsent(MANY)
                relay.hand_over(CHANNEL, waiting[2:], _told(waiting[2:]))
                assert () == outbox.unsent(MANY)
                assert [*_told(waiting)] == _said(feed.since(CHANNEL, 0, MANY))

        def test_what_is_handed_over_again_is_told_once(self) -> None:
            """A relay that does not know whether it has done its work does it again, and shows the numbers of the first time."""
            with opened(make) as (books, outbox, feed, relay):
                take(books, tour())
                waiting = outbox.unsent(MANY)
                first = relay.hand_over(CHANNEL, waiting[:3], _told(waiting[:3]))

                assert first == relay.hand_over(CHANNEL, waiting, _told(waiting))[:3]
                assert [*_told(waiting)] == _said(feed.since(CHANNEL, 0, MANY))

        def test_nothing_to_hand_over_is_no_work(self) -> None:
            """An empty outbox makes no event."""
            with opened(make) as (_, _, feed, relay):
                assert () == relay.hand_over(CHANNEL, (), ())
                assert 0 == feed.last(CHANNEL)

    class ConcurrentRelayContract(RelayContract):
        """What a relay promises to several threads."""

        def test_relays_at_the_same_time_tell_everything_once_and_in_order(self) -> None:
            """Many that work at one outbox leave each event once, and those of an order in its order."""
            with opened(make) as (books, outbox, feed, relay):
                take(books, tour())
                expected = sorted(new.key for new in _told(outbox.unsent(MANY)))

                def act(_: int) -> None:
                    for _turn in expected:
                        waiting = outbox.unsent(3)
                        relay.hand_over(CHANNEL, waiting, _told(waiting))

                at_once(THREADS, act)
                found = [event.key for event in feed.since(CHANNEL, 0, MANY)]
                assert expected == sorted(found)
                places: dict[str, list[int]] = {}
                for order, place in (key.rsplit(" ", 1) for key in found):
                    places.setdefault(order, []).append(int(place))
                assert all(sorted(several) == several for several in places.values())

    return ConcurrentRelayContract if concurrent else RelayContract


def _told(waiting: Sequence[Unsent]) -> tuple[NewEvent, ...]:
    return tuple(
        NewEvent(
            f"{unsent.event.order} {unsent.event.sequence}",
            unsent.account or "nobody's",
            unsent.event.status.encode(),
        )
        for unsent in waiting
    )


def _said(events: Sequence[FeedEvent]) -> list[NewEvent]:
    return [NewEvent(event.key, event.owner, event.content) for event in events]
