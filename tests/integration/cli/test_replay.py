"""`trading replay`, run over files and over the bars of a house."""

from __future__ import annotations

import json
import os
import pty
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path

import pytest

from tests.integration.cli.examined import Patient

BARS = """\
stock_id,timestamp,open,high,low,close,volume
2330,2026-01-05,100,104,99,103,1000
2330,2026-01-06,103,110,101,108,1000
2330,2026-01-07,108,109,90,95,1000
2330,2026-01-08,95,97,94,96,1000
2330,2026-01-09,96,120,95,118,1000
"""
SIGNALS = """\
2026-01-05T12:00:00+08:00
BUY 2330.TW @103
SL 95
TP 107

2026-01-06T12:00:00+08:00
hello <there>
"""
STRATEGY = """\
from trading_core import buy

def decide(moment, bars, account):
    for symbol, bar in bars.items():
        if bar.close.value > 100:
            yield buy(f"B-{moment:%Y%m%d}", account.id, symbol, 1000, bar.close)
"""


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Patient:
    made = Patient(tmp_path, monkeypatch, capsys)
    for name, content in (("bars.csv", BARS), ("signals.txt", SIGNALS), ("strategy.py", STRATEGY)):
        (tmp_path / name).write_text(content, encoding="utf-8")
    return made


BOTH = ("replay", "bars.csv", "--signals", "signals.txt", "--strategy", "strategy.py")


def test_a_replay_is_printed_with_a_curve(house: Patient) -> None:
    """What people want to know, the curve, and what was refused."""
    assert 0 == house.run(*BOTH)

    assert "gain          25,388.35 (2.54 %)" in house.said
    assert "deepest fall  26,000.00 (2.59 %), from 2026-01-07 01:00 to 2026-01-08 01:00" in house.said
    assert "held at last  2,000 of 2330 long, worth 236,000.00, 25,000.00 of it not realized" in house.said
    assert "█" in house.said
    assert "'hello <there>': Line 1" in house.said


def test_the_same_files_give_the_same_bytes(house: Patient) -> None:
    """In every form, each time."""
    told = []
    for _ in range(2):
        assert 0 == house.run(*BOTH, "--json", "--html", "page.html")
        told.append((house.said, (house.folder / "page.html").read_bytes()))

    assert told[0] == told[1]
    assert ["2330"] == [one["stock_id"] for one in json.loads(told[0][0])["positions"]]


def test_scripts_read_every_number_exactly(house: Patient) -> None:
    """With the market's own rules: fees, taxes and lots of the day."""
    assert 0 == house.run(
        *BOTH[:4],
        "--rules",
        "strict",
        "--sizing",
        "quantity:1000",
        "--json",
        "--from",
        "2026-01",
        "--to",
        "2026-01-09",
    )
    told = json.loads(house.said)

    assert {"fees": "298", "taxes": "160", "turnover": "210000"} == told["costs"]
    assert ("1003542", "3542", "0.003542") == tuple(
        told["equity"][name] for name in ("end", "gain", "gained")
    )
    assert ["entry", "take_profit"] == [one["purpose"] for one in told["fills"]]
    assert [{"all": 1, "closed": 1}, [], None] == [told[name] for name in ("orders", "positions", "drawdown")]
    assert "invalid_signal" == told["refused"][0]["code"]
    assert ["2026-01-10T01:00:00Z", "1003542"] == told["curve"][-1]


