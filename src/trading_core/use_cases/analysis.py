"""An analysis as it was made: what follows from prices, and what models say of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Final

from attrs import frozen

from trading_core.domain.analysis import PROMPT_VERSION, Facts, Verdict, read_verdict
from trading_core.domain.ids import Symbol
from trading_core.domain.moves import PriceMove
from trading_core.domain.technical import Technical
from trading_core.errors import InvalidInput, QuotaUsedUp
from trading_core.ports.analyses import AnalysisFailure, Cap
from trading_core.ports.language_model import ModelAnswer, ModelFailure, ModelSilence

if TYPE_CHECKING:
    from trading_core.ports.analyses import AnalysisRun

LOST: Final = AnalysisFailure(
    "worker_lost", "Whoever worked on this analysis was lost, and nobody has taken it up: ask again."
)
_HARMLESS: Final = {ModelFailure.NOT_CONFIGURED}


@frozen(kw_only=True)
class AnalysisPolicy:
    """
    How analyses are made and rationed.

    A result without gaps is good for ``fresh``, one with a gap that may close only for ``fresh_with_gaps``. A
    worker holds a run for ``lease``, which has to be longer than any model may take; after so many ``attempts``, or
    after ``patience``, the run has failed. ``each`` and ``all`` are the runs that one user and all users may begin
    in a day, ``calls`` the calls of models that the day's budget pays for. So many bars that are kept are ``enough``;
    where there are fewer, whoever tells the past is asked for it.
    """

    fresh: timedelta = timedelta(hours=1)
    fresh_with_gaps: timedelta = timedelta(minutes=1)
    lease: timedelta = timedelta(seconds=45)
    patience: timedelta = timedelta(minutes=10)
    attempts: int = 3
    each: int = 20
    all: int = 500
    calls: int = 250
    bars: int = 400
    enough: int = 6
    past: timedelta = timedelta(days=180)
    at_once: int = 4
    language: str = "en"
    prompt_version: str = PROMPT_VERSION

    @property
    def version(self) -> str:
        """What answers are not mixed across: the words of the prompt, and the language of the answers."""
        return f"{self.prompt_version}-{self.language}"


@frozen
class Opinion:
    """What a model thinks, read and checked."""

    provider: str
    model: str
    verdict: Verdict


@frozen
class NoOpinion:
    """Why there is none; ``retry_at`` where the provider has said when to ask again."""

    provider: str
    failure: ModelFailure
    retry_at: datetime | None = None

    @property
    def may_change(self) -> bool:
        """Whether asking again may help."""
        return self.failure not in _HARMLESS


@frozen(kw_only=True)
class Analysis:
    """All of it; a part that is missing says why."""

    symbol: Symbol
    name: str
    day: date
    technical: Technical
    moves: tuple[PriceMove, ...]
    opinions: tuple[Opinion | NoOpinion, ...]
    generated_at: datetime
    prompt_version: str

    @property
    def has_gaps(self) -> bool:
        """Whether a model was asked and an opinion of it may still come."""
        return any(isinstance(one, NoOpinion) and one.may_change for one in self.opinions)

    @property
    def in_disagreement(self) -> bool:
        """Whether models lean different ways; that is shown, and never averaged."""
        return len({one.verdict.stance for one in self.opinions if isinstance(one, Opinion)}) > 1


def cache_key(run: AnalysisRun) -> str:
    """Under which name the newest result of a product is remembered."""
    return f"analyze:{run.symbol}"


def opinions_of(
    replies: Sequence[ModelAnswer | ModelSilence], facts: Facts, now: datetime
) -> tuple[Opinion | NoOpinion, ...]:
    """Read each reply; an answer that is no opinion, or quotes what is no fact, is told as such and not shown."""
    return tuple(_opinion(reply, facts, now) for reply in replies)


def _opinion(reply: ModelAnswer | ModelSilence, facts: Facts, now: datetime) -> Opinion | NoOpinion:
    if isinstance(reply, ModelSilence):
        wait = reply.retry_after_seconds
        return NoOpinion(
            reply.provider, reply.failure, None if wait is None else now + timedelta(seconds=wait)
        )
    try:
        return Opinion(reply.provider, reply.model, read_verdict(reply.text, facts))
    except InvalidInput:
        return NoOpinion(reply.provider, ModelFailure.INVALID_ANSWER)


def refusal_of(cap: Cap, policy: AnalysisPolicy, now: datetime) -> QuotaUsedUp:
    """Say which allowance is used up, and when the next day of UTC begins."""
    seconds = now.hour * 3600 + now.minute * 60 + now.second
    quota, allowed = (
        ("new analyses of one user", policy.each)
        if cap is Cap.EACH
        else ("new analyses of all users", policy.all)
    )
    return QuotaUsedUp(quota, allowed, 86_400 - seconds)
