"""Sums, products and shares are exact, and rounding happens where it is named and nowhere else."""

from __future__ import annotations

from collections.abc import Callable
from decimal import (
    ROUND_DOWN,
    ROUND_HALF_UP,
    ROUND_UP,
    Decimal,
    DivisionByZero,
    InvalidOperation,
    Overflow,
    localcontext,
)
from fractions import Fraction

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from tests.unit.domain.floor import NOW
from tests.unit.domain.junk import hostile_context
from trading_core.domain.account import AccountTerms
from trading_core.domain.amounts import Money, Price, Quantity, value_of
from trading_core.domain.commands import Command, Deposit, OpenAccount, PlaceOrder, SetLimits, Stage, Withdraw
from trading_core.domain.desk import Desk
from trading_core.domain.exact import (
    EXACT,
    UNIT,
    ZERO,
    add,
    bounded,
    decimal_of,
    divide,
    multiply,
    plain,
    share,
    show,
    subtract,
    to_unit,
)
from trading_core.domain.limits import Limits
from trading_core.domain.order_terms import OrderLine, OrderTerms
from trading_core.domain.quotes import Bar, Quote
from trading_core.domain.words import Side

LAWFUL = st.decimals(-(10**15), 10**15, places=8)
POSITIVE = st.decimals(UNIT, 10**15, places=8)


@given(LAWFUL, LAWFUL)
@example(Decimal(10) ** 15, Decimal("0.00000001"))
def test_sums_differences_and_products_are_exact(left: Decimal, right: Decimal) -> None:
    """No digit of two lawful numbers is lost, although a product of them has up to 46."""
    assert Fraction(left) + Fraction(right) == Fraction(add(left, right))
    assert Fraction(left) - Fraction(right) == Fraction(subtract(left, right))
    assert Fraction(left) * Fraction(right) == Fraction(multiply(left, right))


@given(LAWFUL, LAWFUL)
def test_a_quotient_has_more_digits_than_anyone_keeps(left: Decimal, right: Decimal) -> None:
    """A quotient is rounded at the hundred-and-twentieth digit, far behind the place where it is cut by name."""
    assume(right)
    wrong_by = abs(Fraction(divide(left, right)) - Fraction(left) / Fraction(right))

    assert wrong_by <= abs(Fraction(left) / Fraction(right)) / 10**119


def test_the_context_is_wide_and_stops_at_nonsense() -> None:
    """What cannot be calculated is an error and never a NaN that walks on."""
    assert 120 == EXACT.prec
    assert {InvalidOperation, DivisionByZero, Overflow} == {
        signal for signal, trapped in EXACT.traps.items() if trapped
    }


@given(st.decimals(-(10**20), 10**20, places=12))
@example(Decimal("0.000000005"))
@example(Decimal("0.000000015"))
@example(Decimal("-0.000000025"))
def test_rounding_is_half_even_to_eight_decimals_unless_said_otherwise(number: Decimal) -> None:
    """The bookkeepers' rounding: a half goes to the even neighbour."""
    expected = Fraction(round(Fraction(number) * 10**8), 10**8)

    assert expected == Fraction(to_unit(number))


@pytest.mark.parametrize(
    ("number", "unit", "rounding", "rounded"),
    [
        ("1.5", "1", ROUND_DOWN, "1"),
        ("1.1", "1", ROUND_UP, "2"),
        ("2.5", "1", ROUND_HALF_UP, "3"),
        ("1.25", "0.1", ROUND_HALF_UP, "1.3"),
    ],
)
def test_unit_and_rounding_are_chosen_by_name(number: str, unit: str, rounding: str, rounded: str) -> None:
    """A market says what it rounds to and which way."""
    assert rounded == str(to_unit(Decimal(number), Decimal(unit), rounding))


def test_the_default_of_rounding_holds_for_any_unit() -> None:
    """Who names a unit alone still gets half even."""
    assert "2" == str(to_unit(Decimal("2.5"), Decimal(1)))
    assert "4" == str(to_unit(Decimal("3.5"), Decimal(1)))


@given(POSITIVE, POSITIVE, POSITIVE)
@example(Decimal(10), Decimal(1), Decimal(3))
@example(Decimal("0.00000001"), Decimal(1), Decimal(2))
@example(Decimal("0.00000003"), Decimal(1), Decimal(2))
def test_a_share_is_the_nearest_amount_to_the_exact_one(
    total: Decimal, part: Decimal, whole: Decimal
) -> None:
    """A part takes its share of a cost, to 8 decimals, half even."""
    part, whole = min(part, whole), max(part, whole)
    expected = Fraction(round(Fraction(total) * Fraction(part) / Fraction(whole) * 10**8), 10**8)

    assert (Fraction(total) if part == whole else expected) == Fraction(share(total, part, whole))


