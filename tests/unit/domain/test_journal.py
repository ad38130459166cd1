"""Entries of the journal are balanced and name places that exist."""

from __future__ import annotations

from datetime import UTC, date, timedelta, timezone
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.domain.floor import ACME, BOLT, NOW, A
from tests.unit.domain.junk import outcome, refusal
from tests.unit.domain.making import entry, postings, trade
from trading_core.domain.exact import show
from trading_core.domain.ids import AccountId, FillId, OrderNumber, Symbol
from trading_core.domain.journal import (
    ANY_SIGN,
    NOT_ABOVE_ZERO,
    OF_PRODUCTS,
    UNITS,
    Bucket,
    Cause,
    Entry,
    Posting,
    Reference,
)
from trading_core.domain.lots import LotMove
from trading_core.domain.words import Direction
from trading_core.errors import InvalidValue, InvariantViolated
from trading_core.testing.strategies.anything import HostileNumber

D = Decimal
EXACT = "a Decimal below 10^19 of at most 8 decimals"
# bucket, whether it counts units, whether it is kept by product, and the signs that it may have
TABLE = """
cash       money account  +
held       money account  +
unsettled  money account  +
margin     money product  +
cost_long  money product  +
cost_short money product  -
fees       money account  +
taxes      money account  +
realized   money account  +-
funding    money account  +-
shortfall  money account  -
long       units product  +
long_held  units product  +
short      units product  -
short_held units product  -
market     units product  +-
"""
ROWS = [tuple(line.split()) for line in TABLE.strip().splitlines()]


@pytest.mark.parametrize(("name", "kind", "owner", "signs"), ROWS)
def test_each_bucket_holds_what_the_table_says(name: str, kind: str, owner: str, signs: str) -> None:
    """Money or units, of the account or of a product, of these signs."""
    bucket = Bucket(name)

    assert (kind == "units") is (bucket in UNITS)
    assert (owner == "product") is (bucket in OF_PRODUCTS)
    assert (signs == "+-") is (bucket in ANY_SIGN)
    assert (signs == "-") is (bucket in NOT_ABOVE_ZERO)


def test_the_table_speaks_of_every_bucket() -> None:
    """A bucket that nobody has described holds nothing that anybody could explain."""
    assert [str(bucket) for bucket in Bucket] == [name for name, *_ in ROWS]


@pytest.mark.parametrize(("name", "owner"), [(name, owner) for name, _, owner, _ in ROWS])
def test_a_posting_names_a_place_that_is_read(name: str, owner: str) -> None:
    """A bucket of products needs one and the others must not have one, or the amount would never be found."""
    bucket, of_product = Bucket(name), owner == "product"
    right, wrong = (ACME, None) if of_product else (None, ACME)
    posting = Posting(bucket, right, D(1))

    assert (bucket, right, D(1), (bucket, right)) == (
        posting.bucket,
        posting.symbol,
        posting.amount,
        posting.place,
    )
    expected = f"a product for the bucket {name}" if of_product else f"none for the bucket {name}"
    assert InvalidValue("symbol", show(wrong), expected) == refusal(Posting, bucket, wrong, D(1))


@pytest.mark.parametrize(
    ("parts", "refused"),
    [
        (("cash", None, D(1)), InvalidValue("bucket", "'cash'", "a value of type Bucket")),
        ((None, None, D(1)), InvalidValue("bucket", "None", "a value of type Bucket")),
        ((Bucket.LONG, "ACME", D(1)), InvalidValue("symbol", "'ACME'", "a value of type Symbol")),
        ((Bucket.LONG, 5, D(1)), InvalidValue("symbol", "5", "a value of type Symbol")),
        ((Bucket.CASH, None, 1), InvalidValue("amount", "1", EXACT)),
        ((Bucket.CASH, None, "1"), InvalidValue("amount", "'1'", EXACT)),
        ((Bucket.CASH, None, None), InvalidValue("amount", "None", EXACT)),
        ((Bucket.CASH, None, D("1e-9")), InvalidValue("amount", "1E-9", EXACT)),
        ((Bucket.CASH, None, D("1e19")), InvalidValue("amount", "1E+19", EXACT)),
        ((Bucket.CASH, None, D("-1e19")), InvalidValue("amount", "-1E+19", EXACT)),
        ((Bucket.CASH, None, D("1e999999")), InvalidValue("amount", "1E+999999", EXACT)),
        ((Bucket.CASH, None, D("NaN")), InvalidValue("amount", "NaN", EXACT)),
        ((Bucket.CASH, None, D("sNaN")), InvalidValue("amount", "sNaN", EXACT)),
        ((Bucket.CASH, None, D("-Infinity")), InvalidValue("amount", "-Infinity", EXACT)),
    ],
)
def test_each_part_of_a_posting_is_judged(parts: tuple[Any, ...], refused: InvalidValue) -> None:
    """What is kept for ever is exact, finite and somewhere."""
    assert refused == refusal(Posting, *parts)


@pytest.mark.parametrize(
    "amount", ["9999999999999999999.99999999", "-9999999999999999999", "1e-8", "0", "-1"]
)
def test_amounts_within_the_bounds_are_posted(amount: str) -> None:
    """A posting may be larger than any single value, because it may empty a bucket that holds many."""
    assert D(amount) == Posting(Bucket.CASH, None, D(amount)).amount


def test_a_number_of_somebodys_own_kind_is_not_posted() -> None:
    """What is kept for ever has no manners of its own."""
    expected = InvalidValue("amount", "2", EXACT)

    assert expected == refusal(Posting, Bucket.CASH, None, HostileNumber(2))


