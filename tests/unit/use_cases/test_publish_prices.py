"""Telling listeners what the market says, when it says something new."""

from __future__ import annotations

from datetime import timedelta

from trading_core.domain.ids import Symbol
from trading_core.domain.quotes import Quote
from trading_core.testing import FakeClock, FakeQuotes, MemoryCache, MemoryFeed
from trading_core.testing.contracts.tour import MONDAY
from trading_core.use_cases.publish_prices import CHANNEL, PublishPrices

ABC, XYZ = Symbol("ABC"), Symbol("XYZ")


def quote(symbol: str, last: object, seconds: int = 0) -> Quote:
    return Quote(symbol, last, MONDAY + timedelta(seconds=seconds), "exchange")


def publishing(quotes: FakeQuotes, feed: MemoryFeed) -> PublishPrices:
    return PublishPrices(
        quotes, feed, MemoryCache(FakeClock()), lambda one: f"{one.symbol} {one.last}".encode()
    )


def test_listeners_hear_of_new_prices() -> None:
    """A price is told once under its product, however often it is seen, and again when it has changed."""
    feed, quotes = MemoryFeed(), FakeQuotes()
    publish = publishing(quotes, feed)
    quotes.see(quote("ABC", 1))
    quotes.see(quote("XYZ", 7))

    assert [ABC, XYZ] == [one.symbol for one in publish([XYZ, ABC])]
    quotes.see(quote("ABC", 1, 5))
    assert () == publish([ABC, XYZ])
    quotes.see(quote("ABC", 2, 5))
    assert [ABC] == [one.symbol for one in publish([ABC, XYZ])]
    assert [b"ABC 1", b"ABC 2"] == [event.content for event in feed.since(CHANNEL, 0, 9, [ABC])]


def test_nobody_listens_and_nobody_is_asked() -> None:
    """Only products that somebody listens to are looked at, and one without a price is told nothing of."""
    feed, quotes = MemoryFeed(), FakeQuotes()
    quotes.see(quote("ABC", 1))
    publish = publishing(quotes, feed)

    assert () == publish([])
    assert () == publish([XYZ])
    assert 0 == feed.last(CHANNEL)


def test_two_who_see_the_same_price_tell_it_once() -> None:
    """Processes that look at one market at the same moment leave one event of it."""
    feed, quotes = MemoryFeed(), FakeQuotes()
    quotes.see(quote("ABC", 1))
    for _ in range(2):
        publishing(quotes, feed)([ABC])

    assert 1 == feed.last(CHANNEL)
