"""Tell listeners what the market says about the products that somebody listens to."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import TYPE_CHECKING, Final

from attrs import frozen

from trading_core.domain.quotes import Quote
from trading_core.ports.cache import Cache
from trading_core.ports.feed import EventFeed, NewEvent
from trading_core.ports.quotes import QuoteSource

if TYPE_CHECKING:
    from trading_core.domain.ids import Symbol

CHANNEL: Final = "prices"
SECONDS_REMEMBERED: Final = 3_600


@frozen
class PublishPrices:
    """
    Asks for prices and tells those that are others than the last that was told.

    It may be run by several processes at once: what two of them see at the same moment is told once, by whoever comes
    first. ``render`` writes what listeners get, and ``told`` remembers the last of each product; a cache that forgets costs
    a price that is told again.
    """

    quotes: QuoteSource
    feed: EventFeed
    told: Cache
    render: Callable[[Quote], bytes]

    def __call__(self, symbols: Collection[Symbol]) -> tuple[Quote, ...]:
        """Tell what is new about these products."""
        found = self.quotes.quotes(symbols) if symbols else {}
        new = tuple(
            quote for _, quote in sorted(found.items()) if self.told.get(_place(quote)) != _said(quote)
        )
        if new:
            self.feed.extend(
                CHANNEL, [NewEvent(_key(quote), quote.symbol, self.render(quote)) for quote in new]
            )
            for quote in new:
                self.told.set(_place(quote), _said(quote), SECONDS_REMEMBERED)
        return new


def _place(quote: Quote) -> str:
    return f"told price {quote.symbol}"


def _said(quote: Quote) -> bytes:
    """What a quote says but its moment."""
    return f"{quote.last} {quote.bid} {quote.ask} {quote.previous_close} {quote.source}".encode()


def _key(quote: Quote) -> str:
    """Two who look within the same second at the same price have seen the same."""
    return f"{quote.symbol} {quote.as_of:%Y%m%d%H%M%S} {quote.last} {quote.bid} {quote.ask}"
