"""The clock of the machine keeps the laws of clocks."""

from __future__ import annotations

from datetime import UTC, datetime

from adapters.system.clock import SystemClock
from trading_core.testing.contracts.clock import clock_contract

TestSystemClock = clock_contract(SystemClock)


def test_it_is_now() -> None:
    """The moment that is told lies between the moments around the question."""
    before = datetime.now(UTC)
    told = SystemClock().now()

    assert before <= told <= datetime.now(UTC)
