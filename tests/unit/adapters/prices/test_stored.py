"""Prices that were posted, and what a price was for sure."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal

from adapters.prices.known import KnownPrices
from adapters.prices.stored import StoredQuotes
from adapters.prices.waves import Anchor
from trading_core.domain.amounts import Price
from trading_core.domain.commands import Command, buy, open_account
from trading_core.domain.desk import Desk
from trading_core.domain.ids import Symbol
from trading_core.domain.quotes import Bar, Quote
from trading_core.ports.first_prices import FirstPrice
from trading_core.testing import MemoryBars, MemoryFirstPrices, MemoryStore, MemoryTrades, quotes_contract

NOW = datetime(2026, 3, 2, 3, 0, tzinfo=UTC)
TSMC, ACME, EURO = Symbol("2330"), Symbol("ACME"), Symbol("EURUSD")


def bars() -> MemoryBars:
    kept = MemoryBars()
    kept.append([Bar(TSMC, NOW.replace(hour=hour), 850, 870, 840, 850 + hour) for hour in (1, 3, 2)])
    return kept


def two_bars() -> StoredQuotes:
    kept = MemoryBars()
    kept.append([Bar(symbol, NOW, 1, 3, 1, 2) for symbol in (TSMC, ACME)])
    return StoredQuotes(kept)


TestStoredQuotes = quotes_contract(
    two_bars, known=[Quote(symbol, 2, NOW, "stored") for symbol in (TSMC, ACME)]
)


def test_the_latest_close_is_the_price() -> None:
    """Of several bars the latest by its time counts, whichever came last; no bar is no price."""
    found = StoredQuotes(bars()).quotes([TSMC, ACME, TSMC])
    assert [TSMC] == list(found)
    assert (Price(853), NOW, "stored") == (found[TSMC].last, found[TSMC].as_of, found[TSMC].source)


def trades(*commands: Command) -> MemoryTrades:
    """What was bought, each a second after the one before."""
    store, desk = MemoryStore(), Desk()
    desk.do(open_account("a", 1000), now=NOW)
    for seconds, command in enumerate(commands):
        (outcome,) = desk.do(command, now=NOW + timedelta(seconds=seconds))
        store.trades.update({trade.id: trade for trade in outcome.unwrap().trades})
    return MemoryTrades(store)


def stated(at: datetime, *symbols: Symbol) -> MemoryFirstPrices:
    kept = MemoryFirstPrices()
    kept.keep(dict.fromkeys(symbols, FirstPrice("1.086", at)))
    return kept


def test_a_bar_is_surer_than_what_was_stated() -> None:
    """A simulated market goes on from what was known last, and begins where nobody knew at what was said first."""
    known = KnownPrices(bars(), trades(buy("N-1", "a", "2330", 1, 9)), stated(NOW, TSMC, EURO))
    expected = {TSMC: Anchor(Decimal(853), NOW), EURO: Anchor(Decimal("1.086"), NOW)}
    assert expected == known([TSMC, EURO, Symbol("NOBODY")])


def test_a_later_trade_moves_nothing() -> None:
    """What was stated first stays, whether a trade or a signal stated it: nobody moves the market by a price of his own."""
    bought = trades(buy("N-1", "a", "ACME", 1, 7), buy("N-2", "a", "ACME", 1, 1))
    earlier, later = NOW - timedelta(seconds=1), NOW + timedelta(seconds=1)
    assert {ACME: Anchor(Decimal(7), NOW)} == KnownPrices(MemoryBars(), bought, MemoryFirstPrices())([ACME])
    assert {ACME: Anchor(Decimal(7), NOW)} == KnownPrices(MemoryBars(), bought, stated(later, ACME))([ACME])
    assert {ACME: Anchor(Decimal("1.086"), earlier)} == KnownPrices(
        MemoryBars(), bought, stated(earlier, ACME)
    )([ACME])


def test_what_has_a_price_anyway_gets_none_by_a_trade() -> None:
    """A listed security and a currency are priced from the beginning; a code of Taiwan that is on no list is not."""
    bought = trades(
        buy("N-1", "a", "2330", 1, 9), buy("N-2", "a", "EURUSD", 1, 9), buy("N-3", "a", "9999", 1, 9)
    )
    known = KnownPrices(MemoryBars(), bought, stated(NOW, TSMC), lists=lambda symbol: symbol == TSMC)
    unlisted = Symbol("9999")
    assert {unlisted: Anchor(Decimal(9), NOW + timedelta(seconds=2))} == known([TSMC, EURO, unlisted])


def test_what_is_known_is_remembered_for_a_while_and_a_price_that_is_lacking_is_asked_for_again() -> None:
    """The database is not asked at each look, and the first price of what had none is seen at once."""
    kept = MemoryBars()
    known = KnownPrices(kept, MemoryTrades(MemoryStore()), MemoryFirstPrices())
    assert {} == known([ACME])
    kept.append([Bar(ACME, NOW, 1, 1, 1, 1)])
    assert {ACME: Anchor(Decimal(1), NOW)} == known([ACME])
    kept.append([Bar(ACME, NOW.replace(hour=9), 2, 2, 2, 2)])
    assert {ACME: Anchor(Decimal(1), NOW)} == known([ACME])
    forgetful = KnownPrices(kept, MemoryTrades(MemoryStore()), MemoryFirstPrices(), seconds=0)
    assert {ACME: Anchor(Decimal(2), NOW.replace(hour=9))} == forgetful([ACME])


def test_a_listed_security_without_bars_is_not_asked_for_at_each_look() -> None:
    """It has a price anyway; its first bar is seen as soon as the database is asked again."""
    kept = MemoryBars()
    known = KnownPrices(kept, MemoryTrades(MemoryStore()), MemoryFirstPrices())
    forgetful = KnownPrices(kept, MemoryTrades(MemoryStore()), MemoryFirstPrices(), seconds=0)
    assert {} == known([TSMC]) == forgetful([TSMC])
    kept.append([Bar(TSMC, NOW, 1, 1, 1, 1)])
    assert {} == known([TSMC])
    assert {TSMC: Anchor(Decimal(1), NOW)} == forgetful([TSMC])
