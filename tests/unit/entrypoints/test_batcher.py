"""Many requests, one call: nothing waits for a timer, nothing is told too early, nobody pays for another's fault."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from threading import Event

import pytest

from entrypoints.http import batcher as batcher_module
from entrypoints.http.batcher import Batcher
from trading_core.errors import InvalidValue, Unavailable

PATIENCE = 60
# Long enough for a mistake to happen.
A_MOMENT = 0.1


class Books:
    """Doubles numbers, remembers its batches, and can be held up."""

    def __init__(self) -> None:
        self.batches: list[list[int]] = []
        self.going, self.taken = Event(), Event()
        self.going.set()
        self.fault: Callable[[Sequence[int]], None] = lambda _items: None

    def __call__(self, items: Sequence[int]) -> list[int]:
        self.batches.append(list(items))
        self.taken.set()
        assert self.going.wait(PATIENCE), "nobody let the batch go on"
        self.fault(items)
        return [2 * item for item in items]


def for_long(_lasted: float) -> float:
    return 3 * PATIENCE


@contextmanager
def batching(
    books: Books, most: int = 64, gather: Callable[[float], float] | None = None
) -> Iterator[Batcher[int, int]]:
    batcher = Batcher(books, most=most, gather=gather)
    try:
        yield batcher
    finally:
        books.going.set()
        batcher.close()


async def crowd(batcher: Batcher[int, int], books: Books, count: int) -> list[int | BaseException]:
    """One is under way while the others gather behind it."""
    books.going.clear()
    first = asyncio.create_task(batcher.ask(0))
    assert await asyncio.to_thread(books.taken.wait, PATIENCE), "no batch was begun"
    others = [asyncio.create_task(batcher.ask(number)) for number in range(1, count)]
    await asyncio.sleep(0)  # each of them goes as far as to wait
    assert count - 1 == len(batcher)
    books.going.set()
    return await asyncio.gather(first, *others, return_exceptions=True)


def test_what_waits_is_taken_together() -> None:
    """While one batch is under way the next one gathers, up to its size, in order."""
    books = Books()
    with batching(books, most=4) as batcher:
        answers = asyncio.run(crowd(batcher, books, 8))
    assert [2 * number for number in range(8)] == answers
    assert [[0], [1, 2, 3, 4], [5, 6, 7]] == books.batches


def test_a_lone_request_waits_for_nobody() -> None:
    """There is no timer to wait for."""
    books = Books()
    with batching(books) as batcher:
        assert 10 == asyncio.run(batcher.ask(5))
    assert [[5]] == books.batches


def test_a_crowd_that_was_answered_is_let_come_back() -> None:
    """Those who are about to ask again share a transaction, which begins as soon as the last of them is there."""
    books = Books()

    async def come_back(batcher: Batcher[int, int]) -> list[int]:
        await crowd(batcher, books, 5)
        books.taken.clear()
        again = [asyncio.create_task(batcher.ask(number)) for number in range(5, 8)]
        assert not await asyncio.to_thread(books.taken.wait, A_MOMENT), (
            "a batch was begun before all were there"
        )
        again.append(asyncio.create_task(batcher.ask(8)))
        return await asyncio.wait_for(asyncio.gather(*again), PATIENCE)

    with batching(books, most=4, gather=for_long) as batcher:
        assert [10, 12, 14, 16] == asyncio.run(come_back(batcher))
    assert [[0], [1, 2, 3, 4], [5, 6, 7, 8]] == books.batches


def test_who_comes_alone_after_a_crowd_is_not_kept_for_long() -> None:
    """A crowd that does not come back is waited for once, and for no longer than was said."""
    books = Books()

    async def go_on_alone(batcher: Batcher[int, int]) -> list[int]:
        await crowd(batcher, books, 5)
        return [await batcher.ask(number) for number in (5, 6)]

    with batching(books, gather=lambda _lasted: 0.01) as batcher:
        assert [10, 12] == asyncio.run(go_on_alone(batcher))
    assert [[5], [6]] == books.batches[2:]


def test_how_long_a_crowd_is_waited_for_follows_from_how_long_its_batch_has_lasted() -> None:
    """A quick writer waits for a moment and a slow one for longer, so neither gives away much of its time."""
    books, told = Books(), list[float]()

    def remember(lasted: float) -> float:
        told.append(lasted)
        return 0.0

    async def go_on(batcher: Batcher[int, int]) -> None:
        await crowd(batcher, books, 5)
        books.going.clear()
        books.taken.clear()
        slow = [asyncio.create_task(batcher.ask(number)) for number in range(5, 10)]
        assert await asyncio.to_thread(books.taken.wait, PATIENCE), "no batch was begun"
        await asyncio.sleep(A_MOMENT)
        books.going.set()
        await asyncio.gather(*slow)
        await batcher.ask(10)

    with batching(books, gather=remember) as batcher:
        asyncio.run(go_on(batcher))
    assert told[-1] >= A_MOMENT


def test_two_or_three_are_no_crowd() -> None:
    """Where few ask, each of them is taken at once."""
    books = Books()

    async def go_on(batcher: Batcher[int, int]) -> int:
        await crowd(batcher, books, 3)
        return await asyncio.wait_for(batcher.ask(3), PATIENCE)

    with batching(books, gather=for_long) as batcher:
        assert 6 == asyncio.run(go_on(batcher))


def test_whoever_is_waited_for_at_the_end_ends_the_wait() -> None:
    """A service that stops answers whom it has, and does not wait for a crowd that it will not let in."""
    books = Books()

    async def stop(batcher: Batcher[int, int]) -> int:
        await crowd(batcher, books, 5)
        books.taken.clear()
        last = asyncio.create_task(batcher.ask(5))
        assert not await asyncio.to_thread(books.taken.wait, A_MOMENT), "nobody was waited for"
        await asyncio.to_thread(batcher.close, PATIENCE)
        return await asyncio.wait_for(last, PATIENCE)

    with batching(books, most=4, gather=for_long) as batcher:
        assert 10 == asyncio.run(stop(batcher))


def test_a_fault_is_told_to_its_own_request_alone() -> None:
    """A batch that fails is carried out one by one."""
    books = Books()

    def stumble(items: Sequence[int]) -> None:
        if 3 in items:
            raise InvalidValue("number", "3", "another")

    books.fault = stumble
    with batching(books) as batcher:
        answers = asyncio.run(crowd(batcher, books, 5))
    assert [0, 2, 4, 8] == [answer for answer in answers if isinstance(answer, int)]
    assert isinstance(answers[3], InvalidValue)
    assert [[0], [1, 2, 3, 4], [1], [2], [3], [4]] == books.batches


def test_a_short_silence_is_waited_out() -> None:
    """A part that answers again after a moment costs nobody his request."""
    books = Books()
    silences = iter([True, True, False])

    def silence(_items: Sequence[int]) -> None:
        if next(silences, False):
            raise Unavailable("the database")

    books.fault = silence
    with batching(books) as batcher:
        assert 2 == asyncio.run(batcher.ask(1))
    assert [[1]] * 3 == books.batches


def test_a_long_silence_is_told_to_all_at_once() -> None:
    """When the database is gone, nobody waits for the others' attempts."""
    books = Books()

    def silence(_items: Sequence[int]) -> None:
        raise Unavailable("the database")

    books.fault = silence
    with batching(books) as batcher:
        answers = asyncio.run(crowd(batcher, books, 4))
    assert [Unavailable] * 4 == [type(answer) for answer in answers]
    assert [[0]] * 4 + [[1, 2, 3]] * 4 == books.batches


