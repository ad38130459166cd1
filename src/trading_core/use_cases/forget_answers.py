"""Forget how old requests were answered."""

from __future__ import annotations

from datetime import timedelta

from attrs import field, frozen

from trading_core.domain.checks import a
from trading_core.ports.books import Books
from trading_core.ports.clock import Clock


@frozen
class ForgetAnswers:
    """
    Forgets answers that were given longer ago than anybody repeats a request, some at a time.

    An order's number stays its own for ever, so not even then does a repeat place the same order twice.
    """

    books: Books
    clock: Clock
    age: timedelta = field(default=timedelta(days=3), validator=a(timedelta))
    limit: int = 1_000

    def __call__(self) -> int:
        """Tell how many were forgotten; where that is none, nothing old is left."""
        with self.books.begin() as work:
            forgotten = work.forget_answers(self.clock.now() - self.age, self.limit)
            work.commit()
        return forgotten
