"""Letters, dashes, blanks and lines in other clothes."""

from __future__ import annotations

import string

import pytest

from trading_core.domain.signals.folding import fold, hiding_place

FULL_WIDTH = {chr(ord(plain) + 0xFEE0): plain for plain in string.printable if "!" <= plain <= "~"}
CIRCLED = dict(
    zip(map(chr, range(0x24B6, 0x24EA)), string.ascii_uppercase + string.ascii_lowercase, strict=True)
)


@pytest.mark.parametrize(
    ("spelling", "plain"),
    [
        *((wide, narrow) for wide, narrow in FULL_WIDTH.items() if narrow not in ".,%" + string.digits),
        *CIRCLED.items(),
        ("\U0001d400", "A"), ("\U0001d419", "Z"), ("\U0001d41a", "a"), ("\U0001d5d5", "B"), ("\U0001d68a", "a"), ("\U0001d6a3", "z"),
        ("\uff0c", ";"), ("\u3001", ";"), ("\uff05", "%"), ("\ufe56", "?"),
        ("\u2013", "-"), ("\u2212", "-"), ("\u2796", "-"), ("\u00a0", " "), ("\u3000", " "), ("\t", " "),
        ("\u2028", "\n"), ("\x85", "\n"), ("\r", "\n"), ("\u2019", "'"), ("\r\n", " \n"),
    ],
)  # fmt: skip
def test_a_character_in_other_clothes_is_the_plain_one(spelling: str, plain: str) -> None:
    """Law: what looks like a letter, a dash, a blank or a line end to a person is one to the reader."""
    assert f"x{plain}y" == fold(f"x{spelling}y")


@pytest.mark.parametrize(
    "spelling", ["\uff10", "\uff19", "\uff0e", "\u2460", "\U0001d7ce", "\u0661", "\uff60", "\u24ea", "\u24b5"]
)
def test_digits_and_dots_in_other_clothes_stay_what_they_are(spelling: str) -> None:
    """Law: a price is read from plain digits and a plain dot or not at all, so others are never made plain."""
    assert spelling == fold(spelling)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("BUY EURUSD", None),
        ("B\u00dcY", None),
        ("BUY\tEURUSD\r\n", None),
        ("BUY \u200bEURUSD", None),
        ("1.08\u200b60", 4),
        ("BUY\x00", 3),
        ("BUY\x7f", 3),
        ("\u202eYUB", 0),
        ("BUY \ud800", 4),
        ("a\u2067b\u202ec", 1),
    ],
)
def test_what_hides_or_reverses_is_found_at_its_first_place(text: str, place: int | None) -> None:
    """Law: nothing that a person cannot see may stand inside a word or a number of an order."""
    assert place == hiding_place(text)
