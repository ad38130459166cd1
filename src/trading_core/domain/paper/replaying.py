"""A desk taken through a recorded market, as fast as it goes and always with the same result."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from attrs import field, frozen

from trading_core.domain.checks import expect, instant
from trading_core.domain.commands import Command
from trading_core.domain.desk import Desk
from trading_core.domain.exact import show
from trading_core.domain.paper.floor import Floor
from trading_core.domain.paper.policy import PaperPolicy
from trading_core.domain.paper.sight import BAR_SOURCE, sight_of_bar, sight_of_quote
from trading_core.domain.quotes import Bar, Quote
from trading_core.errors import InvalidValue

if TYPE_CHECKING:
    from trading_core.domain.book import Outcome


@frozen
class Asked:
    """A command, and when it was given."""

    at: datetime = field(converter=instant)
    command: Command


def replay(
    desk: Desk, happenings: Iterable[Quote | Bar | Asked], policy: PaperPolicy | None = None
) -> tuple[Outcome, ...]:
    """
    Let a desk live through commands and prices in the order of their times, and tell each outcome.

    The orders of a product meet its quotes and bars in the order in which they came to the desk. An order that is
    given at the moment of a quote meets it when it stands before it in the sequence.
    """
    expect(desk, Desk, "desk")
    rules = PaperPolicy() if policy is None else policy
    expect(rules, PaperPolicy, "policy")
    if not isinstance(happenings, Iterable):
        raise InvalidValue("happenings", show(happenings), "quotes, bars and commands in the order of time")
    tape = _Tape(desk, rules)
    for happening in happenings:
        tape.play(happening)
    return tuple(tape.floor.outcomes)


class _Tape:
    """Plays what has happened, in its order, on a floor."""

    def __init__(self, desk: Desk, policy: PaperPolicy) -> None:
        self.desk = desk
        self.floor = Floor(desk, policy)
        self.reached: datetime | None = None

    def play(self, happening: Quote | Bar | Asked) -> None:
        """Go on by one quote, bar or command."""
        if isinstance(happening, Asked):
            self._reach(happening.at)
            self.floor.do(happening.command, now=happening.at)
        elif isinstance(happening, Quote):
            self._reach(happening.as_of)
            self.desk.see(happening)
            self.floor.show(happening.symbol, sight_of_quote(happening), happening.as_of)
        else:
            expect(happening, Bar, "happenings")
            self._reach(happening.start)
            self.floor.show(happening.symbol, sight_of_bar(happening), happening.start)
            self.desk.see(Quote(happening.symbol, happening.close, happening.start, BAR_SOURCE))

    def _reach(self, at: datetime) -> None:
        if self.reached is not None and at < self.reached:
            raise InvalidValue("happenings", at.isoformat(), f"nothing before {self.reached.isoformat()}")
        self.reached = at
