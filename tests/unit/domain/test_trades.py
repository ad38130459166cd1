"""Fills as they are reported, trades as they are booked."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.domain.floor import NOW
from tests.unit.domain.junk import refusal
from tests.unit.domain.making import trade
from trading_core.domain.amounts import Price, Quantity
from trading_core.domain.ids import FillId
from trading_core.domain.trades import STATED, Fill, Provenance, Purpose, positive
from trading_core.errors import InvalidValue

BOUNDS = "a number of at most 8 decimals between -1000000000000000 and 1000000000000000"
HERE = NOW.astimezone(timezone(timedelta(hours=8)))


def fill(**changes: object) -> Fill:
    wanted: dict[str, Any] = {"id": "F-1", "price": 10, "quantity": 5, "at": NOW, **changes}
    return Fill(**wanted)


def test_a_fill_reads_what_a_broker_reports() -> None:
    """Without further words a fill belongs to the order itself, at a stated price."""
    report = Fill("F-1", "10.5", 5, HERE)

    assert (FillId("F-1"), Price("10.5"), Quantity(5), NOW) == (
        report.id,
        report.price,
        report.quantity,
        report.at,
    )
    assert (FillId, UTC) == (type(report.id), report.at.tzinfo)
    assert (Purpose.ENTRY, Provenance("stated")) == (report.purpose, report.provenance)


def test_a_fill_of_nothing_is_refused() -> None:
    """Nothing can be traded by trading nothing."""
    assert Decimal("0.00000001") == fill(quantity="0.00000001").quantity.value
    assert InvalidValue("quantity", "0", "a number above zero") == refusal(lambda: fill(quantity=0))


def test_what_must_be_positive_is_named() -> None:
    """The caller says what the quantity is called."""
    assert "part is 0: expected a number above zero." == str(refusal(positive, Quantity(0), "part"))


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("id", "", "1 to 96 visible ASCII characters"),
        ("price", 0, "a number above zero"),
        ("quantity", -1, "a number not below zero"),
        ("at", "now", "a datetime"),
        ("purpose", "entry", "a value of type Purpose"),
        ("purpose", None, "a value of type Purpose"),
        ("provenance", "stated", "a value of type Provenance"),
        ("provenance", None, "a value of type Provenance"),
    ],
)
def test_each_part_of_a_fill_is_judged(name: str, value: object, expected: str) -> None:
    """A report with one wrong part is refused for that part."""
    assert expected == refusal(lambda: fill(**{name: value})).facts["expected"]


def test_a_provenance_needs_a_source_alone() -> None:
    """An unknown age counts as none, and prices that were not known stay away."""
    assert ("feed", Decimal(0), None, None) == (
        Provenance("feed").source,
        Provenance("feed").age_seconds,
        Provenance("feed").bid,
        Provenance("feed").ask,
    )
    assert Provenance("stated") == STATED


def test_a_provenance_reads_its_quote() -> None:
    """Age and prices are read exactly, in this order."""
    known = Provenance("feed", "0.25", 9, "11")

    assert (Decimal("0.25"), Price(9), Price(11)) == (known.age_seconds, known.bid, known.ask)


@pytest.mark.parametrize(
    ("parts", "refused"),
    [
        (("x" * 65,), InvalidValue("source", "'" + "x" * 39 + "...", "at most 64 characters")),
        ((None,), InvalidValue("source", "None", "text")),
        (("feed", "x"), InvalidValue("age_seconds", "'x'", BOUNDS)),
        (("feed", 1, 0), InvalidValue("price", "0", "a number above zero")),
        (("feed", 1, None, 0), InvalidValue("price", "0", "a number above zero")),
    ],
)
def test_each_part_of_a_provenance_is_judged(parts: tuple[Any, ...], refused: InvalidValue) -> None:
    """Where a price came from is kept for ever and is therefore lawful."""
    assert refused == refusal(Provenance, *parts)
    assert "x" * 64 == Provenance("x" * 64).source


@given(st.sampled_from(Purpose), st.integers(1, 10**6), st.integers(1, 10**6), st.integers(0, 100))
def test_a_trade_remembers_the_report_that_it_was_booked_from(
    purpose: Purpose, price: int, quantity: int, age: int
) -> None:
    """The same report again is recognised by being equal to it."""
    provenance = Provenance("feed", age)
    booked = trade("F-7", quantity, price, purpose=purpose, provenance=provenance)

    assert Fill("F-7", price, quantity, NOW, purpose, provenance) == booked.fill


def test_the_time_of_a_trade_is_a_moment_and_its_day_a_day() -> None:
    """The moment is kept in UTC; the trading day is told by the market and is no moment."""
    assert NOW == trade(executed_at=HERE).executed_at
    assert UTC is trade(executed_at=HERE).executed_at.tzinfo
    assert date(2026, 3, 2) == trade(day=date(2026, 3, 2)).day
    assert "a value of type date" == refusal(lambda: trade(day=NOW)).facts["expected"]
    assert "a datetime" == refusal(lambda: trade(executed_at=date(2026, 3, 2))).facts["expected"]
    assert "a value of type Provenance" == refusal(lambda: trade(provenance=None)).facts["expected"]


def test_a_trade_at_another_time_is_another_fill() -> None:
    """A report differs by any of its parts."""
    booked = trade()

    assert booked.fill == Fill(booked.id, booked.price, booked.quantity, NOW)
    assert booked.fill != Fill(booked.id, booked.price, booked.quantity, datetime(2026, 3, 3, tzinfo=UTC))
