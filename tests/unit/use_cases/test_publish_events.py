"""Telling listeners what has happened, each once and only their own."""

from __future__ import annotations

import pytest

from tests.unit.use_cases.conftest import House
from trading_core.domain.commands import buy, open_account
from trading_core.ports.outbox import Unsent
from trading_core.testing import MemoryFeed, MemoryOutbox
from trading_core.testing.contracts.making import at_once
from trading_core.use_cases.publish_events import CHANNEL, PublishEvents


def render(unsent: Unsent) -> bytes:
    return f"{unsent.event.order} {unsent.event.status}".encode()


def publishing(house: House, limit: int = 500) -> PublishEvents:
    return PublishEvents(MemoryOutbox(house.books.store), MemoryFeed(), render, limit)


def test_listeners_hear_of_their_orders(house: House) -> None:
    """Every step of an order reaches its owner, in order, and nobody else."""
    house.do(
        open_account("a", 10),
        open_account("b", 10),
        buy("N-1", "a", "ABC", 1, 5),
        buy("N-2", "b", "ABC", 1, 50),
    )
    publish = publishing(house)
    published = publish()

    assert [b"N-1 pending", b"N-1 accepted", b"N-1 executed", b"N-2 pending", b"N-2 rejected"] == [
        event.content for event in published
    ]
    assert published == publish.feed.since(CHANNEL, 0, 100)
    assert published[:3] == publish.feed.since(CHANNEL, 0, 100, "a")
    assert () == publish()


def test_events_go_out_in_pieces(house: House) -> None:
    """A long outbox is emptied step by step."""
    house.do(open_account("a", 10), buy("N-1", "a", "ABC", 1, 5))
    publish = publishing(house, limit=1)

    assert [1, 1, 1, 0] == [len(publish()) for _ in range(4)]


def test_a_relay_that_stopped_tells_nothing_twice(house: House) -> None:
    """What was appended and not marked is appended again under its key, and keeps its number."""
    house.do(open_account("a", 10), buy("N-1", "a", "ABC", 1, 5))

    def stop(unsent: Unsent) -> bytes:
        if (unsent.event.order, unsent.event.sequence) == ("N-2", 2):
            raise ZeroDivisionError
        return render(unsent)

    publish = publishing(house)
    halting = PublishEvents(publish.outbox, publish.feed, stop)
    halting()
    house.do(buy("N-2", "a", "ABC", 1, 5))
    with pytest.raises(ZeroDivisionError):
        halting()
    published = publish()

    assert [4, 5, 6] == [event.number for event in published]
    assert 6 == publish.feed.last(CHANNEL)


def test_relays_at_the_same_time_tell_everything_once(house: House) -> None:
    """Two that work at one outbox do no harm."""
    house.do(open_account("a", 100), *(buy(f"N-{number}", "a", "ABC", 1, 5) for number in range(10)))
    publish = publishing(house, limit=3)
    at_once(4, lambda _: [publish() for _ in range(15)])

    assert 30 == publish.feed.last(CHANNEL)
