"""What seldom happens to those who look at bars: too many of them, known events, quotes behind the newest bars."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.unit.use_cases.looked_at import ABC, bar, beside, counted, everything, recorder, said
from trading_core.domain.moves import MoveState
from trading_core.domain.quotes import Quote
from trading_core.errors import InvalidValue
from trading_core.ports.bars import Span
from trading_core.testing import FakeQuotes, MemoryMoves
from trading_core.testing.contracts.tour import MONDAY
from trading_core.use_cases import looking
from trading_core.use_cases.record_quotes import RecordQuotes

SWINGS = {day: 100 + 10 * (day % 2) for day in range(40)}


def test_what_is_told_already_is_not_shown_again() -> None:
    """A store that has lost the state of a product, and not its events, is told the new ones alone."""
    first = recorder()
    first([bar(0, 100), bar(1, 106)])
    moves = MemoryMoves()
    moves._moves.update({move.key: move for move in everything(first)})

    outcomes = recorder(moves=moves)([bar(0, 100), bar(1, 106), bar(2, 120)])

    assert [0, 0, 1] == [len(one.moves) for one in outcomes]


@pytest.mark.parametrize("most", [35, 75, 80, 95])
def test_a_look_may_end_anywhere(monkeypatch: pytest.MonkeyPatch, most: int) -> None:
    """Within the bars of a product, between two products or within what lies before the next: the rest comes after."""
    record = recorder()
    for name in ("ABC", "DEF"):
        record([bar(day, SWINGS[day], symbol=name) for day in range(35)])
    monkeypatch.setattr(looking, "MOST_BARS", most)
    record([bar(day, SWINGS[day], symbol=name) for name in ("ABC", "DEF") for day in range(35, 40)])

    assert sorted([*counted(SWINGS, (2, 5))] * 2) == sorted(said(record))
    assert () == record.bars.behind(None, 10)


def test_a_long_story_is_read_page_by_page(monkeypatch: pytest.MonkeyPatch) -> None:
    """However much was told of the days of a late span, all of it is known when they are judged once more."""
    monkeypatch.setattr(looking, "MOST_ROWS", 3)
    record = recorder()
    record([bar(day, close, 12) for day, close in SWINGS.items()])
    before = said(record)

    record([bar(day, SWINGS[day], 6) for day in range(1, 40)])

    assert before == said(record)


def test_a_quote_is_not_measured_by_days_behind_it() -> None:
    """Bars of later days, which somebody may have brought, say nothing of the day of a quote."""
    record = recorder()
    record([bar(0, 100), bar(5, 300)])
    quote = Quote("ABC", 103, MONDAY + timedelta(days=1), "street")
    found = looking._quoted(
        MoveState(ABC),
        quote,
        record.watched([ABC])[ABC],
        [bar(0, 100), bar(5, 300)],
    )

    assert [100] == [move.previous_price.value for move in found.moves]
    (told,) = RecordQuotes(**beside(record), quotes=FakeQuotes(quote))([ABC])
    assert () == told.moves


def test_a_span_does_not_end_before_it_begins() -> None:
    """Nothing starts between a later moment and an earlier one."""
    Span("ABC", MONDAY, MONDAY)
    with pytest.raises(InvalidValue) as refused:
        Span("ABC", MONDAY, MONDAY - timedelta(seconds=1))

    assert "until" == refused.value.field