@given(st.decimals(ZERO, 10**15, places=8), st.lists(POSITIVE, min_size=1, max_size=8))
def test_shares_of_any_sequence_of_parts_add_up_to_the_whole(total: Decimal, parts: list[Decimal]) -> None:
    """However a lot is sold piece by piece, its cost goes with it to the last decimal."""
    left, units = total, sum(map(Fraction, parts))
    taken = Fraction(0)
    for part in parts:
        cost = share(left, part, Decimal(units.numerator) / Decimal(units.denominator))
        assert ZERO <= cost <= left
        left, units, taken = subtract(left, cost), units - Fraction(part), taken + Fraction(cost)

    assert (ZERO, Fraction(total)) == (left, taken)


@pytest.mark.parametrize(
    ("number", "text"),
    [
        ("1", "1"),
        ("10", "10"),
        ("100.00", "100"),
        ("1E+3", "1000"),
        ("0E-8", "0"),
        ("0", "0"),
        ("1.50", "1.5"),
        ("-1.50", "-1.5"),
        ("0.00000001", "0.00000001"),
        ("1E-8", "0.00000001"),
        ("1000000000000000", "1000000000000000"),
    ],
)
def test_numbers_are_written_plainly(number: str, text: str) -> None:
    """People see no exponent and no needless zeros."""
    assert text == plain(Decimal(number))


@given(LAWFUL)
def test_what_is_written_is_read_again(number: Decimal) -> None:
    """Writing loses nothing."""
    assert number == decimal_of(plain(number))


WIDE = Decimal("123456789012345.12345678")


def ordered(number: str, side: Side, quantity: str) -> PlaceOrder:
    """Trade at a price of many digits."""
    terms = OrderTerms(number=number, account="A", side=side, lines=[OrderLine("ACME", quantity)])
    return PlaceOrder(terms, Stage.FILLED, "1234.56789012")


def trade_a_little() -> object:
    """Take a desk through purchases and sales whose numbers have many digits, and value what is left."""
    desk = Desk()
    commands: list[Command] = [
        OpenAccount(AccountTerms("A"), "99999999.12345678"),
        SetLimits("A", Limits(10**9, 10**9, 10**9, 100, "12.34567891"), loosen=True),
        Deposit("A", WIDE, "in"),
        Withdraw("A", "1.00000001", "out"),
        ordered("O-1", Side.BUY, "3.33333333"),
        ordered("O-2", Side.SELL, "1.11111117"),
    ]
    desk.see(Quote("ACME", "1239.98765432", NOW, "tests"))
    outcomes = [desk.do(command, now=NOW)[0].unwrap() for command in commands]
    return outcomes[-1], desk.book, desk.equity("A"), desk.positions("A")


RESULTS: dict[str, Callable[[], object]] = {
    "read": lambda: decimal_of(str(WIDE)),
    "bounded": lambda: bounded(WIDE),
    "whole": lambda: decimal_of(123456789012345),
    "exponent": lambda: decimal_of("1.2345678e14"),
    "sum": lambda: add(WIDE, UNIT),
    "difference": lambda: subtract(WIDE, UNIT),
    "product": lambda: multiply(WIDE, WIDE),
    "quotient": lambda: divide(WIDE, Decimal(7)),
    "rounded": lambda: to_unit(Decimal("123456.1234567850")),
    "share": lambda: share(WIDE, Decimal("1.5"), Decimal("3.33333333")),
    "plain": lambda: plain(WIDE),
    "picture": lambda: show(WIDE),
    "price": lambda: (Price(WIDE), str(Price(WIDE)), Price(WIDE) < Price(UNIT)),
    "quantity": lambda: (
        Quantity(WIDE) + Quantity(UNIT),
        Quantity(WIDE) - Quantity(UNIT),
        bool(Quantity(UNIT)),
    ),
    "money": lambda: (Money(WIDE, "TWD") - Money(UNIT, "TWD"), -Money(WIDE, "TWD"), bool(Money(WIDE, "TWD"))),
    "value": lambda: value_of(Price("123456.12345678"), Quantity("1.23456789")),
    "limits": lambda: Limits(WIDE).tightened(Limits(subtract(WIDE, UNIT))),
    "quote": lambda: Quote("ACME", WIDE, NOW, "tests", subtract(WIDE, UNIT), WIDE),
    "bar": lambda: Bar("ACME", NOW, WIDE, WIDE, subtract(WIDE, UNIT), WIDE, WIDE),
    "trades": trade_a_little,
}


@pytest.mark.parametrize("name", RESULTS)
def test_no_result_depends_on_the_ambient_context(name: str) -> None:
    """Whoever embeds the library may have any decimal context set: three digits and a trap at every turn."""
    expected = RESULTS[name]()
    with localcontext(hostile_context()):
        found = RESULTS[name]()

    assert expected == found
    assert repr(expected) == repr(found)
