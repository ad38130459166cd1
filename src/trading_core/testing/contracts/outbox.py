"""The laws of the outbox."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trading_core.testing.contracts.making import Make, opened
from trading_core.testing.contracts.tour import tour
from trading_core.testing.contracts.travel import World, take, uncommitted

if TYPE_CHECKING:
    from trading_core.domain.orders import OrderEvent
    from trading_core.ports.books import Books
    from trading_core.ports.outbox import Outbox


def outbox_contract(make: Make[tuple[Books, Outbox]], *, concurrent: bool = True) -> type:
    """Give the tests of ``Outbox``; without ``concurrent``, readers may wait for a unit of work."""

    class OutboxContract:
        """What an outbox promises."""

        def test_every_committed_event_is_there(self) -> None:
            """Every step of every order, whole, with the account that may hear of it, and none twice."""
            with opened(make) as (books, outbox):
                world = take(books, tour())
                found = outbox.unsent(1000)

                assert {_key(event): event for event in _events(world)} == {
                    _key(unsent.event): unsent.event for unsent in found
                }
                assert len(_events(world)) == len(found)
                orders = world.book.orders
                assert [orders[unsent.event.order].terms.account for unsent in found] == [
                    unsent.account for unsent in found
                ]

        def test_the_steps_of_an_order_come_in_order(self) -> None:
            """Nobody hears of a fill before he hears that the order was accepted."""
            with opened(make) as (books, outbox):
                take(books, tour())
                last: dict[str, int] = {}
                for unsent in outbox.unsent(1000):
                    assert last.get(unsent.event.order, 0) + 1 == unsent.event.sequence
                    last[unsent.event.order] = unsent.event.sequence

        def test_what_was_not_marked_is_read_again(self) -> None:
            """A relay that was stopped goes on where it was, and marks as often as it likes."""
            with opened(make) as (books, outbox):
                take(books, tour())
                whole = outbox.unsent(1000)
                first = outbox.unsent(2)

                assert whole[:2] == first
                assert first == outbox.unsent(2)
                outbox.mark_sent(first)
                outbox.mark_sent(first)
                assert whole[2:] == outbox.unsent(1000)
                outbox.mark_sent(whole)
                assert () == outbox.unsent(1000)

        def test_what_is_not_committed_is_not_told(self) -> None:
            """Nobody hears of what may yet not happen."""
            with opened(make) as (books, outbox):
                take(books, tour())

                def look() -> object:
                    return outbox.unsent(1000)

                before = look()
                assert before == uncommitted(books, look, within=concurrent)
                assert before == look()

    return OutboxContract


def _events(world: World) -> list[OrderEvent]:
    return [event for known in world.book.orders.values() for event in known.history]


def _key(event: OrderEvent) -> tuple[str, int]:
    return event.order, event.sequence
