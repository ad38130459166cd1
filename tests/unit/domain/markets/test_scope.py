"""Which products a rule is about."""

from __future__ import annotations

import pytest

from trading_core.domain.markets import LotLaw, Scope
from trading_core.domain.markets.scope import EVERYTHING, first_about
from trading_core.domain.product import Product, ProductKind
from trading_core.errors import InvalidValue

YEN = Product("USDJPY", kind=ProductKind.FX)
SILVER = Product("XAGUSD", kind=ProductKind.METAL)


@pytest.mark.parametrize(
    ("scope", "yen", "silver"),
    [
        (EVERYTHING, True, True),
        (Scope([ProductKind.FX]), True, False),
        (Scope([ProductKind.FX, ProductKind.METAL]), True, True),
        (Scope(starts="XAG"), False, True),
        (Scope(ends="JPY"), True, False),
        (Scope(starts="USD", ends="USD"), False, False),
        (Scope([ProductKind.METAL], ends="JPY"), False, False),
        (Scope([ProductKind.FX], starts="USD", ends="JPY"), True, False),
    ],
)
def test_a_scope_covers_what_fits_all_of_it(scope: Scope, yen: bool, silver: bool) -> None:
    """Kind, beginning and end of the symbol have to fit together."""
    assert (yen, silver) == (scope.covers(YEN), scope.covers(SILVER))


def test_the_first_row_about_a_product_is_found() -> None:
    """Rows for few stand before rows for many, and no row is no rule."""
    few, many = LotLaw(board=1, scope=Scope([ProductKind.METAL])), LotLaw(board=2)

    assert few is first_about(SILVER, [few, many])
    assert many is first_about(YEN, [few, many])
    assert many is first_about(SILVER, [many, few])
    assert first_about(YEN, [few]) is None
    assert first_about(YEN, ()) is None


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"kinds": "fx"}, "kinds"),
        ({"kinds": ["fx"]}, "kinds"),
        ({"kinds": ProductKind.FX}, "kinds"),
        ({"kinds": None}, "kinds"),
        ({"kinds": [[]]}, "kinds"),
        ({"starts": 1}, "starts"),
        ({"starts": "x" * 25}, "starts"),
        ({"ends": None}, "ends"),
        ({"ends": "x" * 25}, "ends"),
    ],
)
def test_a_scope_that_cannot_be_is_refused(wrong: dict[str, object], field: str) -> None:
    """Kinds are words of their set, and parts of symbols are short texts."""
    with pytest.raises(InvalidValue) as refusal:
        Scope(**wrong)

    assert field == refusal.value.field


def test_a_scope_may_name_parts_as_long_as_a_symbol() -> None:
    """Bounds belong to what they bound."""
    longest = "X" * 24

    assert Scope(starts=longest, ends=longest).covers(Product(longest))
