"""The hub hands each event to whom it is for, and waits for nobody who does not read."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any

from adapters.feed.listeners import Listeners
from adapters.feed.local import LocalFeed
from entrypoints.http.identity import EVERYTHING, Identity
from entrypoints.http.live.guests import Guest, packed, unpacked
from entrypoints.http.live.hub import Hub
from entrypoints.http.live.listener import MOST_BYTES, MOST_MESSAGES, Listener
from entrypoints.http.live.messages import heartbeat, numbered, reset
from entrypoints.http.live.turned import CLOSING, TOO_SLOW, Ending
from trading_core.domain.ids import AccountId
from trading_core.ports.api_keys import ApiKeyId
from trading_core.ports.users import Role, UserId, Username
from trading_core.testing.contracts.tour import MONDAY

Send = Callable[[str], Awaitable[None]]


def guest(name: str = "alice") -> Guest:
    return Guest(Identity(UserId(name), Username(name), AccountId(name), Role.USER, EVERYTHING))


def run(work: Callable[[Hub], Coroutine[Any, Any, None]]) -> None:
    async def within() -> None:
        await work(Hub([(Listeners(LocalFeed()), frozenset({"c", "d"}))]))

    asyncio.run(within())


class Ear:
    """Takes what it is sent, or nothing while it is held."""

    def __init__(self) -> None:
        self.heard: list[str] = []
        self.reading = asyncio.Event()
        self.reading.set()

    async def take(self, text: str) -> None:
        await self.reading.wait()
        self.heard.append(text)


def joined(
    hub: Hub, *topics: str, channel: str = "c", everything: bool = False
) -> tuple[Listener, Ear, asyncio.Task[None]]:
    listener, ear = Listener(guest(), channel, None if everything else frozenset(topics)), Ear()
    listener.caught_up(0)
    hub.join(listener)
    return listener, ear, asyncio.create_task(listener.run(ear.take))


async def stop(*tasks: asyncio.Task[None]) -> None:
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)


def test_nobody_waits_for_one_who_has_read_it_himself() -> None:
    """An event that somebody read while he came in is not on its way to him, so the next ones follow at once."""

    async def work(hub: Hub) -> None:
        early, ear, task = joined(hub, "alice")
        early.caught_up(1)
        await asyncio.wait_for(hub.deliver("c", [(1, "alice", "read")]), 20)
        await asyncio.wait_for(hub.deliver("c", [(2, "alice", "told")]), 20)
        await stop(task)

        assert ["told"] == ear.heard

    run(work)


def test_each_hears_its_own() -> None:
    """An event goes to those of its owner and to those who hear all; one of nobody goes to everybody of its channel."""

    async def work(hub: Hub) -> None:
        _, hers, one = joined(hub, "alice")
        _, both, two = joined(hub, "alice", "bob")
        _, every, three = joined(hub, everything=True)
        _, other, four = joined(hub, "alice", channel="d")
        await hub.deliver("c", [(1, "alice", "a"), (2, "bob", "b"), (3, None, "n"), (4, "carol", "c")])
        await stop(one, two, three, four)

        assert ["a", "n"] == hers.heard
        assert ["a", "b", "n"] == both.heard
        assert ["a", "b", "n", "c"] == every.heard
        assert [] == other.heard
        assert [4, 0] == [hub.rooms[channel].passed for channel in "cd"]

    run(work)


def test_who_has_left_hears_nothing() -> None:
    """Nothing is put into the queue of one who is gone, and his topics are forgotten with him."""

    async def work(hub: Hub) -> None:
        listener, ear, task = joined(hub, "alice")
        hub.leave(listener)
        hub.leave(listener)
        await hub.deliver("c", [(1, "alice", "a")])
        await stop(task)

        assert [] == ear.heard
        assert {} == hub.rooms["c"].by_topic

    run(work)


def test_a_burst_drops_nobody_who_reads() -> None:
    """Many times what a queue holds is told at once, and a reader gets all of it."""

    async def work(hub: Hub) -> None:
        _, ear, task = joined(hub, "alice")
        told = [(number, "alice", f"{number}") for number in range(1, 4 * MOST_MESSAGES)]
        await hub.deliver("c", [*told[:-2], (told[-2][0], "alice", "x" * MOST_BYTES), told[-1]])
        await stop(task)

        assert len(told) == len(ear.heard)

    run(work)


def test_one_who_does_not_read_is_dropped_and_the_others_hear_everything() -> None:
    """His queue fills to its bound and not beyond it, and he is told behind which number he has to go on."""

    async def work(hub: Hub) -> None:
        slow, held, one = joined(hub, "alice")
        _, ear, two = joined(hub, "alice")
        await hub.deliver("c", [(1, "alice", "1")])
        held.reading.clear()
        told = [(number, "alice", f"{number}") for number in range(2, 2 * MOST_MESSAGES)]
        await hub.deliver("c", told)
        ending = await slow.ended
        await stop(one, two)

        assert ["1", *(text for _, _, text in told)] == ear.heard
        assert ending is not None
        assert TOO_SLOW == ending.code
        assert "since=1 " in ending.reason
        assert ["1"] == held.heard

    run(work)


def test_one_who_still_reads_what_he_missed_is_not_waited_for() -> None:
    """Others hear at once what happens, and too much of it for him is one more thing that he missed."""

    async def work(hub: Hub) -> None:
        late = Listener(guest(), "c", frozenset({"alice"}))
        hub.join(late)
        _, ear, task = joined(hub, "alice")
        told = [(number, "alice", f"{number}") for number in range(1, MOST_MESSAGES + 2)]
        await hub.deliver("c", told[:1])
        assert [late.pending, late.overflowed] == [True, False]
        await hub.deliver("c", told[1:])
        await stop(task)

        assert len(told) == len(ear.heard)
        assert [late.pending, late.overflowed, late.ended.done()] == [False, True, False]
        assert not late.offer(len(told) + 1, "x")

    run(work)


def test_a_queue_is_bounded_by_messages_and_by_bytes() -> None:
    """It takes so many of either and one message of any size; the next one ends the connection."""

    async def work(_: Hub) -> None:
        full, heavy, exact = (Listener(guest(), "c", None) for _ in range(3))
        for listener in (full, heavy, exact):
            listener.caught_up(0)
        assert all(full.offer(number, "x") for number in range(1, MOST_MESSAGES + 1))
        assert not full.ended.done()
        assert not full.offer(MOST_MESSAGES + 1, "x")
        assert full.ended.done()
        assert not full.pending
        assert not full.offer(MOST_MESSAGES + 2, "x")
        assert heavy.offer(1, "x" * (MOST_BYTES + 1))
        assert not heavy.offer(2, "x")
        assert all(exact.offer(number, "x" * (MOST_BYTES // 2)) for number in (1, 2))
        assert not exact.offer(3, "x")

    run(work)


def test_what_was_read_is_not_heard_again() -> None:
    """Whatever was told while a listener read what he had missed is heard once."""

    async def work(hub: Hub) -> None:
        listener, ear = Listener(guest(), "c", frozenset({"alice"})), Ear()
        hub.join(listener)
        for number in (1, 2, 3):
            listener.offer(number, f"{number}")
        listener.caught_up(2)
        listener.offer(2, "2")
        listener.offer(4, "4")
        task = asyncio.create_task(listener.run(ear.take))
        await hub.deliver("c", [(5, "alice", "5")])
        await stop(task)

        assert ["3", "4", "5"] == ear.heard

    run(work)


def test_a_sign_of_life_waits_for_what_is_on_its_way() -> None:
    """It goes only where nothing else goes, and to nobody who still reads what he has missed."""

    async def work(hub: Hub) -> None:
        early = Listener(guest(), "c", None)
        early.beat(1, "beat")
        assert not early.pending
        listener, _, task = joined(hub, "alice")
        listener.beat(1, "beat")
        assert listener.pending
        listener.beat(2, "beat")
        await stop(task)

    run(work)


def test_the_first_ending_stands() -> None:
    """Why a connection ends is said once."""

    async def work(_: Hub) -> None:
        listener = Listener(guest(), "c", None)
        listener.end(CLOSING)
        listener.end(None)

        assert CLOSING == await listener.ended

    run(work)


def test_messages_are_objects_with_a_number() -> None:
    """Each begins with its id, whatever it says, and what is no JSON does not stop anybody."""
    assert '{"id":5,"a":1}' == numbered(5, b'{"a":1}')
    assert '{"id":5}' == numbered(5, b" { }").replace(" ", "")
    assert numbered(5, b"{\xff").startswith('{"id":5,')
    assert '{"id":7,"type":"heartbeat","at":"2026-01-05T02:00:00Z"}' == heartbeat(
        7, MONDAY.replace(microsecond=0)
    )
    assert reset(9).startswith('{"id":9,"type":"reset",')


def test_a_reason_fits_into_a_frame() -> None:
    """A reason is cut where a frame ends, in the middle of no character."""
    message = Ending(4400, "長" * 100).message()

    assert "長" * 40 == message["reason"]


def test_a_guest_is_written_down_whole() -> None:
    """A ticket lets in whom it was given to, with the rights that his credential had and with nothing more."""
    known = guest()
    keyed = Guest(known.identity, ApiKeyId("K-1"))

    assert known == unpacked(packed(known))
    assert keyed == unpacked(packed(keyed))
