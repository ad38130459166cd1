"""Say what orders would do, by deciding them as they would be decided and keeping nothing of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from attrs import evolve, field, frozen

from trading_core.domain.account import Account
from trading_core.domain.book import Outcome
from trading_core.domain.checks import a, optional, sequence_of
from trading_core.domain.commands import Command, PlaceOrder, ProcessOrder, Stage, TriggerOrder, placing
from trading_core.domain.decisions import decide
from trading_core.domain.order_terms import OrderTerms
from trading_core.use_cases.rounds import Rounds

if TYPE_CHECKING:
    from datetime import datetime

    from trading_core.domain.book import Book
    from trading_core.errors import Unavailable
    from trading_core.ports.books import UnitOfWork
    from trading_core.use_cases.prices import PriceBoard
    from trading_core.use_cases.rounds import Finish


@frozen
class Preview:
    """
    What would become of an order now.

    ``placed`` is what placing it would do. ``filled`` is what its fill would do: the same where it is filled at once; else
    its fill at the price that it names, as far as that would be possible now. ``before`` is the account as it stands.
    """

    terms: OrderTerms = field(validator=a(OrderTerms))
    placed: Outcome = field(validator=a(Outcome))
    filled: Outcome | None = field(default=None, validator=optional(Outcome))
    before: Account | None = field(default=None, validator=optional(Account))


@frozen
class PreviewOrders(Rounds):
    """
    Decides orders by the code that decides them when they are placed, each on the books as they stand, and saves nothing.

    So a preview cannot differ from the order but by what happens in between.
    """

    def __call__(self, orders: Sequence[OrderTerms]) -> tuple[Preview, ...]:
        """Preview each, as if it were the only one."""
        wanted = sequence_of(orders, OrderTerms, "orders")
        previews: list[Preview] = []
        if wanted:
            commands = [placing(terms) for terms in wanted]
            rounds = _Deciding(self.books, self.quotes, self.clock, self.rules, commands, previews)
            rounds.run(lambda _: commands, foreseen=commands)
        return tuple(previews)


@frozen
class _Deciding(Rounds):
    """The rounds of one preview: they end where others begin to save."""

    placings: Sequence[PlaceOrder] = ()
    previews: list[Preview] = field(factory=list)

    def _settle(
        self, work: UnitOfWork, book: Book, commands: Sequence[Command], board: PriceBoard, finish: Finish
    ) -> tuple[Outcome, ...]:
        del work, commands, finish
        priced, now = evolve(book, quotes=board.quotes), self.clock.now()
        for command in self.placings:
            failure = board.failure if board.must_wait(command, book) else None
            self.previews.append(self._preview(priced, command, now, failure))
        return tuple(preview.placed for preview in self.previews)

    def _preview(
        self, book: Book, command: PlaceOrder, now: datetime, failure: Unavailable | None
    ) -> Preview:
        terms = command.terms
        before = None if terms.account is None else book.accounts.get(terms.account)
        if failure is not None:
            return Preview(terms, Outcome(command, failure), None, before)
        alone = decide(book, [command], now, self.rules)
        (placed,) = alone.outcomes
        if placed.refusal is not None:
            return Preview(terms, placed, None, before)
        if placed.trades:
            return Preview(terms, placed, placed, before)
        further: list[Command] = [] if terms.stop_price is None else [TriggerOrder(terms.number)]
        further.append(ProcessOrder(terms.number, Stage.FILLED, terms.stated_price))
        filled = decide(alone.book, further, now, self.rules).outcomes[-1]
        return Preview(terms, placed, None if filled.refusal else filled, before)
