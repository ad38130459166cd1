"""An answer is read strictly: as an opinion, or not at all."""

from __future__ import annotations

import json
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.domain.analysis.known import FACTS
from trading_core.domain.analysis import ANSWER_FORM, Stance, Verdict, read_verdict
from trading_core.domain.analysis.verdict import LONGEST_SUMMARY
from trading_core.errors import InvalidValue

D = Decimal
GOOD = {"stance": "bullish", "confidence": 0.72, "summary": "It closed at 860.5."}


def answer(**changed: object) -> str:
    return json.dumps({**GOOD, **changed})


@pytest.mark.parametrize(
    "text",
    [
        answer(),
        json.dumps(GOOD, indent=2),
        f"```json\n{answer()}\n```",
        f"\n```\n{answer()}\n```\n",
        answer(confidence="0.72"),
        answer(confidence="0.7150"),
    ],
)
def test_a_good_answer_is_an_opinion(text: str) -> None:
    """However it is spaced, and whether or not it stands in a fence."""
    assert Verdict(Stance.BULLISH, D("0.72"), "It closed at 860.5.") == read_verdict(text, FACTS)


@pytest.mark.parametrize("confidence", [0, 1, "0", "1", 0.0, "1.00"])
def test_the_ends_of_confidence_are_taken(confidence: object) -> None:
    """Being sure, and being not sure at all, are opinions."""
    assert read_verdict(answer(confidence=confidence), FACTS).confidence in {D(0), D(1)}


def test_links_and_markup_are_taken_out() -> None:
    """What is shown is words."""
    said = read_verdict(answer(summary="**It** closed at 860.5, see [this](http://evil.example/900)."), FACTS)

    assert "It closed at 860.5, see this." == said.summary


@pytest.mark.parametrize(
    "text",
    [
        "",
        "I think it rises.",
        "[]",
        "null",
        "5",
        '"bullish"',
        "{",
        answer()[:-5],
        answer() + answer(),
        "Here you are: " + answer(),
        "[" * 5000,
        '{"stance": ' * 1000,
        answer(stance="BUY"),
        answer(stance="buy"),
        answer(stance=None),
        answer(stance=["bullish"]),
        answer(confidence=1.01),
        answer(confidence=-0.1),
        answer(confidence=None),
        answer(confidence=True),
        answer(confidence="much"),
        answer().replace("0.72", "NaN"),
        answer().replace("0.72", "Infinity"),
        answer().replace("0.72", "1e999999999999999999999"),
        answer(summary=""),
        answer(summary="<b></b>"),
        answer(summary=5),
        answer(summary="x" * (LONGEST_SUMMARY + 1)),
        answer(summary="It will reach 900."),
        answer(order={"side": "buy", "quantity": 10000}),
        json.dumps({"stance": "bullish", "confidence": 0.72}),
        answer()[:-1] + ', "stance": "bearish"}',
        json.dumps({"tool": "place_order", "arguments": {"stock_id": "2330"}}),
    ],
)
def test_anything_else_is_none(text: str) -> None:
    """No part of a bad answer is taken for an opinion, least of all one that wants to trade."""
    with pytest.raises(InvalidValue):
        read_verdict(text, FACTS)


def test_a_summary_may_be_as_long_as_the_bound() -> None:
    """The last character that fits is kept."""
    assert LONGEST_SUMMARY == len(read_verdict(answer(summary="x" * LONGEST_SUMMARY), FACTS).summary)


def test_the_form_asks_for_what_is_read() -> None:
    """A model that keeps to the form gives an answer that can be read."""
    form = json.loads(ANSWER_FORM)

    assert set(GOOD) == set(form["properties"]) == set(form["required"])
    assert [stance.value for stance in Stance] == form["properties"]["stance"]["enum"]
    assert form["additionalProperties"] is False


@given(st.one_of(st.text(), st.recursive(st.none() | st.floats() | st.text(), st.lists).map(json.dumps)))
def test_whatever_is_said_is_read_or_refused(text: str) -> None:
    """Nothing that a model says fails in another way than ours."""
    with pytest.raises(InvalidValue):
        read_verdict(text, FACTS)
