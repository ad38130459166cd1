"""How an analysis is shown; what is kept of it is what is shown."""

from __future__ import annotations

import msgspec
from attrs import evolve

from entrypoints.showing import shown
from trading_core.domain.exact import plain
from trading_core.domain.moves import PriceMove
from trading_core.domain.technical import BestFourPoint, Gate, Technical
from trading_core.use_cases.analysis import Analysis, NoOpinion, Opinion

NOTE = "Opinions are written by language models from the facts shown here. They are no advice, and nothing is traded on them."


class AverageView(msgspec.Struct, frozen=True):
    """An average over so many days, and how many percent the close is above it; null while there are too few days."""

    days: int
    value: str | None
    bias_percent: str | None


class GatesView(msgspec.Struct, frozen=True):
    """The decision as twstock gives it, which asks for reasons alone, and as its rules say, which ask for a turn too."""

    twstock: str
    pivot: str


class FourPointView(msgspec.Struct, frozen=True):
    """The best four points: the decision and its reasons, in English and by their usual names; or why there is none."""

    decision: str | None
    reasons: list[str]
    labels: list[str]
    gates: GatesView | None = None
    error: str | None = None


class TechnicalView(msgspec.Struct, frozen=True):
    """What follows from prices alone."""

    as_of: str
    days: int
    close: str
    averages: list[AverageView]
    volatility_percent: str | None
    best_four_point: FourPointView


class EventView(msgspec.Struct, frozen=True):
    """A significant event of late."""

    event_type: str
    timestamp: str
    previous_price: str
    price: str
    change_percent: str


class OpinionView(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """What a model thinks; or ``error``, why there is nothing, and ``retry_at``, when asking again is worth it."""

    provider: str
    model: str | None = None
    stance: str | None = None
    confidence: str | None = None
    summary: str | None = None
    error: str | None = None
    retry_at: str | None = None


class AnalysisView(msgspec.Struct, frozen=True, kw_only=True):
    """An analysis of a product."""

    stock_id: str
    name: str
    date: str
    technical: TechnicalView
    events: list[EventView]
    opinions: list[OpinionView]
    disagreement: bool
    generated_at: str
    prompt_version: str
    note: str


def analysis_shown(made: Analysis) -> bytes:
    """Write an analysis as everybody will see it."""
    return msgspec.json.encode(
        AnalysisView(
            stock_id=str(made.symbol),
            name=made.name,
            date=made.day.isoformat(),
            technical=_technical(made.technical),
            events=[_event(move) for move in made.moves],
            opinions=[_opinion(one) for one in made.opinions],
            disagreement=made.in_disagreement,
            generated_at=shown(made.generated_at),
            prompt_version=made.prompt_version,
            note=NOTE,
        )
    )


def _technical(technical: Technical) -> TechnicalView:
    return TechnicalView(
        as_of=shown(technical.as_of),
        days=technical.rows,
        close=str(technical.close),
        averages=[
            AverageView(
                one.days,
                None if one.value is None else plain(one.value),
                None if one.bias is None else plain(one.bias),
            )
            for one in technical.averages
        ],
        volatility_percent=None if technical.volatility is None else plain(technical.volatility),
        best_four_point=_points(technical),
    )


def _points(technical: Technical) -> FourPointView:
    points = technical.best_four_point
    if not isinstance(points, BestFourPoint):
        return FourPointView(None, [], [], error=points.code)
    by_gate = {gate: evolve(points, gate=gate).decision.value for gate in Gate}
    return FourPointView(
        points.decision.value,
        [reason.english for reason in points.reasons],
        [reason.chinese for reason in points.reasons],
        GatesView(by_gate[Gate.TWSTOCK], by_gate[Gate.PIVOT]),
    )


def _event(move: PriceMove) -> EventView:
    return EventView(
        move.type.value,
        shown(move.at),
        str(move.previous_price),
        str(move.price),
        plain(move.change_percent),
    )


def _opinion(one: Opinion | NoOpinion) -> OpinionView:
    if isinstance(one, NoOpinion):
        when = None if one.retry_at is None else shown(one.retry_at)
        return OpinionView(provider=one.provider, error=one.failure.value, retry_at=when)
    return OpinionView(
        provider=one.provider,
        model=one.model,
        stance=one.verdict.stance.value,
        confidence=plain(one.verdict.confidence),
        summary=one.verdict.summary,
    )
