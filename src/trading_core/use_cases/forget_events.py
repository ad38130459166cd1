"""Forget what listeners were told long ago."""

from __future__ import annotations

from datetime import timedelta

from attrs import field, frozen

from trading_core.domain.checks import a
from trading_core.ports.clock import Clock
from trading_core.ports.feed import LastingFeed


@frozen
class ForgetEvents:
    """
    Forgets events that nobody comes back for any more, some at a time; so many of each channel stay whatever their age.

    A listener who does come back for them is told by the feed that they are gone.
    """

    feed: LastingFeed
    clock: Clock
    age: timedelta = field(default=timedelta(days=7), validator=a(timedelta))
    at_least: int = field(default=10_000, validator=a(int))
    limit: int = 1_000

    def __call__(self) -> int:
        """Tell how many were forgotten; where that is none, nothing old is left."""
        return self.feed.forget(self.clock.now() - self.age, self.at_least, self.limit)
