"""The laws of runs of analyses: who shares which, and how they end."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from attrs import evolve

from trading_core.ports.analyses import (
    AnalysisFailure,
    AnalysisId,
    AnalysisRun,
    AnalysisState,
    Begun,
    Caps,
)
from trading_core.testing.contracts.making import Make, opened
from trading_core.testing.contracts.tour import MONDAY

if TYPE_CHECKING:
    from datetime import datetime

    from trading_core.ports.analyses import Analyses

LEASE: Final = timedelta(seconds=30)
PATIENCE: Final = timedelta(minutes=10)
LOST: Final = AnalysisFailure("worker_lost", "Nobody has finished it.")
FREE: Final = Caps(MONDAY, 100, 100)
DAY: Final = MONDAY.date()
MOMENT: Final = timedelta(microseconds=1)


def wish(name: str, at: datetime = MONDAY, *, symbol: str = "2330", by: str = "alice") -> AnalysisRun:
    """An analysis that somebody wants."""
    return AnalysisRun(
        id=AnalysisId(name), symbol=symbol, asked_by=by, asked_at=at, prompt_version="1-en", data_day=DAY
    )


def begin(analyses: Analyses, wanted: AnalysisRun, caps: Caps = FREE) -> Begun:
    """Ask for one."""
    return analyses.begin(wanted, caps, wanted.asked_at - PATIENCE, LOST)


def done(run: AnalysisRun, at: datetime = MONDAY, good_for: timedelta = PATIENCE) -> AnalysisRun:
    """The same run, well finished."""
    return evolve(
        run,
        state=AnalysisState.SUCCESS,
        progress=100,
        lease_until=None,
        finished_at=at,
        fresh_until=at + good_for,
        result=b'{"\x00\xff": 1}',
    )


def failed(run: AnalysisRun, at: datetime) -> AnalysisRun:
    """The same run, given up."""
    return evolve(run, state=AnalysisState.FAILURE, lease_until=None, finished_at=at, failure=LOST)


def analyses_contract(make: Make[Analyses]) -> type:  # noqa: C901 - a law is a function
    """Give the tests of ``Analyses`` about how runs are shared and end; how they are worked stands in ``working_analyses_contract``."""

    class AnalysesContract:
        """What a keeper of runs promises."""

        def test_what_was_begun_worked_on_and_finished_is_what_is_read(self) -> None:
            """Every field comes back, at each step of a run's life."""
            with opened(make) as analyses:
                first = wish("one")
                assert Begun(first, is_new=True) == begin(analyses, first)
                assert first == analyses.get(first.id)

                (claimed,) = analyses.claim(MONDAY, LEASE, 5)
                assert (
                    evolve(first, state=AnalysisState.STARTED, attempt=1, lease_until=MONDAY + LEASE)
                    == claimed
                )
                assert claimed == analyses.get(first.id)
                assert analyses.advance(claimed, 30)
                assert evolve(claimed, progress=30) == analyses.get(first.id)
                assert analyses.finish(done(claimed))
                assert done(claimed) == analyses.get(first.id)

                begin(analyses, wish("two", symbol="2317"))
                (claimed,) = analyses.claim(MONDAY, LEASE, 5)
                assert analyses.finish(failed(claimed, MONDAY))
                assert failed(claimed, MONDAY) == analyses.get(claimed.id)
                assert None is analyses.get(AnalysisId("three"))

        def test_an_open_run_is_shared(self) -> None:
            """Whoever asks while one waits or runs gets that one, and another product gets its own."""
            with opened(make) as analyses:
                first = wish("one")
                begin(analyses, first)
                assert Begun(first) == begin(analyses, wish("two", by="bob"))
                (claimed,) = analyses.claim(MONDAY, LEASE, 5)
                assert Begun(claimed) == begin(analyses, wish("three", by="bob"))
                assert begin(analyses, wish("four", symbol="2317")).is_new
                assert None is analyses.get(AnalysisId("two"))

        def test_a_good_result_is_shared_while_it_is_good(self) -> None:
            """One that is too old, of other data or of another prompt is no answer."""
            with opened(make) as analyses:
                begin(analyses, wish("one"))
                (claimed,) = analyses.claim(MONDAY, LEASE, 5)
                end = done(claimed)
                analyses.finish(end)
                until = MONDAY + PATIENCE

                assert Begun(end) == begin(analyses, wish("two", until - MOMENT))
                others = (
                    wish("three", until),
                    evolve(wish("four"), prompt_version="2-en"),
                    evolve(wish("five"), data_day=date(2026, 1, 6)),
                )
                for number, other in enumerate(others):
                    assert Begun(other, is_new=True) == begin(analyses, other)
                    (again,) = analyses.claim(MONDAY, LEASE, 5)
                    analyses.finish(failed(again, MONDAY + number * MOMENT))
                assert Begun(end) == begin(analyses, wish("six"))

        def test_the_newest_good_result_is_shared(self) -> None:
            """Of several results that would do, who asks gets the last."""
            with opened(make) as analyses:
                ends = []
                for number in range(3):
                    asked = evolve(wish(f"run-{number}", MONDAY + number * LEASE), prompt_version=f"{number}")
                    begin(analyses, asked)
                    (claimed,) = analyses.claim(asked.asked_at, LEASE, 5)
                    ends.append(done(claimed, asked.asked_at))
                    analyses.finish(ends[-1])
                for number, end in enumerate(ends):
                    again = evolve(wish("again", MONDAY + 3 * LEASE), prompt_version=f"{number}")
                    assert Begun(end) == begin(analyses, again)

        def test_a_run_that_nobody_ends_is_lost_and_another_begins(self) -> None:
            """What was asked for too long ago keeps nobody from an answer, whoever still holds it."""
            with opened(make) as analyses:
                begin(analyses, wish("one"))
                (held,) = analyses.claim(MONDAY, LEASE, 5)
                late = MONDAY + PATIENCE
                assert Begun(held) == begin(analyses, wish("two", late - MOMENT))
                assert begin(analyses, wish("three", late)).is_new
                assert failed(held, late) == analyses.get(held.id)
                assert not analyses.finish(done(held, late))
                assert failed(held, late) == analyses.get(held.id)

        def test_what_has_been_open_for_too_long_is_given_up(self) -> None:
            """Waiting or held, each run ends in time; those that came later are left."""
            with opened(make) as analyses:
                begin(analyses, wish("one"))
                begin(analyses, wish("two", symbol="2317"))
                begin(analyses, wish("three", MONDAY + MOMENT, symbol="2454"))
                analyses.claim(MONDAY, LEASE, 1)

                assert analyses.abandon(MONDAY, MONDAY + PATIENCE, LOST) == 2
                assert analyses.abandon(MONDAY, MONDAY + PATIENCE, LOST) == 0
                for name in ("one", "two"):
                    run = analyses.get(AnalysisId(name))
                    assert run is not None
                    assert (AnalysisState.FAILURE, LOST) == (run.state, run.failure)
                    assert (MONDAY + PATIENCE, None) == (run.finished_at, run.lease_until)
                assert wish("three", MONDAY + MOMENT, symbol="2454") == analyses.get(AnalysisId("three"))

    return AnalysesContract
