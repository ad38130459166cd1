"""The best four points, against their rules written down once more."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.domain.technical import oracle
from tests.unit.domain.technical.asking import asked, refusal
from tests.unit.domain.technical.rows import bar, bars, closing
from trading_core.domain.quotes import Bar
from trading_core.domain.technical import (
    BestFourPoint,
    BiasPivot,
    Decision,
    FourPointReason,
    Gate,
    best_four_point,
)
from trading_core.domain.words import Side
from trading_core.errors import NotEnoughData


@given(bars(), st.sampled_from([0, 2, 2, 8]))
def test_the_reasons_of_both_sides_are_those_of_the_rules(rows: Sequence[Bar], decimals: int) -> None:
    """Every reason stands if and only if its rule holds, in the order in which the rules are told."""
    found = best_four_point(rows, decimals=decimals)

    assert oracle.labels(rows, decimals) == (
        [reason.chinese for reason in found.buy_reasons],
        [reason.chinese for reason in found.sell_reasons],
    )


@given(bars(most=20), st.sampled_from([2, 8]))
def test_the_pivots_are_those_of_the_last_five_biases(rows: Sequence[Bar], decimals: int) -> None:
    """Each side looks at the same five numbers for its own extreme."""
    found, sample = best_four_point(rows, decimals=decimals), oracle.biases(rows, decimals)

    assert sample == [Fraction(value) for value in found.buy_pivot.sample]
    assert found.buy_pivot.sample == found.sell_pivot.sample
    assert min(sample) == Fraction(found.buy_pivot.value)
    assert max(sample) == Fraction(found.sell_pivot.value)
    assert len(sample) - 1 - sample.index(min(sample)) == found.buy_pivot.offset
    assert len(sample) - 1 - sample.index(max(sample)) == found.sell_pivot.offset
    assert oracle.turned_up(sample) == found.buy_pivot.holds
    assert oracle.turned_down(sample) == found.sell_pivot.holds


@given(bars())
def test_without_a_gate_any_reason_decides_and_buying_wins(rows: Sequence[Bar]) -> None:
    """This is the verdict that users of twstock know."""
    buy, sell = oracle.labels(rows)
    found = best_four_point(rows)

    assert ("buy" if buy else "sell" if sell else "none") == found.decision
    assert (buy or sell) == [reason.chinese for reason in found.reasons]


@given(bars(least=10, most=20))
def test_the_gate_of_the_pivot_silences_a_side_whose_bias_has_not_turned(rows: Sequence[Bar]) -> None:
    """This is what the rules say: a reason and a turn on the same side."""
    (buy, sell), sample = oracle.labels(rows), oracle.biases(rows)
    buys, sells = buy and oracle.turned_up(sample), sell and oracle.turned_down(sample)
    found = best_four_point(rows, Gate.PIVOT)

    assert ("buy" if buys else "sell" if sells else "none") == found.decision
    assert (buy if buys else sell if sells else []) == [reason.chinese for reason in found.reasons]
    assert (buy, sell) == (
        [reason.chinese for reason in found.buy_reasons],
        [reason.chinese for reason in found.sell_reasons],
    )


def test_a_turn_on_either_side_opens_the_gate() -> None:
    """A fall that slows down lets a buyer speak, a rise that slows down a seller."""
    falling = closing(50, 50, 50, 50, 49, 48, 46, 43, 39, 37, 37)
    rising = closing(*(100 - close for close in (50, 50, 50, 50, 49, 48, 46, 43, 39, 37, 37)))
    fall, rise = (
        [*falling[:-1], evolve(falling[-1], open=36, low=36, volume=2000)],
        [*rising[:-1], evolve(rising[-1], open=64, high=64, volume=2000)],
    )

    assert Decision.BUY is best_four_point(fall, Gate.PIVOT).decision
    assert Decision.SELL is best_four_point(rise, Gate.PIVOT).decision
    assert Decision.NONE is best_four_point(falling, Gate.PIVOT).decision
    assert Decision.SELL is best_four_point(falling).decision


def test_flat_prices_speak_for_nothing() -> None:
    """No reason is no verdict, and the gate has nothing to hold back."""
    flat = best_four_point(closing(*[10] * 12))

    assert (Decision.NONE, (), (), ()) == (flat.decision, flat.reasons, flat.buy_reasons, flat.sell_reasons)


def test_shrinking_volume_looks_at_the_open_of_the_day_before() -> None:
    """The reason is named after the price not falling, and yet the day before's close plays no part."""
    calm = [bar(day, 10, volume=3000) for day in range(6)]
    above_open = [*calm, bar(6, 12, opened=9, volume=2000), bar(7, 10, volume=1000)]
    below_open = [*calm, bar(6, 8, opened=11, volume=2000), bar(7, 10, volume=1000)]

    assert FourPointReason.LIGHTER_AND_NOT_DOWN in best_four_point(above_open).buy_reasons
    assert FourPointReason.LIGHTER_AND_DOWN in best_four_point(below_open).sell_reasons


