"""The laws of the clock."""

from __future__ import annotations

from datetime import UTC, timedelta
from typing import TYPE_CHECKING

from trading_core.domain.checks import instant
from trading_core.testing.contracts.making import Make, opened

if TYPE_CHECKING:
    from trading_core.ports.clock import Clock


def clock_contract(make: Make[Clock]) -> type:
    """Give the tests of ``Clock``."""

    class ClockContract:
        """What a clock promises."""

        def test_a_moment_says_that_it_is_in_utc(self) -> None:
            """A time without an offset could mean any of 38 moments, and one with another offset another day."""
            with opened(make) as clock:
                moment = clock.now()

                assert timedelta(0) == moment.utcoffset()
                assert UTC is moment.tzinfo
                assert moment == instant(moment)

    return ClockContract
