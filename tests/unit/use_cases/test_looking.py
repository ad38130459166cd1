"""Looking at bars that come in any order and portions, from any number of places."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.use_cases.looked_at import ABC, XYZ, bar, beside, counted, everything, recorder, said
from trading_core.domain.moves import PriceMove
from trading_core.domain.quotes import Quote
from trading_core.errors import InvariantViolated, Unavailable
from trading_core.ports.moves import Finding
from trading_core.testing import (
    FakeQuotes,
    MemoryBars,
    MemoryMoves,
)
from trading_core.testing.contracts.tour import MONDAY
from trading_core.use_cases import looking
from trading_core.use_cases.look_at_bars import LookAtBars
from trading_core.use_cases.record_quotes import RecordQuotes


@given(
    st.dictionaries(st.integers(0, 25), st.integers(90, 112), min_size=1, max_size=15),
    st.lists(st.integers(1, 4), min_size=1, max_size=15),
    st.booleans(),
)
def test_days_in_portions_are_told_as_they_are_counted(
    closes: dict[int, int], portions: list[int], again: bool
) -> None:
    """However a series is cut into portions, and however much of it comes twice, its events are those of the series."""
    record, days, begin = recorder(), sorted(closes), 0
    for portion in [*portions, len(days)]:
        record([bar(day, closes[day]) for day in days[max(begin - again * 2, 0) : begin + portion]])
        begin += portion

    assert counted(closes, (2, 5)) == set(said(record))


@given(st.lists(st.integers(90, 112), min_size=2, max_size=12), st.permutations(range(12)))
def test_whatever_order_days_come_in_each_event_is_true(closes: list[int], order: list[int]) -> None:
    """An event is measured from the close of an earlier day, has the level that it reached, and is told once."""
    record = recorder()
    for day in order:
        if day < len(closes):
            record([bar(day, closes[day])])

    for move in everything(record):
        day = move.at.toordinal() - MONDAY.toordinal()
        assert closes[day] == move.price.value
        assert move.previous_price.value in closes[:day]
        (told,) = counted({0: int(move.previous_price.value), 1: closes[day]}, (2, 5))
        assert told[1:] == (str(move.type), int(move.level))
    assert len(said(record)) == len(set(said(record)))
    assert () == record.bars.behind(None, 10)


def test_what_nobody_could_look_at_waits_for_the_next() -> None:
    """A store that does not answer while bars are looked at costs nothing: they are kept, and looked at later."""

    class Asleep(MemoryMoves):
        awake = False

        def keep(self, findings: Sequence[Finding]) -> tuple[tuple[PriceMove, ...] | None, ...]:
            if not self.awake:
                raise Unavailable("the database")
            return super().keep(findings)

    moves = Asleep()
    record = recorder(moves=moves)

    assert [(True, ()), (True, ())] == [(one.new, one.moves) for one in record([bar(0, 100), bar(1, 106)])]
    with pytest.raises(Unavailable):
        LookAtBars(**beside(record))()
    moves.awake = True
    assert () == LookAtBars(**beside(record))()
    assert [(1, "PRICE_INCREASE", 5)] == said(record)
    assert () == record.bars.behind(None, 10)


def test_a_product_that_cannot_be_looked_at_keeps_nobody_waiting() -> None:
    """What is broken is told with its reason, and everything else is looked at."""

    class Choosy(MemoryMoves):
        def keep(self, findings: Sequence[Finding]) -> tuple[tuple[PriceMove, ...] | None, ...]:
            if any(finding.state.symbol == "BAD" for finding in findings):
                raise InvariantViolated("everything is well", "BAD")
            return super().keep(findings)

    record = recorder(moves=Choosy())
    record.bars.append(
        [
            bar(day, close, symbol=name)
            for name in ("ABC", "BAD", "XYZ")
            for day, close in ((0, 100), (1, 106))
        ]
    )

    (unseen,) = LookAtBars(**beside(record))()

    assert ("BAD", "invariant_violated") == (unseen.symbol, unseen.reason.code)
    assert {"ABC", "XYZ"} == {move.symbol for move in everything(record)}
    assert ("BAD",) == record.bars.behind(None, 10)


def test_whoever_was_overtaken_looks_again() -> None:
    """If somebody else keeps a finding first, his state counts, and nothing is told twice or left out."""

    class Overtaken(MemoryMoves):
        others = 0

        def keep(self, findings: Sequence[Finding]) -> tuple[tuple[PriceMove, ...] | None, ...]:
            if self.others:
                self.others -= 1
                super().keep([Finding(one.before, one.state, one.moves) for one in findings[:1]])
            return super().keep(findings)

    moves = Overtaken()
    record = recorder(moves=moves)
    record([bar(0, 100), bar(0, 100, symbol="XYZ")])
    moves.others = 1
    outcomes = record([bar(1, 106), bar(1, 106, symbol="XYZ")])

    assert 2 == len(everything(record))
    assert [(), ("XYZ",)] == [tuple(move.symbol for move in one.moves) for one in outcomes]
    moves.others = 1
    source = FakeQuotes(*(Quote(name, 120, MONDAY + timedelta(days=2), "street") for name in ("ABC", "XYZ")))
    told = RecordQuotes(**beside(record), quotes=source)([ABC, XYZ])
    assert 4 == len(everything(record))
    assert [0, 1] == sorted(len(one.moves) for one in told)


def test_a_great_many_bars_are_looked_at_piece_by_piece(monkeypatch: pytest.MonkeyPatch) -> None:
    """A span too long for one look is looked at in several, and each event is told once."""
    monkeypatch.setattr(looking, "MOST_BARS", 70)
    monkeypatch.setattr(looking, "TOGETHER", 2)
    closes = {day: 100 + 10 * (day % 2) for day in range(150)}
    record = recorder()
    record([bar(day, close, symbol=name) for name in ("ABC", "DEF", "XYZ") for day, close in closes.items()])

    for name in ("ABC", "DEF", "XYZ"):
        mine = {(day, kind, level) for day, kind, level in said(record)}
        assert counted(closes, (2, 5)) == mine
        assert 149 == sum(move.symbol == name for move in everything(record))
    assert () == record.bars.behind(None, 10)


def test_others_may_bring_bars_faster_than_they_are_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever looks ends some time, and leaves the rest to whoever comes next."""
    monkeypatch.setattr(looking, "ROUNDS", 3)

    class Flooded(MemoryBars):
        day = 1

        def looked(self, spans: Mapping[Any, datetime | None]) -> None:
            super().looked(spans)
            self.day += 1
            super().append([bar(self.day, 100)])

    record = recorder(bars=Flooded())
    record([bar(0, 100)])

    assert ("ABC",) == record.bars.behind(None, 10)