def test_an_entry_needs_an_account_a_number_a_time_a_cause_and_postings() -> None:
    """The rest is there when there is any."""
    here = NOW.astimezone(timezone(timedelta(hours=8)))
    made = Entry("A", 1, here, Cause.DEPOSIT, postings(cash=5, funding=-5))

    assert (A, AccountId, 1, NOW, UTC) == (
        made.account,
        type(made.account),
        made.sequence,
        made.at,
        made.at.tzinfo,
    )
    assert (Cause.DEPOSIT, postings(cash=5, funding=-5)) == (made.cause, made.postings)
    assert [None] * 4 == [made.order, made.reference, made.due, made.trade]
    assert () == made.lots


def test_an_entry_carries_what_it_is_about() -> None:
    """Order, reference, day of settlement, trade and lots, in this order."""
    moves = (LotMove(ACME, Direction.LONG, FillId("F-1"), D(1), D(1), NOW),)
    day = date(2026, 3, 4)
    made = Entry(A, 2, NOW, Cause.FILL, (), "O-1", "ref", day, trade(), moves)

    assert (OrderNumber("O-1"), Reference("ref"), day) == (made.order, made.reference, made.due)
    assert (trade(), moves) == (made.trade, made.lots)
    assert [OrderNumber, Reference] == [type(made.order), type(made.reference)]


@pytest.mark.parametrize(
    ("changes", "refused"),
    [
        ({"account": ""}, InvalidValue("AccountId", "''", "1 to 64 visible ASCII characters")),
        ({"sequence": 0}, InvalidValue("sequence", "0", "a whole number from 1")),
        ({"sequence": -1}, InvalidValue("sequence", "-1", "a whole number from 1")),
        ({"sequence": True}, InvalidValue("sequence", "True", "a whole number from 1")),
        ({"sequence": D(1)}, InvalidValue("sequence", "1", "a whole number from 1")),
        ({"sequence": None}, InvalidValue("sequence", "None", "a whole number from 1")),
        ({"at": None}, InvalidValue("time", "None", "a datetime")),
        ({"cause": "fill"}, InvalidValue("cause", "'fill'", "a value of type Cause")),
        ({"postings": []}, InvalidValue("postings", "a value of type list", "a tuple of Posting")),
        ({"postings": (None,)}, InvalidValue("postings", "None", "a value of type Posting")),
        ({"order": ""}, InvalidValue("OrderNumber", "''", "1 to 64 visible ASCII characters")),
        ({"reference": 5}, InvalidValue("Reference", "5", "1 to 64 visible ASCII characters")),
        ({"due": NOW}, InvalidValue("due", "a value of type datetime", "a value of type date")),
        ({"due": "2026-03-04"}, InvalidValue("due", "'2026-03-04'", "a value of type date")),
        ({"trade": 1}, InvalidValue("trade", "1", "a value of type Trade")),
        ({"lots": [1]}, InvalidValue("lots", "a value of type list", "a tuple of LotMove")),
        ({"lots": (1,)}, InvalidValue("lots", "1", "a value of type LotMove")),
    ],
)
def test_each_part_of_an_entry_is_judged(changes: dict[str, Any], refused: InvalidValue) -> None:
    """An entry with one wrong part is refused for that part."""
    assert refused == refusal(lambda: entry(**changes))


@pytest.mark.parametrize(
    "moved",
    [
        (),
        postings(cash=-5, held=5),
        postings(cash=-100, cost_long=100, long=10, market=-10),
        postings(cash=7, realized=-10, fees=1, taxes=2),
        (Posting(Bucket.COST_LONG, ACME, D(5)), Posting(Bucket.COST_LONG, BOLT, D(-5))),
        (Posting(Bucket.CASH, None, D("0.1")), Posting(Bucket.CASH, None, D("-0.10"))),
    ],
)
def test_what_only_moves_is_an_entry(moved: tuple[Posting, ...]) -> None:
    """Money of all buckets adds up to zero, and so do the units of each product."""
    assert moved == entry(3, moved).postings


@pytest.mark.parametrize(
    "moved",
    [
        postings(cash=5),
        postings(cash=-5, held="5.00000001"),
        postings(cash=5, long=-5),
        postings(cost_long=5, long=-5),
        postings(long=1, market=-2),
        (Posting(Bucket.LONG, ACME, D(5)), Posting(Bucket.MARKET, BOLT, D(-5))),
        (
            Posting(Bucket.CASH, None, D(10**18)),
            Posting(Bucket.HELD, None, D("-999999999999999999.99999999")),
        ),
    ],
)
def test_what_appears_or_disappears_is_no_entry(moved: tuple[Posting, ...]) -> None:
    """Money does not turn into units, nor units of one product into another's."""
    expected = InvariantViolated("every entry is balanced", "A entry 3")

    assert expected == refusal(entry, 3, moved)


PLACES = st.sampled_from(Bucket).flatmap(
    lambda bucket: st.tuples(
        st.just(bucket), st.sampled_from([ACME, BOLT]) if bucket in OF_PRODUCTS else st.none()
    )
)


@given(st.lists(st.tuples(PLACES, st.integers(-3, 3)), max_size=6))
def test_an_entry_is_lawful_exactly_when_its_sums_are_zero(
    wanted: list[tuple[tuple[Bucket, Symbol | None], int]],
) -> None:
    """The law of double entry, counted by another clerk."""
    sums: dict[str, Fraction] = {}
    for (bucket, symbol), amount in wanted:
        kind = f"units of {symbol}" if bucket in UNITS else "money"
        sums[kind] = sums.get(kind, Fraction(0)) + amount
    moved = tuple(Posting(bucket, symbol, D(amount)) for (bucket, symbol), amount in wanted)

    assert (set(sums.values()) <= {0}) is isinstance(outcome(entry, 1, moved), Entry)
