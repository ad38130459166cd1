"""
Thirteen years of five real shares, with splits and dividends, against an independent count.

The prices are those that come with ``bokeh-sampledata``: unadjusted, beside a close that is adjusted for everything that
happened later. From both follows what an exchange would have said: on a day of a split or a dividend the reference is
the last close times what is left of it.
"""

from __future__ import annotations

import csv
import gzip
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from decimal import Decimal
from fractions import Fraction
from functools import cache
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path

import pytest
from attrs import frozen

from trading_core.domain.markets import standard_markets
from trading_core.domain.moves import PriceMove
from trading_core.domain.quotes import Bar
from trading_core.ports.moves import MoveFilter, MovePage, MovePlace
from trading_core.testing import MemoryBars, MemoryMovePolicies, MemoryMoves, MemoryProducts, MemoryStore
from trading_core.use_cases.record_bars import RecordBars

# A long way through what examples have shown already, and a slow one where each step is noted.
pytestmark = pytest.mark.no_cover

# Who pays more than this at once of what a share is worth: below, the digits of the adjusted close say nothing.
NOTICED = Fraction(1, 1_000)
LEVELS = (5, 7, 10)
DAYS_OF_A_MONTH = 20
Told = tuple[str, str, Fraction, Fraction]


@frozen
class Day:
    """One line of the file, as it stands there."""

    ticker: str
    date: str
    open: str
    high: str
    low: str
    close: str
    volume: str
    adjusted: str


@cache
def lines() -> dict[str, list[Day]]:
    """The file, share by share; days whose extremes contradict themselves are no bars for anybody."""
    spec = find_spec("bokeh_sampledata")
    assert spec is not None
    assert spec.submodule_search_locations
    file = Path(spec.submodule_search_locations[0]) / "_data" / "stocks.csv.gz"
    with gzip.open(file, "rt", encoding="utf-8") as text:
        days = [Day(*row) for row in list(csv.reader(text))[1:]]
    found: dict[str, list[Day]] = {}
    for day in days:
        prices = [Fraction(price) for price in (day.open, day.close)]
        if Fraction(day.low) <= min(prices) and max(prices) <= Fraction(day.high):
            found.setdefault(day.ticker, []).append(day)
    return found


def references(days: Sequence[Day]) -> Iterator[str | None]:
    """What the exchange would have measured each day by, where that was not the last close."""
    yield None
    for before, day in pairwise(days):
        left = (Fraction(before.adjusted) / Fraction(before.close)) / (
            Fraction(day.adjusted) / Fraction(day.close)
        )
        if abs(left - 1) < NOTICED:
            yield None
        else:
            yield str(round(Decimal(before.close) * left.numerator / left.denominator, 4))


def bars_of(days: Sequence[Day]) -> list[Bar]:
    """The days as bars, at the close of each."""
    return [
        Bar(
            day.ticker,
            datetime.fromisoformat(f"{day.date}T21:00:00").replace(tzinfo=UTC),
            day.open,
            day.high,
            day.low,
            day.close,
            Decimal(day.volume),
            reference,
        )
        for day, reference in zip(days, references(days), strict=True)
    ]


def counted(days: Sequence[Day]) -> Iterator[Told]:
    """What is significant, by fractions and the words of the reference page alone."""
    for place, (day, stated) in enumerate(zip(days, references(days), strict=True)):
        if place == 0:
            continue
        reference = Fraction(stated or days[place - 1].close)
        change = 100 * (Fraction(day.close) / reference - 1)
        if abs(change) >= min(LEVELS):
            yield (
                "PRICE_INCREASE" if change > 0 else "PRICE_DECREASE",
                day.date,
                reference,
                Fraction(day.close),
            )
        jump = 100 * (Fraction(day.open) / reference - 1)
        if abs(jump) >= 3:
            yield ("GAP_UP" if jump > 0 else "GAP_DOWN", day.date, reference, Fraction(day.open))
        month = [Fraction(one.volume) for one in days[max(place - DAYS_OF_A_MONTH, 0) : place]]
        usual = sum(month) / DAYS_OF_A_MONTH
        if len(month) == DAYS_OF_A_MONTH and abs(change) >= 1 and Fraction(day.volume) >= 3 * usual:
            yield ("VOLUME_SPIKE", day.date, reference, Fraction(day.close))


def recorder() -> RecordBars:
    products = MemoryProducts(MemoryStore())
    return RecordBars(MemoryBars(), MemoryMoves(), products, MemoryMovePolicies(), standard_markets())


def everything(record: RecordBars) -> list[PriceMove]:
    """Every move that was kept."""
    found: list[PriceMove] = []
    page = MovePage(limit=1000, descending=False)
    while more := record.moves.find(MoveFilter(), page):
        found += more
        page = MovePage(limit=1000, after=MovePlace.of(more[-1]), descending=False)
    return found


def said(moves: Sequence[PriceMove]) -> list[Told]:
    return sorted(
        (
            move.type.value,
            move.trading_day.isoformat(),
            Fraction(move.previous_price.value),
            Fraction(move.price.value),
        )
        for move in moves
    )


@pytest.mark.parametrize("ticker", ["AAPL", "FB", "GOOG", "IBM", "MSFT"])
def test_real_shares_tell_what_an_independent_count_tells(ticker: str) -> None:
    """Every event of a real share is the one that fractions find, no more and no less."""
    days, record = lines()[ticker], recorder()
    for begin in range(0, len(days), 500):
        record(bars_of(days)[begin : begin + 500])

    moves = everything(record)
    assert sorted(counted(days)) == said(moves)
    assert all(
        max(level for level in LEVELS if abs(move.change_percent) >= level) == move.level
        for move in moves
        if move.type.value.startswith("PRICE")
    )


def test_a_split_is_no_fall() -> None:
    """The two splits of a real share in these years halve its price; who did not know the reference would tell a crash."""
    days = [day for day in lines()["AAPL"] if "2005-02-01" <= day.date <= "2005-03-31"]
    knowing, blind = recorder(), recorder()
    knowing(bars_of(days))
    blind(
        [
            Bar(bar.symbol, bar.start, bar.open, bar.high, bar.low, bar.close, bar.volume)
            for bar in bars_of(days)
        ]
    )

    split = "2005-02-28"
    assert [] == [move for move in everything(knowing) if move.trading_day.isoformat() == split]
    assert {"PRICE_DECREASE", "GAP_DOWN"} <= {
        move.type.value for move in everything(blind) if move.trading_day.isoformat() == split
    }


def test_the_years_come_in_any_order() -> None:
    """Whoever brings history year by year, the newest first, is told the same in the end."""
    days, record = lines()["IBM"], recorder()
    bars = bars_of(days)
    by_year: dict[int, list[Bar]] = {}
    for bar in bars:
        by_year.setdefault(bar.start.year, []).append(bar)
    for _, year in sorted(by_year.items(), reverse=True):
        record(year)

    plain = ("PRICE_INCREASE", "PRICE_DECREASE", "GAP_UP", "GAP_DOWN")
    expected = sorted(one for one in counted(days) if one[0] in plain)
    assert expected == [one for one in said(everything(record)) if one[0] in plain]
    assert 2 < len(Counter(kind for kind, *_ in expected))
