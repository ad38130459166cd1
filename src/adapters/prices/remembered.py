"""What a source has said, remembered: for seconds so that nobody asks twice, for days in case it falls silent."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from datetime import datetime
from threading import Lock
from typing import Final

from attrs import field, frozen

from trading_core.domain.ids import Symbol
from trading_core.domain.quotes import PriceBasis, Quote
from trading_core.errors import InvalidInput, Unavailable
from trading_core.ports.cache import Cache
from trading_core.ports.quotes import QuoteSource

DAYS: Final = 7 * 86_400
MOST_SECONDS_TO_WAIT: Final = 10.0
NO_PRICE: Final = b""


@frozen(eq=False)
class RememberedQuotes(QuoteSource):
    """
    Asks a source for what nobody has asked for within so many seconds.

    Of many who want one thing at the same time one asks, and the others wait for what he hears. When the source is down,
    so is this: what is remembered longer is for those who want an old price rather than none. ``near`` remembers in this
    very process what it has asked for, so that nobody has to ask again because the shared memory is gone.
    """

    source: QuoteSource
    cache: Cache
    seconds: int = 5
    near: Cache = field()
    _asking: Lock = field(factory=Lock, init=False)

    @near.default
    def _near(self) -> Cache:
        return self.cache

    def quotes(self, symbols: Collection[Symbol]) -> Mapping[Symbol, Quote]:
        """Tell what was heard just now, and ask for the rest."""
        found, missing = self.recall(set(symbols))
        if not missing:
            return found
        if not self._asking.acquire(timeout=MOST_SECONDS_TO_WAIT):
            raise Unavailable("The price source")
        try:
            heard, missing = self.recall(missing)
            told = self.source.quotes(missing) if missing else {}
            for symbol in missing:
                self._note(symbol, told.get(symbol))
        finally:
            self._asking.release()
        return {**found, **heard, **told}

    def recall(self, symbols: Collection[Symbol]) -> tuple[dict[Symbol, Quote], set[Symbol]]:
        """Tell what was heard within so many seconds, and of which nothing was, without asking anybody."""
        found, missing = {}, set()
        for symbol in symbols:
            content = self.near.get(_now(symbol))
            if content is None:
                content = self.cache.get(_now(symbol))
            quote = None if not content else quote_from(content)
            if quote is not None:
                found[symbol] = quote
            elif content != NO_PRICE:
                missing.add(symbol)
        return found, missing

    def _note(self, symbol: Symbol, quote: Quote | None) -> None:
        content = NO_PRICE if quote is None else quote_text(quote)
        for memory in (self.cache, self.near):
            memory.set(_now(symbol), content, self.seconds)
        if quote is not None:
            self.cache.set(_last(symbol), content, DAYS)


@frozen
class QuotesAtHand(QuoteSource):
    """
    What was heard just now, for those who must not wait for anybody.

    Whoever decides for many at once asks here, and whoever needs a price asks the source before he comes to him.
    """

    memory: RememberedQuotes

    def quotes(self, symbols: Collection[Symbol]) -> Mapping[Symbol, Quote]:
        """Tell, at once or not at all."""
        found, missing = self.memory.recall(set(symbols))
        if missing:
            raise Unavailable("The price source")
        return found


@frozen
class LastQuotes(QuoteSource):
    """The last that is known of each product without asking anybody: what a source has said, or a kept bar if it is later."""

    cache: Cache
    stored: QuoteSource

    def quotes(self, symbols: Collection[Symbol]) -> Mapping[Symbol, Quote]:
        """Remember."""
        found = dict(self.stored.quotes(symbols))
        for symbol in set(symbols):
            content = self.cache.get(_last(symbol))
            quote = None if not content else quote_from(content)
            known = found.get(symbol)
            if quote is not None and (known is None or known.as_of <= quote.as_of):
                found[symbol] = quote
        return found


def _now(symbol: Symbol) -> str:
    return f"quote {symbol}"


def _last(symbol: Symbol) -> str:
    return f"last quote {symbol}"


def quote_text(quote: Quote) -> bytes:
    """Write a quote."""
    prices = (quote.bid, quote.ask, quote.previous_close, quote.open, quote.high, quote.low, quote.volume)
    told = [None if one is None else str(one) for one in prices]
    parts = [
        str(quote.symbol),
        str(quote.last),
        quote.as_of.isoformat(),
        quote.source,
        *told,
        quote.basis.value,
    ]
    return json.dumps(parts).encode()


def quote_from(content: bytes) -> Quote | None:
    """Read a quote; what is none, as one of another version may be, was forgotten."""
    try:
        symbol, last, as_of, source, bid, ask, close, first, high, low, volume, basis = json.loads(content)
        at = datetime.fromisoformat(as_of)
        return Quote(symbol, last, at, source, bid, ask, close, first, high, low, volume, PriceBasis(basis))
    except (ValueError, TypeError, InvalidInput):
        return None
