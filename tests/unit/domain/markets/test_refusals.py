"""What is refused when a market is put together, word by word."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any

import pytest

from trading_core.domain.markets import (
    Calendar,
    Change,
    Commission,
    FixedOffset,
    LotLaw,
    Market,
    MarketRules,
    PriceLimit,
    Scope,
    SeasonalClock,
    Session,
    SummerTime,
    standard_markets,
)
from trading_core.domain.product import Product, ProductKind
from trading_core.errors import InvalidValue

WRONG: Any = "wrong"
SPRING, AUTUMN = Change(3, 2, time(7)), Change(11, 1, time(6))
NINE = time(9)
RULES = [MarketRules()]
SHARE = Product("A", kind=ProductKind.STOCK)

Make = Callable[[], object]
SMALLEST = "a number above 0 and at most 1000000000000000"

REFUSED: list[tuple[Make, str, str, str]] = [
    (lambda: Product("A", name=" "), "name", "' '", "a name that can be seen"),
    (lambda: Product("A", price_decimals=9), "price_decimals", "9", "a whole number from 0 to 8"),
    (lambda: Product("A", limit_multiple=0), "limit_multiple", "0", "a number above 0 and at most 100"),
    (lambda: Commission(rate=2), "rate", "2", "a number from 0 to 1"),
    (
        lambda: Commission(minimum=20, odd_lot_minimum="20.5"),
        "odd_lot_minimum",
        "20.5",
        "at most 20",
    ),
    (lambda: Commission(minimum="2.5", unit=1), "minimum", "2.5", "a multiple of the unit 1"),
    (lambda: Commission(unit=0), "unit", "0", SMALLEST),
    (lambda: Calendar(holidays=WRONG), "holidays", "'wrong'", "a set of dates"),
    (
        lambda: Calendar(weekend=WRONG),
        "weekend",
        "'wrong'",
        "some days from 0 (Monday) to 6 (Sunday), not all",
    ),
    (lambda: Market("a", RULES, clock=WRONG), "clock", "'wrong'", "a FixedOffset or a SeasonalClock"),
    (
        lambda: Market("a", RULES, day_begins=time(9, tzinfo=UTC)),
        "day_begins",
        "09:00:00+00:00",
        "a time without an offset",
    ),
    (lambda: Market("a", []), "rules", "()", "at least one MarketRules"),
    (lambda: Session(time(9, tzinfo=UTC), NINE), "opens", "09:00:00+00:00", "a time without an offset"),
    (lambda: Session(NINE, time(8)), "closes", "08:00:00", "a time after 09:00:00"),
    (
        lambda: MarketRules(sessions=[Session(NINE, time(11)), Session(time(10), time(12))]),
        "sessions",
        "10:00:00",
        "sessions in order that do not overlap",
    ),
    (lambda: LotLaw(board=1000, odd_step=3), "odd_step", "3", "a step that divides the board lot 1000"),
    (lambda: standard_markets(WRONG), "mode", "'wrong'", "plain or strict"),
    (lambda: PriceLimit(percent=101), "percent", "101", "a number above 0 and at most 100"),
    (lambda: PriceLimit(percent=1, free_days=WRONG), "free_days", "'wrong'", "a whole number from 0 to 366"),
    (lambda: RULES[0].round_to_tick(SHARE, Decimal("NaN"), up=True), "price", "NaN", SMALLEST),
    (lambda: Scope(WRONG), "kinds", "'wrong'", "a set of ProductKind"),
    (lambda: Scope(["stock"]), "kinds", "'stock'", "a set of ProductKind"),
    (lambda: FixedOffset(WRONG), "minutes", "'wrong'", "whole minutes from -840 to 840"),
    (lambda: Change(3, WRONG, NINE), "nth", "'wrong'", "a Sunday from 1 to 4, or 5 for the last"),
    (lambda: Change(13, 1, NINE), "month", "13", "a month from 1 to 12"),
    (lambda: Change(3, 1, time(9, tzinfo=UTC)), "at", "09:00:00+00:00", "a time without an offset"),
    (
        lambda: SummerTime(2007, AUTUMN, SPRING),
        "ends",
        "3",
        "a month after the one in which summer begins",
    ),
    (lambda: SummerTime(WRONG, SPRING, AUTUMN), "since", "'wrong'", "a whole number from 0 to 2199"),
    (lambda: SeasonalClock(0, []), "summers", "()", "at least one law of summer time"),
    (
        lambda: SeasonalClock(0, [SummerTime(2007, SPRING, AUTUMN), SummerTime(2006, SPRING, AUTUMN)]),
        "summers",
        "2006",
        "a year after 2007",
    ),
    (
        lambda: Product("A", listed_on=datetime(2026, 1, 1, tzinfo=UTC)),
        "listed_on",
        "2026-01-01T00:00:00+00:00",
        "a date from 1899-12-01 to 2200-12-31",
    ),
    (lambda: MarketRules(since=WRONG), "since", "'wrong'", "a date from 1899-12-01 to 2200-12-31"),
]


@pytest.mark.parametrize(("make", "field", "found", "expected"), REFUSED)
def test_a_refusal_names_field_finding_and_law(make: Make, field: str, found: str, expected: str) -> None:
    """Whoever writes a market reads what is wrong, what was found and what would do."""
    with pytest.raises(InvalidValue) as refusal:
        make()

    assert InvalidValue(field, found, expected) == refusal.value


@pytest.mark.parametrize("month", [1, 12])
def test_clocks_may_change_in_any_month(month: int) -> None:
    """Bounds belong to what they bound."""
    assert month == Change(month, 1, NINE).month


def test_the_first_day_of_rules_may_be_any_known_day() -> None:
    """The oldest rules may be as old as days are."""
    assert date(1899, 12, 1) == MarketRules(since=date(1899, 12, 1)).since
