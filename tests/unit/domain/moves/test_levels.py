"""Plain moves by worked examples: levels at their exact boundaries, and when they are told again."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal, localcontext

import pytest

from tests.unit.domain.moves.world import (
    ACME,
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
    Detection,
    MovePolicy,
    MoveState,
    MoveType,
    PriceMove,
    detect_moves,
)

TUESDAY = MONDAY + timedelta(days=1)
UP, DOWN = MoveType.PRICE_INCREASE, MoveType.PRICE_DECREASE


@pytest.mark.parametrize(
    ("reference", "last", "expected"),
    [
        ("100", "105", [("PRICE_INCREASE", "5")]),
        ("100", "104.99999999", []),
        ("100", "95", [("PRICE_DECREASE", "5")]),
        ("100", "95.00000001", []),
        ("100", "106.99999999", [("PRICE_INCREASE", "5")]),
        ("100", "107", [("PRICE_INCREASE", "7")]),
        ("100", "90", [("PRICE_DECREASE", "10")]),
        ("0.0000002", "0.00000021", [("PRICE_INCREASE", "5")]),
        ("0.00000021", "0.0000002", []),
        ("952380952380952.38095238", "1000000000000000", [("PRICE_INCREASE", "5")]),
        ("952380952380952.38095239", "1000000000000000", []),
        ("1000000000000000", "950000000000000", [("PRICE_DECREASE", "5")]),
        ("1000000000000000", "950000000000000.00000001", []),
    ],
)
def test_a_level_is_reached_at_its_very_percent(
    reference: str, last: str, expected: list[tuple[str, str]]
) -> None:
    """The threshold is included, and nothing is rounded on the way to it, whatever the thread's precision."""
    with localcontext() as context:
        context.prec = 3
        found = detect_moves(NEVER, quote(last), facts(reference=reference))

    assert expected == brief(found.moves)


def test_a_move_says_everything_about_itself() -> None:
    """Whoever reads it needs neither the state nor the policy to understand it."""
    found = detect_moves(NEVER, quote("105.5"), facts(resumed=True))
    move = PriceMove(
        ACME, UP, MONDAY, Decimal(5), at(), Price(100), Price("105.5"), Decimal(5), "exchange", resumed=True
    )

    assert Detection(MoveState(ACME, MONDAY, at(), None, Price(100), None, [move]), [move], ()) == found
    assert Decimal("5.5") == move.change_percent


def test_a_level_is_told_once_a_day_and_the_next_one_again() -> None:
    """A price that comes and goes is not news; one that goes on is."""
    prices = [105, 104, 105, 106, 107, 105, 107, 112, 111]
    found = watch([(quote(price, minutes), facts()) for minutes, price in enumerate(prices)])

    assert [["5"], [], [], [], ["7"], [], [], ["10"], []] == [
        [str(m.level) for m in one.moves] for one in found
    ]


def test_a_jump_over_levels_is_told_as_the_highest_and_lower_ones_are_not_told_later() -> None:
    """Three messages about one jump would be two too many."""
    found = watch([(quote(108, 0), facts()), (quote(105, 1), facts()), (quote(110, 2), facts())])

    assert [("PRICE_INCREASE", "7"), ("PRICE_INCREASE", "10")] == brief(told(found))


def test_rises_and_falls_of_a_day_are_told_apart() -> None:
    """A day that turns round is two pieces of news."""
    found = watch([(quote(105, 0), facts()), (quote(95, 1), facts()), (quote(105, 2), facts())])

    assert [("PRICE_INCREASE", "5"), ("PRICE_DECREASE", "5")] == brief(told(found))


def test_a_new_day_begins_anew() -> None:
    """The same level is news again on another day, from that day's reference."""
    found = watch(
        [
            (quote(105, 0), facts()),
            (quote(105, 0, TUESDAY), facts(TUESDAY)),
            (quote(110, 1, TUESDAY), facts(TUESDAY, reference=105)),
        ]
    )

    assert [(MONDAY, "5"), (TUESDAY, "5")] == [(move.trading_day, str(move.level)) for move in told(found)]


