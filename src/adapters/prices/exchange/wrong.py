"""Why an exchange cannot be used at the moment. Nothing of such an answer is used: half an answer is none."""

from __future__ import annotations

from attrs import define

from trading_core.errors import Unavailable

SOON, LATER, MUCH_LATER = 10, 60, 900


@define(eq=False)
class Unusable(Unavailable):
    """It did not answer, or what it answered is not what it always answers."""

    why: str = ""
    sentence = "{part} cannot be used, since {why}: try again in {retry_after_seconds} s."


@define(eq=False)
class TurnedAway(Unusable):
    """It answers us no more, for minutes or hours: asking on makes that longer."""


def unusable(part: str, why: str, seconds: int = SOON) -> Unusable:
    """Say what is wrong."""
    return Unusable(part, seconds, why)
