"""The sheet on which the postings of an entry are gathered."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from tests.unit.domain.floor import ACME, BOLT
from tests.unit.domain.making import postings
from trading_core.domain.ids import Symbol
from trading_core.domain.journal import OF_PRODUCTS, Bucket, Posting
from trading_core.domain.sheet import Sheet

PLACES = st.sampled_from(Bucket).flatmap(
    lambda bucket: st.tuples(
        st.just(bucket), st.sampled_from([ACME, BOLT]) if bucket in OF_PRODUCTS else st.none()
    )
)
AMOUNTS = st.decimals(-100, 100, places=8)


def test_a_new_sheet_is_empty() -> None:
    """Nothing moved, nothing to post."""
    assert () == Sheet().postings()


def test_what_is_put_comes_in_and_what_is_taken_goes_out() -> None:
    """A posting is positive for what a bucket gets."""
    sheet = Sheet()
    sheet.put(Bucket.CASH, Decimal(5))
    sheet.take(Bucket.FUNDING, Decimal(5))
    sheet.put(Bucket.LONG, Decimal(2), ACME)
    sheet.take(Bucket.MARKET, Decimal(2), ACME)

    assert postings(cash=5, funding=-5, long=2, market=-2) == sheet.postings()


def test_a_move_goes_from_the_first_bucket_to_the_second() -> None:
    """Source first, target second, of one product or of money."""
    sheet = Sheet()
    sheet.move(Bucket.CASH, Bucket.HELD, Decimal(5))
    sheet.move(Bucket.LONG, Bucket.LONG_HELD, Decimal(2), ACME)

    assert postings(cash=-5, held=5, long=-2, long_held=2) == sheet.postings()


def test_what_comes_to_nothing_is_not_posted() -> None:
    """An entry says what changed and not what might have."""
    sheet = Sheet()
    sheet.put(Bucket.CASH, Decimal(5))
    sheet.put(Bucket.FEES, Decimal(0))
    sheet.take(Bucket.CASH, Decimal(5))

    assert () == sheet.postings()


@given(st.lists(st.tuples(PLACES, AMOUNTS, st.booleans()), max_size=12))
def test_a_place_is_posted_once_in_the_order_of_first_mention(
    movements: list[tuple[tuple[Bucket, Symbol | None], Decimal, bool]],
) -> None:
    """However often a place is named, its sum is one posting."""
    sheet = Sheet()
    sums: dict[tuple[Bucket, Symbol | None], Fraction] = {}
    for place, amount, puts in movements:
        (sheet.put if puts else sheet.take)(place[0], amount, place[1])
        sums[place] = sums.get(place, Fraction(0)) + (1 if puts else -1) * Fraction(amount)

    found = [(posting.place, Fraction(posting.amount)) for posting in sheet.postings()]
    assert [(place, total) for place, total in sums.items() if total] == found
    assert all(type(posting) is Posting for posting in sheet.postings())
