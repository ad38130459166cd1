"""A house that analyses on fakes, for the tests of its use cases."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any, Final

from attrs import Factory, define

from tests.unit.untyped import untyped
from trading_core.domain.markets import MarketMode, standard_markets
from trading_core.domain.product import Product
from trading_core.domain.quotes import Bar
from trading_core.ports.language_model import LanguageModel
from trading_core.testing import (
    CountingIds,
    FakeClock,
    FakeNotes,
    FakePanel,
    FakeQuotes,
    MemoryAnalyses,
    MemoryBars,
    MemoryCache,
    MemoryMoves,
    MemoryProducts,
    MemoryStore,
    ScriptedModel,
)
from trading_core.use_cases.analysis import Analysis, AnalysisPolicy, NoOpinion, Opinion
from trading_core.use_cases.analyze_waiting import AnalyzeWaiting
from trading_core.use_cases.request_analysis import ForgetAnalyses, ReadAnalysis, RequestAnalysis

GOOD: Final = json.dumps({"stance": "bullish", "confidence": "0.7", "summary": "2330 closed at 130."})
BEARISH: Final = json.dumps({"stance": "bearish", "confidence": 0.4, "summary": "2330 closed at 130."})
FIRST: Final = datetime(2026, 1, 5, 1, tzinfo=UTC)


def rendered(made: Analysis) -> bytes:
    """What a test looks at."""
    opinions: list[dict[str, Any]] = [
        {"provider": one.provider, "stance": one.verdict.stance.value}
        if isinstance(one, Opinion)
        else {"provider": one.provider, "error": one.failure.value, "retry_at": str(one.retry_at)}
        for one in made.opinions
    ]
    shown = {
        "name": made.name,
        "day": made.day.isoformat(),
        "rows": made.technical.rows,
        "moves": len(made.moves),
        "opinions": opinions,
        "disagreement": made.in_disagreement,
        "gaps": any(isinstance(one, NoOpinion) for one in made.opinions),
    }
    return json.dumps(shown).encode()


@define
class Analysts:
    """Everything that analyses need, with models that say their lines."""

    models: dict[str, LanguageModel] = Factory(
        lambda: {
            "claude": ScriptedModel(*[GOOD] * 50, provider="claude"),
            "gemini": ScriptedModel(*[BEARISH] * 50, provider="gemini"),
        }
    )
    policy: AnalysisPolicy = AnalysisPolicy()
    clock: FakeClock = Factory(lambda: FakeClock(FIRST + timedelta(days=40)))
    analyses: MemoryAnalyses = Factory(MemoryAnalyses)
    bars: MemoryBars = Factory(MemoryBars)
    moves: MemoryMoves = Factory(MemoryMoves)
    store: MemoryStore = Factory(MemoryStore)
    quotes: FakeQuotes = Factory(FakeQuotes)
    cache: MemoryCache = Factory(MemoryCache)
    notes: FakeNotes | None = None
    ids: CountingIds = Factory(CountingIds)

    def products(self) -> MemoryProducts:
        return MemoryProducts(self.store)

    def know(self, symbol: str = "2330", count: int = 30, **named: str) -> None:
        """Put a product's days on record."""
        if named:
            self.products().put(Product(symbol, **untyped(named)))
        self.bars.append(
            [
                Bar(symbol, FIRST + timedelta(days=n), 100 + n, 103 + n, 99 + n, Decimal(101 + n), 1000 + n)
                for n in range(count)
            ]
        )

    def request(self) -> RequestAnalysis:
        return RequestAnalysis(
            self.analyses,
            self.products(),
            self.bars,
            self.quotes,
            self.cache,
            self.clock,
            self.ids,
            standard_markets(MarketMode.PLAIN),
            self.policy,
        )

    def work(self, **changed: Any) -> AnalyzeWaiting:  # noqa: ANN401 - any part
        return AnalyzeWaiting(
            **{
                "analyses": self.analyses,
                "bars": self.bars,
                "moves": self.moves,
                "products": self.products(),
                "markets": standard_markets(MarketMode.PLAIN),
                "panel": FakePanel(self.models),
                "cache": self.cache,
                "clock": self.clock,
                "render": rendered,
                "notes": self.notes,
                "policy": self.policy,
                **changed,
            }
        )

    def read(self) -> ReadAnalysis:
        return ReadAnalysis(self.analyses, self.clock, self.policy)

    def forget(self) -> ForgetAnalyses:
        return ForgetAnalyses(self.analyses, self.clock)

    def shown(self, name: str) -> dict[str, Any]:
        """What came of a run."""
        run = self.read()(name)
        assert run.result is not None, run
        found: dict[str, Any] = json.loads(run.result)
        return found
