"""Every number that a text quotes is a fact, or is found out."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.domain.analysis.known import FACTS
from tests.unit.untyped import untyped
from trading_core.domain.analysis import Fact, Facts, unknown_numbers
from trading_core.errors import InvalidValue

QUOTED = [
    "nothing at all",
    "2330 closed at 860.5 after 875",
    "2330.TW closed at 860.50.",
    "a close of about 861, or 860, or 860.5",
    "it fell by 14.5, which is -1.66%",
    "it fell by 1.66 percent, by 1.66 %, by 1.66 pct, by 1.66",
    "31,045,678 were traded, or 31045678",
    "31.0 million, 31.05M, 31 million, 31.046 mn, 31,046k",
    "3105萬, 3,104.6萬, 0.31億",
    "on 2026-11-20, on 2026/11/20, on 2026.11.20, on 2026年11月20日",
    "above its three-day and its twenty-day average, MA20 and MA3",
    "\uff2d\uff21\uff12\uff10 stands at \uff18\uff15\uff11\uff0e\uff12\uff15",
    "٣ days",
    "三日均線與二十日均線",
    "一旦跌破,兩者一致",
    "one of them, the one that counts",
    "a change of 0%",
    "between 860.5\u2013875",
    "the 851.25 average (rounded 851.3, 851)",
]
UNKNOWN = [
    ("rises to 900", "900"),
    ("rises to 860.7", "860.7"),
    ("a loss of 860.5%", "860.5%"),
    ("a loss of 3 percent", "3 percent"),
    ("it moved 2", "2"),
    ("1.7%", "1.7%"),
    ("1.6%", "1.6%"),
    ("31.2 million", "31.2 million"),
    ("32M", "32M"),
    ("40 million", "40 million"),
    ("on 2026-11-21", "2026-11-21"),
    ("on 2026-13-40", "2026-13-40"),
    ("in 2026", "2026"),
    ("five days", "five"),
    ("three percent", "three percent"),
    ("two hundred", "hundred"),
    ("it has doubled, a dozen times", "dozen"),
    ("one percent", "one percent"),
    ("五日均線", "五"),
    ("八百六十元", "八百六十"),
    ("百分之三", "百分之三"),
    ("三成", "三成"),
    ("二十一日", "二十一"),
    ("十日", "十"),
    ("廿日", "廿"),
    ("一千", "一千"),
    ("二二日", "二二"),
    ("\uff13\uff10日", "30"),
    ("¾ of it", "3\u2044"),
    ("1e3", "1e"),
    ("3x20", "3x"),
    ("20^3", "20^"),
    ("፲ days", "፲"),
    ("12330 or 23300", "12330"),
    ("at 2330.5", "2330.5"),
    ("1" * 31, "1" * 31),
    (".5 of it", ".5"),
    ("3 1,2", "1"),
    ("87,5", "87"),
    ("3成", "3成"),
]


@pytest.mark.parametrize("text", QUOTED)
def test_what_stands_in_the_table_may_be_quoted(text: str) -> None:
    """Rounded a little, without its sign, in any script, scaled, or in words."""
    assert () == unknown_numbers(text, FACTS)


@pytest.mark.parametrize(("text", "number"), UNKNOWN)
def test_what_does_not_is_found_out(text: str, number: str) -> None:
    """However it is written, a number that is no fact is named."""
    assert number in unknown_numbers(text, FACTS)


def test_each_unknown_number_is_named_once_and_in_order() -> None:
    """Whoever reads the refusal sees what is wrong, and each of it once."""
    assert ("900", "7", "8") == unknown_numbers("900, 7, 900, 8", FACTS)


def test_only_text_has_numbers() -> None:
    """Anything else is refused as such."""
    with pytest.raises(InvalidValue):
        unknown_numbers(untyped(860), FACTS)


@given(st.decimals("0.01", "99999", places=2), st.decimals("0.01", "99999", places=2))
def test_a_number_is_known_exactly_when_it_is_the_fact(fact: Decimal, quoted: Decimal) -> None:
    """Written with all its digits, a number stands for itself alone."""
    facts = Facts("X", (Fact("close", fact),))

    assert (fact == quoted) == (() == unknown_numbers(f"at {quoted}", facts))
    assert () == unknown_numbers(f"at {fact:,}, in short {fact}", facts)


@given(st.text())
def test_any_text_can_be_read(text: str) -> None:
    """Nothing that a model writes makes the reading fail."""
    assert isinstance(unknown_numbers(text, FACTS), tuple)
