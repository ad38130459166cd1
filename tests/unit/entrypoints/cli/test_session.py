"""`trading session`: what a newcomer sees first is what the core really does."""

from __future__ import annotations

import pytest

from entrypoints.cli.main import DONE, main
from entrypoints.cli.session import STEPS, told
from trading_core import Desk


def test_the_session_tells_what_became_of_each_order(capsys: pytest.CaptureFixture[str]) -> None:
    """A newcomer sees orders that are done, refused with their reason, and repeated without effect."""
    assert DONE == main(["session"])
    lines = capsys.readouterr().out.splitlines()[: len(STEPS)]

    assert [line[45:].split(":")[0] for line in lines] == [
        "done",
        "done",
        "was done before, nothing changes",
        "refused",
        "done",
        "refused",
    ]
    assert "860000 TWD is needed and 140000 is free" in lines[3]


def test_the_session_ends_with_its_book() -> None:
    """What is held, why the cash is what it is, and what all of it is worth add up before the reader's eyes."""
    book = list(told(Desk()))[len(STEPS) :]

    assert book == [
        "",
        "Holdings, at the last price",
        "  600 of 2330, bought at 860.00, worth 528,000.00",
        "",
        "Why the cash is what it is",
        "  2026-03-02 09:00:00  opening  +1000000  1000000",
        "  2026-03-02 09:05:00  A-1: bought 1000 2330 at 860 (entry)  -860000  140000",
        "  2026-03-02 09:20:00  A-3: sold 400 2330 at 875.5 (entry)  +350200  490200",
        "",
        "Cash 490,200.00, equity 1,018,200.00",
    ]
