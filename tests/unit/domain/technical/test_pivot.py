"""Whether a bias has just turned, by worked samples."""

from __future__ import annotations

from decimal import Decimal

import pytest

from trading_core.domain.technical import BiasPivot
from trading_core.domain.words import Side


@pytest.mark.parametrize(
    ("sample", "buyer", "seller"),
    [
        ("-1 -2 -5 -4 -3", (2, "-5", True), (4, "-1", False)),
        ("-1 -2 -4 -5 -3", (1, "-5", True), (4, "-1", False)),
        ("-1 -5 -4 -3 -2", (3, "-5", False), (4, "-1", False)),
        ("-1 -2 -3 -4 -5", (0, "-5", False), (4, "-1", False)),
        ("-1 -5 -4 -5 -3", (3, "-5", False), (4, "-1", False)),
        ("0 -2 -5 -4 -3", (2, "-5", False), (4, "0", False)),
        ("1 2 5 4 3", (4, "1", False), (2, "5", True)),
        ("-1 -2 1 -4 -3", (1, "-4", False), (2, "1", True)),
        ("-1 -2 -4 1 -3", (2, "-4", False), (1, "1", True)),
        ("-1 -2 0 -4 -3", (1, "-4", False), (2, "0", False)),
        ("1 5 3 5 4", (4, "1", False), (3, "5", False)),
        ("-2 -5 -4 -3", (2, "-5", False), (3, "-2", False)),
        ("2 5 4 3", (3, "2", False), (2, "5", False)),
        ("7", (0, "7", False), (0, "7", False)),
    ],
)
def test_a_pivot_is_an_extreme_that_is_one_or_two_rows_old(
    sample: str, buyer: tuple[int, str, bool], seller: tuple[int, str, bool]
) -> None:
    """Not the last row, not the first two, the first of equals, on the side of zero that the side asks for."""
    numbers = tuple(Decimal(number) for number in sample.split())
    pivots = BiasPivot(Side.BUY, numbers), BiasPivot(Side.SELL, numbers)

    assert [buyer, seller] == [(pivot.offset, str(pivot.value), pivot.holds) for pivot in pivots]