class Parts(HTMLParser):
    """The tags of a page, and everything that it would fetch."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.fetched: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.fetched += [str(value) for name, value in attrs if name in {"src", "href", "xlink:href"}]


def test_the_page_needs_nothing_else(house: Patient) -> None:
    """No script, no picture from elsewhere, and what somebody wrote is text."""
    assert 0 == house.run(*BOTH, "--html", "page.html")
    content = (house.folder / "page.html").read_text(encoding="utf-8")
    parts = Parts()
    parts.feed(content)

    assert "script" not in parts.tags
    assert [] == parts.fetched
    assert {"svg", "polyline", "table"} <= set(parts.tags)
    assert "hello &lt;there&gt;" in content
    assert "url(" not in content


def test_a_replay_without_trades_has_a_flat_curve(house: Patient) -> None:
    """Nothing was traded, nothing was refused, and nothing is drawn but a line."""
    (house.folder / "idle.py").write_text(
        "class Strategy:\n    def decide(self, moment, bars, account):\n        return None\n",
        encoding="utf-8",
    )
    assert 0 == house.run("replay", "bars.csv", "--strategy", "idle.py", "--html", "page.html")

    assert "win rate      none" in house.said
    assert "deepest fall  none" in house.said
    assert "Refused" not in house.said
    assert "<h2>Trades" not in (house.folder / "page.html").read_text(encoding="utf-8")


def test_an_empty_account_has_no_parts(house: Patient) -> None:
    """Nobody gains a part of nothing."""
    assert 0 == house.run(*BOTH[:4], "--opening", "0")
    assert "gain          0.00\n" in house.said


def test_many_refusals_are_counted(house: Patient) -> None:
    """A terminal shows the first, and says where the rest is."""
    lines = "".join(
        json.dumps({"at": "2026-01-05T12:00:00+08:00", "text": f"hello {place}"}) + "\n\n"
        for place in range(25)
    )
    (house.folder / "signals.jsonl").write_text(lines, encoding="utf-8")
    assert 0 == house.run("replay", "bars.csv", "--signals", "signals.jsonl")

    assert "and 5 more: --json and --html tell all of them." in house.said


def test_the_bars_of_the_house_are_replayed(house: Patient) -> None:
    """What was imported is what is replayed, in the days that were asked for, beside files."""
    assert 0 == house.run("prices", "import", "bars.csv")
    asked = ("replay", "--stored", "2330", "--strategy", "strategy.py", "--json")
    assert 0 == house.run(*asked)
    whole = json.loads(house.said)
    assert 0 == house.run(*asked, "--from", "2026-01-06", "--to", "2026-01-08")
    cut = json.loads(house.said)
    assert 0 == house.run(*BOTH[:2], *BOTH[4:], "--json")

    assert whole == json.loads(house.said)
    assert 3 == cut["bars"]


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        ((), 2, "name a file of bars"),
        (("bars.csv",), 2, "name --signals, --strategy or both"),
        (("nowhere.csv", "--strategy", "strategy.py"), 2, "nowhere.csv cannot be used"),
        (("bars.txt", "--strategy", "strategy.py"), 2, "neither .csv nor .parquet"),
        (("bars.csv", "--strategy", "nowhere.py"), 2, "nowhere.py cannot be used"),
        (("bars.csv", "--strategy", "strategy.py", "--from", "soon"), 2, "a month or day from 1970 on"),
        (("bars.csv", "--strategy", "strategy.py", "--from", "2027"), 2, "a month or day from 1970 on"),
        (("bars.csv", "--strategy", "strategy.py", "--from", "2027-01"), 2, "there are no bars in this time"),
        (("bars.csv", "--strategy", "strategy.py", "--opening", "much"), 2, "opening"),
        (
            ("bars.csv", "--strategy", "strategy.py", "--sizing", "all"),
            2,
            "value:10000, risk:1 or quantity:100",
        ),
        (("bars.csv", "--strategy", "strategy.py", "--sizing", "risk:200"), 2, "at most 100 percent"),
        (("bars.csv", "--strategy", "strategy.py", "--stock-id", "2317"), 2, "Row 2 of bars.csv is wrong"),
        (
            ("bars.csv", "--strategy", "strategy.py", "--html", "/proc/page.html"),
            2,
            "/proc/page.html cannot be written",
        ),
        (("bars.csv", "--strategy", "broken.py"), 2, "broken.py fails when it is read (SyntaxError"),
        (("bars.csv", "--strategy", "empty.py"), 2, "empty.py has no function decide(moment, bars, account)"),
        (("bars.csv", "--strategy", "odd.py"), 2, "odd.py has no function decide(moment, bars, account)"),
        (("bars.csv", "--strategy", "fails.py"), 1, "It said: ZeroDivisionError: division by zero."),
        (("bars.csv", "--strategy", "talks.py"), 1, "answers of the strategy"),
        (("bars.csv", "--stored", "9999", "--strategy", "strategy.py"), 2, "no bar of 9999 is stored"),
        (("bars.csv", "--signals", "early.txt"), 2, "before the first signal"),
        (("bars.csv", "--signals", "a.jsonl"), 2, "expected a JSON object"),
        (("bars.csv", "--signals", "b.jsonl"), 2, "at of line 1"),
    ],
    ids=lambda one: " ".join(one) if isinstance(one, tuple) else "",
)
def test_what_cannot_be_replayed_is_said_in_one_sentence(
    house: Patient, arguments: tuple[str, ...], code: int, told: str
) -> None:
    """Wrong usage ends with 2, a strategy that fails on the way with 1."""
    for name, content in {
        "bars.txt": BARS,
        "broken.py": "def",
        "empty.py": "x = 1",
        "odd.py": "Strategy = 5",
        "fails.py": "def decide(moment, bars, account):\n    return 1 / 0\n",
        "talks.py": "def decide(moment, bars, account):\n    return [5]\n",
        "early.txt": "BUY 2330",
        "a.jsonl": "[]\n",
        "b.jsonl": '{"at": "2026-01-05T09:00:00", "text": "BUY"}\n',
    }.items():
        (house.folder / name).write_text(content, encoding="utf-8")

    assert code == house.run("replay", *arguments)
    assert told in house.said
    assert house.said.startswith("trading: ")
    assert 1 == house.said.count("\n")


def test_how_far_it_is_is_shown_on_a_terminal_alone(house: Patient) -> None:
    """On the terminal of errors, so that what is printed can be piped on; nothing of it goes anywhere else."""
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "entrypoints.cli", *BOTH]
    with os.fdopen(theirs, "wb") as errors:
        watched = subprocess.run(command, stdout=subprocess.PIPE, stderr=errors, check=True)
    shown = os.read(ours, 65_536).decode()
    os.close(ours)
    piped = subprocess.run(command, capture_output=True, check=True)

    assert "replaying" in shown
    assert (b"", piped.stdout) == (piped.stderr, watched.stdout)
    assert b"replaying" not in piped.stdout


def test_a_curve_is_as_wide_as_its_terminal(house: Patient) -> None:
    """And no wider than sixty marks where there is none."""
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "entrypoints.cli", *BOTH]
    environment = {**os.environ, "COLUMNS": "100"}
    with os.fdopen(theirs, "wb") as terminal:
        subprocess.run(command, stdout=terminal, stderr=subprocess.DEVNULL, env=environment, check=True)
    shown = os.read(ours, 65_536).decode()
    os.close(ours)
    assert 0 == house.run(*BOTH)

    (wide,), (narrow,) = (
        [line for line in text.splitlines() if "979,388.35" in line] for text in (shown, house.said)
    )
    assert (len("1,025,388.35 ") + 80, len("1,025,388.35 ") + 60) == (len(wide.rstrip()), len(narrow))
