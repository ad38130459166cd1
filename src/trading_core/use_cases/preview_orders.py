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
from trading_core.domain.needs import needs_of
from trading_core.domain.order_terms import OrderTerms
from trading_core.domain.rules import STANDARD_RULES, Rule
from trading_core.ports.books import Books
from trading_core.ports.clock import Clock
from trading_core.ports.quotes import QuoteSource
from trading_core.use_cases.prices import PriceBoard, priced_by

if TYPE_CHECKING:
    from datetime import datetime

    from trading_core.domain.book import Book
    from trading_core.errors import Unavailable


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
class PreviewOrders:
    """
    Decides orders by the code that decides them when they are placed, each on the books as they stand, and saves nothing.

    So a preview cannot differ from the order but by what happens in between. The books are only looked at, so that nobody
    who trades waits for one who asks what would happen.
    """

    books: Books
    quotes: QuoteSource
    clock: Clock
    rules: Sequence[Rule] = STANDARD_RULES

    def __call__(self, orders: Sequence[OrderTerms]) -> tuple[Preview, ...]:
        """Preview each, as if it were the only one."""
        commands = [placing(terms) for terms in sequence_of(orders, OrderTerms, "orders")]
        if not commands:
            return ()
        board = PriceBoard(self.quotes)
        board.ask({symbol for command in commands for symbol in priced_by(command)})
        book = self._priced(commands, board)
        now = self.clock.now()
        return tuple(
            self._preview(book, command, now, board.failure if board.must_wait(command, book) else None)
            for command in commands
        )

    def _priced(self, commands: Sequence[PlaceOrder], board: PriceBoard) -> Book:
        """The books, and every price that a decision on them wants to know."""
        book = self.books.look(needs_of(commands))
        if lacking := board.lacking(commands, book):
            board.ask(lacking)
        return evolve(book, quotes=board.quotes)

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
