"""Looking at bars that come in any order and portions, from any number of places."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta
from fractions import Fraction
from itertools import pairwise
from typing import Any

import pytest
from attrs import evolve, fields_dict
from hypothesis import given
from hypothesis import strategies as st

from trading_core.domain.ids import Symbol
from trading_core.domain.markets import MarketMode, standard_markets
from trading_core.domain.moves import MovePolicy, PriceMove
from trading_core.domain.product import product_for
from trading_core.domain.quotes import Bar, PriceBasis, Quote
from trading_core.errors import InvariantViolated, Unavailable
from trading_core.ports.moves import Finding, MoveFilter, MovePage
from trading_core.testing import (
    FakeQuotes,
    MemoryBars,
    MemoryMovePolicies,
    MemoryMoves,
    MemoryProducts,
    MemoryStore,
)
from trading_core.testing.contracts.tour import MONDAY
from trading_core.use_cases import looking
from trading_core.use_cases.look_at_bars import LookAtBars
from trading_core.use_cases.looking import Looking
from trading_core.use_cases.record_bars import RecordBars
from trading_core.use_cases.record_quotes import RecordQuotes

ABC, XYZ = Symbol("ABC"), Symbol("XYZ")
PLAIN = MovePolicy(levels=(2, 5), gap=None, volume_multiple=None)


def bar(day: int, close: object, hour: int = 0, symbol: str = "ABC", **more: Any) -> Bar:  # noqa: ANN401 - any field
    at = MONDAY + timedelta(days=day, hours=hour)
    return Bar(symbol, at, close, close, close, close, 1000, **more)


def recorder(policy: MovePolicy = PLAIN, **parts: Any) -> RecordBars:  # noqa: ANN401 - any part
    found: dict[str, Any] = {
        "bars": MemoryBars(),
        "moves": MemoryMoves(),
        "products": MemoryProducts(MemoryStore()),
        "policies": MemoryMovePolicies(),
        "markets": standard_markets(),
    }
    return RecordBars(**{**found, **parts}, policy=policy)


def beside(parts: Looking) -> dict[str, Any]:
    """The same parts for another use case."""
    return {name: getattr(parts, name) for name in fields_dict(Looking)}


def everything(parts: Looking) -> list[PriceMove]:
    return list(parts.moves.find(MoveFilter(), MovePage(limit=1_000, descending=False)))


def said(parts: Looking) -> list[tuple[int, str, Any]]:
    """The days, kinds and levels of everything that was told."""
    return [(move.at.toordinal() - MONDAY.toordinal(), move.type, move.level) for move in everything(parts)]


def counted(closes: Mapping[int, int], levels: Sequence[int]) -> set[tuple[int, str, int]]:
    """The same by fractions, from the closes of days."""
    days, found = sorted(closes), set()
    for before, day in pairwise(days):
        change = 100 * (Fraction(closes[day], closes[before]) - 1)
        reached = [level for level in levels if abs(change) >= level]
        if reached:
            found.add((day, "PRICE_INCREASE" if change > 0 else "PRICE_DECREASE", max(reached)))
    return found


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
    assert [(), ("XYZ",)] == [tuple(move.symbol for move in one.moves) for one in told]


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


def test_the_hours_of_a_day_that_come_late_tell_what_went_further() -> None:
    """A day is judged once more with the hours that were missing: a lower level that was passed is not told after a higher."""
    record = recorder()
    record([bar(0, 100), bar(1, 103, 10)])
    assert [(1, "PRICE_INCREASE", 2)] == said(record)

    record([bar(1, 106, 9), bar(1, 102, 8)])
    assert [(1, "PRICE_INCREASE", 5), (1, "PRICE_INCREASE", 2)] == said(record)
    record([bar(2, 106)])
    record([bar(1, 97, 7)])

    assert {(1, "PRICE_INCREASE", 5), (1, "PRICE_INCREASE", 2), (1, "PRICE_DECREASE", 2)} == {
        one for one in said(record) if one[0] == 1
    }


def test_a_day_that_was_measured_stays_as_it_was_told() -> None:
    """A close that comes late makes no second event of a day that had one, nor of the newest day."""
    record = recorder()
    record([bar(0, 100), bar(2, 103), bar(4, 104)])
    assert [(2, "PRICE_INCREASE", 2)] == said(record)

    record([bar(1, 110), bar(3, 100)])

    assert [
        (1, "PRICE_INCREASE", 5),
        (2, "PRICE_INCREASE", 2),
        (3, "PRICE_DECREASE", 2),
    ] == said(record)


def test_the_reference_of_a_day_is_the_one_that_was_stated() -> None:
    """For all bars of its day, from the first that states it on; a day that is not comparable tells nothing."""
    record = recorder()
    record([bar(0, 100), bar(1, 95, 1, reference=95), bar(1, 96, 2), bar(1, 97, 3)])
    assert [(1, "PRICE_INCREASE", 2)] == said(record)
    assert {95} == {move.previous_price.value for move in everything(record)}

    record([bar(2, 80, 1, comparable=False), bar(2, 81, 2), bar(3, 82)])
    assert 1 == len(said(record))


def test_limits_hold_where_the_reference_is_stated() -> None:
    """The day's limit is told from a stated reference; from the last close it may be wrong, and nothing is called suspect."""
    markets = standard_markets(MarketMode.STRICT)
    record = recorder(MovePolicy(levels=(), gap=None), markets=markets)
    stated = record([bar(0, 100, symbol="2330"), bar(1, 110, symbol="2330", reference=100)])
    unstated = record([bar(2, 130, symbol="2330")])
    beyond = record([bar(3, 160, symbol="2330", reference=130)])

    assert ["LIMIT_UP"] == [move.type for move in stated[1].moves]
    assert ((), ()) == (unstated[0].moves, unstated[0].suspects)
    assert 1 == len(beyond[0].suspects)


