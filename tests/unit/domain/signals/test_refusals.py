"""How a refusal points at the fault of a text and what it says about it."""

from __future__ import annotations

import pytest

from trading_core.domain.amounts import Price
from trading_core.domain.signals import parse_signal, parse_signal_body
from trading_core.domain.signals.parse import LONGEST_TEXT
from trading_core.domain.signals.refusals import REASONS, refusal
from trading_core.errors import SignalRefused


@pytest.mark.parametrize("reason", REASONS)
def test_every_reason_says_what_is_wrong_and_what_would_do(reason: str) -> None:
    """Law: a refusal carries the clause and the advice of its reason, and both end up in its sentence."""
    what, usual = REASONS[reason]
    refused = refusal(reason, "BUY", 0)

    assert (reason, what, usual) == (refused.reason, refused.what, refused.expected)
    assert f"Line 1, column 1: {what}; expected {usual}." == refused.message


@pytest.mark.parametrize(
    ("text", "at", "end", "line", "column", "found"),
    [
        ("BUY", 0, 1, 1, 1, "'B'"),
        ("BUY", 3, None, 1, 4, "the end of the text"),
        ("", 0, None, 1, 1, "the end of the text"),
        ("BUY ", 3, None, 1, 4, "nothing"),
        ("BUY\nSL", 3, None, 1, 4, "nothing"),
        ("BUY\nSL", 4, None, 2, 1, "'SL'"),
        ("\nSL", 1, None, 2, 1, "'SL'"),
        ("BUY\nSL 1\nTP", 7, None, 2, 4, "'1'"),
        ("BUY\nSL 1\nTP", 4, 11, 2, 1, "'SL 1'"),
        ("0123456789012345678901234", 0, None, 1, 1, "'012345678901234567890123'"),
        ("0123456789012345678901234", 0, 25, 1, 1, "'012345678901234567890123'"),
        ("0123456789012345678901234", 1, 25, 1, 2, "'123456789012345678901234'"),
        ("a\u00e9", 1, None, 1, 2, "'é'"),
    ],
)
def test_a_refusal_shows_the_place_and_no_more_of_it_than_fits(
    text: str, at: int, end: int | None, line: int, column: int, found: str
) -> None:
    """Law: lines and columns count from one, and what is shown ends with the fault, the line or 24 characters."""
    refused = refusal("not_a_signal", text, at, end)

    assert (line, column, found) == (refused.line, refused.column, refused.found)


def test_a_refusal_may_know_better_what_was_found_and_expected() -> None:
    """Law: what the reader says about one case stands in place of the usual words."""
    refused = refusal("not_a_signal", "BUY", 0, expected="patience", found="haste")

    assert ("patience", "haste") == (refused.expected, refused.found)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("BUY EURUSD 1.0860 SL 1.0870 TP 1.0950", "a stop loss below the entry 1.0860"),
        ("SELL EURUSD 1.0860 SL 1.0850 TP 1.0800", "a stop loss above the entry 1.0860"),
        ("BUY EURUSD 1.0860 SL 1.0820 TP 1.0850", "a target above 1.0860"),
        ("SELL EURUSD 1.0860 SL 1.0900 TP 1.0870", "a target below 1.0860"),
        ("BUY EURUSD SL 1.0820 TP 1.0810", "a target above 1.0820"),
        ("BUY EURUSD 108.60 SL 108.20 TP 109.50", "a price from 0.7 to 2"),
        ("BUY EURUSD 1.0860 SL 1.0820 TP 1.6", "a price within 1.3 times the others"),
        ('{"symbol":"EURUSD","side":"hold"}', "buy or sell"),
    ],
)
def test_a_broken_law_says_what_would_keep_it(text: str, expected: str) -> None:
    """Law: who wrote a wrong price is told which price would be right, with the number that it is measured by."""
    with pytest.raises(SignalRefused) as refused:
        parse_signal(text)

    assert expected == refused.value.expected


@pytest.mark.parametrize(
    ("marked", "found"),
    [
        ("please buy EURUSD \u00bb1.0860 sl 1.0850 tp 1.0890", "'1.0860'"),
        ('{"symbol":"EURUSD","side":"buy","price":\u00bb1.0860,"sl":1.0850,"tp":1.0890}', "'1.0860'"),
        ('{"text":"please buy EURUSD 1.0860 sl 1.0850 tp 1.0890"}', "'1.0860'"),
    ],
)
def test_a_price_far_from_the_market_is_shown(marked: str, found: str) -> None:
    """Law: the first price that lies beyond double the last one is the one that is shown, in text and in bodies."""
    with pytest.raises(SignalRefused) as refused:
        parse_signal(marked.replace("\u00bb", ""), Price("0.5"))

    assert ("far_from_market", found) == (refused.value.reason, refused.value.found)
    assert marked.find("\u00bb") + 1 in {refused.value.column, 0}


@pytest.mark.parametrize(
    ("body", "reason", "found"),
    [
        (None, "not_text", "a value of type NoneType"),
        (5, "not_text", "a value of type int"),
        (b"BUY \xff", "bad_encoding", "byte 4"),
        ("x" * (LONGEST_TEXT + 1), "too_long", "'x'"),
    ],
)
def test_what_cannot_be_read_at_all_is_shown_by_its_kind(body: object, reason: str, found: str) -> None:
    """Law: what is no readable text is named by its type, its wrong byte or what follows the longest text."""
    with pytest.raises(SignalRefused) as refused:
        parse_signal_body(body)

    column = LONGEST_TEXT + 1 if reason == "too_long" else 1
    assert (reason, 1, column, found) == (
        refused.value.reason,
        refused.value.line,
        refused.value.column,
        refused.value.found,
    )
