"""A contract suite is worth what it notices: each of these limiters breaks one law, and its suite goes red."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from tests.unit.testing.conftest import red
from trading_core.ports.limiter import Rate
from trading_core.testing import FakeClock, MemoryLimiter, limiter_contract


class GivesOneMore(MemoryLimiter):
    def take(self, key: str, rate: Rate) -> int:
        return super().take(key, Rate(rate.times + 1, rate.seconds))


class SharesBuckets(MemoryLimiter):
    def take(self, key: str, rate: Rate) -> int:
        return super().take("everybody", rate)


class NeverFills(MemoryLimiter):
    def take(self, key: str, rate: Rate) -> int:
        known = self._left.get((key, rate))
        wait = super().take(key, rate)
        if known is not None and known[0] < rate.seconds * 1_000_000:
            self._left[key, rate] = known
            return 1
        return wait


class PunishesKnocking(MemoryLimiter):
    def take(self, key: str, rate: Rate) -> int:
        wait = super().take(key, rate)
        left, since = self._left[key, rate]
        if wait:
            self._left[key, rate] = (left - rate.seconds * 1_000_000, since)
        return wait


class FillsAtOnce(MemoryLimiter):
    def take(self, key: str, rate: Rate) -> int:
        wait = super().take(key, rate)
        if wait:
            self._left.pop((key, rate))
        return wait


class Overflows(MemoryLimiter):
    def take(self, key: str, rate: Rate) -> int:
        wait = super().take(key, rate)
        if wait:
            left, since = self._left[key, rate]
            self._left[key, rate] = (left, since - timedelta(seconds=rate.seconds * 2))
        return wait


@pytest.mark.parametrize(
    "kind", [GivesOneMore, SharesBuckets, NeverFills, PunishesKnocking, FillsAtOnce, Overflows]
)
def test_limiters_that_break_a_law_are_found_out(kind: type[MemoryLimiter]) -> None:
    """Counting, filling, keys: each law of rate limits has a test that fails without it."""

    def make() -> tuple[MemoryLimiter, Callable[[int], None]]:
        clock = FakeClock()
        return kind(clock), lambda ms: clock.set(clock.now() + timedelta(milliseconds=ms))

    assert [] != red(limiter_contract(make))
