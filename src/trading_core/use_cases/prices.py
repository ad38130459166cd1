"""Which prices a decision wants to know, and asking for them before anything is locked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trading_core.domain.commands import CloseOrder, Command, PlaceOrder, ProcessOrder, Stage, Withdraw
from trading_core.domain.words import Direction, Source
from trading_core.errors import Unavailable

if TYPE_CHECKING:
    from collections.abc import Iterable

    from trading_core.domain.book import Book
    from trading_core.domain.ids import AccountId, Symbol
    from trading_core.domain.order_terms import OrderTerms
    from trading_core.domain.quotes import Quote
    from trading_core.ports.quotes import QuoteSource


class PriceBoard:
    """
    The quotes that were asked for so far.

    A source that does not answer says so in ``failure``, and ``silent`` are the products that it says nothing of: what
    names its own price can be decided without it, what does not has to be put off, and must not be refused for good.
    """

    def __init__(self, source: QuoteSource) -> None:
        """Begin with nothing asked."""
        self._source = source
        self._asked: set[Symbol] = set()
        self.quotes: dict[Symbol, Quote] = {}
        self.silent: set[Symbol] = set()
        self.failure: Unavailable | None = None

    def lacking(self, commands: Iterable[Command], book: Book) -> set[Symbol]:
        """The products that the decision wants a price of and that nobody has asked for."""
        return {symbol for command in commands for symbol in _wanted(command, book)} - self._asked

    def ask(self, symbols: set[Symbol]) -> None:
        """Ask for prices, together, and apart where one part of the source keeps the others waiting."""
        self._asked |= symbols
        try:
            self.quotes.update(self._source.quotes(symbols))
        except Unavailable as failure:
            self.failure = failure
            if len(symbols) == 1:
                self.silent |= symbols
                return
            for symbol in sorted(symbols):
                self.ask({symbol})

    def must_wait(self, command: Command, book: Book) -> bool:
        """Whether the command needs a price that the source would have had to tell."""
        if not self.silent:
            return False
        match command:
            case PlaceOrder():
                unpriced = command.stage is not Stage.SUBMITTED and command.price is None
                return unpriced and self._unknown(command.terms, at_market=False)
            case ProcessOrder() | CloseOrder() if command.price is None:
                order = book.orders.get(command.number)
                if order is None:
                    return False
                stopped = order.triggered and order.terms.limit_price is None
                return self._unknown(order.terms, at_market=stopped or isinstance(command, CloseOrder))
            case _:
                return False

    def _unknown(self, terms: OrderTerms, *, at_market: bool) -> bool:
        if terms.source is Source.IMPORT or (terms.stated_price is not None and not at_market):
            return False
        return terms.symbol in self.silent


def priced_by(command: Command) -> Iterable[Symbol]:
    """The products that a command needs a price of, as far as it says so itself."""
    if isinstance(command, PlaceOrder) and command.stage is not Stage.SUBMITTED:
        yield command.terms.symbol


def _wanted(command: Command, book: Book) -> Iterable[Symbol]:
    match command:
        case PlaceOrder() if command.stage is Stage.SUBMITTED:
            return
        case PlaceOrder():
            yield from priced_by(command)
            yield from _short_of(command.terms.account, book)
        case ProcessOrder() | CloseOrder():
            order = book.orders.get(command.number)
            if order is not None and order.terms.source is not Source.IMPORT:
                yield order.terms.symbol
                yield from _short_of(order.terms.account, book)
        case Withdraw():
            yield from _short_of(command.account, book)
        case _:
            return


def _short_of(name: AccountId | None, book: Book) -> Iterable[Symbol]:
    """What an account owes lowers its buying power by what it has risen."""
    account = None if name is None else book.accounts.get(name)
    if account is not None:
        yield from (symbol for symbol, direction in account.lots if direction is Direction.SHORT)
