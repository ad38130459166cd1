"""The laws of how runs of analyses are claimed, rationed and forgotten."""

from __future__ import annotations

from datetime import date
from itertools import count
from typing import TYPE_CHECKING, Final

from attrs import evolve

from trading_core.ports.analyses import AnalysisId, Begun, Cap, Caps
from trading_core.testing.contracts.analyses import (
    DAY,
    LEASE,
    MOMENT,
    PATIENCE,
    begin,
    done,
    failed,
    wish,
)
from trading_core.testing.contracts.making import Make, at_once, opened
from trading_core.testing.contracts.tour import MONDAY

if TYPE_CHECKING:
    from trading_core.ports.analyses import Analyses

THREADS: Final = 8


def working_analyses_contract(make: Make[Analyses], *, concurrent: bool = True) -> type:  # noqa: C901 - a law is a function
    """Give the tests of ``Analyses`` for those who work on runs; ``concurrent`` adds those that need threads."""

    class WorkingAnalysesContract:
        """What a keeper of runs promises to those who work."""

        def test_a_run_is_held_until_its_lease_is_over(self) -> None:
            """The oldest come first, no more than asked for; a run of a worker that died is taken up by another."""
            with opened(make) as analyses:
                for number in (2, 0, 1):
                    begin(analyses, wish(f"run-{number}", MONDAY + number * MOMENT, symbol=f"S{number}"))
                first = analyses.claim(MONDAY, LEASE, 2)
                assert ["run-0", "run-1"] == [run.id for run in first]
                over = MONDAY + LEASE
                assert ["run-2"] == [run.id for run in analyses.claim(over - MOMENT, LEASE, 5)]
                again = analyses.claim(over, LEASE, 5)
                assert [("run-0", 2), ("run-1", 2)] == [(run.id, run.attempt) for run in again]
                assert [over + LEASE] * 2 == [run.lease_until for run in again]

        def test_only_the_last_claimant_changes_a_run(self) -> None:
            """A worker that was thought dead and comes back writes over nothing."""
            with opened(make) as analyses:
                begin(analyses, wish("one"))
                (old,) = analyses.claim(MONDAY, LEASE, 1)
                (new,) = analyses.claim(MONDAY + LEASE, LEASE, 1)

                assert not analyses.advance(old, 90)
                assert not analyses.finish(done(old))
                assert new == analyses.get(new.id)
                assert analyses.finish(done(new))
                assert not analyses.advance(new, 10)
                assert not analyses.finish(failed(new, MONDAY))
                assert done(new) == analyses.get(new.id)
                assert () == analyses.claim(MONDAY + PATIENCE, LEASE, 5)
                assert not analyses.finish(done(evolve(new, id=AnalysisId("nobody"))))

        def test_caps_count_what_was_begun(self) -> None:
            """Sharing costs nobody anything; what was begun before the day does not count."""
            with opened(make) as analyses:
                caps = Caps(MONDAY, 2, 3)
                symbols = (f"S{number}" for number in count())
                yesterday = wish("before", MONDAY - MOMENT, symbol=next(symbols))
                assert begin(analyses, yesterday, caps).is_new
                for number in range(2):
                    assert begin(analyses, wish(f"a{number}", symbol=next(symbols)), caps).is_new
                assert Begun(cap=Cap.EACH) == begin(analyses, wish("a2", symbol=next(symbols)), caps)
                assert not begin(analyses, wish("a3", symbol="S1"), caps).is_new
                assert begin(analyses, wish("b0", symbol=next(symbols), by="bob"), caps).is_new
                assert Begun(cap=Cap.ALL) == begin(
                    analyses, wish("c0", symbol=next(symbols), by="carol"), caps
                )
                assert None is analyses.get(AnalysisId("a2"))

        def test_no_more_is_spent_in_a_day_than_may_be(self) -> None:
            """The last that fits is taken, what does not fit changes nothing, and each day begins anew."""
            with opened(make) as analyses:
                assert [True, True, False, True, False] == [
                    analyses.spend(DAY, calls, 5) for calls in (2, 2, 2, 1, 1)
                ]
                assert not analyses.spend(date(2026, 1, 6), 6, 5)
                assert analyses.spend(date(2026, 1, 6), 5, 5)

        def test_what_ended_long_ago_is_forgotten(self) -> None:
            """Some at a time; what is open, or ended later, stays."""
            with opened(make) as analyses:
                for number in range(4):
                    begin(analyses, wish(f"run-{number}", symbol=f"S{number}"))
                claimed = analyses.claim(MONDAY, LEASE, 3)
                for number, run in enumerate(claimed):
                    analyses.finish(done(run, MONDAY + number * MOMENT))

                until = MONDAY + MOMENT
                assert [1, 1, 0] == [analyses.forget(until, 1) for _ in range(3)]
                left = [analyses.get(AnalysisId(f"run-{number}")) for number in range(4)]
                assert [False, False, True, True] == [run is not None for run in left]

    class ConcurrentWorkingAnalysesContract(WorkingAnalysesContract):
        """What it promises to several threads."""

        def test_of_many_who_ask_one_begins(self) -> None:
            """All get the one run, and it is claimed by one."""
            with opened(make) as analyses:
                begun = at_once(THREADS, lambda number: begin(analyses, wish(f"run-{number}")))
                assert 1 == sum(one.is_new for one in begun)
                assert 1 == len({one.run.id for one in begun if one.run is not None})
                claims = at_once(THREADS, lambda _: analyses.claim(MONDAY, LEASE, 5))
                assert 1 == sum(len(claim) for claim in claims)

        def test_caps_and_budgets_hold_for_many_at_once(self) -> None:
            """Those who come at the same moment get what is left, and not each of them."""
            with opened(make) as analyses:
                caps = Caps(MONDAY, 100, THREADS // 2)
                begun = at_once(
                    THREADS, lambda number: begin(analyses, wish(f"run-{number}", symbol=f"S{number}"), caps)
                )
                assert THREADS // 2 == sum(one.is_new for one in begun)
                assert 3 == sum(at_once(THREADS, lambda _: analyses.spend(DAY, 2, 7)))

    return ConcurrentWorkingAnalysesContract if concurrent else WorkingAnalysesContract
