"""Numbers are read exactly or refused, whatever is handed in."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.unit.domain.junk import outcome, refusal
from trading_core.domain.exact import MAX_DECIMALS, MAX_VALUE, ONE, UNIT, ZERO, bounded, decimal_of, show
from trading_core.errors import InvalidValue
from trading_core.testing.strategies.anything import (
    Hostile,
    HostileCount,
    HostileNumber,
    HostileText,
    Label,
    anything,
)

EXPECTED = "a number of at most 8 decimals between -1000000000000000 and 1000000000000000"
DIGITS = "0123456789"


def test_the_bounds_are_what_the_sentences_say() -> None:
    """Eight decimals and ten to the fifteenth are promised to every door."""
    assert (8, Decimal(1000000000000000), Decimal("0.00000001")) == (MAX_DECIMALS, MAX_VALUE, UNIT)
    assert (Decimal(0), Decimal(1)) == (ZERO, ONE)


def number_in(text: str) -> Fraction | None:
    """
    Read a number with nothing but loops, as an opinion of its own; None is no number that is taken.

    A sign, figures with a point somewhere among them, and an exponent of one or two figures.
    """
    if len(text) > 40:
        return None
    rest = text[1:] if text[:1] in ("+", "-") else text
    mantissa, mark, power = rest.partition("e") if "e" in rest else rest.partition("E")
    sign_free = power[1:] if power[:1] in ("+", "-") else power
    if mark and not (1 <= len(sign_free) <= 2 and all(character in DIGITS for character in sign_free)):
        return None
    whole, _, decimals = mantissa.partition(".")
    figures = whole + decimals
    if not figures or any(character not in DIGITS for character in figures):
        return None
    exponent = (int(power) if mark else 0) - len(decimals)
    value = Fraction(int(figures)) * Fraction(10) ** exponent
    if exponent < -8 or value > 10**15:
        return None
    return -value if text[0] == "-" else value


@given(
    st.one_of(
        st.text("0123456789.eE+-", max_size=12),
        st.text("0123456789.eE+-_ \n\u0661\uff11x", max_size=8),
        st.from_regex(r"[+-]?[0-9]{0,17}\.?[0-9]{0,10}([eE][+-]?[0-9]{0,3})?", fullmatch=True),
        st.from_regex(r"[0-9]{30,45}(e-[0-9]{1,2})?", fullmatch=True),
        st.text(),
    )
)
@example("1000000000000000")
@example("1000000000000001")
@example("1000000000000000.00000001")
@example("999999999999999.99999999")
@example("-1000000000000000")
@example("0.00000001")
@example("0.000000001")
@example("0.100000000")
@example("1e15")
@example("1e16")
@example("0e99")
@example("0e-8")
@example("0e-9")
@example("-0")
@example(".5")
@example("5.")
@example(".")
@example("")
@example("1e")
@example("1e100")
@example("1e+005")
@example("0" * 40)
@example("0" * 41)
@example("1\n")
@example("\n1")
@example("1__0")
@example("NaN")
@example("Infinity")
@example("1e5e5")
@example("1E5e5")
def test_text_is_a_number_exactly_when_the_grammar_says_so(text: str) -> None:
    """What a text means is told by a grammar of our own, and never by what a parser happens to accept."""
    expected = number_in(text)
    if expected is None:
        refused = refusal(lambda: decimal_of(text, "price"))
        assert InvalidValue("price", str(refused.facts["found"]), EXPECTED) == refused
    else:
        check_lawful(decimal_of(text), expected)


def check_lawful(number: Decimal, value: Fraction) -> None:
    """A number that was read is the number that was meant, written without exponent or minus zero."""
    assert Fraction(number) == value
    assert type(number) is Decimal
    assert -8 <= int(number.as_tuple().exponent) <= 0
    assert number or not number.is_signed()


@given(st.decimals() | st.decimals(-(10**16), 10**16, places=8) | st.decimals(-2, 2, places=9))
@example(Decimal("1e15"))
@example(Decimal("-1e15"))
@example(Decimal("1e16"))
@example(Decimal("1000000000000000.00000001"))
@example(Decimal("-1000000000000000.00000001"))
@example(Decimal("1e999999"))
@example(Decimal("1e-999999"))
@example(Decimal("0e999999"))
@example(Decimal("0e-999999"))
@example(Decimal("sNaN"))
@example(Decimal("-sNaN123"))
@example(Decimal("-Infinity"))
@example(Decimal("-0"))
@example(Decimal(12).scaleb(3))
@example(Decimal("12e1"))
def test_decimals_of_any_kind_are_taken_when_they_lie_within_the_bounds(number: Decimal) -> None:
    """A number comes in whole or not at all: none is rounded, and none takes long."""
    lawful = (
        number.is_finite()
        and int(number.as_tuple().exponent) >= -8
        and (not number or (number.adjusted() < 20 and abs(Fraction(number)) <= 10**15))
    )
    if lawful:
        check_lawful(decimal_of(number), Fraction(number))
        check_lawful(bounded(number), Fraction(number))
    else:
        expected = InvalidValue("amount", show(number), EXPECTED)
        assert expected == refusal(lambda: decimal_of(number, "amount"))
        assert expected == refusal(lambda: bounded(number, "amount"))


@given(st.integers() | st.integers(-(10**16), 10**16) | st.integers(min_value=10**400))
@example(10**15)
@example(10**15 + 1)
@example(-(10**15))
@example(-(10**15) - 1)
def test_whole_numbers_are_taken_within_the_bounds(number: int) -> None:
    """A whole number of any size is compared before it is written out, so that none takes long."""
    if -(10**15) <= number <= 10**15:
        check_lawful(decimal_of(number), Fraction(number))
    else:
        expected = InvalidValue("amount", show(number), EXPECTED)
        assert expected == refusal(lambda: decimal_of(number, "amount"))


@given(anything())
def test_anything_else_is_refused_with_our_own_error(thing: object) -> None:
    """Whatever comes in, out comes a lawful number or InvalidValue."""
    found = outcome(lambda: decimal_of(thing))
    if isinstance(found, Decimal):
        check_lawful(found, Fraction(found))
        assert isinstance(thing, str | int | Decimal)
    else:
        assert InvalidValue("value", show(thing), EXPECTED) == found


@pytest.mark.parametrize("thing", [True, False, 1.0, 1.5, None, b"1", ["1"], Fraction(1), 1j])
def test_what_is_no_decimal_whole_number_or_text_is_refused(thing: object) -> None:
    """A truth is no number, and a binary fraction has lost the number that its writer meant."""
    with pytest.raises(InvalidValue):
        decimal_of(thing)


def test_kinds_of_numbers_become_plain_numbers() -> None:
    """A value that is kept for ever has no manners of its own."""
    check_lawful(decimal_of(HostileNumber("1.5")), Fraction("1.5"))
    check_lawful(decimal_of(HostileCount(3)), Fraction(3))
    check_lawful(decimal_of(HostileText("-2.50")), Fraction("-2.5"))


def test_a_refusal_names_the_field_it_was_told() -> None:
    """Without a name it is a value; with one, the caller can find it in his form."""
    assert f"value is 'x': expected {EXPECTED}." == str(refusal(lambda: decimal_of("x")))
    assert f"value is 1E+16: expected {EXPECTED}." == str(refusal(lambda: decimal_of("1e16")))
    assert f"value is NaN: expected {EXPECTED}." == str(refusal(lambda: bounded(Decimal("NaN"))))
    assert f"stop is 1E-9: expected {EXPECTED}." == str(refusal(lambda: bounded(Decimal("1e-9"), "stop")))


PICTURES: list[tuple[object, str]] = [
    ("abc", "'abc'"),
    ("", "''"),
    ("it's", '"it\'s"'),
    ("a\nb\x00", "'a\\nb\\x00'"),
    ("價", "'價'"),
    ("a\u202eb\u200b", "'a\\u202eb\\u200b'"),
    ("\ud800", "'\\ud800'"),
    ("x" * 40, "'" + "x" * 40 + "'"),
    ("x" * 41, "'" + "x" * 39 + "..."),
    ("x" * 1_000_000, "'" + "x" * 39 + "..."),
    (True, "True"),
    (False, "False"),
    (None, "None"),
    (Decimal("1.50"), "1.50"),
    (Decimal("NaN"), "NaN"),
    (Decimal(10) ** 20, "1" + "0" * 20),
    (Decimal("1" * 42), "1" * 42),
    (Decimal("1" * 43), "1" * 40 + "..."),
    (17, "17"),
    (-17, "-17"),
    (2**127, "a huge whole number"),
    (2**127 - 1, str(2**127 - 1)),
    (10**5000, "a huge whole number"),
    (1.5, "a value of type float"),
    (b"x", "a value of type bytes"),
    ([], "a value of type list"),
    (Hostile(), "a value of type Hostile"),
    (HostileText("abc"), "'abc'"),
    (HostileNumber("1.5"), "1.5"),
    (HostileCount(3), "3"),
    (Label.MAIN, "'main'"),
    (type("T" * 80, (), {})(), "a value of type " + "T" * 24 + "..."),
    (type("a\n價", (), {})(), "a value of type a\\n\\u50f9"),
]


@pytest.mark.parametrize(
    ("value", "picture"), [pytest.param(*row, id=str(place)) for place, row in enumerate(PICTURES)]
)
def test_a_picture_is_short_printable_and_never_fails(value: object, picture: str) -> None:
    """An error sentence goes to logs, terminals and browsers, whatever the value was."""
    assert picture == show(value)


@given(anything())
def test_every_picture_fits_on_one_line(thing: object) -> None:
    """No value can break a log or fill it."""
    picture = show(thing)

    assert picture.isprintable()
    assert len(picture) <= 43
