"""Make the analyses that were asked for."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from typing import TYPE_CHECKING, Final

from attrs import evolve, field, frozen

from trading_core.domain.analysis import (
    ANSWER_FORM,
    Facts,
    Note,
    NoteKind,
    by_day,
    facts_of,
    instructions_in,
    material_of,
)
from trading_core.domain.exact import MAX_DECIMALS
from trading_core.domain.ids import MarketCode
from trading_core.domain.markets import Market
from trading_core.domain.moves import PriceMove
from trading_core.domain.product import TW, Product, product_for
from trading_core.domain.technical import Technical, technical_summary
from trading_core.domain.technical.averages import CENTS
from trading_core.errors import TradingError, Unavailable
from trading_core.ports.analyses import WHOLE, Analyses, AnalysisFailure, AnalysisRun, AnalysisState
from trading_core.ports.bar_source import BarSource, Interval
from trading_core.ports.bars import Bars
from trading_core.ports.cache import Cache
from trading_core.ports.clock import Clock
from trading_core.ports.language_model import ModelAnswer, ModelFailure, ModelSilence, Prompt
from trading_core.ports.model_panel import ModelPanel
from trading_core.ports.moves import MoveFilter, MovePage, Moves
from trading_core.ports.notes import Notes
from trading_core.ports.products import Products
from trading_core.use_cases.analysis import (
    LOST,
    Analysis,
    AnalysisPolicy,
    cache_key,
    opinions_of,
)

if TYPE_CHECKING:
    from trading_core.domain.ids import Symbol
    from trading_core.domain.quotes import Bar

GATHERED: Final = 30
MOST_MOVES: Final = 5
MOST_NEWS: Final = 8

BROKEN: Final = AnalysisFailure(
    "internal_error", "Something is wrong on our side: report this analysis with its id."
)


@frozen(kw_only=True)
class AnalyzeWaiting:
    """
    Takes runs that wait, works out the technical part of each, and puts all their prompts to all models at once.

    A model that fails leaves a gap that says why and takes nothing with it. No transaction is open while somebody
    is waited for. There is no way from here to an order: nothing that could place one is known to this use case.
    ``render`` writes a result as it will be shown.
    """

    analyses: Analyses
    bars: Bars
    moves: Moves
    products: Products
    markets: Mapping[MarketCode, Market]
    panel: ModelPanel
    cache: Cache
    clock: Clock
    render: Callable[[Analysis], bytes]
    history: BarSource | None = None
    notes: Notes | None = None
    policy: AnalysisPolicy = field(factory=AnalysisPolicy)

    def __call__(self) -> int:
        """Work on some and count them; what nobody foresaw ends the run that it befell, and is raised at the end."""
        now = self.clock.now()
        self.analyses.abandon(now - self.policy.patience, now, LOST)
        drafts = [_Draft(run) for run in self.analyses.claim(now, self.policy.lease, self.policy.at_once)]
        for draft in drafts:
            with draft.guarded():
                draft.gathered = self._gather(draft.run)
        ready = [(draft, draft.gathered) for draft in drafts if draft.gathered is not None]
        replies = self._replies([gathered.prompt for _, gathered in ready])
        for (draft, gathered), said in zip(ready, replies, strict=True):
            with draft.guarded():
                draft.end = self._success(draft.run, gathered, said)
        for draft in drafts:
            self._finish(draft)
        for draft in drafts:
            if draft.broken is not None:
                raise draft.broken
        return len(drafts)

    def _gather(self, run: AnalysisRun) -> _Gathered:
        """Everything that is known without asking a model."""
        if run.attempt > self.policy.attempts:
            raise _Lost
        known = self.products.get(run.symbol)
        product = known or product_for(run.symbol)
        bars, days = by_day(self._bars(run.symbol), lambda bar: self._day(product, bar))
        technical = technical_summary(bars, decimals=CENTS if product.market == TW else MAX_DECIMALS)
        moves = self.moves.find(MoveFilter(symbol=run.symbol), MovePage(limit=MOST_MOVES))
        facts = facts_of(technical, bars, days, moves)
        material = material_of(facts, self._notes(product, named=known is not None))
        prompt = Prompt(instructions_in(self.policy.language), material, ANSWER_FORM)
        self.analyses.advance(run, GATHERED)
        return _Gathered(product, days[-1], technical, facts, moves, prompt)

    def _bars(self, symbol: Symbol) -> Sequence[Bar]:
        """
        The newest bars that are kept; where these are few, those that somebody else tells, if they are more.

        Both together would be a history of two minds.
        """
        newest = self.bars.latest(symbol)
        kept: tuple[Bar, ...] = ()
        if newest is not None:
            before = self.bars.before(symbol, newest.start, self.policy.bars - 1)
            kept = (*reversed(before), newest)
        if self.history is None or len(kept) >= self.policy.enough:
            return kept
        now = self.clock.now()
        try:
            told = self.history.bars(symbol, now - self.policy.past, now, Interval.DAY)
        except Unavailable:
            return kept
        return max(kept, told[-self.policy.bars :], key=len)

    def _day(self, product: Product, bar: Bar) -> date:
        market = self.markets.get(product.market)
        return bar.start.date() if market is None else market.trading_day(bar.start)

    def _notes(self, product: Product, *, named: bool) -> list[Note]:
        name = [Note(NoteKind.NAME, product.name)] if named and product.name != product.symbol else []
        return [*name, *(() if self.notes is None else self.notes.about(product.symbol, MOST_NEWS))]

    def _replies(self, prompts: Sequence[Prompt]) -> Sequence[Sequence[ModelAnswer | ModelSilence]]:
        """Ask for as many as the budget of the day allows; the others are told that it is used up."""
        day, calls = self.clock.now().date(), self.panel.calls()
        paid = [not calls or self.analyses.spend(day, calls, self.policy.calls) for _ in prompts]
        asked = [prompt for prompt, may in zip(prompts, paid, strict=True) if may]
        replies = iter(self.panel.ask(asked) if asked else ())
        broke = tuple(ModelSilence(provider, ModelFailure.OVER_BUDGET) for provider in self.panel.providers())
        return [next(replies) if may else broke for may in paid]

    def _success(
        self, run: AnalysisRun, gathered: _Gathered, said: Sequence[ModelAnswer | ModelSilence]
    ) -> AnalysisRun:
        now = self.clock.now()
        made = Analysis(
            symbol=run.symbol,
            name=gathered.product.name,
            day=gathered.day,
            technical=gathered.technical,
            moves=gathered.moves,
            opinions=opinions_of(said, gathered.facts, now),
            generated_at=now,
            prompt_version=self.policy.version,
        )
        return evolve(
            run,
            state=AnalysisState.SUCCESS,
            progress=WHOLE,
            lease_until=None,
            finished_at=now,
            fresh_until=now + (self.policy.fresh_with_gaps if made.has_gaps else self.policy.fresh),
            result=self.render(made),
        )

    def _finish(self, draft: _Draft) -> None:
        end = draft.end or evolve(
            draft.run,
            state=AnalysisState.FAILURE,
            lease_until=None,
            finished_at=self.clock.now(),
            failure=draft.failure,
        )
        if self.analyses.finish(end) and end.result is not None:
            good_for = self.policy.fresh  # what has gaps is asked for again before, as its row says
            self.cache.set(cache_key(end), _remembered(end, end.result), int(good_for.total_seconds()))


@frozen
class _Gathered:
    """What models are asked about."""

    product: Product
    day: date
    technical: Technical
    facts: Facts
    moves: tuple[PriceMove, ...]
    prompt: Prompt


class _Lost(Exception):
    """Too many have begun a run and were lost over it."""


class _Draft:
    """What is known of one run on its way to its end."""

    def __init__(self, run: AnalysisRun) -> None:
        self.run = run
        self.gathered: _Gathered | None = None
        self.end: AnalysisRun | None = None
        self.failure = LOST
        self.broken: Exception | None = None

    @contextmanager
    def guarded(self) -> Iterator[None]:
        """Whatever befalls one product, the others are analysed."""
        try:
            yield
        except _Lost:
            self.failure = LOST
        except TradingError as refusal:
            self.failure = AnalysisFailure(refusal.code, str(refusal))
        except Exception as broken:  # noqa: BLE001 - as said above; it is raised when all are done
            self.failure, self.broken = BROKEN, broken


def _remembered(end: AnalysisRun, result: bytes) -> bytes:
    """A result as the cache has it: with its date, the version of the prompt, and the run that made it."""
    about = {"task_id": end.id, "date": end.data_day.isoformat(), "prompt_version": end.prompt_version}
    return json.dumps(about).encode()[:-1] + b', "result": ' + result + b"}"