def test_a_day_that_closes_where_it_opened_speaks_for_neither_side() -> None:
    """However heavy its volume or the day before, level is neither up nor down."""
    calm = [bar(day, 10, volume=2000) for day in range(6)]

    for volume in (3000, 1000):
        level = best_four_point([*calm, bar(6, 10, volume=volume)])
        assert ((), ()) == (level.buy_reasons, level.sell_reasons)


def test_six_rows_are_enough_and_five_are_not() -> None:
    """The long average needs six; the refusal says how many there were."""
    rows = closing(1, 2, 3, 4, 5, 6)

    assert Decision.BUY is best_four_point(rows).decision
    with pytest.raises(NotEnoughData) as refused:
        best_four_point(rows[1:])
    assert (6, 5) == (refused.value.needed, refused.value.given)


def test_days_without_a_price_are_no_rows() -> None:
    """A suspended day changes neither the averages nor the count."""
    rows = closing(1, 2, 3, 4, 5, 6)

    assert best_four_point(rows) == best_four_point(iter([None, *rows[:3], None, *rows[3:], None]))
    with pytest.raises(NotEnoughData) as refused:
        best_four_point([None, *rows[:5], None])
    assert (6, 5) == (refused.value.needed, refused.value.given)


def test_prices_in_small_steps_need_more_decimals() -> None:
    """Averages in cents cannot tell the rates of a currency pair apart; averages in its own scale can."""
    rates = closing("1.0851", "1.0852", "1.0853", "1.0854", "1.0855", "1.0856")

    assert Decision.NONE is best_four_point(rates).decision
    assert (FourPointReason.AVERAGE_ABOVE,) == best_four_point(rates, decimals=5).buy_reasons


def test_every_reason_has_its_names_and_its_side() -> None:
    """The words that are shown are those that traders know."""
    assert [
        ("heavier_and_up", "buy", "量大收紅", "volume grew and the close is above the open"),
        ("lighter_and_not_down", "buy", "量縮價不跌", "volume shrank and the close is above the open before"),
        ("average_turned_up", "buy", "三日均價由下往上", "the three-day average turned up"),
        (
            "average_above",
            "buy",
            "三日均價大於六日均價",
            "the three-day average is above the six-day average",
        ),
        ("heavier_and_down", "sell", "量大收黑", "volume grew and the close is below the open"),
        ("lighter_and_down", "sell", "量縮價跌", "volume shrank and the close is below the open before"),
        ("average_turned_down", "sell", "三日均價由上往下", "the three-day average turned down"),
        (
            "average_below",
            "sell",
            "三日均價小於六日均價",
            "the three-day average is below the six-day average",
        ),
    ] == [(str(reason), str(reason.side), reason.chinese, reason.english) for reason in FourPointReason]


ROWS = closing(1, 2, 3, 4, 5, 6)
BUYS, SELLS = (FourPointReason.AVERAGE_ABOVE,), (FourPointReason.AVERAGE_BELOW,)
TO_BUY, TO_SELL = BiasPivot(Side.BUY, [Decimal(1)]), BiasPivot(Side.SELL, [Decimal(1)])


