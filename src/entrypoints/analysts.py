"""Analyses as this deployment makes them: who asks for one, who makes it, who reads it, who forgets it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from attrs import frozen

from entrypoints.analyses import analysis_shown
from entrypoints.models import panel_of
from entrypoints.settings import Settings
from trading_core.domain.ids import MarketCode
from trading_core.domain.markets import Market
from trading_core.ports.analyses import Analyses
from trading_core.ports.bar_source import BarSource
from trading_core.ports.bars import Bars
from trading_core.ports.cache import Cache
from trading_core.ports.clock import Clock
from trading_core.ports.ids import Ids
from trading_core.ports.moves import Moves
from trading_core.ports.products import Products
from trading_core.ports.quotes import QuoteSource
from trading_core.use_cases.analysis import AnalysisPolicy
from trading_core.use_cases.analyze_waiting import AnalyzeWaiting
from trading_core.use_cases.request_analysis import ForgetAnalyses, ReadAnalysis, RequestAnalysis

FEW, MANY = 6, 60


@frozen
class Analysts:
    """The use cases, on one store and with one policy."""

    request: RequestAnalysis
    work: AnalyzeWaiting
    read: ReadAnalysis
    forget: ForgetAnalyses


def analysts_of(
    settings: Settings,
    analyses: Analyses,
    products: Products,
    bars: Bars,
    moves: Moves,
    quotes: QuoteSource,
    cache: Cache,
    clock: Clock,
    ids: Ids,
    markets: Mapping[MarketCode, Market],
    history: BarSource | None,
) -> Analysts:
    """Put them together."""
    policy = AnalysisPolicy(
        fresh=timedelta(seconds=settings.analysis_fresh_seconds),
        fresh_with_gaps=timedelta(seconds=settings.analysis_retry_seconds),
        lease=settings.analysis_lease,
        patience=timedelta(seconds=settings.analysis_patience_seconds),
        each=settings.analyses_per_user,
        all=settings.analyses_per_day,
        calls=settings.language_calls_per_day,
        # what is told of a real market is worth more than a few bars that somebody has brought
        enough=FEW if settings.prices == "simulated" else MANY,
        language=settings.analysis_language,
    )
    work = AnalyzeWaiting(
        analyses=analyses,
        bars=bars,
        moves=moves,
        products=products,
        markets=markets,
        panel=panel_of(settings),
        cache=cache,
        clock=clock,
        render=analysis_shown,
        history=history,
        policy=policy,
    )
    return Analysts(
        RequestAnalysis(analyses, products, bars, quotes, cache, clock, ids, markets, policy),
        work,
        ReadAnalysis(analyses, clock, policy),
        ForgetAnalyses(analyses, clock),
    )
