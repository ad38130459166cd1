"""Prices, quantities and money: three kinds of number that never mix by accident."""

from __future__ import annotations

import operator
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.unit.domain.junk import refusal
from trading_core.domain.amounts import (
    Money,
    Price,
    Quantity,
    price_or_none,
    to_price,
    to_quantity,
    value_of,
)
from trading_core.domain.ids import Currency
from trading_core.errors import InvalidValue

D = Decimal
BOUNDS = "a number of at most 8 decimals between -1000000000000000 and 1000000000000000"
LEAST = D("0.00000001")
MOST = D(10) ** 15
TWD = Currency("TWD")
POSITIVE = st.decimals(LEAST, MOST, places=8)
NOT_NEGATIVE = st.decimals(0, MOST, places=8)
ANY = st.decimals(-MOST, MOST, places=8)
SMALL = st.decimals(-2, 2, places=1)
COMPARISONS: list[Callable[[Any, Any], bool]] = [operator.lt, operator.le, operator.gt, operator.ge]


def money(amount: object) -> Money:
    return Money(amount, TWD)


def test_a_price_is_above_zero() -> None:
    """A missing price is None; a price of nothing or less would give things away."""
    assert LEAST == Price("0.00000001").value
    assert MOST == Price(10**15).value
    assert InvalidValue("price", "0", "a number above zero") == refusal(lambda: Price(0))
    assert InvalidValue("price", "-1E-8", "a number above zero") == refusal(lambda: Price(-LEAST))
    assert InvalidValue("price", "1E-9", BOUNDS) == refusal(lambda: Price(D("1e-9")))
    assert InvalidValue("price", "1000000000000001", BOUNDS) == refusal(lambda: Price(10**15 + 1))


def test_a_quantity_is_not_below_zero() -> None:
    """Direction is a word of its own, and nothing is a lawful quantity."""
    assert D(0) == Quantity(0).value
    assert MOST == Quantity("1e15").value
    assert InvalidValue("quantity", "-1E-8", "a number not below zero") == refusal(lambda: Quantity(-LEAST))
    assert InvalidValue("quantity", "1E+16", BOUNDS) == refusal(lambda: Quantity("1e16"))


def test_money_may_be_negative() -> None:
    """A loss is an amount of money too."""
    assert -MOST == money("-1e15").amount
    assert InvalidValue("amount", "'x'", BOUNDS) == refusal(lambda: money("x"))
    expected = InvalidValue("Currency", "'twd'", "three capital letters, as in TWD")
    assert expected == refusal(lambda: Money(1, "twd"))


def test_money_begins_with_nothing() -> None:
    """Zero of a currency is zero, and is a money of that currency."""
    assert Money(0, "EUR") == Money.zero(Currency("EUR"))
    assert (D(0), "EUR") == (Money.zero(Currency("EUR")).amount, Money.zero(Currency("EUR")).currency)
    assert Currency is type(Money(1, "EUR").currency)


@given(ANY, ANY)
@example(MOST, LEAST)
@example(-MOST, -LEAST)
@example(MOST, D(0))
def test_money_adds_up_exactly_within_its_bounds(left: Decimal, right: Decimal) -> None:
    """A sum is exact, and one that is too large is refused instead of rounded."""
    results: list[tuple[Fraction, Callable[[], Money]]] = [
        (Fraction(left) + Fraction(right), lambda: money(left) + money(right)),
        (Fraction(left) - Fraction(right), lambda: money(left) - money(right)),
    ]
    for expected, result in results:
        if abs(expected) <= 10**15:
            found = result()
            assert (expected, TWD, Money) == (Fraction(found.amount), found.currency, type(found))
        else:
            refused = refusal(result)
            assert InvalidValue("amount", str(refused.facts["found"]), BOUNDS) == refused


@given(ANY)
def test_money_is_turned_around_exactly(amount: Decimal) -> None:
    """A payment is the receipt of the other side, and turning it twice changes nothing."""
    turned = -money(amount)

    assert (-Fraction(amount), TWD) == (Fraction(turned.amount), turned.currency)
    assert money(amount) == -turned
    assert not (-money(0)).amount.is_signed()


@given(NOT_NEGATIVE, NOT_NEGATIVE)
@example(MOST, LEAST)
@example(LEAST, MOST)
@example(MOST, MOST)
@example(D(0), D(0))
def test_quantities_add_up_exactly_within_their_bounds(left: Decimal, right: Decimal) -> None:
    """A quantity neither falls below zero nor grows beyond what is kept."""
    total, rest = Fraction(left) + Fraction(right), Fraction(left) - Fraction(right)
    if total <= 10**15:
        found = Quantity(left) + Quantity(right)
        assert (total, Quantity) == (Fraction(found.value), type(found))
    else:
        refused = refusal(lambda: Quantity(left) + Quantity(right))
        assert InvalidValue("quantity", str(left + right), BOUNDS) == refused
    if rest >= 0:
        found = Quantity(left) - Quantity(right)
        assert (rest, Quantity) == (Fraction(found.value), type(found))
    else:
        refused = refusal(lambda: Quantity(left) - Quantity(right))
        assert InvalidValue("quantity", str(refused.facts["found"]), "a number not below zero") == refused