def test_who_has_waited_in_vain_for_long_is_told_so(monkeypatch: pytest.MonkeyPatch) -> None:
    """A database that stands still makes nobody wait several times for as long as it takes to notice."""
    monkeypatch.setattr(batcher_module, "LONG", 0)
    books = Books()

    def silence(_items: Sequence[int]) -> None:
        raise Unavailable("the database")

    books.fault = silence
    with batching(books) as batcher:
        answers = asyncio.run(crowd(batcher, books, 3))
    assert [Unavailable] * 3 == [type(answer) for answer in answers]
    assert [[0], [1, 2]] == books.batches


def test_who_hangs_up_takes_nothing_back() -> None:
    """What was handed in is carried out, whether or not anybody still listens."""
    books = Books()

    async def hang_up(batcher: Batcher[int, int]) -> None:
        books.going.clear()
        task = asyncio.create_task(batcher.ask(7))
        assert await asyncio.to_thread(books.taken.wait, PATIENCE), "no batch was begun"
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        books.going.set()
        assert 16 == await batcher.ask(8)

    with batching(books) as batcher:
        asyncio.run(hang_up(batcher))
    assert [[7], [8]] == books.batches


def test_what_would_have_to_wait_goes_back_to_the_front() -> None:
    """The others are answered without it, and it is not put off for ever."""
    books, hurried = Books(), Books()

    def in_haste(items: Sequence[int]) -> list[int | None]:
        return [None if item == 1 else answer for item, answer in zip(items, hurried(items), strict=True)]

    batcher = Batcher(books, hasty=in_haste, most=2)
    try:
        answers = asyncio.run(crowd(batcher, hurried, 8))
    finally:
        batcher.close()
    assert [2 * number for number in range(8)] == answers
    assert [[0], [1, 2], [1, 3], [1, 4], [1, 5]] == hurried.batches[:5]
    assert [[1, 6]] == books.batches
    assert [[7]] == hurried.batches[5:]


def test_after_the_end_nothing_is_taken() -> None:
    """Whoever comes too late is told so, and what was taken before is finished."""
    books = Books()
    batcher = Batcher(books)
    assert 4 == asyncio.run(batcher.ask(2))
    batcher.close()
    with pytest.raises(Unavailable):
        asyncio.run(batcher.ask(3))
    assert [[2]] == books.batches
