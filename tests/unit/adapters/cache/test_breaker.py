"""A breaker spares everybody the waiting for what does not answer."""

from __future__ import annotations

from adapters.cache.breaker import Breaker
from trading_core.testing.contracts.making import at_once


class Ticking:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def test_a_closed_breaker_lets_everybody_through() -> None:
    """As long as there are answers, it is not there."""
    breaker = Breaker()

    assert breaker.closed
    assert [True, True] == [breaker.lets_through(), breaker.lets_through()]
    assert breaker.last_failure is None


def test_an_open_breaker_lets_one_through_in_each_pause() -> None:
    """After a failure the next try is a pause later, by one caller alone."""
    ticking = Ticking()
    breaker = Breaker(10, ticking)
    breaker.failed(OSError("gone"))

    assert not breaker.closed
    assert "OSError: gone" == breaker.last_failure
    ticking.now = 9.9
    assert not breaker.lets_through()
    ticking.now = 10
    assert [True, False] == [breaker.lets_through(), breaker.lets_through()]
    ticking.now = 20
    assert [True, False] == [breaker.lets_through(), breaker.lets_through()]


def test_of_those_who_come_together_one_gets_through() -> None:
    """A crowd that waited for the end of a pause sends one, or a dead server costs each of them its patience."""
    ticking = Ticking()
    breaker = Breaker(10, ticking)
    breaker.failed(OSError("gone"))
    ticking.now = 10

    assert 1 == sum(at_once(8, lambda _: breaker.lets_through()))


def test_an_answer_closes_it() -> None:
    """Who got an answer opens the way for all, and the failure is kept for those who look for it."""
    breaker = Breaker(10, Ticking())
    breaker.failed(OSError("gone"))
    breaker.answered()

    assert breaker.closed
    assert breaker.lets_through()
    assert "OSError: gone" == breaker.last_failure
