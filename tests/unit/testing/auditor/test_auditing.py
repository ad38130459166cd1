"""Audits of single questions that a random trader rarely asks, each of them answered alike by model and desk."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.unit.testing.auditor.scenes import SCENES, an_audit, said
from trading_core.domain.commands import Command, SetLimits, buy
from trading_core.domain.limits import Limits
from trading_core.domain.quotes import Quote
from trading_core.testing.auditor import (
    PLAIN_WORLD,
    STRICT_WORLD,
    Disagreement,
    World,
)
from trading_core.testing.auditor.auditing import LAST


@pytest.mark.parametrize(("world", "commands", "answers"), SCENES.values(), ids=SCENES)
def test_model_and_desk_answer_alike(
    world: World, commands: list[Command], answers: list[str | None]
) -> None:
    """The answers are as the law wants them, and the books agree after each."""
    assert answers == said(world, *commands)


@pytest.mark.parametrize(
    ("hours", "expected"), [(3, None), (4, "session_closed"), (24 * 5, "session_closed")]
)
def test_taipei_is_open_until_half_past_one(hours: int, expected: str | None) -> None:
    """Orders are taken on working days in the morning, and at no other time."""
    audit = an_audit(STRICT_WORLD)
    audit.wait(timedelta(hours=hours))
    audit.ask(buy("O-1", "A", "2330", 1000, 600))

    assert ("executed" if expected is None else "rejected") == audit.model.order("O-1").words["status"]


def test_a_price_is_stated_near_the_last_one() -> None:
    """An account's own band counts from the last price, and its edge is inside."""
    audit = an_audit(PLAIN_WORLD, SetLimits("A", Limits(price_band=5)))
    audit.see(Quote("ACME", 100, audit.now, "street"))
    answers = []
    for number, price in (("O-1", "105.01"), ("O-2", 105)):
        audit.ask(buy(number, "A", "ACME", 1, price))
        answers.append(audit.model.order(number).words["status"])

    assert ["rejected", "executed"] == answers


def test_a_share_is_traded_within_a_tenth_of_its_last_close() -> None:
    """The exchange's own bound counts from the close of the day before, and its edge is inside."""
    audit = an_audit(STRICT_WORLD)
    audit.see(Quote("2330", 600, audit.now, "street", previous_close=550))
    answers = []
    for number, price in (("O-1", 606), ("O-2", 605)):
        audit.ask(buy(number, "A", "2330", 1000, price))
        answers.append(audit.model.order(number).words["status"])

    assert ["rejected", "executed"] == answers


def test_commands_that_are_asked_together_are_one_batch() -> None:
    """What is asked together reaches the system when the next question does, and then all at once."""
    audit = an_audit(PLAIN_WORLD)
    audit.ask(buy("O-1", "A", "ACME", 1, 100), together=True)
    audit.ask(buy("O-2", "A", "ACME", 1, 100), together=True)

    assert 2 == len(audit.asked)
    audit.finish()
    assert [] == audit.asked


def test_time_stops_before_the_summer_of_new_york() -> None:
    """The auditor knows one offset of that clock; beyond it he would be wrong, not the market."""
    audit = an_audit(PLAIN_WORLD)
    audit.wait(timedelta(days=400))

    assert LAST == audit.now


def test_what_went_wrong_is_not_drowned_by_what_follows() -> None:
    """After a disagreement the books are not compared again."""
    audit = an_audit(PLAIN_WORLD)
    audit.model.state.purses["A"].cash += 1
    with pytest.raises(Disagreement):
        audit.ask(buy("O-1", "A", "ACME", 1, 100))

    audit.finish()

    assert audit.broken
