"""
What a product has cost over a stretch of time: the bars that the house keeps, and where it keeps none, what the source of
prices tells.

The stretch is bounded, so what is shown is read whole and exact. Bars within one span, as those of a day that was
posted in parts, are put together.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Final

from attrs import frozen

from adapters.prices.exchange.kept import months_between
from adapters.prices.hours import Hours, hours_of
from entrypoints.http.endpoint import Call
from entrypoints.http.lists import wrong
from entrypoints.http.times import FIRST, LAST, moment_of
from trading_core.domain.ids import Symbol
from trading_core.domain.quotes import Bar
from trading_core.ports.bar_source import Interval

DAY: Final = timedelta(days=1)
# How long a stretch may be, and how long one is that nobody has bounded.
LONGEST: Final = {
    Interval.DAY: timedelta(days=3_660),
    Interval.HOUR: timedelta(days=93),
    Interval.MINUTE: timedelta(days=3),
}
USUAL: Final = {
    Interval.DAY: timedelta(days=365),
    Interval.HOUR: timedelta(days=7),
    Interval.MINUTE: timedelta(days=1),
}
MOST_KEPT: Final = 50_000
KEPT: Final = "kept"
_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


@frozen
class Stretch:
    """From one moment to another, both included, in bars of one length."""

    symbol: Symbol
    since: datetime
    until: datetime
    interval: Interval


def stretch_of(call: Call, symbol: Symbol) -> Stretch:
    """Read what is asked for; a day alone is the whole of it where the product is traded."""
    interval, hours = Interval(call.query.get("interval", Interval.DAY)), hours_of(symbol)
    until = _moment(call, "to", hours, end=True) or call.now
    since = _moment(call, "from", hours) or max(until - USUAL[interval], FIRST)
    if since > until:
        raise wrong("from", "is later than `to`")
    if until - since > LONGEST[interval] + DAY:
        raise wrong(
            "from", f"is more than {LONGEST[interval].days} days before `to`: ask for one part after another"
        )
    return Stretch(symbol, since, until, interval)


def _moment(call: Call, name: str, hours: Hours, *, end: bool = False) -> datetime | None:
    text = call.query.get(name)
    if text is None:
        return None
    if not _DAY.fullmatch(text):
        return moment_of(text, name)
    try:
        day = datetime.combine(date.fromisoformat(text), datetime.min.time(), UTC)
    except ValueError:
        raise wrong(name, "is no day of any calendar") from None
    if not FIRST + DAY <= day < LAST:
        raise wrong(name, "expected a day from 1970 to 2199")
    begin = day - hours.ahead
    return begin + DAY - timedelta(microseconds=1) if end else begin


def history_of(call: Call, stretch: Stretch) -> Mapping[datetime, tuple[Bar, str]]:
    """The bars of a stretch by their starts, each with who tells it."""
    services = call.services
    kept = services.bars.between(stretch.symbol, stretch.since, stretch.until, MOST_KEPT + 1)
    if len(kept) > MOST_KEPT:
        raise wrong("from", f"begins a stretch of more than {MOST_KEPT} kept bars: ask for a shorter one")
    found = {place: (bar, KEPT) for place, bar in _together(kept, stretch).items()}
    source = services.sources.history
    if source is not None:
        name = services.sources.name
        told = source.bars(stretch.symbol, stretch.since, min(stretch.until, call.now), stretch.interval)
        for bar in told:
            found.setdefault(_place(bar.start, stretch), (bar, name))
    return {bar.start: (bar, name) for bar, name in found.values()}


def quiet_days(call: Call, stretch: Stretch) -> list[str]:
    """The days of a stretch on which an exchange has said that nothing was traded."""
    if stretch.interval is not Interval.DAY:
        return []
    hours, months = hours_of(stretch.symbol), list(months_between(stretch.since, stretch.until))
    days = call.services.months.quiet_days(stretch.symbol, months)
    return [day.isoformat() for day in days if stretch.since <= hours.opening(day) <= stretch.until]


def day_of(bar: Bar, stretch: Stretch) -> date | None:
    """The day where its product is traded that a bar of a day stands for."""
    return _place(bar.start, stretch).date() if stretch.interval is Interval.DAY else None


def _place(at: datetime, stretch: Stretch) -> datetime:
    """Which span a moment falls into."""
    local = at + hours_of(stretch.symbol).ahead
    if stretch.interval is Interval.DAY:
        return local.replace(hour=0, minute=0, second=0, microsecond=0)
    if stretch.interval is Interval.HOUR:
        return local.replace(minute=0, second=0, microsecond=0)
    return local.replace(second=0, microsecond=0)


def _together(bars: Iterable[Bar], stretch: Stretch) -> dict[datetime, Bar]:
    """One bar for each span, from those that begin in it."""
    found: dict[datetime, Bar] = {}
    for bar in bars:
        place = _place(bar.start, stretch)
        begun = found.get(place)
        found[place] = bar if begun is None else begun.joined(bar)
    return found
