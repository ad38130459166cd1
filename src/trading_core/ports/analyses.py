"""Runs of analyses: what was asked, who works on it, and what came of it."""

from __future__ import annotations

from abc import abstractmethod
from datetime import date, datetime, timedelta
from typing import Protocol

from attrs import field, frozen
from attrs.converters import optional as unless_none

from trading_core.domain.checks import a, instant, optional, text
from trading_core.domain.exact import show
from trading_core.domain.ids import Name, Symbol
from trading_core.domain.words import Word
from trading_core.errors import InvalidValue
from trading_core.ports.paging import moment_or_none

WHOLE = 100


class AnalysisId(Name):
    """One run, by which whoever asked finds it."""

    __slots__ = ()


class AnalysisState(Word):
    """How far a run is, in the words by which clients wait for it."""

    PENDING = "PENDING"
    STARTED = "STARTED"
    SUCCESS = "SUCCESS"
    FAILURE = "FAILURE"

    @property
    def is_open(self) -> bool:
        """Whether something is still to come."""
        return self in {AnalysisState.PENDING, AnalysisState.STARTED}


def _count(value: object, name: str, highest: int) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= highest:
        raise InvalidValue(name, show(value), f"a whole number from 0 to {highest}")
    return value


def _progress(value: object) -> int:
    return _count(value, "progress", WHOLE)


def _attempt(value: object) -> int:
    return _count(value, "attempt", 1_000_000)


def _asked_by(value: object) -> str:
    return text(value, "asked_by", 64)


def _version(value: object) -> str:
    return text(value, "prompt_version", 64)


@frozen
class AnalysisFailure:
    """Why a run came to nothing: a code for machines, a sentence for people."""

    code: str = field(validator=a(str))
    message: str = field(validator=a(str))


@frozen(kw_only=True)
class AnalysisRun:
    """
    One run of an analysis of one product.

    ``data_day`` is the trading day of the newest bar that was known when it was asked for. ``attempt`` counts who has
    claimed it, and whoever did so last holds it until ``lease_until``. ``result`` is ready to be shown, and good
    for others who ask until ``fresh_until``.
    """

    id: AnalysisId = field(converter=AnalysisId)
    symbol: Symbol = field(converter=Symbol)
    asked_by: str = field(converter=_asked_by)
    asked_at: datetime = field(converter=instant)
    prompt_version: str = field(converter=_version)
    data_day: date = field(validator=a(date))
    state: AnalysisState = field(default=AnalysisState.PENDING, validator=a(AnalysisState))
    progress: int = field(default=0, converter=_progress)
    attempt: int = field(default=0, converter=_attempt)
    lease_until: datetime | None = field(default=None, converter=moment_or_none)
    finished_at: datetime | None = field(default=None, converter=moment_or_none)
    fresh_until: datetime | None = field(default=None, converter=moment_or_none)
    result: bytes | None = field(default=None, validator=optional(bytes))
    failure: AnalysisFailure | None = field(default=None, validator=optional(AnalysisFailure))

    def is_good(self, wanted: AnalysisRun) -> bool:
        """Whether its result serves somebody who asks now for the same."""
        return (
            self.state is AnalysisState.SUCCESS
            and (self.symbol, self.prompt_version, self.data_day)
            == (wanted.symbol, wanted.prompt_version, wanted.data_day)
            and self.fresh_until is not None
            and wanted.asked_at < self.fresh_until
        )


@frozen
class Caps:
    """How many runs one user may begin since a moment, and how many all together."""

    since: datetime = field(converter=instant)
    each: int = field(validator=a(int))
    all: int = field(validator=a(int))


class Cap(Word):
    """Which of the caps is reached."""

    EACH = "each"
    ALL = "all"


@frozen
class Begun:
    """What became of a wish for an analysis: a run, new or shared, or the cap that is in the way."""

    run: AnalysisRun | None = field(default=None, validator=optional(AnalysisRun))
    is_new: bool = field(default=False, validator=a(bool))
    cap: Cap | None = field(default=None, converter=unless_none(Cap))


class Analyses(Protocol):
    """
    Runs of analyses. The rows are the queue; whoever works on one holds it by a lease.

    1. However many ask at once and wherever, a product has one open run at most, and all of them get it; so do those who
       come while a result is good. A new run is counted for whoever began it, and a cap that is reached begins none.
    2. An open run that was asked for up to ``stale`` is taken for lost: it ends as a failure, and a new one begins.
    3. A run that waits, or whose lease is over, is claimed by one of those who try, the oldest first.
    4. Only the last claimant of a run changes it. What an earlier one still does has no effect, as it is told.
    5. What has ended stays as it is, until it is forgotten.
    6. Spending is counted by the day: of many who spend at once none passes the most that may be spent.
    """

    @abstractmethod
    def begin(self, wanted: AnalysisRun, caps: Caps, stale: datetime, lost: AnalysisFailure) -> Begun:
        """Share the run that serves, or begin the wanted one."""

    @abstractmethod
    def claim(self, now: datetime, lease: timedelta, limit: int) -> tuple[AnalysisRun, ...]:
        """Take runs that nobody holds, as started."""

    @abstractmethod
    def advance(self, run: AnalysisRun, progress: int) -> bool:
        """Note how far a claimed run is, and say whether it is still the claimant's."""

    @abstractmethod
    def finish(self, run: AnalysisRun) -> bool:
        """Keep the end of a claimed run, whose state says which, and say whether it was still the claimant's."""

    @abstractmethod
    def abandon(self, asked_until: datetime, now: datetime, lost: AnalysisFailure) -> int:
        """End open runs that were asked for up to a moment as failures, whoever holds them, and count them."""

    @abstractmethod
    def get(self, run: AnalysisId) -> AnalysisRun | None:
        """Read a run."""

    @abstractmethod
    def spend(self, day: date, calls: int, most: int) -> bool:
        """Count calls of a day, unless they would be more than the most, and say whether they may be made."""

    @abstractmethod
    def forget(self, until: datetime, limit: int) -> int:
        """Throw away so many of the runs that ended up to a moment, and count them."""
