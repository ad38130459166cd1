"""Which observations count, and what they are measured by."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from attrs import evolve

from tests.unit.domain.moves.world import (
    MONDAY,
    NEVER,
    at,
    bar,
    brief,
    facts,
    quote,
    told,
    watch,
)
from tests.unit.domain.technical.asking import asked, refusal
from trading_core.domain.amounts import Price
from trading_core.domain.moves import (
    Detection,
    MoveState,
    detect_moves,
)
from trading_core.domain.quotes import Quote

TUESDAY = MONDAY + timedelta(days=1)


def test_a_quote_of_a_day_that_has_passed_is_ignored_however_new_it_is() -> None:
    """Yesterday's late news must not be measured, nor bring yesterday back."""
    monday = detect_moves(NEVER, bar(100, 0, TUESDAY), facts(TUESDAY)).state
    late = detect_moves(monday, quote(120, 5), facts())

    assert (monday, ()) == (late.state, late.moves)


def test_an_observation_that_is_not_newer_is_ignored() -> None:
    """The same moment with another price is no second observation."""
    seen = detect_moves(NEVER, quote(100, 5), facts()).state

    for late in (quote(120, 5), quote(120, 4)):
        assert Detection(seen) == detect_moves(seen, late, facts())
    assert [("PRICE_INCREASE", "10")] == brief(detect_moves(seen, quote(120, 6), facts()).moves)


def test_bars_and_quotes_have_times_of_their_own_and_one_memory() -> None:
    """A day's bar begins before the day's quotes, comes after them, and repeats none of their news."""
    found = watch(
        [
            (quote(105, 30), facts()),
            (bar(106, 0, open=100, volume=300), facts(average_volume=100)),
            (bar(107, 0), facts()),
            (bar(107, 1), facts()),
        ]
    )

    assert [["PRICE_INCREASE"], ["VOLUME_SPIKE"], [], ["PRICE_INCREASE"]] == [
        [str(move.type) for move in one.moves] for one in found
    ]


def test_the_reference_of_the_facts_is_the_exchanges_own_word() -> None:
    """On an ex-dividend day the previous close is not what the day is measured by."""
    ex_dividend = quote(95, previous_close=100)

    assert () == detect_moves(NEVER, ex_dividend, facts(reference="95.5")).moves
    assert [("PRICE_DECREASE", "5")] == brief(detect_moves(NEVER, ex_dividend, facts(reference=None)).moves)


def test_the_reference_once_known_serves_the_rest_of_the_day_only() -> None:
    """A quote without a previous close is measured by the one before, but not by yesterday's."""
    known = detect_moves(NEVER, quote(100, 0, previous_close=100), facts(reference=None)).state
    later = detect_moves(known, quote(105, 1), facts(reference=None))
    tomorrow = detect_moves(known, quote(120, 0, TUESDAY), facts(TUESDAY, reference=None))

    assert [("PRICE_INCREASE", "5")] == brief(later.moves)
    assert ((), None) == (tomorrow.moves, tomorrow.state.reference)


def test_without_a_reference_nothing_is_measured() -> None:
    """The last tick is no reference, however far the next one is from it."""
    found = watch([(quote(100, 0), facts(reference=None)), (quote(150, 1), facts(reference=None))])

    assert [] == told(found)
    assert (MONDAY, at(1), None) == (found[1].state.day, found[1].state.last_quote, found[1].state.reference)


def test_what_is_not_comparable_is_not_measured() -> None:
    """After a split the last close is on another scale, and half the price is no fall."""
    split = detect_moves(
        NEVER, bar(50, volume=900), facts(comparable=False, average_volume=100, limits=(Price(50), Price(60)))
    )
    later = detect_moves(split.state, bar(50, 1), facts(reference=None))

    assert ((), None) == (split.moves, split.state.reference)
    assert () == later.moves


def test_a_state_belongs_to_one_product() -> None:
    """Another product's price would be told as this one's move."""
    other = evolve(quote(105), symbol="OTHER")

    assert ("symbol", "'OTHER'", "ACME") == refusal(asked(detect_moves, NEVER, other, facts()))


@pytest.mark.parametrize("day", [date(2026, 2, 28), date(2026, 3, 4)])
def test_the_facts_of_another_day_are_refused(day: date) -> None:
    """They would measure by another day's reference; the neighbouring days may be those of another clock."""
    expected = ("trading_day", day.isoformat(), f"the trading day of {at().isoformat()}")

    assert expected == refusal(asked(detect_moves, NEVER, quote(105), facts(day)))
    for near in (date(2026, 3, 1), date(2026, 3, 3)):
        assert near == detect_moves(NEVER, quote(105), facts(near)).state.day


@pytest.mark.parametrize(
    ("arguments", "field", "wanted"),
    [
        ((7, quote(1), facts()), "state", "a value of type MoveState"),
        ((NEVER, 7, facts()), "seen", "a Quote or a Bar"),
        ((NEVER, quote(1), 7), "facts", "a value of type DayFacts"),
        ((NEVER, quote(1), facts(), 7), "policy", "a value of type MovePolicy"),
    ],
)
def test_what_is_no_observation_is_refused_by_name(
    arguments: tuple[object, ...], field: str, wanted: str
) -> None:
    """The refusal names the argument and what is expected there."""
    assert (field, "7", wanted) == refusal(asked(detect_moves, *arguments))


def test_a_detection_is_made_of_its_parts() -> None:
    """What is no state, move or suspect does not come out as one."""
    wrong = [asked(Detection, None), asked(Detection, NEVER, [None]), asked(Detection, NEVER, (), [None])]

    assert ["state", "moves", "suspects"] == [refusal(call)[0] for call in wrong]


def test_a_symbol_without_history_is_seen_for_the_first_time() -> None:
    """A blank state needs a symbol and nothing else."""
    first = detect_moves(MoveState("2330"), Quote("2330", 100, at(), "exchange"), facts())

    assert ("2330", MONDAY, ()) == (first.state.symbol, first.state.day, first.moves)
