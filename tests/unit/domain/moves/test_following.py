"""Bars of one product looked at as they come, and those of days that have passed once more."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.domain.moves.world import ACME, MONDAY, NEVER, at, bar, brief
from trading_core.domain.amounts import Price
from trading_core.domain.markets import MarketMode, standard_markets
from trading_core.domain.moves import MovePolicy, MoveState, PriceMove
from trading_core.domain.moves.following import BARS, Followed, Watched, follow
from trading_core.domain.product import PLAIN, TW, Product, ProductKind
from trading_core.domain.quotes import Bar
from trading_core.domain.technical.spread import MONTH

MARKETS = standard_markets(MarketMode.STRICT)
POLICY = MovePolicy(levels=(5, 7, 10), gap=None, volume_multiple=None)
ACMES = Watched(Product(ACME), MARKETS[PLAIN], POLICY)
SHARES = Watched(Product("2330", market=TW, kind=ProductKind.STOCK), MARKETS[TW], POLICY)
DAYS = [MONDAY + timedelta(days=count) for count in range(5)]
TUESDAY, WEDNESDAY, THURSDAY = DAYS[1:4]
EVER = at(0, MONDAY - timedelta(days=1_000))


def look(
    bars: Sequence[Bar],
    *,
    since: datetime = EVER,
    until: datetime | None = None,
    state: MoveState = NEVER,
    told: Iterable[PriceMove] = (),
) -> Followed:
    """Follow bars, all of them unless it is said from when to when."""
    return follow(state, bars, since, bars[-1].start if until is None else until, told, ACMES)


def seen(followed: Followed) -> list[datetime]:
    return [bar.start for bar, _ in followed.found]


def days_of(moves: Iterable[PriceMove]) -> list[tuple[date, str]]:
    return [(move.trading_day, str(move.level)) for move in moves]


def test_each_day_is_measured_by_the_last_close_before_it() -> None:
    """A day of many bars leaves one close behind, and that is what the next day moves from."""
    followed = look(
        [bar(100), bar(105, 0, TUESDAY), bar(107, 1, TUESDAY), bar(101.65, 0, WEDNESDAY)],
    )

    assert [
        ("PRICE_INCREASE", "5"),
        ("PRICE_INCREASE", "7"),
        ("PRICE_DECREASE", "5"),
    ] == brief(followed.moves)
    assert [Price(100), Price(100), Price(107)] == [move.previous_price for move in followed.moves]
    assert (WEDNESDAY, at(0, WEDNESDAY)) == (followed.state.day, followed.state.last_bar)


def test_bars_before_the_span_are_facts_and_not_looked_at() -> None:
    """What was looked at by others is known by its closes, on the same day too, and is told by nobody again."""
    row = [bar(100), bar(106, 0, TUESDAY), bar(107, 1, TUESDAY), bar(107.5, 2, TUESDAY)]
    followed = look(row, since=at(1, TUESDAY))

    assert [at(1, TUESDAY), at(2, TUESDAY)] == seen(followed)
    assert [("PRICE_INCREASE", "7")] == brief(followed.moves)


def test_a_span_ends_with_its_day() -> None:
    """Bars of later days that nobody has seen yet are left to whoever looks at their span."""
    followed = look([bar(100), bar(110, 0, TUESDAY), bar(90, 0, WEDNESDAY)], until=at(0, TUESDAY))

    assert [at(), at(0, TUESDAY)] == seen(followed)
    assert TUESDAY == followed.state.day


def test_a_late_bar_lets_its_day_be_judged_once_more_and_tells_nothing_twice() -> None:
    """Its bars are looked at from the first on: what went further is told at last, and the newest day stays the newest."""
    row = [bar(100), bar(105, 0, TUESDAY), bar(100, 2, TUESDAY), bar(100, 0, WEDNESDAY)]
    before = look(row)
    late = [*row[:2], bar(108, 1, TUESDAY), *row[2:]]
    after = look(late, since=at(1, TUESDAY), until=at(1, TUESDAY), state=before.state, told=before.moves)

    assert [("PRICE_INCREASE", "5")] == brief(before.moves)
    assert [("PRICE_INCREASE", "7")] == brief(after.moves)
    assert [at(count, TUESDAY) for count in range(3)] == seen(after)[:3]
    assert before.state == after.state


def test_the_first_day_behind_a_late_one_is_judged_once_more() -> None:
    """What could not be measured without the late bars is measured now, and the days after it are not touched."""
    row = [bar(110, 0, WEDNESDAY), bar(110, 0, THURSDAY)]
    before = look(row)
    after = look([bar(100, 0, TUESDAY), *row], until=at(0, TUESDAY), state=before.state, told=before.moves)

    assert () == before.moves
    assert [at(0, TUESDAY), at(0, WEDNESDAY)] == seen(after)
    assert [(WEDNESDAY, "10")] == days_of(after.moves)
    assert before.state == after.state


def test_a_day_behind_the_span_that_nobody_has_seen_is_left_alone() -> None:
    """It is measured when its own span comes."""
    first = look([bar(100)])
    row = [bar(100), bar(100, 1), bar(120, 0, TUESDAY)]

    assert [at(1)] == seen(look(row, since=at(1), until=at(1), state=first.state))


def test_a_late_bar_of_the_newest_day_keeps_what_is_known_of_the_day() -> None:
    """Its reference, what was told and when its newest quote was stay, and the newest bar is still the newest."""
    row = [bar(100), bar(106, 0, TUESDAY), bar(100, 2, TUESDAY)]
    before = look(row)
    state = evolve(before.state, last_quote=at(9, TUESDAY))
    late = [*row[:2], bar(111, 1, TUESDAY), row[2]]
    after = look(late, since=at(1, TUESDAY), until=at(1, TUESDAY), state=state, told=before.moves)

    assert [("PRICE_INCREASE", "10")] == brief(after.moves)
    assert [at(count, TUESDAY) for count in range(3)] == seen(after)
    assert (at(9, TUESDAY), at(2, TUESDAY)) == (after.state.last_quote, after.state.last_bar)
    assert {"10"} == {str(move.level) for move in after.state.latest}


def test_the_first_bar_of_a_day_that_was_known_by_quotes_is_not_late() -> None:
    """A quote is no bar: whoever has seen nothing but quotes of a day sees its bars as they come."""
    state = MoveState(ACME, day=TUESDAY, last_quote=at(5, TUESDAY), reference=100)
    after = look([bar(90), bar(105, 0, TUESDAY)], since=at(0, TUESDAY), state=state)

    assert [at(0, TUESDAY)] == seen(after)
    assert [Price(100)] == [move.previous_price for move in after.moves]


def test_a_day_that_was_told_of_keeps_the_reference_that_it_was_told_by() -> None:
    """A close that is known only now is no reason to measure one day in two ways."""
    row = [bar(100), bar(106, 0, TUESDAY), bar(100, 0, WEDNESDAY)]
    before = look(row)
    late = [row[0], bar(90, 5), row[1], bar(107, 1, TUESDAY), row[2]]
    after = look(late, since=at(5), until=at(1, TUESDAY), state=before.state, told=before.moves)

    assert [(TUESDAY, "7")] == days_of(after.moves)
    assert [Price(100)] == [move.previous_price for move in after.moves]


def test_of_several_that_were_told_of_a_day_the_furthest_is_what_it_goes_on_from() -> None:
    """In whatever order they are remembered, and whatever was told of the days behind it."""
    row = [bar(100), bar(105, 0, TUESDAY), bar(107, 1, TUESDAY), bar(120, 0, WEDNESDAY)]
    before = look(row)
    late = [*row[:3], bar(109, 2, TUESDAY), row[3]]

    for told in (before.moves, before.moves[::-1]):
        after = look(late, since=at(2, TUESDAY), until=at(2, TUESDAY), state=before.state, told=told)
        assert () == after.moves
    more = [*row[:3], bar(110, 2, TUESDAY), row[3]]
    after = look(more, since=at(2, TUESDAY), until=at(2, TUESDAY), state=before.state, told=before.moves)
    assert [(TUESDAY, "10")] == days_of(after.moves)


def test_what_a_bar_states_of_its_day_holds_for_the_bars_after_it() -> None:
    """A reference that the exchange has stated stands until it states another."""
    row = [bar(100), evolve(bar(94, 0, TUESDAY), reference=Price(95)), bar(100, 1, TUESDAY)]

    assert [("PRICE_INCREASE", "5")] == brief(look(row).moves)
    assert [Price(95)] == [move.previous_price for move in look(row).moves]


def test_a_day_that_compares_with_none_before_it_does_so_for_all_its_bars() -> None:
    """Once a bar has said so, the last close says nothing of the whole day; a reference that is stated does."""
    first = evolve(bar(50, 0, TUESDAY), comparable=False)

    assert () == look([bar(100), first, bar(60, 1, TUESDAY)]).moves
    stated = evolve(bar(60, 1, TUESDAY), reference=Price(50))
    assert [Price(50)] == [move.previous_price for move in look([bar(100), first, stated]).moves]


def test_limits_follow_from_a_stated_reference_alone() -> None:
    """On a day with a dividend the limit of the last close would take true prices for wrong."""
    closes = [Bar("2330", at(), 100, 100, 100, 100)]

    assert (None, Price(100)) == (
        SHARES.facts(TUESDAY, closes).limits,
        SHARES.facts(TUESDAY, closes).reference,
    )
    stated = SHARES.facts(TUESDAY, closes, Price(90), known=Price(80), comparable=False)
    assert ((Price(81), Price(99)), Price(90), True) == (stated.limits, stated.reference, stated.comparable)
    known = SHARES.facts(TUESDAY, closes, known=Price(80), comparable=False)
    assert (None, Price(80), False) == (known.limits, known.reference, known.comparable)
    assert (BARS, "daily") == (known.source, SHARES.facts(TUESDAY, closes, source="daily").source)


@pytest.mark.parametrize(
    ("policy", "count", "sigma", "volume"),
    [
        (MovePolicy(sigmas=2, volume_multiple=3), MONTH + 1, True, True),
        (MovePolicy(sigmas=2, volume_multiple=3), MONTH, False, True),
        (MovePolicy(sigmas=2, volume_multiple=None), MONTH + 1, True, True),
        (MovePolicy(sigmas=None, volume_multiple=3), MONTH + 1, False, True),
        (MovePolicy(sigmas=None, volume_multiple=3), MONTH - 1, False, False),
        (MovePolicy(sigmas=None, volume_multiple=None), MONTH + 1, False, False),
    ],
)
def test_no_more_of_the_past_is_looked_at_than_the_policy_asks_for(
    policy: MovePolicy, count: int, *, sigma: bool, volume: bool
) -> None:
    """A month of volumes and one day more for the unrest; a policy that asks for neither needs the last close alone."""
    closes = [bar(100 + day % 3, 0, MONDAY - timedelta(days=count - day), volume=300) for day in range(count)]
    facts = evolve(ACMES, policy=policy).facts(MONDAY, closes)

    assert (sigma, volume) == (facts.sigma is not None, facts.average_volume is not None)
    assert closes[-1].close == facts.reference


@st.composite
def histories(draw: st.DrawFn) -> list[Bar]:
    """Bars of five days in their order, some days with many and some with none."""
    prices = st.sampled_from([89, 93, 95, 99, 100, 101, 104, 105, 107, 110])
    return [bar(draw(prices), minute, day) for day in DAYS for minute in range(draw(st.integers(0, 3)))]


@given(histories(), st.data())
def test_in_whatever_pieces_bars_come_in_their_order_the_same_is_told(
    bars: list[Bar], data: st.DataObject
) -> None:
    """Whoever looks at a row bar by bar tells what he tells who looks at it at once."""
    if not bars:
        return
    state, told = NEVER, list[PriceMove]()
    cuts = sorted({*data.draw(st.sets(st.integers(1, len(bars)))), len(bars)})
    for begin, end in zip([0, *cuts], cuts, strict=False):
        found = look(bars[:end], since=bars[begin].start, state=state, told=told)
        state, told = found.state, [*told, *found.moves]

    whole = look(bars)
    assert (whole.state, list(whole.moves)) == (state, told)


@given(histories(), st.data())
def test_a_bar_that_comes_late_lets_nothing_be_told_twice(bars: list[Bar], data: st.DataObject) -> None:
    """Whichever bar was missing: no move has the key of another, and the state is that of the newest day."""
    if len(bars) < 2:
        return
    missing = data.draw(st.integers(0, len(bars) - 2))
    late = bars[missing].start
    before = look([one for one in bars if one.start != late])
    after = look(bars, since=late, until=late, state=before.state, told=before.moves)

    keys = [move.key for move in (*before.moves, *after.moves)]
    assert len(keys) == len(set(keys))
    assert (before.state.day, before.state.last_bar) == (after.state.day, after.state.last_bar)
