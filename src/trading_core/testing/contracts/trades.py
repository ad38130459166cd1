"""The laws of reading trades."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING

from trading_core.domain.commands import sell
from trading_core.domain.ids import AccountId, Symbol
from trading_core.domain.words import Side
from trading_core.ports.paging import Mark, Page
from trading_core.ports.trades import TradeFilter
from trading_core.testing.contracts.lists import check_pages, walk
from trading_core.testing.contracts.making import Make, opened
from trading_core.testing.contracts.tour import ALICE, MONDAY, Stop, tour
from trading_core.testing.contracts.travel import take, uncommitted, visit

if TYPE_CHECKING:
    from collections.abc import Iterable

    from trading_core.domain.trades import Trade
    from trading_core.ports.books import Books
    from trading_core.ports.trades import Trades

FILTERS = (
    TradeFilter(),
    TradeFilter(account=AccountId(ALICE)),
    TradeFilter(account=AccountId("nobody")),
    TradeFilter(symbol=Symbol("2317")),
    TradeFilter(side=Side.SELL),
    TradeFilter(since=MONDAY + timedelta(seconds=2)),
    TradeFilter(until=MONDAY + timedelta(seconds=2)),
    TradeFilter(since=MONDAY + timedelta(seconds=1), until=MONDAY + timedelta(seconds=1)),
    TradeFilter(account=AccountId(ALICE), symbol=Symbol("2330"), side=Side.BUY),
    TradeFilter(account=AccountId(ALICE), side=Side.SELL),
    TradeFilter(account=AccountId(ALICE), symbol=Symbol("2330")),
)


def trades_contract(make: Make[tuple[Books, Trades]], *, concurrent: bool = True) -> type:
    """Give the tests of ``Trades``; without ``concurrent``, readers may wait for a unit of work."""

    class TradesContract:
        """What reading trades promises."""

        def test_a_filter_lets_through_what_fits_all_of_it(self) -> None:
            """Each filter, alone and with others, shows exactly the trades that it describes, every field of them."""
            with opened(make) as (books, trades):
                book = take(books, tour()).book
                for wanted in FILTERS:
                    expected = [known for known in book.trades.values() if _fits(known, wanted)]
                    assert sorted(expected, key=_mark, reverse=True) == list(
                        trades.find(wanted, Page(limit=1000))
                    )
                    assert len(expected) == trades.count(wanted, 1000)

        def test_what_has_changed_is_seen_at_once(self) -> None:
            """Whoever asked before and asks again is told what is true now, also through a cache."""
            with opened(make) as (books, trades):
                world = take(books, ())
                for stop in tour():
                    visit(books, world, stop)
                    known = sorted(world.book.trades.values(), key=_mark, reverse=True)
                    assert known == list(trades.find(TradeFilter(), Page(limit=1000)))
                    assert len(known) == trades.count(TradeFilter(), 1000)

        def test_pages_show_every_trade_once(self) -> None:
            """Trades of the same moment are told apart by their ids, in either direction, whatever is filtered."""
            with opened(make) as (books, trades):
                book = take(books, tour()).book

                check_filtered(trades, book.trades.values())

        def test_trades_that_come_meanwhile_disturb_no_page(self) -> None:
            """Who is reading on sees what he would have seen, and no trade twice."""
            with opened(make) as (books, trades):
                world = take(books, tour())
                expected = walk(lambda page: trades.find(FILTERS[0], page), _mark, 3)
                first = trades.find(FILTERS[0], Page(limit=3))
                visit(
                    books, world, Stop((sell("newest", "bob", "AAPL", 1, 99),), MONDAY + timedelta(hours=15))
                )
                rest = trades.find(FILTERS[0], Page(limit=1000, after=Mark(*_mark(first[-1]))))

                assert expected == [*first, *rest]
                assert len(expected) + 1 == trades.count(FILTERS[0], 1000)

        def test_a_count_stops_where_it_is_told(self) -> None:
            """Counting a long list costs no more than the caller wants to pay."""
            with opened(make) as (books, trades):
                take(books, tour())

                assert 3 == trades.count(FILTERS[0], 3)

        def test_what_is_not_committed_is_not_seen(self) -> None:
            """A reader never sees a trade that may yet not be there."""
            with opened(make) as (books, trades):
                take(books, tour())

                def look() -> object:
                    return trades.find(FILTERS[0], Page(limit=1000))

                before = look()
                assert before == uncommitted(books, look, within=concurrent)
                assert before == look()

    return TradesContract


def _mark(known: Trade) -> tuple[datetime, str]:
    return known.executed_at, known.id


def check_filtered(trades: Trades, known: Iterable[Trade]) -> None:
    """Each filter shows all rows that fit it, page by page."""
    for wanted in FILTERS:
        check_pages(partial(trades.find, wanted), [one for one in known if _fits(one, wanted)], _mark)


def _fits(known: Trade, wanted: TradeFilter) -> bool:
    return not (
        (wanted.account is not None and known.account != wanted.account)
        or (wanted.symbol is not None and known.symbol != wanted.symbol)
        or (wanted.side is not None and known.side is not wanted.side)
        or (wanted.since is not None and known.executed_at < wanted.since)
        or (wanted.until is not None and known.executed_at > wanted.until)
    )
