"""Models that are not set up, that rest, and that sit side by side."""

from __future__ import annotations

import logging
from datetime import UTC, datetime

import pytest

from adapters.language.absent import AbsentModel
from adapters.language.resting import USUAL_REST, RestingModel
from adapters.language.side_by_side import SideBySide
from adapters.language.wire import LONGEST_WAIT, part, retry_after_in, seconds_of
from trading_core.ports.language_model import LanguageModel, ModelAnswer, ModelFailure, ModelSilence, Prompt
from trading_core.testing import ScriptedModel, model_panel_contract
from trading_core.testing.contracts.model_panel import Raising

PROMPT = Prompt("a", "b")
NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)

TestSideBySide = model_panel_contract(SideBySide)


def test_a_model_that_is_not_set_up_says_so_and_costs_nothing() -> None:
    """Its place is kept, and nobody is asked."""
    panel = SideBySide({"claude": AbsentModel("claude"), "gemini": ScriptedModel("yes", provider="gemini")})

    ((first, second),) = panel.ask([PROMPT])

    assert ModelSilence("claude", ModelFailure.NOT_CONFIGURED) == first
    assert ModelAnswer("gemini", "script", "yes") == second
    assert panel.calls() == 1


def test_whoever_raises_is_told_of_in_the_log(caplog: pytest.LogCaptureFixture) -> None:
    """A law that is broken is seen by those who look after the house."""
    with caplog.at_level(logging.ERROR):
        SideBySide({"odd": Raising()}).ask([PROMPT])

    assert "odd has raised" in caplog.text


class Counting(LanguageModel):
    """Has a word for each time it is asked, and counts them."""

    def __init__(self, *said: ModelSilence | ModelAnswer) -> None:
        self._said = list(said)
        self.asked = 0

    def ask(self, prompt: Prompt) -> ModelAnswer | ModelSilence:
        self.asked += 1
        return self._said.pop(0)


ANSWER = ModelAnswer("claude", "m", "x")


@pytest.mark.parametrize(("told", "rest"), [(7, 7), (None, USUAL_REST), (0, 0)])
def test_who_is_asked_too_often_is_left_alone_for_a_while(told: int | None, rest: int) -> None:
    """As long as it has said, and for a minute where it has not; others learn how long it still is."""
    now = [100.0]
    inner = Counting(ModelSilence("claude", ModelFailure.RATE_LIMITED, told), ANSWER)
    model = RestingModel(inner, "claude", lambda: now[0])

    assert ModelSilence("claude", ModelFailure.RATE_LIMITED, told) == model.ask(PROMPT)
    if rest:
        now[0] += 0.5
        assert ModelSilence("claude", ModelFailure.RATE_LIMITED, rest) == model.ask(PROMPT)
        now[0] += rest - 1
        assert ModelSilence("claude", ModelFailure.RATE_LIMITED, 1) == model.ask(PROMPT)
        assert inner.asked == 1
        now[0] += 0.5
    assert ANSWER == model.ask(PROMPT)


def test_other_failures_need_no_rest() -> None:
    """Who was slow once may be asked again at once."""
    inner = Counting(ModelSilence("claude", ModelFailure.TIMEOUT, 5), ANSWER)
    model = RestingModel(inner, "claude")
    model.ask(PROMPT)

    assert ANSWER == model.ask(PROMPT)


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("", None),
        ("5", 5),
        ("0", 0),
        ("9999999", LONGEST_WAIT),
        ("1.5", 2),
        ("soon", None),
        ("-5", None),
        ("Sat, 21 Nov 2026 12:00:30 GMT", 30),
        ("Sat, 21 Nov 2026 12:00:30", 30),
        ("Sat, 21 Nov 2026 11:00:00 GMT", 0),
        ("Sat, 21 Nov 2126 12:00:00 GMT", LONGEST_WAIT),
        ("99999 Nov 2026", None),
    ],
)
def test_a_wait_is_read_as_seconds_or_as_a_moment(text: str, seconds: int | None) -> None:
    """What cannot be read is no wait, and none is longer than a week."""
    assert seconds == retry_after_in({"retry-after": text}, lambda: NOW)


@pytest.mark.parametrize(("text", "seconds"), [("3s", 3), ("3.2s", 4), (3, None), (None, None), ("s", None)])
def test_a_delay_is_read_as_google_writes_it(text: object, seconds: int | None) -> None:
    """A part of a second counts as one."""
    assert seconds == seconds_of(text)


def test_parts_of_json_are_there_or_not() -> None:
    """Nothing of any shape fails to be looked into."""
    assert "x" == part({"a": "x"}, "a", str)
    assert 5 == part([5], 0, int)
    for value, name in (
        ({"a": 5}, "a"),
        ({}, "a"),
        ([], 0),
        ("text", "a"),
        (None, 0),
        ([5], "a"),
        ({"a": 1}, 0),
    ):
        assert None is part(value, name, str)
