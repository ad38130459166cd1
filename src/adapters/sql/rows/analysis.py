"""A run of an analysis as a row."""

from __future__ import annotations

from typing import Any

from attrs import asdict

from trading_core.ports.analyses import AnalysisFailure, AnalysisRun, AnalysisState


def run_row(run: AnalysisRun) -> dict[str, Any]:
    """Write every field of a run."""
    return {
        "id": run.id,
        "symbol": run.symbol,
        "asked_by": run.asked_by,
        "asked_at": run.asked_at,
        "prompt_version": run.prompt_version,
        "data_day": run.data_day,
        **end_row(run),
        "attempt": run.attempt,
    }


def end_row(run: AnalysisRun) -> dict[str, Any]:
    """Write what changes while a run is worked on, and when it ends."""
    return {
        "state": run.state.value,
        "progress": run.progress,
        "lease_until": run.lease_until,
        "finished_at": run.finished_at,
        "fresh_until": run.fresh_until,
        "result": run.result,
        "failure": failure_document(run.failure),
    }


def failure_document(failure: AnalysisFailure | None) -> dict[str, Any] | None:
    """Write why a run came to nothing."""
    return None if failure is None else asdict(failure)


def run_from(row: Any) -> AnalysisRun:  # noqa: ANN401 - a row of analyses
    """Read a run."""
    return AnalysisRun(
        id=row.id,
        symbol=row.symbol,
        asked_by=row.asked_by,
        asked_at=row.asked_at,
        prompt_version=row.prompt_version,
        data_day=row.data_day,
        state=AnalysisState(row.state),
        progress=row.progress,
        attempt=row.attempt,
        lease_until=row.lease_until,
        finished_at=row.finished_at,
        fresh_until=row.fresh_until,
        result=None if row.result is None else bytes(row.result),
        failure=None if row.failure is None else AnalysisFailure(**row.failure),
    )