def test_a_product_of_its_own_unrest_needs_more_than_a_percent() -> None:
    """So many deviations must be reached too, exactly, and what had to be reached is written down."""
    policy, known = MovePolicy(levels=(3, 5), sigmas="1.5"), facts(sigma="2.66666666")
    below, reached = quote("103.99999998"), quote("103.99999999")

    assert () == detect_moves(NEVER, below, known, policy).moves
    found = detect_moves(NEVER, reached, known, policy).moves
    assert [(Decimal(3), Decimal("3.99999999"))] == [(move.level, move.threshold) for move in found]
    assert [("PRICE_INCREASE", "3")] == brief(detect_moves(NEVER, quote(103), facts(), policy).moves)
    assert [("PRICE_INCREASE", "3")] == brief(
        detect_moves(NEVER, quote(103), known, MovePolicy(levels=(3, 5))).moves
    )


def test_a_type_stays_silent_for_its_cooldown_and_speaks_afterwards_if_it_still_can() -> None:
    """What is held back is told by the first observation after the pause that still shows it."""
    policy = MovePolicy(cooldown=timedelta(minutes=10))
    prices = {0: 105, 9: 107, 10: 107, 11: 95, 12: 93, 20: 110, 21: 93}
    found = watch([(quote(price, minutes), facts()) for minutes, price in prices.items()], policy)

    assert [["5"], [], ["7"], ["5"], [], ["10"], ["7"]] == [
        [str(m.level) for m in one.moves] for one in found
    ]


def test_a_cooldown_lasts_over_midnight() -> None:
    """A market that never closes does not repeat itself because its day changed."""
    policy, minutes = MovePolicy(cooldown=timedelta(hours=1)), 22 * 60 + 50
    found = watch(
        [
            (quote(105, minutes), facts()),
            (quote(105, minutes + 30), facts(TUESDAY)),
            (quote(105, minutes + 60), facts(TUESDAY)),
        ],
        policy,
    )

    assert [1, 0, 1] == [len(one.moves) for one in found]


def test_a_cooldown_holds_for_a_bar_that_began_shortly_before() -> None:
    """Times of bars may lie before what was told last, and are as near to it."""
    policy = MovePolicy(cooldown=timedelta(minutes=10))
    near = watch([(quote(105, 20), facts()), (bar(107, 11, open=100), facts())], policy)
    far = watch([(quote(105, 20), facts()), (bar(107, 10, open=100), facts())], policy)

    assert ([1, 0], [1, 1]) == ([len(one.moves) for one in near], [len(one.moves) for one in far])


def test_a_price_that_trembles_around_a_level_needs_to_go_on_to_be_told() -> None:
    """The next level is told only so many points beyond what was told last, exactly."""
    policy = MovePolicy(hysteresis="0.5")
    prices = ["106.9", "107", "107.39999999", "107.4"]
    found = watch([(quote(price, minutes), facts()) for minutes, price in enumerate(prices)], policy)
    falls = watch(
        [(quote(200 - Decimal(price), minutes), facts()) for minutes, price in enumerate(prices)], policy
    )
    other_side = watch([(quote("106.9", 0), facts()), (quote(95, 1), facts())], policy)
    tomorrow = watch([(quote("106.9", 0), facts()), (quote(105, 0, TUESDAY), facts(TUESDAY))], policy)

    assert [1, 0, 0, 1] == [len(one.moves) for one in found] == [len(one.moves) for one in falls]
    assert [1, 1] == [len(one.moves) for one in other_side] == [len(one.moves) for one in tomorrow]


def test_points_gone_on_are_counted_from_each_moves_own_reference() -> None:
    """A reference that is corrected in the middle of a day changes what a point is."""
    policy = MovePolicy(hysteresis=1)
    found = watch(
        [
            (quote(105, 0), facts()),
            (quote(214, 1), facts(reference=200)),
            (quote("211.99999999", 2), facts(reference=200)),
        ],
        policy,
    )

    assert [("PRICE_INCREASE", "5"), ("PRICE_INCREASE", "7")] == brief(told(found))
    assert [] == told(
        watch(
            [(quote("211.99999999", 1), facts(reference=200))],
            MovePolicy(levels=(5, "5.9"), hysteresis=1),
            found[0].state,
        )
    )
