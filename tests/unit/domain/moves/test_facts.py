"""The facts of a day, given or taken from the days before it."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.domain.moves.world import LIMITS, MONDAY, bar, facts
from tests.unit.domain.technical.asking import asked, refusal
from trading_core.domain.amounts import Price
from trading_core.domain.exact import MAX_VALUE
from trading_core.domain.moves import (
    DayFacts,
    facts_after,
)
from trading_core.domain.technical import volatility

HUGE = "a number from 0 to 1000000000000000"
ENDS = "the lowest and the highest Price of the day, or None"


def test_facts_need_nothing_but_a_day() -> None:
    """What is not known is None, and bars are said by nobody in particular."""
    bare = DayFacts(trading_day=MONDAY)

    assert (None, None, None, None, None) == (
        bare.reference,
        bare.limits,
        bare.open,
        bare.sigma,
        bare.average_volume,
    )
    assert (True, False, "bars") == (bare.comparable, bare.resumed, bare.source)
    assert (Price(5), Price(5)) == facts(limits=(Price(5), Price(5))).limits


@pytest.mark.parametrize(
    ("wrong", "field", "found", "wanted"),
    [
        ({"trading_day": None}, "trading_day", "None", "a date from 1899-12-01 to 2200-12-31"),
        ({"reference": 0}, "price", "0", "a number above zero"),
        ({"open": -1}, "price", "-1", "a number above zero"),
        ({"comparable": None}, "comparable", "None", "a value of type bool"),
        ({"resumed": 0}, "resumed", "0", "a value of type bool"),
        ({"sigma": -1}, "sigma", "-1", HUGE),
        ({"average_volume": -1}, "average_volume", "-1", HUGE),
        ({"source": None}, "source", "None", "text"),
        ({"limits": 5}, "limits", "5", ENDS),
        ({"limits": (Price(1), 2)}, "limits", "a value of type tuple", ENDS),
        ({"limits": (Price(1),)}, "limits", "a value of type tuple", ENDS),
        ({"limits": (Price(1), Price(2), Price(3))}, "limits", "a value of type tuple", ENDS),
        ({"limits": (Price(2), Price(1))}, "limits", "1", "a highest price not below the lowest 2"),
    ],
)
def test_facts_are_refused_part_by_part(
    wrong: dict[str, object], field: str, found: str, wanted: str
) -> None:
    """Wrong facts would measure every price of the day wrongly."""
    assert (field, found, wanted) == refusal(asked(DayFacts, **{"trading_day": MONDAY, **wrong}))


def test_facts_after_a_history_take_its_last_close_and_its_last_month() -> None:
    """Sigma needs one row more than the average volume, since a change needs two closes."""
    history = [bar(100 + day % 3, 60 * day, volume=10 * day) for day in range(22)]
    closes = [row.close.value for row in history]
    found = facts_after(history, MONDAY)

    assert facts(reference=100, sigma=volatility(closes, 20), average_volume=Decimal(115)) == found
    assert volatility(closes[1:], 20) == facts_after(history[1:], MONDAY).sigma
    short = facts_after(history[2:], MONDAY)
    assert (None, Decimal(115)) == (short.sigma, short.average_volume)
    shorter = facts_after(history[3:], MONDAY)
    assert (None, None, Price(100)) == (shorter.sigma, shorter.average_volume, shorter.reference)


def test_facts_after_a_history_keep_what_the_caller_knows_better() -> None:
    """The exchange's reference, limits and pauses are not computed from bars."""
    history = [bar(100, 0), None, bar(101, 60), bar(102, 120)]
    found = facts_after(
        history,
        MONDAY,
        reference=Price(99),
        comparable=False,
        limits=LIMITS,
        resumed=True,
        source="exchange",
        days=2,
    )

    assert (Price(99), False, LIMITS, True, "exchange") == (
        found.reference,
        found.comparable,
        found.limits,
        found.resumed,
        found.source,
    )
    assert volatility([Decimal(100), Decimal(101), Decimal(102)], 2) == found.sigma
    assert Decimal(0) == found.average_volume


def test_facts_after_nothing_know_nothing() -> None:
    """A product's first day has no reference but the one that is given."""
    assert DayFacts(trading_day=MONDAY) == facts_after([], MONDAY)
    assert DayFacts(trading_day=MONDAY, reference=5) == facts_after([], MONDAY, reference=Price(5))


@given(st.lists(st.decimals(0, MAX_VALUE, places=8), min_size=3, max_size=3))
def test_the_average_volume_is_rounded_half_to_even(volumes: list[Decimal]) -> None:
    """To eight decimals, once."""
    found = facts_after(
        [bar(1, n, volume=each) for n, each in enumerate(volumes)], MONDAY, days=3
    ).average_volume

    assert found is not None
    assert round(sum(map(Fraction, volumes), Fraction(0)) / 3, 8) == Fraction(found)


def test_a_history_from_one_end_of_prices_to_the_other_has_the_highest_sigma_there_is() -> None:
    """Lawful bars never make unlawful facts."""
    wild = [bar("0.00000001", 0), bar(10**15, 1), bar("0.00000001", 2)]

    assert MAX_VALUE == facts_after(wild, MONDAY, days=2).sigma


@pytest.mark.parametrize(
    ("call", "field"),
    [
        (asked(facts_after, None, MONDAY), "bars"),
        (asked(facts_after, [bar(1, 1), bar(1, 0)], MONDAY), "bars"),
        (asked(facts_after, [], None), "trading_day"),
        (asked(facts_after, [], MONDAY, days=1), "days"),
        (asked(facts_after, [], MONDAY, reference="x"), "price"),
    ],
)
def test_a_history_that_is_none_is_refused_by_name(call: Callable[[], object], field: str) -> None:
    """The refusal names the argument."""
    assert field == refusal(call)[0]
