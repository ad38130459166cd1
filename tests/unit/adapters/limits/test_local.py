"""Rate limits of one process."""

from __future__ import annotations

from collections.abc import Callable

from adapters.limits.local import LocalLimiter
from trading_core.ports.limiter import Rate
from trading_core.testing import limiter_contract


class Seconds:
    """A clock that is turned by hand."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now

    def pass_by(self, milliseconds: int) -> None:
        self.now += milliseconds / 1000


def limiter_and_time() -> tuple[LocalLimiter, Callable[[int], None]]:
    seconds = Seconds()
    return LocalLimiter(seconds), seconds.pass_by


TestLocalLimiter = limiter_contract(limiter_and_time)


def test_memory_is_bounded() -> None:
    """Who asks under ever new names makes room by what was asked least recently, and by nothing else."""
    limiter = LocalLimiter(Seconds(), most_keys=3)
    rate = Rate(1, 60)
    for name in ("a", "b", "c"):
        limiter.take(name, rate)
    assert limiter.take("a", rate) > 0
    limiter.take("d", rate)
    assert limiter.take("a", rate) > 0
    assert 0 == limiter.take("b", rate)
