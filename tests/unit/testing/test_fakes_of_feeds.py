"""The fakes around the feed keep the laws of their ports."""

from __future__ import annotations

from trading_core.testing import (
    MemoryBooks,
    MemoryFeed,
    MemoryOutbox,
    MemoryRelay,
    MemoryTickets,
    feed_contract,
    relay_contract,
    tickets_contract,
)


def relayed() -> tuple[MemoryBooks, MemoryOutbox, MemoryFeed, MemoryRelay]:
    books, feed = MemoryBooks(), MemoryFeed()
    outbox = MemoryOutbox(books.store)
    return books, outbox, feed, MemoryRelay(outbox, feed)


TestMemoryFeedAlone = feed_contract(MemoryFeed, concurrent=False)
TestMemoryRelay = relay_contract(relayed)
TestMemoryRelayAlone = relay_contract(relayed, concurrent=False)
TestMemoryTickets = tickets_contract(MemoryTickets)
TestMemoryTicketsAlone = tickets_contract(MemoryTickets, concurrent=False)
