"""Runs of analyses in SQL."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import bindparam, func, insert, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite

from adapters.sql.columns import Count, Day, Named, Utc, Words
from adapters.sql.forgetting import Forgetting
from adapters.sql.listing import LIMIT
from adapters.sql.rows.analysis import end_row, failure_document, run_from, run_row
from adapters.sql.tables.analyses import IS_OPEN, analyses, model_spending
from trading_core.ports.analyses import Analyses, AnalysisRun, AnalysisState, Begun, Cap

if TYPE_CHECKING:
    from datetime import date, datetime, timedelta

    from sqlalchemy import Connection

    from adapters.sql.database import Database
    from trading_core.ports.analyses import AnalysisFailure, AnalysisId, Caps

# Whoever wants to begin a run waits here for those who are about to: caps count all runs, and wishes are few.
TURN: Final = 7_314_012
_TAKE_TURN: Final = select(func.pg_advisory_xact_lock(TURN))

_BY_ID: Final = select(analyses).where(analyses.c.id == bindparam("wanted", type_=Named()))
_OPEN_OF: Final = select(analyses).where(IS_OPEN, analyses.c.symbol == bindparam("product", type_=Named()))
_GOOD: Final = (
    select(analyses)
    .where(
        analyses.c.symbol == bindparam("product", type_=Named()),
        analyses.c.state == AnalysisState.SUCCESS.value,
        analyses.c.prompt_version == bindparam("version", type_=Words()),
        analyses.c.data_day == bindparam("data", type_=Day()),
        analyses.c.fresh_until > bindparam("now", type_=Utc()),
    )
    .order_by(analyses.c.asked_at.desc(), analyses.c.id.desc())
    .limit(1)
)
_BEGUN: Final = (
    select(func.count()).select_from(analyses).where(analyses.c.asked_at >= bindparam("since", type_=Utc()))
)
_BEGUN_BY: Final = _BEGUN.where(analyses.c.asked_by == bindparam("who", type_=Words()))
_FREE: Final = (
    select(analyses.c.id)
    .where(
        IS_OPEN,
        or_(analyses.c.lease_until.is_(None), analyses.c.lease_until <= bindparam("now", type_=Utc())),
    )
    .order_by(analyses.c.asked_at, analyses.c.id)
    .limit(LIMIT)
    .with_for_update(skip_locked=True)
)
_CLAIM: Final = (
    update(analyses)
    .where(analyses.c.id == bindparam("wanted", type_=Named()))
    .values(
        state=AnalysisState.STARTED.value,
        progress=0,
        attempt=analyses.c.attempt + 1,
        lease_until=bindparam("until", type_=Utc()),
    )
    .returning(*analyses.c)
)
_HELD: Final = (
    update(analyses)
    .where(
        analyses.c.id == bindparam("wanted", type_=Named()),
        analyses.c.attempt == bindparam("mine", type_=Count()),
        analyses.c.state == AnalysisState.STARTED.value,
    )
    .returning(analyses.c.id)
)
_LATE: Final = (
    update(analyses)
    .where(IS_OPEN, analyses.c.asked_at <= bindparam("asked_until", type_=Utc()))
    .returning(analyses.c.id)
)
_FORGET: Final = Forgetting(analyses.c.finished_at, until=True)


class SqlAnalyses(Analyses):
    """A run is a row, and a claim is a change of it; one index keeps a product from having two that are open."""

    def __init__(self, database: Database) -> None:
        """Write the statements once."""
        self._database: Final = database
        made = sqlite.insert if database.is_sqlite else postgresql.insert
        calls = bindparam("calls", type_=Count())
        most = bindparam("most", type_=Count())
        fresh = made(model_spending).from_select(
            ["day", "calls"], select(bindparam("day", type_=Day()), calls).where(calls <= most)
        )
        self._spend: Final = fresh.on_conflict_do_update(
            index_elements=["day"],
            set_={"calls": model_spending.c.calls + fresh.excluded.calls},
            where=model_spending.c.calls + fresh.excluded.calls <= most,
        ).returning(model_spending.c.calls)

    def begin(self, wanted: AnalysisRun, caps: Caps, stale: datetime, lost: AnalysisFailure) -> Begun:
        """Share the run that serves, or begin the wanted one."""
        with self._database.writing() as connection:
            if not self._database.is_sqlite:
                connection.execute(_TAKE_TURN)
            product = {"product": wanted.symbol}
            running = connection.execute(_OPEN_OF, product).one_or_none()
            if running is not None and running.asked_at > stale:
                return Begun(run_from(running))
            if running is None:
                asked = {"version": wanted.prompt_version, "data": wanted.data_day, "now": wanted.asked_at}
                good = connection.execute(_GOOD, product | asked).one_or_none()
                if good is not None:
                    return Begun(run_from(good))
            else:
                self._lose(connection, running.asked_at, wanted.asked_at, lost)
            cap = self._cap(connection, wanted.asked_by, caps)
            if cap is not None:
                return Begun(cap=cap)
            connection.execute(insert(analyses), run_row(wanted))
            return Begun(wanted, is_new=True)

    def claim(self, now: datetime, lease: timedelta, limit: int) -> tuple[AnalysisRun, ...]:
        """Take runs that nobody holds, as started."""
        with self._database.writing() as connection:
            names = connection.execute(_FREE, {"now": now, "limit": limit}).scalars().all()
            return tuple(
                run_from(connection.execute(_CLAIM, {"wanted": name, "until": now + lease}).one())
                for name in names
            )

    def advance(self, run: AnalysisRun, progress: int) -> bool:
        """Note how far a claimed run is."""
        return self._change(run, {"progress": progress})

    def finish(self, run: AnalysisRun) -> bool:
        """Keep the end of a claimed run."""
        return self._change(run, end_row(run))

    def abandon(self, asked_until: datetime, now: datetime, lost: AnalysisFailure) -> int:
        """End open runs that were asked for up to a moment."""
        with self._database.writing() as connection:
            return self._lose(connection, asked_until, now, lost)

    def get(self, run: AnalysisId) -> AnalysisRun | None:
        """Read a run."""
        with self._database.alone() as connection:
            row = connection.execute(_BY_ID, {"wanted": run}).one_or_none()
        return None if row is None else run_from(row)

    def spend(self, day: date, calls: int, most: int) -> bool:
        """Count calls of a day, unless they would be too many; one statement, so nobody comes in between."""
        with self._database.writing() as connection:
            asked = {"day": day, "calls": calls, "most": most}
            return connection.execute(self._spend, asked).one_or_none() is not None

    def forget(self, until: datetime, limit: int) -> int:
        """Throw away some of the runs that ended up to a moment."""
        with self._database.writing() as connection:
            return _FORGET(connection, until, limit)

    @staticmethod
    def _cap(connection: Connection, who: str, caps: Caps) -> Cap | None:
        since = {"since": caps.since}
        if connection.execute(_BEGUN_BY, since | {"who": who}).scalar_one() >= caps.each:
            return Cap.EACH
        return Cap.ALL if connection.execute(_BEGUN, since).scalar_one() >= caps.all else None

    @staticmethod
    def _lose(connection: Connection, asked_until: datetime, now: datetime, lost: AnalysisFailure) -> int:
        values: dict[str, Any] = {
            "state": AnalysisState.FAILURE.value,
            "lease_until": None,
            "finished_at": now,
            "failure": failure_document(lost),
        }
        return len(connection.execute(_LATE.values(**values), {"asked_until": asked_until}).all())

    def _change(self, run: AnalysisRun, values: dict[str, Any]) -> bool:
        with self._database.writing() as connection:
            held = {"wanted": run.id, "mine": run.attempt}
            return connection.execute(_HELD.values(**values), held).one_or_none() is not None
