"""Bars in SQL."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import bindparam, func, select, update

from adapters.sql.bulk import adding, deleting, widening
from adapters.sql.columns import Count, Named, Utc
from adapters.sql.finding import ByNames
from adapters.sql.listing import LIMIT
from adapters.sql.rows.market import bar_from, bar_row
from adapters.sql.rowset import RowSet, pairs
from adapters.sql.tables.market import bars, unlooked_bars
from trading_core.domain.ids import Symbol
from trading_core.ports.bars import Bars, Span

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from datetime import datetime

    from sqlalchemy import Select

    from adapters.sql.database import Database
    from trading_core.domain.quotes import Bar

_OF: Final = select(bars).where(bars.c.symbol == bindparam("symbol", type_=Named())).limit(LIMIT)
_LATEST: Final = _OF.order_by(bars.c.start.desc())
_BETWEEN: Final = _OF.where(
    bars.c.start >= bindparam("since", type_=Utc()), bars.c.start <= bindparam("until", type_=Utc())
).order_by(bars.c.start)
_BEFORE: Final = _LATEST.where(bars.c.start < bindparam("moment", type_=Utc()))

# From one symbol to the next by the index: a look at each product, and not at each of its bars.
_symbols = select(func.min(bars.c.symbol).label("symbol")).cte("symbols", recursive=True)
_following = select(func.min(bars.c.symbol)).where(bars.c.symbol > _symbols.c.symbol).scalar_subquery()
_every = _symbols.union_all(select(_following).where(_symbols.c.symbol.is_not(None)))
_other = bars.alias("other")
_last = select(func.max(_other.c.start)).where(_other.c.symbol == _every.c.symbol).scalar_subquery()
_LATEST_OF_ALL: Final = (
    select(bars)
    .join(_every, (bars.c.symbol == _every.c.symbol) & (bars.c.start == _last))
    .order_by(bars.c.symbol)
)

_SPAN: Final = ("symbol", "since", "until")
_BEHIND: Final = (
    select(unlooked_bars.c.symbol)
    .where(unlooked_bars.c.symbol > bindparam("after", type_=Named()))
    .order_by(unlooked_bars.c.symbol)
    .limit(LIMIT)
)
_LEAVE_OFF: Final = (
    update(unlooked_bars)
    .where(
        *(
            unlooked_bars.c[name] == bindparam(f"the_{name}", type_=unlooked_bars.c[name].type)
            for name in _SPAN
        )
    )
    .values(since=bindparam("left_off", type_=Utc()))
)


def _around(spans: RowSet) -> Select[Any]:
    """For each span where the bars before it begin and those behind it end, and the bars of its product in between."""
    given = spans.given
    of_product = select(_other.c.start).where(_other.c.symbol == given.c.symbol)
    many = bindparam("more", type_=Count())
    before = (
        of_product.where(_other.c.start < given.c.since)
        .order_by(_other.c.start.desc())
        .limit(many)
        .correlate(given)
        .subquery("before")
    )
    behind = (
        of_product.where(_other.c.start > given.c.until)
        .order_by(_other.c.start)
        .limit(many)
        .correlate(given)
        .subquery("behind")
    )
    first = func.coalesce(select(func.min(before.c.start)).scalar_subquery(), given.c.since)
    last = func.coalesce(select(func.max(behind.c.start)).scalar_subquery(), given.c.until)
    return (
        select(bars)
        .join(given, (bars.c.symbol == given.c.symbol) & (bars.c.start >= first) & (bars.c.start <= last))
        .order_by(bars.c.symbol, bars.c.start)
        .limit(LIMIT)
    )


class SqlBars(Bars):
    """Keeps bars, any number by one statement."""

    def __init__(self, database: Database) -> None:
        """Write the statements once."""
        self._database: Final = database
        sqlite = database.is_sqlite
        self._add: Final = adding(bars, is_sqlite=sqlite)
        self._widen: Final = widening(unlooked_bars, "since", "until", is_sqlite=sqlite)
        self._forget: Final = deleting(unlooked_bars, _SPAN, is_sqlite=sqlite)
        self._unlooked: Final = ByNames(select(unlooked_bars), unlooked_bars.c.symbol, sqlite=sqlite)
        self._places, among = pairs(bars.c.symbol, bars.c.start, sqlite=sqlite)
        self._standing: Final = select(bars).where(among).order_by(bars.c.symbol, bars.c.start)
        self._spans: Final = RowSet((unlooked_bars.c[name] for name in _SPAN), sqlite=sqlite)
        self._around: Final = _around(self._spans)

    def append(self, bars: Sequence[Bar]) -> tuple[Bar, ...]:
        """Keep those that are new."""
        first: dict[tuple[Symbol, datetime], Bar] = {}
        for bar in bars:
            first.setdefault((bar.symbol, bar.start), bar)
        if not first:
            return ()
        with self._database.writing() as connection:
            added = self._add(connection, [bar_row(bar) for bar in first.values()])
            new = set() if added is None else {(row.symbol, row.start) for row in added}
            self._widen(connection, _spans_of(new))
        return tuple(bar for key, bar in first.items() if key in new)

    def latest(self, symbol: Symbol) -> Bar | None:
        """Read the latest bar of a product."""
        return next(iter(self._read(_LATEST, {"symbol": symbol, "limit": 1})), None)

    def latest_of_all(self) -> tuple[Bar, ...]:
        """Read the latest bar of each product."""
        return self._read(_LATEST_OF_ALL, {})

    def between(self, symbol: Symbol, since: datetime, until: datetime, limit: int) -> tuple[Bar, ...]:
        """Read the bars that start between two moments."""
        return self._read(_BETWEEN, {"symbol": symbol, "since": since, "until": until, "limit": limit})

    def before(self, symbol: Symbol, moment: datetime, limit: int) -> tuple[Bar, ...]:
        """Read the last bars before a moment."""
        return self._read(_BEFORE, {"symbol": symbol, "moment": moment, "limit": limit})

    def standing(self, bars: Collection[Bar]) -> tuple[Bar, ...]:
        """Read what is kept of these products and starts."""
        if not bars:
            return ()
        places = self._places.pack([{"symbol": bar.symbol, "start": bar.start} for bar in bars])
        return self._read(self._standing, places)

    def around(self, spans: Collection[Span], more: int, limit: int) -> tuple[Bar, ...]:
        """Read the bars of spans, and so many more on both sides."""
        if not spans:
            return ()
        asked = self._spans.pack([_row(span) for span in spans])
        return self._read(self._around, {**asked, "more": more, "limit": limit})

    def unlooked(self, symbols: Collection[Symbol]) -> Mapping[Symbol, Span]:
        """Read what nobody has looked at of these products."""
        with self._database.alone() as connection:
            rows = self._unlooked(connection, set(symbols))
        return {row.symbol: Span(row.symbol, row.since, row.until) for row in rows}

    def behind(self, after: Symbol | None, limit: int) -> tuple[Symbol, ...]:
        """Read which products have something that nobody has looked at."""
        with self._database.alone() as connection:
            names = connection.execute(_BEHIND, {"after": after or "", "limit": limit}).scalars()
            return tuple(Symbol(name) for name in names)

    def looked(self, spans: Mapping[Span, datetime | None]) -> None:
        """Forget spans, or let them begin later."""
        if not spans:
            return
        with self._database.writing() as connection:
            self._forget(connection, [_row(span) for span, left_off in spans.items() if left_off is None])
            for span, left_off in spans.items():
                if left_off is not None:
                    known = {f"the_{name}": value for name, value in _row(span).items()}
                    connection.execute(_LEAVE_OFF, {**known, "left_off": left_off})

    def _read(self, statement: Select[Any], wanted: dict[str, Any]) -> tuple[Bar, ...]:
        with self._database.alone() as connection:
            return tuple(bar_from(row) for row in connection.execute(statement, wanted))


def _spans_of(places: Collection[tuple[Symbol, datetime]]) -> list[dict[str, Any]]:
    """From the first new bar of each product to its last."""
    starts: dict[Symbol, list[datetime]] = {}
    for symbol, start in places:
        starts.setdefault(symbol, []).append(start)
    return [_row(Span(symbol, min(of), max(of))) for symbol, of in starts.items()]


def _row(span: Span) -> dict[str, Any]:
    return {"symbol": span.symbol, "since": span.since, "until": span.until}
