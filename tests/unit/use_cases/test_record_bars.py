"""Keeping bars and telling once what is significant in them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

import pytest
from attrs import evolve

from trading_core.domain.markets import standard_markets
from trading_core.domain.moves import MoveType
from trading_core.domain.product import product_for
from trading_core.domain.quotes import Bar
from trading_core.errors import NotFound
from trading_core.ports.moves import MoveFilter, MovePage
from trading_core.testing import MemoryBars, MemoryMovePolicies, MemoryMoves, MemoryProducts, MemoryStore
from trading_core.testing.contracts.tour import MONDAY
from trading_core.use_cases.record_bars import RecordBars


def bar(day: int, close: int, hour: int = 0, symbol: str = "ABC") -> Bar:
    at = MONDAY + timedelta(days=day, hours=hour)
    return Bar(symbol, at, close, close, close, close, 1000)


def recorder() -> RecordBars:
    products = MemoryProducts(MemoryStore())
    return RecordBars(MemoryBars(), MemoryMoves(), products, MemoryMovePolicies(), standard_markets())


def test_a_move_against_the_day_before_is_told_once() -> None:
    """A rise is told by the first bar that shows it and by no other, however often it is recorded."""
    record = recorder()
    first = record([bar(0, 100), bar(1, 106, 1)])
    again = record([bar(1, 106, 1), bar(1, 106, 2)])

    assert [True, True, False, True] == [outcome.new for outcome in (*first, *again)]
    told = [move.type for outcome in first for move in outcome.moves]
    assert [MoveType.PRICE_INCREASE, MoveType.GAP_UP] == told
    assert [(), ()] == [outcome.moves for outcome in again]
    assert len(told) == record.moves.count(MoveFilter(), 100)


def test_bars_are_looked_at_in_the_order_of_time() -> None:
    """A batch that comes backwards tells what it would have told forwards, each at its own bar."""
    backwards = recorder()([bar(2, 90), bar(1, 100), bar(0, 100)])

    assert [2, 0, 0] == [len(outcome.moves) for outcome in backwards]
    assert {MoveType.PRICE_DECREASE, MoveType.GAP_DOWN} == {move.type for move in backwards[0].moves}


def test_a_day_is_measured_by_the_last_bar_of_the_day_before() -> None:
    """Within a day a price drifts; what counts is where the day before ended."""
    outcomes = recorder()([bar(0, 100, 0), bar(0, 120, 1), bar(1, 121, 0)])

    assert [0, 0, 0] == [len(outcome.moves) for outcome in outcomes]


def test_products_are_told_apart() -> None:
    """The move of one product says nothing of another."""
    record = recorder()
    record([bar(0, 100), bar(0, 100, symbol="XYZ"), bar(1, 106), bar(1, 101, symbol="XYZ")])

    assert {"ABC"} == {move.symbol for move in record.moves.find(MoveFilter(), MovePage())}


def test_a_repeated_bar_within_a_batch_is_one_bar() -> None:
    """The first of two bars of one start stands."""
    first = bar(0, 100)
    outcomes = recorder()([first, first, bar(0, 200), bar(1, 100)])

    assert [True, False, False, True] == [outcome.new for outcome in outcomes]
    assert [0, 0, 0, 0] == [len(outcome.moves) for outcome in outcomes]


def test_new_bars_are_known_by_what_they_say() -> None:
    """A store may return what it has written and read back; it is the same bar."""

    class Copying(MemoryBars):
        def append(self, bars: Sequence[Bar]) -> tuple[Bar, ...]:
            return tuple(evolve(bar) for bar in super().append(bars))

    outcomes = evolve(recorder(), bars=Copying())([bar(0, 100), bar(0, 300), bar(1, 120)])

    assert [True, False, True] == [outcome.new for outcome in outcomes]
    assert 2 == len(outcomes[2].moves)


def test_a_product_of_an_unknown_market_is_refused_before_anything_is_kept() -> None:
    """Whose day it is nobody knows, so nothing is measured and nothing kept."""
    record = recorder()
    record.products.put(evolve(product_for(bar(0, 1).symbol), market="mars"))
    with pytest.raises(NotFound):
        record([bar(0, 100)])

    assert () == record.bars.latest_of_all()
