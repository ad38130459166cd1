"""The exchanges when they behave."""

from __future__ import annotations

from datetime import UTC, date, datetime

from adapters.prices.exchange.client import Exchanges
from adapters.prices.exchange.wire import Wire
from tests.integration.prices.exchanges import (
    MARCH,
    MPI,
    MPI_QUOTE,
    NOW,
    SHIN,
    TSMC,
    TSMC_QUOTE,
    client,
    exchanges,
    month_of,
    nobody,
    opening,
)
from tests.servers.exchange import ExchangeServer
from trading_core.domain.amounts import Price
from trading_core.domain.ids import Symbol
from trading_core.ports.bar_source import Interval
from trading_core.testing import FakeClock, bar_source_contract, quotes_contract

SINCE, UNTIL = datetime(2015, 1, 1, tzinfo=UTC), datetime(2027, 1, 1, tzinfo=UTC)

TestExchangesAsQuotes = quotes_contract(exchanges, known=[TSMC_QUOTE, MPI_QUOTE], down=nobody)
TestExchangesAsBars = bar_source_contract(exchanges, known=MARCH, down=nobody)


def test_days_without_trade_are_no_bars_and_are_told_as_quiet(source: Exchanges) -> None:
    """Dashes are no price, and a day without its dividend is compared with none; the other days are not lost by them."""
    april = month_of(source, SHIN, date(2018, 4, 1))

    assert [(23, True), (25, False)] == [(bar.start.day, bar.comparable) for bar in april.bars]
    assert (date(2018, 4, 24),) == april.quiet


def test_the_second_board_counts_in_thousands_and_marks_its_days(source: Exchanges) -> None:
    """A thousand shares a unit, an asterisk of either width behind a day, three dashes for no price."""
    may = month_of(source, MPI, date(2015, 5, 1))

    assert [(4, 374_000), (11, 3_400_000)] == [(bar.start.day, int(bar.volume)) for bar in may.bars]
    assert (Price("92.4"), Price("92.8"), Price("84.7"), Price("84.7")) == (
        may.bars[1].open,
        may.bars[1].high,
        may.bars[1].low,
        may.bars[1].close,
    )
    assert (date(2015, 5, 8),) == may.quiet


def test_a_month_that_is_over_is_asked_for_once(server: ExchangeServer, wire: Wire) -> None:
    """What cannot change any more is read from the house for ever, and the month at hand for ten minutes."""
    clock = FakeClock(NOW)
    source = client(server, wire, clock)
    server.rows["2330", "202604"] = [["115/04/01", "1", "1", "9.00", "9.00", "9.00", "9.00", "0.00", "1"]]
    everything = (TSMC, opening(2026, 3, 1), UNTIL, Interval.DAY)

    assert 4 == len(source.bars(*everything))
    assert 2 == len(server.asked)
    clock.advance(9 * 60)
    source.bars(*everything)
    assert 2 == len(server.asked)
    clock.advance(1 * 60)
    source.bars(*everything)
    assert ["20260401"] == [query["date"] for _, query in server.asked[2:]]
    clock.advance(4000 * 86_400)
    source.bars(TSMC, opening(2026, 3, 1), opening(2026, 3, 31), Interval.DAY)
    assert 3 == len(server.asked)


def test_a_month_that_nobody_knew_is_asked_for_again_after_a_week(server: ExchangeServer, wire: Wire) -> None:
    """Nothing may also have been a mood; it is not believed for ever."""
    clock = FakeClock(NOW)
    source = client(server, wire, clock)
    empty = (TSMC, opening(2026, 1, 1), opening(2026, 1, 31), Interval.DAY)

    for expected, days in ((1, 6), (1, 1), (2, 0)):
        assert () == source.bars(*empty)
        assert expected == len(server.asked)
        clock.advance(days * 86_400)


def test_a_code_that_is_in_no_table_is_asked_for_on_both_boards(
    source: Exchanges, server: ExchangeServer
) -> None:
    """What was listed after the table was made is found all the same."""
    server.tpex_rows["7999", "202603"] = [
        ["115/03/02", "1", "1", "9.00", "9.00", "9.00", "9.00", "0.00", "1"]
    ]
    server.snapshots["7999"] = {**server.snapshots["6223"], "c": "7999"}
    symbol = Symbol("7999")

    assert 1 == len(source.bars(symbol, opening(2026, 3, 1), opening(2026, 3, 31), Interval.DAY))
    assert ["/exchangeReport/STOCK_DAY", "/www/zh-tw/afterTrading/tradingStock"] == [
        path for path, _ in server.asked
    ]
    assert {symbol} == source.quotes([symbol]).keys()
    assert "tse_7999.tw|otc_7999.tw" == server.asked[-1][1]["ex_ch"]


def test_what_cannot_be_a_code_is_not_asked_for(source: Exchanges, server: ExchangeServer) -> None:
    """Currencies and other names mean nothing to these exchanges, nor do bars of minutes."""
    euro = Symbol("EURUSD")
    assert {} == source.quotes([euro])
    assert () == source.bars(euro, SINCE, UNTIL, Interval.DAY)
    assert () == source.bars(TSMC, SINCE, UNTIL, Interval.MINUTE)
    assert [] == server.asked


def test_the_cookie_is_fetched_once(source: Exchanges, server: ExchangeServer) -> None:
    """A question for many securities is one question."""
    for _ in range(3):
        source.quotes([TSMC, MPI])
    assert ["index.jsp", *["getStockInfo.jsp"] * 3] == [path.rpartition("/")[2] for path, _ in server.asked]
    assert "tse_2330.tw|otc_6223.tw" == server.asked[-1][1]["ex_ch"]
