"""Ask for an analysis: share the one that serves, or begin one."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from attrs import field, frozen

from trading_core.domain.checks import text
from trading_core.domain.ids import MarketCode, Symbol
from trading_core.domain.markets import Market
from trading_core.domain.product import product_for
from trading_core.errors import InvalidInput, NotFound, TradingError, Unavailable
from trading_core.ports.analyses import Analyses, AnalysisId, AnalysisRun, Caps
from trading_core.ports.bars import Bars
from trading_core.ports.cache import Cache
from trading_core.ports.clock import Clock
from trading_core.ports.ids import Ids
from trading_core.ports.products import Products
from trading_core.ports.quotes import QuoteSource
from trading_core.use_cases.analysis import LOST, AnalysisPolicy, cache_key, refusal_of

if TYPE_CHECKING:
    from datetime import date


@frozen
class RequestAnalysis:
    """
    Finds or begins the run that answers.

    The cache is looked at first, and what it names is believed only as far as the store has it. A product is known when
    it is traded, has a bar, or the market tells its price; another one is ``NotFound``.
    """

    analyses: Analyses
    products: Products
    bars: Bars
    quotes: QuoteSource
    cache: Cache
    clock: Clock
    ids: Ids
    markets: Mapping[MarketCode, Market]
    policy: AnalysisPolicy = field(factory=AnalysisPolicy)

    def __call__(self, symbol: Symbol, asked_by: str) -> AnalysisRun:
        """Give the run."""
        now = self.clock.now()
        wanted = AnalysisRun(
            id=AnalysisId(self.ids.fresh()),
            symbol=symbol,
            asked_by=text(asked_by, "asked_by", 64),
            asked_at=now,
            prompt_version=self.policy.version,
            data_day=self._data_day(Symbol(symbol), now),
        )
        remembered = self._remembered(wanted)
        if remembered is not None:
            return remembered
        caps = Caps(now.replace(hour=0, minute=0, second=0, microsecond=0), self.policy.each, self.policy.all)
        begun = self.analyses.begin(wanted, caps, now - self.policy.patience, LOST)
        if begun.cap is not None:
            raise refusal_of(begun.cap, self.policy, now)
        return begun.run or wanted

    def _data_day(self, symbol: Symbol, now: datetime) -> date:
        """The day of the newest bar, of today where there is none."""
        product, bar = self.products.get(symbol), self.bars.latest(symbol)
        if product is None and bar is None and not self._has_price(symbol):
            raise NotFound("stock", symbol)
        market = self.markets.get((product or product_for(symbol)).market)
        at = now if bar is None else bar.start
        return at.date() if market is None else market.trading_day(at)

    def _has_price(self, symbol: Symbol) -> bool:
        try:
            return symbol in self.quotes.quotes({symbol})
        except Unavailable:
            return False

    def _remembered(self, wanted: AnalysisRun) -> AnalysisRun | None:
        content = self.cache.get(cache_key(wanted))
        if content is None:
            return None
        try:
            known = self.analyses.get(AnalysisId(json.loads(content)["task_id"]))
        except (ValueError, KeyError, TypeError, InvalidInput):
            return None
        return known if known is not None and known.is_good(wanted) else None


@frozen
class ReadAnalysis:
    """Shows a run. One that nobody has ended in time is ended here, even where no worker lives any more."""

    analyses: Analyses
    clock: Clock
    policy: AnalysisPolicy = field(factory=AnalysisPolicy)

    def __call__(self, name: str) -> AnalysisRun:
        """Read it."""
        try:
            wanted = AnalysisId(name)
        except TradingError:
            raise NotFound("analysis", name[:64]) from None
        run = self.analyses.get(wanted)
        now = self.clock.now()
        if run is not None and run.state.is_open and run.asked_at <= now - self.policy.patience:
            self.analyses.abandon(now - self.policy.patience, now, LOST)
            run = self.analyses.get(wanted)
        if run is None:
            raise NotFound("analysis", wanted)
        return run


@frozen
class ForgetAnalyses:
    """Throws away runs that ended long ago, some at a time."""

    analyses: Analyses
    clock: Clock
    kept: timedelta = timedelta(days=30)
    limit: int = 500

    def __call__(self) -> int:
        """Forget some and count them."""
        return self.analyses.forget(self.clock.now() - self.kept, self.limit)
