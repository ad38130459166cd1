"""Days and months, as people write them on a command line."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from adapters.prices.exchange.kept import next_month
from trading_core.errors import InvalidValue

EARLIEST: Final = 1970
MONTH: Final = len("2020-01")
DAY: Final = len("2020-01-31")


def day_in(text: str, *, end: bool = False) -> date:
    """Read a month or a day; a month ends with its last day."""
    try:
        whole = len(text) == MONTH
        day = date.fromisoformat(f"{text}-01" if whole else text)
        if len(text) in {MONTH, DAY} and day.year >= EARLIEST:
            return next_month(day) - timedelta(days=1) if whole and end else day
    except (ValueError, OverflowError):
        pass
    raise InvalidValue("day", repr(text)[:40], f"a month or day from {EARLIEST} on, as 2020-01 or 2020-01-31")
