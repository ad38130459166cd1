"""Gaps, limits, volume and prices that cannot be, at their exact boundaries."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest

from tests.unit.domain.moves.world import (
    ACME,
    LIMITS,
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
from trading_core.domain.amounts import Price
from trading_core.domain.moves import (
    MovePolicy,
    MoveState,
    MoveType,
    SuspectPrice,
    detect_moves,
)

TUESDAY = MONDAY + timedelta(days=1)


@pytest.mark.parametrize(
    ("first", "expected"),
    [
        (103, [("GAP_UP", "3")]),
        ("102.99999999", []),
        (97, [("GAP_DOWN", "3")]),
        ("97.00000001", []),
    ],
)
def test_a_gap_lies_between_the_reference_and_the_open(
    first: object, expected: list[tuple[str, str]]
) -> None:
    """A bar brings its open, for a quote the facts do; the price of the move is the open itself."""
    of_bar = detect_moves(NEVER, bar(100, open=first), facts()).moves
    of_quote = detect_moves(NEVER, quote(100), facts(open=first)).moves

    assert expected == brief(of_bar) == brief(of_quote)
    assert [(Price(Decimal(str(first))), Decimal(3))] * len(expected) == [
        (m.price, m.threshold) for m in of_bar
    ]


def test_only_the_first_bar_of_a_day_opens_it() -> None:
    """The open of an hour in the middle of the day is no gap, unless the day opened there."""
    found = watch([(bar(100, 0), facts()), (bar(100, 60, open=104), facts())])
    stated = watch([(bar(100, 0), facts()), (bar(100, 60), facts(open=104))])
    tomorrow = watch([(bar(100, 0), facts()), (bar(100, 0, TUESDAY, open=104), facts(TUESDAY))])

    assert [] == told(found)
    assert [("GAP_UP", "3")] == brief(told(stated)) == brief(told(tomorrow))
    assert Price(100) == found[1].state.open


def test_an_open_that_later_limits_make_impossible_is_no_gap() -> None:
    """The limits of a day may be known only after its open; they are right then all the same."""
    for first in (89, 111):
        opened = detect_moves(NEVER, bar(100, open=first), facts(reference=None)).state
        assert () == detect_moves(opened, quote(100), facts(limits=LIMITS)).moves
    for first, kind in ((90, "GAP_DOWN"), (110, "GAP_UP")):
        opened = detect_moves(NEVER, bar(100, open=first), facts(reference=None)).state
        assert [(kind, "3")] == brief(detect_moves(opened, quote(100), facts(limits=LIMITS)).moves)


def test_reaching_a_limit_is_told_whatever_the_percent() -> None:
    """The limit of that day counts, and it is reached at its very price."""
    narrow = (Price(99), Price(101))

    assert [("LIMIT_UP", "0")] == brief(detect_moves(NEVER, quote(101), facts(limits=narrow)).moves)
    assert [("LIMIT_DOWN", "0")] == brief(detect_moves(NEVER, quote(99), facts(limits=narrow)).moves)
    assert () == detect_moves(NEVER, quote("100.99999999"), facts(limits=narrow)).moves
    assert () == detect_moves(NEVER, quote("99.00000001"), facts(limits=narrow)).moves
    assert () == detect_moves(NEVER, quote(101), facts(limits=narrow), MovePolicy(limits=False)).moves


def test_a_bar_has_touched_a_limit_with_its_extremes_and_moved_to_its_close() -> None:
    """A day that touched both limits and closed where it began has moved nowhere."""
    wild = detect_moves(NEVER, bar(100, high=110, low=90), facts(limits=LIMITS)).moves

    assert [("LIMIT_UP", "0"), ("LIMIT_DOWN", "0")] == brief(wild)
    assert [(Price(110), Decimal(0)), (Price(90), Decimal(0))] == [(m.price, m.threshold) for m in wild]


def test_a_day_that_opened_at_its_limit_has_touched_it() -> None:
    """The open was traded, so a quote later in the day tells of it too."""
    high = detect_moves(NEVER, quote(100), facts(limits=LIMITS, open=110)).moves
    low = detect_moves(NEVER, bar(100, open=100), facts(limits=LIMITS, open=90)).moves

    assert [("GAP_UP", "3"), ("LIMIT_UP", "0")] == brief(high)
    assert [("GAP_DOWN", "3"), ("LIMIT_DOWN", "0")] == brief(low)


@pytest.mark.parametrize(
    ("close", "volume", "average", "expected"),
    [
        ("101", 300, 100, [("VOLUME_SPIKE", "3")]),
        ("99", 300, 100, [("VOLUME_SPIKE", "3")]),
        ("101", "299.99999999", 100, []),
        ("100.99999999", 300, 100, []),
        ("101", 300, None, []),
        ("101", 300, 0, []),
        ("101", 0, 100, []),
    ],
)
def test_a_spike_is_heavy_volume_that_moved_the_price(
    close: str, volume: object, average: object, expected: list[tuple[str, str]]
) -> None:
    """Three times the average with one percent, both included; of no average nothing is a multiple."""
    found = detect_moves(NEVER, bar(close, volume=volume), facts(average_volume=average)).moves

    assert expected == brief(found)
    assert [(Price(close), Decimal(3), "bars")] * len(expected) == [
        (m.price, m.threshold, m.source) for m in found
    ]


def test_a_quote_has_no_volume_and_so_no_spike() -> None:
    """What a quote does not say is not guessed."""
    assert () == detect_moves(NEVER, quote(101), facts(average_volume=100)).moves


def test_every_kind_can_be_turned_off() -> None:
    """A policy of nothing tells nothing."""
    off = MovePolicy(levels=(), gap=None, volume_multiple=None, limits=False)
    wild = bar(110, open=90, volume=900)

    assert () == detect_moves(NEVER, wild, facts(limits=LIMITS, average_volume=100), off).moves
    assert ["PRICE_INCREASE", "GAP_DOWN", "LIMIT_UP", "LIMIT_DOWN", "VOLUME_SPIKE"] == [
        str(move.type) for move in detect_moves(NEVER, wild, facts(limits=LIMITS, average_volume=100)).moves
    ]


def test_a_price_beyond_the_limits_is_suspect_and_no_move() -> None:
    """Nobody could have traded there, so the whole row is doubted, told once a side, and teaches nothing."""
    found = watch(
        [
            (quote("110.00000001", 0, previous_close=100), facts(reference=None, limits=LIMITS)),
            (quote(120, 1), facts(limits=LIMITS)),
            (bar(100, 0, low=89), facts(limits=LIMITS)),
            (quote(89, 2), facts(limits=LIMITS)),
            (quote(110, 3), facts(limits=LIMITS)),
        ]
    )
    above = SuspectPrice(ACME, MONDAY, at(0), "110.00000001", 110, "exchange")
    below = SuspectPrice(ACME, MONDAY, at(0), 89, 90, "bars")

    assert [(above,), (), (below,), (), ()] == [one.suspects for one in found]
    assert MoveState(ACME, MONDAY, at(0), suspects=[above]) == found[0].state
    assert (above, below) == found[3].state.suspects
    assert at(2) == found[3].state.last_quote
    assert [("PRICE_INCREASE", "10"), ("LIMIT_UP", "0")] == brief(told(found))


def test_both_sides_of_one_bar_may_be_suspect_and_the_next_day_forgets_it() -> None:
    """Each side is its own piece of wrong data, each day again."""
    mad = detect_moves(NEVER, bar(100, high=111, low=89), facts(limits=LIMITS))
    again = detect_moves(mad.state, bar(100, 0, TUESDAY, high=111), facts(TUESDAY, limits=LIMITS))

    assert [(Price(89), Price(90), False), (Price(111), Price(110), True)] == [
        (suspect.price, suspect.limit, suspect.above) for suspect in mad.suspects
    ]
    assert again.suspects == again.state.suspects
    assert [(TUESDAY, Price(111))] == [(suspect.trading_day, suspect.price) for suspect in again.suspects]


def test_an_open_beyond_the_limits_makes_the_row_suspect() -> None:
    """A row whose open cannot be is not trusted with its last price either."""
    found = detect_moves(NEVER, quote(105), facts(limits=LIMITS, open=111))

    assert ((), [Price(111)]) == (found.moves, [suspect.price for suspect in found.suspects])
    assert found.state.open is None


def test_the_kinds_of_moves_are_the_words_that_clients_filter_by() -> None:
    """They are written in capitals, in every answer."""
    assert [
        "PRICE_INCREASE",
        "PRICE_DECREASE",
        "GAP_UP",
        "GAP_DOWN",
        "LIMIT_UP",
        "LIMIT_DOWN",
        "VOLUME_SPIKE",
    ] == [str(kind) for kind in MoveType]
