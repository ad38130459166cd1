"""How a contract comes by a fresh adapter."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, contextmanager
from threading import Barrier
from time import sleep
from typing import TypeVar

from hypothesis import HealthCheck, settings

from trading_core.domain.checks import sequence_of
from trading_core.errors import InvalidValue

T = TypeVar("T")
R = TypeVar("R")

GIVE_WAY = 20
PATIENCE = 60  # seconds in which every thread has begun on the slowest of machines

Make = Callable[[], AbstractContextManager[T] | T]


def examples_of(known: object, kind: type[T], least: int) -> tuple[T, ...]:
    """What a source is said to know: so many values of one type at the least, or its tests would show nothing."""
    found = sequence_of(known, kind, "known")
    if len(found) < least:
        raise InvalidValue("known", f"{len(found)} of them", f"{least} at least")
    return found


@contextmanager
def opened(make: Make[T]) -> Iterator[T]:
    """Make an adapter for one example, and close it afterwards if it can be closed."""
    made = make()
    if isinstance(made, AbstractContextManager):
        with made as adapter:
            yield adapter
    else:
        yield made


def patiently() -> settings:
    """Settings for properties of adapters, which may be slow; how many examples is the caller's profile's choice."""
    return settings(deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])


def at_once(threads: int, act: Callable[[int], R]) -> list[R]:
    """Let so many threads begin at the same moment, each with its own number, and gather what they say."""
    gate = Barrier(threads, timeout=PATIENCE)

    def begin(number: int) -> R:
        gate.wait()
        return act(number)

    with ThreadPoolExecutor(threads) as pool:
        return list(pool.map(begin, range(threads)))


def give_way() -> None:
    """Let other threads run here, at the worst of all places; a lock that is held keeps them out."""
    for _ in range(GIVE_WAY):
        sleep(0)
