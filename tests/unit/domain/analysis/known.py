"""A product of which a few things are known."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Final

from trading_core.domain.analysis import Fact, Facts, facts_of
from trading_core.domain.moves import MoveType, PriceMove
from trading_core.domain.quotes import Bar
from trading_core.domain.technical import technical_summary

D = Decimal
FIRST: Final = datetime(2026, 1, 5, 1, tzinfo=UTC)

FACTS: Final = Facts(
    "2330",
    (
        Fact("date", date(2026, 11, 20)),
        Fact("close", D("860.5")),
        Fact("volume", D(31_045_678)),
        Fact("previous_close", D(875)),
        Fact("change", D("-14.5")),
        Fact("change_percent", D("-1.66"), percent=True),
        Fact("level", D(0), percent=True),
        Fact("average_20", D("851.25")),
        Fact("short", D(3)),
        Fact("long", D(20)),
        Fact("decision", "buy"),
    ),
)


def bars(count: int, symbol: str = "2330") -> tuple[Bar, ...]:
    """So many days, each a little dearer than the one before."""
    return tuple(
        Bar(symbol, FIRST + timedelta(days=n), 100 + n, 103 + n, 99 + n, 101 + n, 1000 + n)
        for n in range(count)
    )


def days(count: int) -> tuple[date, ...]:
    return tuple((FIRST + timedelta(days=n)).date() for n in range(count))


MOVE: Final = PriceMove(
    "2330", MoveType.GAP_UP, FIRST.date(), D(3), FIRST, D(100), D("103.456"), D(3), "bars", resumed=False
)


def table(count: int, moves: tuple[PriceMove, ...] = ()) -> Facts:
    """The facts of so many days."""
    return facts_of(technical_summary(bars(count)), bars(count), days(count), moves)


def named(facts: Facts) -> dict[str, str]:
    return {row.name: row.written for row in facts.rows}
