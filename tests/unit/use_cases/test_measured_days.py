"""By what a day is measured: what it states, what was told of it, and what its product is used to."""

from __future__ import annotations

from collections.abc import Collection
from datetime import timedelta
from typing import Any

from attrs import evolve

from tests.unit.use_cases.looked_at import ABC, PLAIN, bar, beside, everything, recorder, said
from trading_core.domain.markets import MarketMode, standard_markets
from trading_core.domain.moves import MovePolicy
from trading_core.domain.product import product_for
from trading_core.domain.quotes import Bar, PriceBasis, Quote
from trading_core.testing import (
    FakeQuotes,
    MemoryBars,
    MemoryMovePolicies,
)
from trading_core.testing.contracts.tour import MONDAY
from trading_core.use_cases.look_at_bars import LookAtBars
from trading_core.use_cases.record_quotes import RecordQuotes


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
