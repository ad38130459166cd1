"""Many requests, one transaction: whatever waits is taken together, carried out once, and answered one by one.

A lone request is taken at once; while one batch is under way, the next one gathers. Where a crowd has just been answered,
the writer lets it come back for a moment: half the batches are half the work. What would have to wait for somebody else goes
back to the front of those who wait, so that the others do not wait with it.
"""

from __future__ import annotations

import asyncio
import logging
import random
import time
from collections import deque
from collections.abc import Callable, Sequence
from threading import Condition, Thread
from typing import Final, Generic, TypeVar

from attrs import evolve, frozen

from trading_core.errors import TradingError, Unavailable

T = TypeVar("T")
R = TypeVar("R")

MOST_WAITING: Final = 4_096
MOST_TIMES_PUT_OFF: Final = 4
PAUSES: Final = (0.02, 0.06, 0.18)
# Who has waited in vain for so many seconds is told so.
LONG: Final = 2.5
# As many at once are a crowd, who are about to ask again.
CROWD: Final = 4

log = logging.getLogger(__name__)


@frozen(eq=False)
class _Waiter(Generic[T, R]):
    item: T
    loop: asyncio.AbstractEventLoop
    future: asyncio.Future[R]
    put_off: int = 0


class Batcher(Generic[T, R]):
    """
    Takes items from the event loop and gives them to a synchronous function, many at a time.

    The function answers each item; what it raises concerns the whole batch. A part that is out of reach is asked
    again after a short while, unless it took long to be found so, and a batch that fails otherwise is carried out one by one, so that whatever is wrong
    with one item is told to that one alone. Nothing is told before the function has returned.

    ``hasty`` does the same and says None of items that it would have to wait for; it is asked first, until something has
    been put off often enough.

    ``gather`` says for how many seconds at most a crowd is waited for that may come back, where its batch has lasted so
    many; it is not waited for when it is there.
    """

    def __init__(
        self,
        run: Callable[[Sequence[T]], Sequence[R | None]],
        *,
        hasty: Callable[[Sequence[T]], Sequence[R | None]] | None = None,
        most: int = 64,
        threads: int = 1,
        gather: Callable[[float], float] | None = None,
        name: str = "writer",
        note: Callable[[int], object] = int,
    ) -> None:
        """Begin with idle threads; ``note`` is told how many items each batch has."""
        self._run, self._hasty, self._most, self._note = run, hasty or run, most, note
        self._waiting: deque[_Waiter[T, R]] = deque()
        self._changed = Condition()
        self._closed = False
        self._gather, self._lasted, self._present, self._enough = gather, 0.0, 0, 1
        self._threads = [
            Thread(target=self._work, name=f"{name}-{number}", daemon=True) for number in range(threads)
        ]
        for thread in self._threads:
            thread.start()

    async def ask(self, item: T) -> R:
        """Hand in an item and wait for its answer."""
        loop = asyncio.get_running_loop()
        waiter: _Waiter[T, R] = _Waiter(item, loop, loop.create_future())
        with self._changed:
            if self._closed or len(self._waiting) >= MOST_WAITING:
                raise Unavailable("the writer of the books")
            self._waiting.append(waiter)
            if len(self._waiting) >= self._enough:
                self._changed.notify()
        # who hangs up takes back no more than his wish to be told
        return await waiter.future

    def __len__(self) -> int:
        """How many wait."""
        return len(self._waiting)

    def close(self, seconds: float = 8.0) -> None:
        """Take nothing more, finish what waits, and end."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()
        until = time.monotonic() + seconds
        for thread in self._threads:
            thread.join(max(until - time.monotonic(), 0))

    def _work(self) -> None:
        while batch := self._take():
            self._note(len(batch))
            begun = time.monotonic()
            self._settle(batch)
            self._lasted = time.monotonic() - begun

    def _take(self) -> list[_Waiter[T, R]]:
        with self._changed:
            while not self._waiting and not self._closed:
                self._changed.wait()
            if self._gather is not None and self._present >= CROWD:
                self._let_them_come(self._gather(self._lasted))
            return [self._waiting.popleft() for _ in range(min(self._most, len(self._waiting)))]

    def _let_them_come(self, seconds: float) -> None:
        """Wait until those who have just been answered may all be here again, and wake up once."""
        self._enough = min(self._most, self._present)
        self._changed.wait_for(lambda: self._closed or len(self._waiting) >= self._enough, seconds)
        self._enough = 1

    def _settle(self, batch: list[_Waiter[T, R]]) -> None:
        try:
            results = self._patiently(batch)
        except Exception as error:
            if len(batch) > 1 and not isinstance(error, Unavailable):
                log.warning("a batch of %d failed and is carried out one by one", len(batch), exc_info=error)
                for waiter in batch:
                    self._settle([waiter])
                return
            if not isinstance(error, TradingError):
                log.exception("a request could not be carried out")
            _tell(batch, [error] * len(batch))
            return
        self._present = len(batch) + len(self._waiting)
        self._put_off([waiter for waiter, result in zip(batch, results, strict=True) if result is None])
        _tell(batch, results)

    def _patiently(self, batch: Sequence[_Waiter[T, R]]) -> Sequence[R | None]:
        items = [waiter.item for waiter in batch]
        waited = any(waiter.put_off >= MOST_TIMES_PUT_OFF for waiter in batch)
        run, begun = self._run if waited else self._hasty, time.monotonic()
        for pause in PAUSES:
            try:
                return run(items)
            except Unavailable:
                if time.monotonic() - begun > LONG:
                    raise
                time.sleep(pause * random.uniform(0.5, 1.5))  # noqa: S311 - spreads retries, guards no secret
        return run(items)

    def _put_off(self, late: Sequence[_Waiter[T, R]]) -> None:
        if late:
            with self._changed:
                self._waiting.extendleft(
                    evolve(waiter, put_off=waiter.put_off + 1) for waiter in reversed(late)
                )
                self._changed.notify()


def _tell(batch: Sequence[_Waiter[T, R]], results: Sequence[R | Exception | None]) -> None:
    """Wake each event loop once, with all the answers that are for it."""
    of_loop: dict[asyncio.AbstractEventLoop, list[tuple[asyncio.Future[R], R | Exception]]] = {}
    for waiter, result in zip(batch, results, strict=True):
        if result is not None:
            of_loop.setdefault(waiter.loop, []).append((waiter.future, result))
    for loop, pairs in of_loop.items():
        try:
            loop.call_soon_threadsafe(_resolve, pairs)
        except RuntimeError:  # the loop has ended, and with it whoever was waiting
            log.info("%d answers came after the end of those who asked", len(pairs))


def _resolve(pairs: Sequence[tuple[asyncio.Future[R], R | Exception]]) -> None:
    for future, result in pairs:
        if future.cancelled():
            continue
        if isinstance(result, Exception):
            future.set_exception(result)
        else:
            future.set_result(result)