def test_a_product_has_its_own_unrest() -> None:
    """With sigmas in its policy a product is measured by its month, for bars and for quotes."""
    closes = [100 + 3 * (day % 2) for day in range(25)]
    policies = MemoryMovePolicies()
    record = recorder(policies=policies)
    policies.put(product_for(bar(0, 1).symbol).symbol, evolve(PLAIN, sigmas=3))
    record([bar(day, close) for day, close in enumerate(closes)])
    calm = [move for move in everything(record) if move.trading_day.toordinal() > MONDAY.toordinal() + 20]
    assert [] == calm

    record([bar(25, 120)])
    told = RecordQuotes(
        **beside(record),
        quotes=FakeQuotes(Quote("ABC", 99, MONDAY + timedelta(days=26), "street", None, None, 120)),
    )([ABC])

    assert [25, 26] == [day for day, _, _ in said(record)][-2:]
    assert ["PRICE_DECREASE"] == [move.type for move in told[0].moves]


def test_a_quote_is_measured_by_what_it_says_of_the_day_before() -> None:
    """Else by the bars: a stated reference of the day, the last close, or nothing on a day that is not comparable."""
    at = MONDAY + timedelta(days=1, hours=12)
    for known, previous, expected in (
        ([bar(0, 100)], 94, 1),
        ([bar(0, 100)], None, 1),
        ([bar(0, 100)], 100, 1),
        ([bar(0, 94)], 94, 0),
        ([bar(0, 100), bar(1, 95, 1, reference=94)], None, 0),
        ([bar(0, 100), bar(1, 95, 1, comparable=False)], None, 0),
        ([], None, 0),
    ):
        record = recorder()
        record(known)
        before = len(everything(record))
        quote = Quote(
            "ABC", 95 if previous != 94 or expected == 0 else 97, at, "street", None, None, previous
        )
        (told,) = RecordQuotes(**beside(record), quotes=FakeQuotes(quote))([ABC])
        assert expected == len(told.moves), (known, previous)
        assert before + expected == len(everything(record))


def test_what_nobody_has_paid_is_no_move() -> None:
    """The middle of what is offered, or the close of the day before, stands in for a price and has not moved."""
    record = recorder()
    record([bar(0, 100)])
    for basis in (PriceBasis.INDICATIVE, PriceBasis.PREVIOUS_CLOSE):
        quote = Quote("ABC", 120, MONDAY + timedelta(days=1), "street", basis=basis)
        (told,) = RecordQuotes(**beside(record), quotes=FakeQuotes(quote))([ABC])
        assert () == told.moves


def test_nobody_asks_for_nothing() -> None:
    """Where nothing is new, nothing is looked at."""

    class Unasked(MemoryBars):
        def around(self, spans: Collection[Any], more: int, limit: int) -> tuple[Bar, ...]:
            raise AssertionError(f"{spans} {more} {limit}")

    record = recorder(bars=Unasked())
    assert () == record([])
    assert () == LookAtBars(**beside(record))()
    assert {} == record.look_at_quotes({})
