"""Postings change balances, and the last guard looks at what they have become."""

from __future__ import annotations

from copy import deepcopy
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.domain.floor import ACME, BOLT, A
from tests.unit.domain.junk import outcome, refusal
from tests.unit.domain.making import OF_PRODUCTS, postings
from trading_core.domain.ids import Symbol
from trading_core.domain.journal import (
    ANY_SIGN,
    MAX_BALANCE,
    NOT_ABOVE_ZERO,
    Bucket,
    Place,
    Posting,
    check_balances,
    post,
)
from trading_core.errors import InvariantViolated, LimitExceeded

D = Decimal
LEAST = D("0.00000001")
CASH: Place = (Bucket.CASH, None)
ACCOUNT_AND_PRODUCT = [Bucket(name) for name in Bucket]


def place_of(bucket: Bucket, symbol: Symbol = ACME) -> Place:
    return bucket, symbol if bucket.value in OF_PRODUCTS else None


def test_the_largest_balance_is_a_thousand_times_the_largest_value() -> None:
    """An account may hold more than any trade can move, and still has an end."""
    assert D("1000000000000000000") == MAX_BALANCE


def test_postings_are_added_to_balances() -> None:
    """What a bucket had and what it gets is what it has; what was not named stays."""
    before = {CASH: D(5), (Bucket.LONG, ACME): D(1), (Bucket.LONG, BOLT): D(2)}
    kept = deepcopy(before)

    assert {
        CASH: D(3),
        (Bucket.LONG, ACME): D(4),
        (Bucket.LONG, BOLT): D(2),
        (Bucket.FEES, None): D(2),
    } == post(before, postings(cash=-2, long=3, fees=2))
    assert kept == before


def test_a_place_that_comes_to_zero_is_forgotten() -> None:
    """Equal books look equal, whatever was in them once."""
    assert {} == post({CASH: D(5)}, postings(cash=-5))
    assert {} == post({}, postings(cash=0))
    assert {} == post({}, (*postings(cash=5), *postings(cash=-5)))
    assert {CASH: D(1)} == post({CASH: D(5)}, (*postings(cash=-5), *postings(cash=1)))


@given(st.lists(st.tuples(st.sampled_from(Bucket), st.integers(-3, 3)), max_size=12), st.integers(0, 12))
def test_balances_are_sums(wanted: list[tuple[Bucket, int]], cut: int) -> None:
    """Posting at once or in two parts comes to the same sums, and none of them is zero."""
    made = tuple(Posting(*place_of(bucket), D(amount)) for bucket, amount in wanted)
    sums: dict[Place, Fraction] = {}
    for posting in made:
        sums[posting.place] = sums.get(posting.place, Fraction(0)) + Fraction(posting.amount)

    expected = {place: total for place, total in sums.items() if total}
    assert expected == post({}, made)
    assert expected == post(post({}, made[:cut]), made[cut:])


@pytest.mark.parametrize("bucket", ACCOUNT_AND_PRODUCT)
@pytest.mark.parametrize("amount", [-MAX_BALANCE, D(-1), -LEAST, D(0), LEAST, D(1), MAX_BALANCE])
def test_a_balance_has_the_sign_of_its_bucket(bucket: Bucket, amount: Decimal) -> None:
    """No overdraft and no oversell, to the last decimal."""
    place = place_of(bucket)
    touched = (Posting(*place, D(1)),)
    lawful = bucket in ANY_SIGN or amount == 0 or (amount < 0) is (bucket in NOT_ABOVE_ZERO)
    found = outcome(check_balances, {place: amount}, touched, A)
    if lawful:
        assert found is None
    else:
        detail = f"A {bucket} {place[1] or ''} {amount}"
        assert InvariantViolated("no bucket is overdrawn", detail) == found


@pytest.mark.parametrize("bucket", ACCOUNT_AND_PRODUCT)
@pytest.mark.parametrize("sign", [1, -1])
def test_a_balance_beyond_the_largest_is_refused(bucket: Bucket, sign: int) -> None:
    """What is too large to be kept is refused before it is, in every bucket and of either sign."""
    place = place_of(bucket)
    amount = sign * (MAX_BALANCE + LEAST)
    expected = LimitExceeded("the largest balance that is kept", MAX_BALANCE, MAX_BALANCE + LEAST)

    assert expected == refusal(check_balances, {place: amount}, (Posting(*place, D(1)),), A)


def test_only_what_was_touched_is_looked_at() -> None:
    """The guard is quick because the rest was guarded before."""
    wrong = {(Bucket.HELD, None): D(-1), CASH: D(1)}

    assert outcome(check_balances, wrong, postings(cash=1), A) is None
    assert outcome(check_balances, wrong, (), A) is None
    assert isinstance(outcome(check_balances, wrong, postings(cash=1, held=1), A), InvariantViolated)
    any_sign_first = postings(funding=1, held=1)
    assert isinstance(outcome(check_balances, wrong, any_sign_first, A), InvariantViolated)


def test_an_unknown_place_is_empty() -> None:
    """A place that came to zero is not overdrawn."""
    assert outcome(check_balances, {}, postings(cash=-1), A) is None


def test_an_overdraft_names_the_place() -> None:
    """Whoever reads the report finds the account, the bucket and the product."""
    place = (Bucket.LONG, BOLT)
    expected = "A long BOLT -1"

    assert expected == refusal(check_balances, {place: D(-1)}, (Posting(*place, D(1)),), A).facts["detail"]
