"""How moments are shown, at whichever door."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from entrypoints.showing import shown


def test_an_hour_that_comes_twice_is_shown_as_two() -> None:
    """Where clocks are set back two moments look alike, and are shown as what they are."""
    first = datetime(2026, 11, 1, 1, 30, tzinfo=ZoneInfo("America/New_York"))

    assert ["2026-11-01T05:30:00Z", "2026-11-01T06:30:00Z"] == [
        shown(first.replace(fold=fold)) for fold in (0, 1)
    ]
