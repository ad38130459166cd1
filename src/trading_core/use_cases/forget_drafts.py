"""Forget drafts that nobody can confirm any more."""

from __future__ import annotations

from datetime import timedelta

from attrs import field, frozen

from trading_core.domain.checks import a
from trading_core.ports.clock import Clock
from trading_core.ports.drafts import Drafts


@frozen
class ForgetDrafts:
    """Forgets drafts that expired longer ago than anybody asks after them, some at a time; their orders stay."""

    drafts: Drafts
    clock: Clock
    age: timedelta = field(default=timedelta(days=7), validator=a(timedelta))
    limit: int = 1_000

    def __call__(self) -> int:
        """Tell how many were forgotten; where that is none, nothing old is left."""
        return self.drafts.forget(self.clock.now() - self.age, self.limit)
