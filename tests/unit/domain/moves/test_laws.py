"""Laws of the detector over any series of observations."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from typing import Any

from attrs import evolve, fields
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.domain.moves import oracle
from tests.unit.domain.moves.world import (
    NEVER,
    POLICIES,
    Observation,
    brief,
    days,
    observations,
    told,
    watch,
)
from trading_core.domain.amounts import Price
from trading_core.domain.moves import DayFacts, MovePolicy, MoveState, PriceMove, detect_moves
from trading_core.domain.quotes import Bar, Quote


@given(days(), POLICIES)
def test_the_detector_tells_what_a_naive_diary_tells(
    series: Sequence[Observation], policy: MovePolicy
) -> None:
    """Each observation has exactly the moves and suspects that the rules give, whatever came before it."""
    found = [
        (
            [
                (
                    str(move.type),
                    Fraction(move.level),
                    Fraction(move.price.value),
                    Fraction(move.previous_price.value),
                    move.at,
                    move.resumed,
                )
                for move in one.moves
            ],
            ["above" if suspect.above else "below" for suspect in one.suspects],
        )
        for one in watch(series, policy)
    ]

    assert oracle.diary(series, policy) == found


@given(days(), POLICIES)
def test_seeing_an_observation_again_changes_nothing(
    series: Sequence[Observation], policy: MovePolicy
) -> None:
    """A retry is free: no move, no suspect, and the very same state."""
    for (seen, facts), found in zip(series, watch(series, policy), strict=True):
        again = detect_moves(found.state, seen, facts, policy)

        assert (found.state, (), ()) == (again.state, again.moves, again.suspects)


@given(days(), POLICIES, st.data())
def test_replaying_any_part_of_the_past_changes_nothing(
    series: Sequence[Observation], policy: MovePolicy, data: st.DataObject
) -> None:
    """What overlaps with what was seen is passed over, in whatever order it comes."""
    found = watch(series, policy)
    end = found[-1].state if found else NEVER
    past = data.draw(st.permutations(series))

    assert [(end, (), ())] * len(past) == [
        (one.state, one.moves, one.suspects) for one in watch(past, policy, end)
    ]


@given(days(), POLICIES)
def test_a_stored_state_goes_on_as_if_it_had_never_been_stored(
    series: Sequence[Observation], policy: MovePolicy
) -> None:
    """The fields of a state hold everything that is remembered, so a series can be cut anywhere."""
    state, found = NEVER, []
    for seen, facts in series:
        stored = {field.name: getattr(state, field.name) for field in fields(MoveState)}
        found.append(detect_moves(MoveState(**stored), seen, facts, policy))
        state = found[-1].state

    assert watch(series, policy) == found


@given(days(), POLICIES)
def test_no_two_moves_share_their_key_and_levels_only_rise(
    series: Sequence[Observation], policy: MovePolicy
) -> None:
    """One move for each type, level and day: a store that inserts or ignores loses none."""
    moves = told(watch(series, policy))

    assert len(moves) == len({move.key for move in moves})
    for kind in {move.type for move in moves}:
        of_kind = [move for move in moves if move.type is kind]
        assert all((a.trading_day, a.level) < (b.trading_day, b.level) for a, b in pairwise(of_kind))


@given(days(), st.lists(POLICIES, min_size=1, max_size=4))
def test_changing_the_policy_never_tells_a_key_twice(
    series: Sequence[Observation], policies: list[MovePolicy]
) -> None:
    """The law of keys does not rest on the policy staying as it is."""
    state = NEVER
    moves: list[PriceMove] = []
    for number, (seen, facts) in enumerate(series):
        found = detect_moves(state, seen, facts, policies[number % len(policies)])
        state = found.state
        moves += found.moves

    assert len(moves) == len({move.key for move in moves})


@given(days(), POLICIES)
def test_a_move_is_never_beyond_the_limits_and_a_suspect_always(
    series: Sequence[Observation], policy: MovePolicy
) -> None:
    """Data that cannot be is named as such and is no move."""
    for (_, facts), found in zip(series, watch(series, policy), strict=True):
        if facts.limits is None:
            assert () == found.suspects
        else:
            low, high = facts.limits
            assert all(low <= move.price <= high for move in found.moves)
            assert all(not low <= suspect.price <= high for suspect in found.suspects)
            assert all(suspect.limit in {low, high} for suspect in found.suspects)
        assert not (found.moves and found.suspects)


@given(days(), POLICIES, st.sampled_from([Decimal("0.01"), Decimal(8), Decimal(100_000_000_000)]))
def test_moves_do_not_depend_on_the_unit_of_the_prices(
    series: Sequence[Observation], policy: MovePolicy, factor: Decimal
) -> None:
    """The same prices in another currency unit move in the same way."""
    scaled = [scaled_by(factor, one) for one in series if fits(one)]
    plain = [one for one in series if fits(one)]

    assert brief(told(watch(plain, policy))) == brief(told(watch(scaled, policy)))


def fits(one: Observation) -> bool:
    """Whether no price has so many decimals that a smaller unit would need more than there may be."""
    return "94.99999999" not in repr(one)


def scaled_by(factor: Decimal, one: Observation) -> Observation:
    """The same observation in another unit."""

    def scaled(price: Price | None) -> Price | None:
        return None if price is None else Price(price.value * factor)

    seen, facts = one
    limits = None if facts.limits is None else tuple(Price(limit.value * factor) for limit in facts.limits)
    known: DayFacts = evolve(facts, reference=scaled(facts.reference), open=scaled(facts.open), limits=limits)
    if isinstance(seen, Bar):
        prices: dict[str, Any] = {
            name: scaled(getattr(seen, name)) for name in ("open", "high", "low", "close", "reference")
        }
        return evolve(seen, **prices), known
    return evolve(seen, last=scaled(seen.last), previous_close=scaled(seen.previous_close)), known


HUGE = Decimal(10) ** 15
ANY_PRICE = st.one_of(
    st.sampled_from([Decimal("0.00000001"), HUGE]), st.decimals("0.00000001", HUGE, places=8)
)


@given(observations(), ANY_PRICE, ANY_PRICE, st.sampled_from([Decimal(0), Decimal("0.1"), HUGE]), POLICIES)
def test_no_lawful_price_is_too_much_for_the_detector(
    one: Observation, last: Decimal, reference: Decimal, sigma: Decimal, policy: MovePolicy
) -> None:
    """From the smallest price to the largest, the highest level that is reached is told, exactly."""
    seen, facts = one
    now = Quote(seen.symbol, last, seen.as_of if isinstance(seen, Quote) else seen.start, "exchange")
    known = evolve(facts, reference=reference, limits=None, open=None, comparable=True, sigma=sigma)
    moves = detect_moves(NEVER, now, known, policy).moves
    change = oracle.percent(Fraction(last), Fraction(reference))
    unrest = min(Fraction(policy.sigmas or 0) * Fraction(sigma), Fraction(HUGE))
    passed = [level for level in policy.levels if abs(change) >= max(Fraction(level), unrest)]

    assert passed[-1:] == [move.level for move in moves]
    for move in moves:
        shown = Fraction(move.change_percent)
        assert abs(shown) <= abs(change) < abs(shown) + Fraction(1, 10_000)
        assert shown * change >= 0
