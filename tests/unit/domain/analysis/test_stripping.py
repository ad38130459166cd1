"""Words without links, markup and what cannot be seen."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trading_core.domain.analysis import stripped

CASES = [
    ("It rose.", "It rose."),
    ("  It\n\trose.\r\n\nMore ", "It rose. More"),
    ("see https://evil.example/x?y=1 now", "see now"),
    ("see HTTP://EVIL.EXAMPLE now", "see now"),
    ("see javascript:alert(1) now", "see now"),
    ("see www.evil.example/x now", "see now"),
    ("see evil.com/path and sub.evil.io:8080", "see and"),
    ("mail me@evil.example now", "mail now"),
    ("[a chart](https://evil.example) shows", "a chart shows"),
    ("![a chart](https://evil.example/x.png) shows", "a chart shows"),
    ("[a chart][ref] shows", "a chart shows"),
    ("<img src=x onerror=alert(1)>It rose<br/>.", "It rose ."),
    ("<scr<b>ipt>alert</scr</b>ipt>", "scr iptalert/scr ipt"),
    ("**It** _rose_ `much` ~~not~~ | a | b |", "It _rose_ much not a b"),
    ("# Heading\n## Other", "Heading Other"),
    ("`# Heading", "Heading"),
    ("\x1b# Heading", "Heading"),
    ("no\u202eesrever\u202c and zero\u200bwidth\ufeff", "noesrever and zerowidth"),
    ("\uff46\uff55\uff4c\uff4c width", "full width"),
    ("h<b>ttps://evil.example</b>", "h"),
    ("a\x00b\x1b[31mc", "ab31mc"),
    ("BRK.B and 2330.TW", "BRK.B and"),
]


@pytest.mark.parametrize(("text", "words"), CASES)
def test_only_words_are_left(text: str, words: str) -> None:
    """Nothing to follow, nothing that a page would carry out, and nothing that shows other words than there are."""
    assert words == stripped(text)


@given(st.text())
def test_what_was_stripped_once_stays_as_it_is(text: str) -> None:
    """Nothing comes into being by taking something away."""
    once = stripped(text)

    assert once == stripped(once)
    assert once.isprintable()
    assert not re.search(r"[<>`*\[\]{}]|://|www\.", once)
