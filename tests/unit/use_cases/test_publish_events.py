"""Telling listeners what has happened, each once and only their own."""

from __future__ import annotations

import pytest

from tests.unit.use_cases.conftest import House
from trading_core.domain.commands import ImportOrder, buy, open_account
from trading_core.domain.ids import Symbol
from trading_core.domain.order_terms import OrderLine, OrderTerms
from trading_core.domain.orders import Order, OrderEvent
from trading_core.domain.words import Source
from trading_core.testing import MemoryFeed, MemoryOutbox, MemoryRelay
from trading_core.testing.contracts.making import at_once
from trading_core.use_cases.publish_events import CHANNEL, NO_ACCOUNT, PublishEvents, Render


def render(order: Order, event: OrderEvent) -> bytes:
    return f"{order.number} {event.status} {order.status} {len(order.history)}".encode()


def publishing(house: House, limit: int = 500, rendered: Render = render) -> tuple[PublishEvents, MemoryFeed]:
    outbox, feed = MemoryOutbox(house.books.store), MemoryFeed()
    return PublishEvents(outbox, house.orders, MemoryRelay(outbox, feed), rendered, limit), feed


def test_listeners_hear_of_their_orders(house: House) -> None:
    """Every step of an order reaches its owner, in order, with the order as it stood then, and nobody else."""
    house.do(
        open_account("a", 10),
        open_account("b", 10),
        buy("N-1", "a", "ABC", 1, 5),
        buy("N-2", "b", "ABC", 1, 50),
    )
    publish, feed = publishing(house)
    published = publish()

    assert [
        b"N-1 pending pending 1",
        b"N-1 accepted accepted 2",
        b"N-1 executed executed 3",
        b"N-2 pending pending 1",
        b"N-2 rejected rejected 2",
    ] == [event.content for event in published]
    assert published == feed.since(CHANNEL, 0, 100)
    assert published[:3] == feed.since(CHANNEL, 0, 100, ["a"])
    assert () == publish()


def test_an_order_of_no_account_is_no_users(house: House) -> None:
    """What was imported is told to those who see everything, and to nobody who sees his own."""
    terms = OrderTerms(
        number="I-1", source=Source.IMPORT, lines=[OrderLine(Symbol("ABC"), 1, 2)], total_price=2
    )
    house.do(open_account("a", 10), ImportOrder(terms, house.clock.now()))
    publish, feed = publishing(house)
    published = publish()

    assert {NO_ACCOUNT} == {event.owner for event in published}
    assert () == feed.since(CHANNEL, 0, 100, ["a"])
    assert published == feed.since(CHANNEL, 0, 100)


def test_events_go_out_in_pieces(house: House) -> None:
    """A long outbox is emptied step by step."""
    house.do(open_account("a", 10), buy("N-1", "a", "ABC", 1, 5))
    publish, _ = publishing(house, limit=1)

    assert [1, 1, 1, 0] == [len(publish()) for _ in range(4)]


def test_a_relay_that_stopped_tells_nothing_twice(house: House) -> None:
    """What could not be told is told the next time, once, behind what had been told."""
    house.do(open_account("a", 10), buy("N-1", "a", "ABC", 1, 5))
    publish, feed = publishing(house)

    def stop(order: Order, event: OrderEvent) -> bytes:
        if (order.number, event.sequence) == ("N-2", 2):
            raise ZeroDivisionError
        return render(order, event)

    halting = PublishEvents(publish.outbox, publish.orders, publish.relay, stop)
    halting()
    house.do(buy("N-2", "a", "ABC", 1, 5))
    with pytest.raises(ZeroDivisionError):
        halting()
    published = publish()

    assert [4, 5, 6] == [event.number for event in published]
    assert 6 == feed.last(CHANNEL)


def test_relays_at_the_same_time_tell_everything_once(house: House) -> None:
    """Two that work at one outbox do no harm."""
    house.do(open_account("a", 100), *(buy(f"N-{number}", "a", "ABC", 1, 5) for number in range(10)))
    publish, feed = publishing(house, limit=3)
    at_once(4, lambda _: [publish() for _ in range(15)])

    assert 30 == feed.last(CHANNEL)
