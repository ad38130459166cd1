"""What the log is told of something that does not answer."""

from __future__ import annotations

import logging

import pytest

from entrypoints.logs import Outage


def test_an_outage_is_told_when_it_begins_now_and_then_and_when_it_is_over(
    caplog: pytest.LogCaptureFixture,
) -> None:
    """A night of silence is a few lines, and each of them says something."""
    now = [0.0]
    outage = Outage(logging.getLogger("tests"), "prices", 600, lambda: now[0])
    outage.over()
    for second in range(1201):
        now[0] = second
        outage.lasts(f"silence {second}")
    outage.over()
    outage.over()
    outage.lasts("again")

    told = [record.getMessage() for record in caplog.records]
    assert [
        "prices wait: silence 0",
        "prices wait: silence 600",
        "prices wait: silence 1200",
        "prices are back",
        "prices wait: again",
    ] == told
