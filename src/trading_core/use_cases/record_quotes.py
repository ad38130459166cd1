"""Look at what the market says now."""

from __future__ import annotations

from collections.abc import Collection

from attrs import frozen

from trading_core.domain.checks import sequence_of
from trading_core.domain.ids import Symbol
from trading_core.domain.moves import PriceMove, SuspectPrice
from trading_core.domain.quotes import Quote
from trading_core.ports.quotes import QuoteSource
from trading_core.use_cases.looking import Looking


@frozen
class QuoteOutcome:
    """A quote, the moves that it is the first to show, and its impossible prices."""

    quote: Quote
    moves: tuple[PriceMove, ...] = ()
    suspects: tuple[SuspectPrice, ...] = ()


@frozen(kw_only=True)
class RecordQuotes(Looking):
    """
    Asks for the prices of products, of all known ones if none are named, and looks at each against the days before.

    A source that does not answer is the caller's to hear of; nothing was looked at then, and asking again loses
    nothing. Asked from two places at once, each move is told once.
    """

    quotes: QuoteSource

    def __call__(self, symbols: Collection[Symbol] | None = None) -> tuple[QuoteOutcome, ...]:
        """Ask and look."""
        if symbols is None:
            wanted = {product.symbol for product in self.products.all() if product.tradable}
        else:
            wanted = {Symbol(symbol) for symbol in sequence_of(symbols, str, "symbols")}
        if not wanted:
            return ()
        quotes = self.quotes.quotes(wanted)
        shown = self.look_at_quotes(quotes)
        return tuple(
            QuoteOutcome(quotes[symbol], shown[symbol].moves, shown[symbol].suspects)
            for symbol in sorted(quotes)
        )
