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
from trading_core.domain.lifetime import is_live
from trading_core.domain.paper.matching import meet
from trading_core.domain.paper.permission import permitted
from trading_core.domain.paper.policy import PaperPolicy
from trading_core.domain.paper.refused import ending_of
from trading_core.domain.paper.sight import BAR_SOURCE, Sight, sight_of_bar, sight_of_quote
from trading_core.domain.paper.venue import Venue
from trading_core.domain.quotes import Bar, Quote
from trading_core.errors import InvalidValue

if TYPE_CHECKING:
    from trading_core.domain.book import Outcome
    from trading_core.domain.ids import OrderNumber, Symbol
    from trading_core.domain.orders import Order


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
    return tuple(tape.outcomes)


class _Tape:
    """A desk, and which of its orders the market has to look at."""

    def __init__(self, desk: Desk, policy: PaperPolicy) -> None:
        self.desk = desk
        self.policy = policy
        self.outcomes: list[Outcome] = []
        self.live: dict[Symbol, dict[OrderNumber, None]] = {}
        self.reached: datetime | None = None
        for order in desk.book.orders.values():
            self._note(order)

    def play(self, happening: Quote | Bar | Asked) -> None:
        """Go on by one quote, bar or command."""
        if isinstance(happening, Asked):
            self._reach(happening.at)
            self._do(happening.command, now=happening.at)
        elif isinstance(happening, Quote):
            self._reach(happening.as_of)
            self.desk.see(happening)
            self._show(happening.symbol, sight_of_quote(happening))
        else:
            expect(happening, Bar, "happenings")
            self._reach(happening.start)
            self._show(happening.symbol, sight_of_bar(happening))
            self.desk.see(Quote(happening.symbol, happening.close, happening.start, BAR_SOURCE))

    def _reach(self, at: datetime) -> None:
        if self.reached is not None and at < self.reached:
            raise InvalidValue("happenings", at.isoformat(), f"nothing before {self.reached.isoformat()}")
        self.reached = at

    def _show(self, symbol: Symbol, sight: Sight) -> None:
        """Let the orders of a product meet its prices."""
        book = self.desk.book
        for number in tuple(self.live.get(symbol, ())):
            order = book.orders[number]
            product = book.products[symbol]
            venue = Venue(product, book.settings.markets[product.market])
            meeting = meet(order, sight.as_of, sight, venue, self.policy)
            reports = permitted(meeting.reports, order, book.settings.state)
            if reports:
                self._do(*reports, now=sight.as_of)

    def _do(self, *commands: Command, now: datetime) -> None:
        outcomes = self.desk.do(*commands, now=now)
        self.outcomes += outcomes
        endings = [ending for ending in map(ending_of, outcomes) if ending is not None]
        for outcome in outcomes:
            if outcome.order is not None:
                self._note(outcome.order)
        if endings:
            self._do(*endings, now=now)

    def _note(self, order: Order) -> None:
        """Keep an order in mind while anything may still be traded for it."""
        if is_live(order):
            self.live.setdefault(order.terms.symbol, {})[order.number] = None
        elif order.terms.account is not None:
            self.live.get(order.terms.symbol, {}).pop(order.number, None)