@pytest.mark.parametrize(
    ("call", "field", "found", "wanted"),
    [
        (asked(best_four_point, 7), "bars", "7", "a sequence of bars"),
        (asked(best_four_point, "bars"), "bars", "'bars'", "a sequence of bars"),
        (asked(best_four_point, [1]), "bars", "1", "a value of type Bar"),
        (
            asked(best_four_point, [*ROWS[:5], evolve(ROWS[5], symbol="2317")]),
            "bars",
            "'2317'",
            "bars of 2330 alone",
        ),
        (
            asked(best_four_point, [*ROWS[:5], evolve(ROWS[5], start=ROWS[4].start)]),
            "bars",
            ROWS[4].start.isoformat(),
            "the oldest bar first and no start twice",
        ),
        (
            asked(best_four_point, [*ROWS[:5], evolve(ROWS[5], start=ROWS[0].start + timedelta(hours=1))]),
            "bars",
            "2026-01-05T02:00:00+00:00",
            "the oldest bar first and no start twice",
        ),
        (asked(best_four_point, ROWS, "twstock"), "gate", "'twstock'", "a value of type Gate"),
        (asked(best_four_point, ROWS, decimals=9), "decimals", "9", "a whole number from 0 to 8"),
        (asked(BiasPivot, Side.BUY, ()), "sample", "0", "1 to 5 numbers"),
        (asked(BiasPivot, Side.BUY, (Decimal(1),) * 6), "sample", "6", "1 to 5 numbers"),
        (asked(BiasPivot, Side.BUY, None), "sample", "None", "a sequence of numbers"),
        (asked(BiasPivot, "buy", (Decimal(1),)), "side", "'buy'", "a value of type Side"),
        (
            asked(BestFourPoint, Gate.PIVOT, SELLS, (), TO_BUY, TO_SELL),
            "buy_reasons",
            "'average_below'",
            "reasons to buy",
        ),
        (
            asked(BestFourPoint, Gate.PIVOT, BUYS, BUYS, TO_BUY, TO_SELL),
            "sell_reasons",
            "'average_above'",
            "reasons to sell",
        ),
        (
            asked(BestFourPoint, Gate.PIVOT, BUYS, SELLS, TO_SELL, TO_SELL),
            "buy_pivot",
            "'sell'",
            "the pivot to buy",
        ),
        (
            asked(BestFourPoint, Gate.PIVOT, BUYS, SELLS, TO_BUY, TO_BUY),
            "sell_pivot",
            "'buy'",
            "the pivot to sell",
        ),
        (
            asked(BestFourPoint, Gate.PIVOT, BUYS, SELLS, None, TO_SELL),
            "buy_pivot",
            "None",
            "a value of type BiasPivot",
        ),
        (
            asked(BestFourPoint, Gate.PIVOT, BUYS, SELLS, TO_BUY, 1),
            "sell_pivot",
            "1",
            "a value of type BiasPivot",
        ),
        (
            asked(BestFourPoint, Gate.PIVOT, ["x"], SELLS, TO_BUY, TO_SELL),
            "buy_reasons",
            "'x'",
            "a value of type FourPointReason",
        ),
        (
            asked(BestFourPoint, Gate.PIVOT, BUYS, 5, TO_BUY, TO_SELL),
            "sell_reasons",
            "5",
            "a tuple of FourPointReason",
        ),
    ],
)
def test_what_cannot_be_judged_is_refused_by_name(
    call: Callable[[], object], field: str, found: str, wanted: str
) -> None:
    """Bars in the wrong order or of two products would give a verdict that looks like one."""
    assert (field, found, wanted) == refusal(call)


def test_the_words_of_a_verdict_are_stable() -> None:
    """Clients compare them."""
    assert (["buy", "sell", "none"], ["twstock", "pivot"]) == (
        [str(word) for word in Decision],
        [str(word) for word in Gate],
    )
