"""Rows of prices for technical analysis, written out or drawn."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from decimal import Decimal

from hypothesis import strategies as st

from trading_core.domain.quotes import Bar

START = datetime(2026, 1, 5, 1, tzinfo=UTC)
HUGE = Decimal(10) ** 15
TINY = Decimal("0.00000001")


def bar(
    day: int, close: object, *, opened: object = None, volume: object = 1000, symbol: str = "2330"
) -> Bar:
    """One day's bar; it opens where it closes unless it is told otherwise."""
    last = Decimal(str(close))
    first = last if opened is None else Decimal(str(opened))
    return Bar(
        symbol,
        START + timedelta(days=day),
        first,
        max(first, last),
        min(first, last),
        last,
        Decimal(str(volume)),
    )


def closing(*closes: object) -> tuple[Bar, ...]:
    """Days that differ in their closes only."""
    return tuple(bar(day, close) for day, close in enumerate(closes))


# Few different prices, so that equal averages, level steps and ties of rounding are common.
COARSE = st.integers(1, 12).map(lambda step: 10 + Decimal(step) * Decimal("0.05"))
WIDE = st.decimals(TINY, HUGE, places=8)
PRICES = st.one_of(COARSE, COARSE, COARSE, st.sampled_from([TINY, HUGE]), WIDE)
VOLUMES = st.integers(0, 3).map(lambda lots: Decimal(1000 * lots))


@st.composite
def bars(draw: st.DrawFn, least: int = 6, most: int = 16) -> Sequence[Bar]:
    """Days in a row, calm or wild."""
    prices = draw(st.sampled_from([COARSE, PRICES]))
    count = draw(st.integers(least, most))
    return tuple(bar(day, draw(prices), opened=draw(prices), volume=draw(VOLUMES)) for day in range(count))
