"""Rounding to rungs."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trading_core.domain.exact import add, subtract
from trading_core.domain.markets import Ladder
from trading_core.errors import InvalidValue

SHARES = Ladder([(0, "0.01"), (10, "0.05"), (50, "0.1"), (100, "0.5"), (500, 1), (1000, 5)])

prices = st.decimals("0.00000001", 2000, places=8) | st.decimals("0.01", 1200, places=2)


@st.composite
def ladders(draw: st.DrawFn) -> Ladder:
    """Build ladders whose bands meet: each tick is a multiple of the one below, each start of both."""
    tick = draw(st.sampled_from([Decimal("0.00000001"), Decimal("0.01"), Decimal("0.25"), Decimal(3)]))
    bands = [(Decimal(0), tick)]
    for _ in range(draw(st.integers(0, 4))):
        tick = tick * draw(st.integers(1, 10))
        start = bands[-1][0]
        bands.append((start - start % tick + tick * draw(st.integers(1, 50)), tick))
    return Ladder(bands)


@given(ladders(), prices, st.booleans())
def test_a_rounded_price_is_on_the_ladder_and_stays(ladder: Ladder, price: Decimal, up: bool) -> None:
    """Rounding once is enough, in either direction."""
    rounded = ladder.rounded(price, up=up)

    assert ladder.holds(rounded)
    assert rounded == ladder.rounded(rounded, up=not up)


@given(ladders(), prices)
def test_rounding_moves_by_less_than_a_tick(ladder: Ladder, price: Decimal) -> None:
    """A price lies between what it is rounded to in both directions, unless it is below the lowest rung."""
    down, up = ladder.rounded(price, up=False), ladder.rounded(price, up=True)

    assert down <= price or down == ladder.lowest
    assert price <= up
    assert subtract(up, down) in {Decimal(0), ladder.tick_at(down)}


@given(ladders(), prices)
def test_the_next_rungs_are_a_tick_away(ladder: Ladder, price: Decimal) -> None:
    """Up by the tick that rules upwards, and back down to where one came from."""
    rung = ladder.rounded(price, up=False)

    assert add(rung, ladder.tick_at(rung)) == ladder.above(rung)
    assert rung == ladder.below(ladder.above(rung))


@given(ladders(), prices)
def test_neighbours_of_any_price_are_at_least_a_tick_away(ladder: Ladder, price: Decimal) -> None:
    """A price between the rungs has neighbours on them."""
    above, below = ladder.above(price), ladder.below(price)

    assert ladder.holds(above)
    assert ladder.holds(below)
    assert add(price, ladder.tick_at(price)) <= above
    assert below < price or below == ladder.lowest


@pytest.mark.parametrize(
    ("price", "tick"),
    [
        ("0.01", "0.01"),
        ("9.99", "0.01"),
        ("9.99999999", "0.01"),
        ("10", "0.05"),
        ("49.95", "0.05"),
        ("50", "0.1"),
        ("99.9", "0.1"),
        ("100", "0.5"),
        ("499.5", "0.5"),
        ("500", "1"),
        ("999", "1"),
        ("1000", "5"),
        ("1000000", "5"),
    ],
)
def test_a_band_begins_with_the_price_that_it_names(price: str, tick: str) -> None:
    """The tick changes at the boundary, not after it."""
    assert Decimal(tick) == SHARES.tick_at(Decimal(price))


@pytest.mark.parametrize(
    ("price", "down", "up"),
    [
        ("9.991", "9.99", "10"),
        ("9.999", "9.99", "10"),
        ("10.01", "10", "10.05"),
        ("49.99", "49.95", "50"),
        ("50.05", "50", "50.1"),
        ("99.95", "99.9", "100"),
        ("100.1", "100", "100.5"),
        ("499.9", "499.5", "500"),
        ("500.5", "500", "501"),
        ("999.5", "999", "1000"),
        ("1001", "1000", "1005"),
        ("1004.99", "1000", "1005"),
        ("1005", "1005", "1005"),
        ("0.01", "0.01", "0.01"),
        ("0.009", "0.01", "0.01"),
        ("0.011", "0.01", "0.02"),
        ("0", "0.01", "0.01"),
        ("-5", "0.01", "0.01"),
    ],
)
def test_rounding_at_the_boundaries_of_bands(price: str, down: str, up: str) -> None:
    """Each price is rounded by the tick of its own band, and never to nothing."""
    assert Decimal(down) == SHARES.rounded(Decimal(price), up=False)
    assert Decimal(up) == SHARES.rounded(Decimal(price), up=True)


@pytest.mark.parametrize(
    ("price", "below", "above"),
    [
        ("0.01", "0.01", "0.02"),
        ("0.001", "0.01", "0.02"),
        ("10", "9.99", "10.05"),
        ("10.05", "10", "10.1"),
        ("10.02", "9.97", "10.1"),
        ("50", "49.95", "50.1"),
        ("50.03", "49.9", "50.2"),
        ("1000", "999", "1005"),
        ("999", "998", "1000"),
        ("9.99", "9.98", "10"),
    ],
)
def test_the_step_down_from_a_boundary_is_that_of_the_band_below(price: str, below: str, above: str) -> None:
    """Ten goes down by a cent and up by five."""
    assert Decimal(below) == SHARES.below(Decimal(price))
    assert Decimal(above) == SHARES.above(Decimal(price))


@pytest.mark.parametrize(
    "bands",
    [
        [],
        None,
        "0 1",
        {0: 1},
        [(0,)],
        [(0, 1, 2)],
        ["01"],
        [0],
        [(1, 1)],
        [(Decimal("0.01"), "0.01")],
        [(0, 0)],
        [(0, "-0.01")],
        [(0, "0.000000001")],
        [(0, "x")],
        [("x", 1)],
        [(0, 1), (0, 1)],
        [(0, 1), (10, 2), (10, 5)],
        [(0, 1), (10, 2), (8, 2)],
        [(0, 3), (10, 2)],
        [(0, 2), (10, 3)],
    ],
)
def test_a_ladder_that_is_none_is_refused(bands: object) -> None:
    """Bands begin at zero, rise, meet on both ticks and step by more than nothing."""
    with pytest.raises(InvalidValue) as refusal:
        Ladder(bands)

    assert refusal.value.field in {"bands", "tick"}


@pytest.mark.parametrize(
    ("bands", "found", "expected"),
    [
        ([(5, 1)], "5", "a first band that begins at 0"),
        ([(0, 1), (0, 1)], "0", "a band above 0"),
        ([(0, 1), (10, 2), (8, 2)], "8", "a band above 10"),
        ([(0, 3), (10, 2)], "10", "a band that begins on a multiple of both ticks"),
        ([(0, 2), (10, 3)], "10", "a band that begins on a multiple of both ticks"),
        ([(0, 1, 2)], "a value of type tuple", "pairs of a price and the tick from there on"),
        ([], "a value of type list", "pairs of a price and the tick from there on"),
    ],
)
def test_a_refused_ladder_says_what_is_wrong(bands: object, found: str, expected: str) -> None:
    """Whoever writes a ladder learns which band to mend."""
    with pytest.raises(InvalidValue) as refusal:
        Ladder(bands)

    assert InvalidValue("bands", found, expected) == refusal.value


def test_the_lowest_price_is_one_tick() -> None:
    """A ladder begins above zero, since no price is zero."""
    assert Decimal("0.01") == SHARES.lowest
    assert not SHARES.holds(Decimal("0.015"))
    assert SHARES.holds(Decimal("0.01"))