@pytest.mark.parametrize("compare", COMPARISONS)
@given(left=POSITIVE | st.sampled_from([LEAST, D(1), MOST]), right=st.sampled_from([LEAST, D(1), MOST]))
def test_amounts_compare_as_their_numbers_do(
    compare: Callable[[Any, Any], bool], left: Decimal, right: Decimal
) -> None:
    """Order and equality are those of the numbers, for each of the three kinds."""
    expected = compare(left, right)

    assert expected is compare(Price(left), Price(right))
    assert expected is compare(Quantity(left), Quantity(right))
    assert expected is compare(money(left), money(right))
    assert expected is compare(money(-right), money(-left))
    for make in (Price, Quantity, money):
        answer = getattr(make(left), f"__{compare.__name__}__")
        assert expected is answer(make(right)), "each side answers for itself"


@pytest.mark.parametrize("make", [Price, Quantity, money])
@given(number=st.decimals("0.1", 9, places=1), other=st.decimals("0.1", 9, places=1))
def test_equal_numbers_are_equal_amounts_with_one_hash(
    make: Callable[[object], object], number: Decimal, other: Decimal
) -> None:
    """How many zeros a number was written with makes no difference."""
    long = number.quantize(LEAST)

    assert make(number) == make(long)
    assert hash(make(number)) == hash(make(long))
    assert (number == other) is (make(number) == make(other))


def test_amounts_of_other_kinds_or_currencies_are_never_equal() -> None:
    """One unit, one of price and one of money are three things, and so are two currencies."""
    ones: list[object] = [Price(1), Quantity(1), money(1), Money(1, "EUR"), D(1), 1, "1"]
    for place, one in enumerate(ones[:4]):
        assert [one] == [other for other in ones if one == other], place


ALL_OPERATORS: list[Callable[[Any, Any], object]] = [
    *COMPARISONS,
    operator.add,
    operator.sub,
    operator.mul,
    operator.truediv,
]
OTHERS: list[object] = [Price(2), Quantity(2), money(2), 2, D(2), "2", None]


@pytest.mark.parametrize("act", ALL_OPERATORS)
@pytest.mark.parametrize("one", [Price(1), Quantity(1), money(1)])
def test_there_is_no_operator_between_kinds(act: Callable[[Any, Any], object], one: object) -> None:
    """A price and a quantity have no sum, and a price times a price is nothing; Python says so itself."""
    for other in OTHERS:
        if type(other) is not type(one) or act in {operator.mul, operator.truediv}:
            with pytest.raises(TypeError):
                act(one, other)
            with pytest.raises(TypeError):
                act(other, one)


def test_prices_are_not_added() -> None:
    """What two units cost is their value, and no price."""
    with pytest.raises(TypeError):
        operator.add(Price(1), Price(2))
    with pytest.raises(TypeError):
        operator.sub(Price(2), Price(1))


@pytest.mark.parametrize("act", [*COMPARISONS, operator.add, operator.sub])
def test_currencies_are_not_mixed(act: Callable[[Any, Any], object]) -> None:
    """Without a rate there is no answer, and so there is none."""
    assert InvalidValue("currency", "EUR", "TWD") == refusal(lambda: act(money(1), Money(1, "EUR")))


def test_amounts_are_true_unless_they_are_nothing() -> None:
    """Empty amounts read as nothing, and a loss is something."""
    assert not Quantity(0)
    assert Quantity(LEAST)
    assert not money("-0")
    assert money(-LEAST)
    assert money(LEAST)


def test_amounts_are_written_plainly() -> None:
    """People read no exponent, no needless zeros, and the currency behind the amount."""
    assert "1000" == str(Price("1e3"))
    assert "0.5" == str(Quantity("0.50"))
    assert "-1.5 TWD" == str(money("-1.50"))


def test_amounts_are_read_or_passed_on() -> None:
    """What is an amount already stays the same object; the rest is read."""
    price, quantity = Price(2), Quantity(3)

    assert price is to_price(price)
    assert price is price_or_none(price)
    assert quantity is to_quantity(quantity)
    assert (price, quantity, price, None) == (
        to_price("2"),
        to_quantity(3),
        price_or_none(2),
        price_or_none(None),
    )
    assert "a number above zero" == refusal(lambda: to_price(0)).facts["expected"]
    assert "a number not below zero" == refusal(lambda: to_quantity(-1)).facts["expected"]
    assert BOUNDS == refusal(lambda: to_price(quantity)).facts["expected"]
    assert BOUNDS == refusal(lambda: to_quantity(price)).facts["expected"]
    assert BOUNDS == refusal(lambda: price_or_none(False)).facts["expected"]


@given(POSITIVE, NOT_NEGATIVE)
@example(D("0.0001"), D("0.0001"))
@example(D("0.00005"), D("0.0001"))
@example(D("0.00015"), D("0.0001"))
@example(MOST, D(1))
@example(MOST, D("1.00000001"))
@example(D("999999999999999.99999999"), D("1.00000001"))
@example(D("31622776.60168379"), D("31622776.60168379"))
def test_a_value_is_exact_to_eight_decimals_and_half_even_beyond(price: Decimal, quantity: Decimal) -> None:
    """What a trade is worth is rounded once, by name, and refused where money ends."""
    exact = Fraction(price) * Fraction(quantity)
    if exact > 10**15:
        refused = refusal(lambda: value_of(Price(price), Quantity(quantity)))
        assert InvalidValue("value", str(refused.facts["found"]), BOUNDS) == refused
    else:
        value = value_of(Price(price), Quantity(quantity))
        assert Fraction(round(exact * 10**8), 10**8) == Fraction(value)
        assert -8 <= int(value.as_tuple().exponent) <= 0


def test_a_value_keeps_the_decimals_it_needs() -> None:
    """Whole prices and quantities come to whole money."""
    assert "1000" == str(value_of(Price(10), Quantity(100)))
    assert "1.25" == str(value_of(Price("0.5"), Quantity("2.5")))
