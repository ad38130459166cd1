"""Runs of analyses in memory."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import date, datetime, timedelta
from threading import Lock
from typing import TYPE_CHECKING

from attrs import evolve

from trading_core.ports.analyses import (
    Analyses,
    AnalysisFailure,
    AnalysisId,
    AnalysisRun,
    AnalysisState,
    Begun,
    Cap,
    Caps,
)

if TYPE_CHECKING:
    from trading_core.domain.ids import Symbol


class MemoryAnalyses(Analyses):
    """Keeps them in a dictionary."""

    def __init__(self) -> None:
        """Begin with none."""
        self._lock = Lock()
        self._runs: dict[AnalysisId, AnalysisRun] = {}
        self._spent: Counter[date] = Counter()

    def begin(self, wanted: AnalysisRun, caps: Caps, stale: datetime, lost: AnalysisFailure) -> Begun:
        """Share a run, or keep the wanted one."""
        with self._lock:
            running = self._open(wanted.symbol)
            if running is not None and running.asked_at > stale:
                return Begun(running)
            good = [run for run in self._runs.values() if run.is_good(wanted)]
            if running is None and good:
                return Begun(max(good, key=lambda run: (run.asked_at, run.id)))
            if running is not None:
                self._lose(running, wanted.asked_at, lost)
            cap = self._cap(wanted.asked_by, caps)
            if cap is not None:
                return Begun(cap=cap)
            self._runs[wanted.id] = wanted
            return Begun(wanted, is_new=True)

    def claim(self, now: datetime, lease: timedelta, limit: int) -> tuple[AnalysisRun, ...]:
        """Take the oldest that nobody holds."""
        with self._lock:
            free = [
                run
                for run in self._runs.values()
                if run.state.is_open and (run.lease_until is None or run.lease_until <= now)
            ]
            chosen = sorted(free, key=lambda run: (run.asked_at, run.id))[:limit]
            taken = tuple(
                evolve(
                    run,
                    state=AnalysisState.STARTED,
                    progress=0,
                    attempt=run.attempt + 1,
                    lease_until=now + lease,
                )
                for run in chosen
            )
            self._runs.update({run.id: run for run in taken})
            return taken

    def advance(self, run: AnalysisRun, progress: int) -> bool:
        """Note how far it is."""
        return self._change(run, lambda known: evolve(known, progress=progress))

    def finish(self, run: AnalysisRun) -> bool:
        """Keep its end."""
        return self._change(run, lambda _: run)

    def abandon(self, asked_until: datetime, now: datetime, lost: AnalysisFailure) -> int:
        """End what has been open for too long."""
        with self._lock:
            late = [run for run in self._runs.values() if run.state.is_open and run.asked_at <= asked_until]
            for run in late:
                self._lose(run, now, lost)
            return len(late)

    def get(self, run: AnalysisId) -> AnalysisRun | None:
        """Read a run."""
        return self._runs.get(run)

    def spend(self, day: date, calls: int, most: int) -> bool:
        """Count calls."""
        with self._lock:
            if self._spent[day] + calls > most:
                return False
            self._spent[day] += calls
            return True

    def forget(self, until: datetime, limit: int) -> int:
        """Throw away what ended long ago."""
        with self._lock:
            old = [
                run for run in self._runs.values() if run.finished_at is not None and run.finished_at <= until
            ][:limit]
            for run in old:
                del self._runs[run.id]
            return len(old)

    def _open(self, symbol: Symbol) -> AnalysisRun | None:
        return next((run for run in self._runs.values() if run.symbol == symbol and run.state.is_open), None)

    def _cap(self, who: str, caps: Caps) -> Cap | None:
        begun = [run.asked_by for run in self._runs.values() if run.asked_at >= caps.since]
        if begun.count(who) >= caps.each:
            return Cap.EACH
        return Cap.ALL if len(begun) >= caps.all else None

    def _lose(self, run: AnalysisRun, now: datetime, lost: AnalysisFailure) -> None:
        self._runs[run.id] = evolve(
            run, state=AnalysisState.FAILURE, lease_until=None, finished_at=now, failure=lost
        )

    def _change(self, run: AnalysisRun, change: Callable[[AnalysisRun], AnalysisRun]) -> bool:
        with self._lock:
            known = self._runs.get(run.id)
            if known is None or known.state is not AnalysisState.STARTED or known.attempt != run.attempt:
                return False
            self._runs[run.id] = change(known)
            return True
