"""Taiwan's exchanges as a source of quotes and bars, asked politely and believed only when they say what they always say."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime, timedelta
from threading import Lock
from typing import Final

from attrs import field, frozen

from adapters.prices.exchange.answers import Answer
from adapters.prices.exchange.kept import KeptMonths, is_code
from adapters.prices.exchange.pause import Pause
from adapters.prices.exchange.reports import Report, tpex_month, twse_month
from adapters.prices.exchange.snapshots import quotes_in
from adapters.prices.exchange.turns import Turns
from adapters.prices.exchange.wire import Wire
from adapters.prices.exchange.wrong import TurnedAway
from adapters.prices.listed import Exchange, find_listing
from trading_core.domain.ids import Symbol
from trading_core.domain.quotes import Bar, Quote
from trading_core.ports.bar_source import BarSource, Interval
from trading_core.ports.clock import Clock
from trading_core.ports.months import Months
from trading_core.ports.quotes import QuoteSource

SOURCE: Final = "twse"
CURRENT: Final = "current prices"
AT_ONCE: Final = 50
SESSION: Final = timedelta(minutes=30)


@frozen
class Addresses:
    """Where the exchanges are."""

    twse: str = "https://www.twse.com.tw"
    tpex: str = "https://www.tpex.org.tw"
    current: str = "https://mis.twse.com.tw"


@frozen
class Patience:
    """How many seconds to wait for a turn and for an answer; who wants a price now has less than who gathers a past."""

    turn: float
    answer: float


FOR_QUOTES: Final = Patience(4, 4)
FOR_BARS: Final = Patience(60, 15)


@frozen(eq=False)
class Exchanges(QuoteSource, BarSource):
    """
    Quotes by snapshots, bars by monthly reports.

    After a failure nobody asks for a while, so that a source that is down costs one wait and not one for each request, and
    one that has banned us is left alone.
    """

    wire: Wire
    turns: Turns
    pause: Pause
    months: Months
    clock: Clock
    addresses: Addresses = field(factory=Addresses)
    for_quotes: Patience = FOR_QUOTES
    for_bars: Patience = FOR_BARS
    _greeted: list[datetime] = field(factory=list, init=False)
    _lock: Lock = field(factory=Lock, init=False)

    def quotes(self, symbols: Collection[Symbol]) -> Mapping[Symbol, Quote]:
        """Ask for snapshots, as many at once as the page takes."""
        wanted = sorted({symbol for symbol in symbols if is_code(symbol)})
        found: dict[Symbol, Quote] = {}
        for begin in range(0, len(wanted), AT_ONCE):
            part = wanted[begin : begin + AT_ONCE]
            answer = self._current(part)
            with self.pause.noting(CURRENT):
                found.update(quotes_in(answer, part, SOURCE))
        return found

    def bars(self, symbol: Symbol, since: datetime, until: datetime, interval: Interval) -> tuple[Bar, ...]:
        """Ask for the days of a security, month by month."""
        return KeptMonths(SOURCE, self.months, self.clock, self._report).bars(symbol, since, until, interval)

    def _report(self, symbol: Symbol, month: date) -> Report:
        listing = find_listing(symbol)
        # a code that is younger than the table may be listed on either
        exchanges = tuple(Exchange) if listing is None else (listing.exchange,)
        for exchange in exchanges:
            report = self._twse(symbol, month) if exchange is Exchange.TWSE else self._tpex(symbol, month)
            if report.bars or report.quiet:
                return report
        return Report()

    def _twse(self, symbol: Symbol, month: date) -> Report:
        query = {"response": "json", "date": f"{month:%Y%m%d}", "stockNo": str(symbol)}
        url = f"{self.addresses.twse}/exchangeReport/STOCK_DAY"
        answer = self._ask(Exchange.TWSE, url, query, self.for_bars)
        with self.pause.noting(Exchange.TWSE, TurnedAway):
            return twse_month(answer, symbol, month)

    def _tpex(self, symbol: Symbol, month: date) -> Report:
        query = {"date": f"{month:%Y/%m/%d}", "code": str(symbol), "response": "json"}
        url = f"{self.addresses.tpex}/www/zh-tw/afterTrading/tradingStock"
        answer = self._ask(Exchange.TPEX, url, query, self.for_bars)
        with self.pause.noting(Exchange.TPEX, TurnedAway):
            return tpex_month(answer, symbol, month)

    def _current(self, symbols: Sequence[Symbol]) -> Answer:
        now = self.clock.now()
        with self._lock:
            greeted = bool(self._greeted) and now - self._greeted[-1] < SESSION
        if not greeted:
            # the page gives a cookie, without which it tells nothing to some
            self._ask(CURRENT, f"{self.addresses.current}/stock/index.jsp", {}, self.for_quotes)
            with self._lock:
                self._greeted[:] = [now]
        channels = "|".join(channel for symbol in symbols for channel in _channels(symbol))
        query = {"ex_ch": channels, "_": str(int(now.timestamp() * 1000))}
        url = f"{self.addresses.current}/stock/api/getStockInfo.jsp"
        return self._ask(CURRENT, url, query, self.for_quotes)

    def _ask(self, whom: str, url: str, query: Mapping[str, str], patience: Patience) -> Answer:
        self.pause.check(whom)
        self.turns.wait(patience.turn)
        with self.pause.noting(whom):
            return self.wire.get(url, query, patience.answer)


def _channels(symbol: Symbol) -> tuple[str, ...]:
    listing = find_listing(symbol)
    boards = {Exchange.TWSE: "tse", Exchange.TPEX: "otc"}
    exchanges = tuple(Exchange) if listing is None else (listing.exchange,)
    return tuple(f"{boards[exchange]}_{symbol}.tw" for exchange in exchanges)
