"""Forgetting what listeners were told long ago."""

from __future__ import annotations

from datetime import datetime, timedelta

from attrs import define, field

from trading_core.testing import FakeClock, MemoryFeed
from trading_core.testing.contracts.tour import MONDAY
from trading_core.use_cases.forget_events import ForgetEvents


@define
class Asked(MemoryFeed):
    """A feed that remembers what it was to forget."""

    asked: list[tuple[datetime, int, int]] = field(factory=list)

    def forget(self, before: datetime, at_least: int, limit: int) -> int:
        self.asked.append((before, at_least, limit))
        return 5


def test_what_is_older_than_a_week_is_forgotten() -> None:
    """The feed is told what is old by the clock and how much of each channel stays, and says how much that was."""
    feed = Asked()

    assert 5 == ForgetEvents(feed, FakeClock(MONDAY))()
    assert 5 == ForgetEvents(feed, FakeClock(MONDAY), timedelta(days=1), 3, 9)()
    assert [(MONDAY - timedelta(days=7), 10_000, 1_000), (MONDAY - timedelta(days=1), 3, 9)] == feed.asked
