"""Let a broker work the orders that live, and book what he reports."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from attrs import field, frozen

from trading_core.domain.book import Outcome
from trading_core.domain.checks import as_tuple
from trading_core.domain.lifetime import is_live
from trading_core.domain.needs import needs_of
from trading_core.domain.paper import ending_of, permitted
from trading_core.errors import InvariantViolated, Unavailable
from trading_core.ports.broker import Broker
from trading_core.ports.orders import Orders
from trading_core.ports.paging import Mark
from trading_core.use_cases.execute_commands import ExecuteCommands

if TYPE_CHECKING:
    from collections.abc import Iterable

    from trading_core.domain.book import Book
    from trading_core.domain.commands import Command
    from trading_core.domain.ids import OrderNumber
    from trading_core.domain.orders import Order
    from trading_core.ports.books import UnitOfWork
    from trading_core.ports.broker import Report, Reports

Sent = Mapping["OrderNumber", int]


@frozen
class Worked:
    """
    What one round has come to, and where the next one goes on reading.

    ``failure`` says that the broker, or the source of his prices, did not answer for some of the orders.
    """

    cursor: str
    orders: int = 0
    outcomes: tuple[Outcome, ...] = field(default=(), converter=as_tuple)
    failure: Unavailable | None = None

    @property
    def done(self) -> int:
        """How many reports have changed the books."""
        return sum(1 for outcome in self.outcomes if outcome.ok and not outcome.replayed)


@frozen
class WorkOrders:
    """
    Sends the broker every order that lives, page by page, and carries out what he reports, a batch in a transaction.

    It may stop anywhere and be run by several at once: fills are known by their ids, and a report that is no fact is
    carried out only while its order stands as it was sent, under the lock of its account, and as the kill switch
    allows. The broker, and through him the market, is asked before anything is locked. An entry that its account
    cannot pay ends its order. What the broker works and the books have ended is cancelled with him.
    """

    execute: ExecuteCommands
    orders: Orders
    broker: Broker
    limit: int = 500

    def __call__(self, cursor: str = "") -> Worked:
        """Do one round; the cursor is the one that the last round has left, if it is still known."""
        outcomes: list[Outcome] = []
        seen: set[OrderNumber] = set()
        failure: Unavailable | None = None
        for page in self._pages():
            try:
                self.broker.send(page)
            except Unavailable as down:
                failure = down
            sent = {order.number: len(order.history) for order in page}
            seen.update(sent)
            cursor = self._carry_out(cursor, sent, outcomes)
        if not failure:
            self._cancel_the_ended(seen)
        cursor = self._carry_out(cursor, {}, outcomes)
        return Worked(cursor, len(seen), outcomes, failure)

    def _pages(self) -> Iterable[Sequence[Order]]:
        after: Mark | None = None
        while page := self.orders.working(after, self.limit):
            yield page
            after = Mark(page[-1].created_at, page[-1].number)

    def _carry_out(self, cursor: str, sent: Sent, outcomes: list[Outcome]) -> str:
        """Read and book until nothing is left to be read."""
        while (reports := self.broker.reports(cursor, self.limit)).commands:
            outcomes += self._book(reports, sent)
            cursor = reports.cursor
        return reports.cursor

    def _book(self, reports: Reports, sent: Sent) -> Sequence[Outcome]:
        try:
            outcomes = self._run(reports.commands, sent, facts=reports.facts)
        except InvariantViolated:
            outcomes = self._one_by_one(reports, sent)
        endings = [ending for ending in map(ending_of, outcomes) if ending is not None]
        return [*outcomes, *self.execute(endings)]

    def _one_by_one(self, reports: Reports, sent: Sent) -> Sequence[Outcome]:
        """An order that makes the books contradict themselves stops no other."""
        outcomes: list[Outcome] = []
        for group in _by_order(reports.commands).values():
            try:
                outcomes += self._run(group, sent, facts=reports.facts)
            except InvariantViolated as broken:
                outcomes += (Outcome(report, broken) for report in group)
        return outcomes

    def _run(self, reports: Sequence[Report], sent: Sent, *, facts: bool) -> Sequence[Outcome]:
        def choose(work: UnitOfWork) -> Sequence[Command]:
            return reports if facts else _standing(reports, sent, work.load(needs_of(reports)))

        return self.execute.run(choose)

    def _cancel_the_ended(self, seen: set[OrderNumber]) -> None:
        """Whatever was seen lives; of the rest, the books say what has become of it."""
        unseen = sorted(self.broker.working() - seen)[: self.limit]
        known = self.orders.named(unseen) if unseen else {}
        ended = [number for number, order in known.items() if not is_live(order)]
        if ended:
            self.broker.cancel(ended)


def _by_order(reports: Iterable[Report]) -> dict[OrderNumber, list[Report]]:
    groups: dict[OrderNumber, list[Report]] = {}
    for report in reports:
        groups.setdefault(report.number, []).append(report)
    return groups


def _standing(reports: Sequence[Report], sent: Sent, book: Book) -> Sequence[Command]:
    """The reports that may still be: of orders that nobody has touched since they were sent."""
    chosen: list[Command] = []
    for number, group in _by_order(reports).items():
        order = book.orders.get(number)
        if order is not None and sent.get(number) == len(order.history):
            chosen += permitted(group, order, book.settings.state)
    return chosen
