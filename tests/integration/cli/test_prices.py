"""`trading prices`, run as people run it: the past from an exchange and from files, in as many goes as it takes."""

from __future__ import annotations

import json
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from tests.integration.cli.shell import Shell
from tests.servers import exchange as moods
from tests.servers.exchange import ExchangeServer
from tests.servers.service import guarded

pa: Any = import_module("pyarrow")
pq: Any = import_module("pyarrow.parquet")

HEADER = "stock_id,timestamp,open,high,low,close,volume"
GOOD = [f"2330,2026-03-{day:02},{900 + day},{999},{900},{901 + day},{day}000" for day in (2, 3, 4)]


@pytest.fixture
def server() -> Iterator[ExchangeServer]:
    with ExchangeServer() as server:
        yield server


def shell_on(folder: Path, server: ExchangeServer | None = None, **settings: str) -> Shell:
    places = {} if server is None else dict.fromkeys(("TWSE_URL", "TPEX_URL", "TWSE_CURRENT_URL"), server.url)
    shell = Shell(folder, **places, **settings)
    shell.environment = guarded(shell.environment)
    return shell


def test_a_past_is_brought_from_the_exchange_and_a_second_time_from_the_house(
    tmp_path: Path, server: ExchangeServer
) -> None:
    """A month that is over is asked for once, however often the command is started."""
    shell = shell_on(tmp_path, server, PRICES="twse")
    wanted = ("prices", "backfill", "2330", "--from", "2026-03", "--to", "2026-03", "--json")

    first, second = shell.run(*wanted), shell.run(*wanted)

    assert (0, 0) == (first.returncode, second.returncode), first.stderr + second.stderr
    assert {"stock_id": "2330", "bars": 3, "new": 3, "events": 0, "failure": None} == json.loads(
        first.stdout
    ) | {"events": 0}
    assert {"stock_id": "2330", "bars": 3, "new": 0, "events": 0, "failure": None} == json.loads(
        second.stdout
    )
    assert 1 == len(server.asked)
    assert "" == first.stderr


def test_a_past_that_breaks_off_is_gone_on_with(tmp_path: Path, server: ExchangeServer) -> None:
    """What was brought before the failure is kept, the reason is told, and the next start goes on from there."""
    server.rows["2330", "202604"] = [["115/04/01", "1", "1", "9.00", "9.00", "9.00", "9.00", "0.00", "1"]]
    usual, asked = server.usual, server.asked

    def shut(handler: moods.Handler, content: object) -> None:
        if asked[-1][1].get("date") == "20260401":
            moods.banning(handler, content)
        else:
            handler.reply(content)

    shell = shell_on(tmp_path, server, PRICES="twse")
    wanted = ("prices", "backfill", "2330", "--from", "2026-03-02", "--to", "2026-04-30")
    with server.being(shut):
        broken = shell.run(*wanted)
    whole = shell.run(*wanted)

    assert 1 == broken.returncode
    assert "2330: 3 bars, 3 of them new" in broken.stdout
    assert "banned" in broken.stderr
    assert "start again" in broken.stderr
    assert 0 == whole.returncode, whole.stderr
    assert "2330: 4 bars, 1 of them new" in whole.stdout
    assert ["20260301", "20260401", "20260401"] == [query["date"] for _, query in asked]
    assert usual("/", {}) == {}


def test_the_simulated_past_can_be_brought_too(tmp_path: Path) -> None:
    """With nothing set up there is something to look at, for shares and currencies, by days and by hours."""
    shell = shell_on(tmp_path)
    done = shell.run("prices", "backfill", "2330", "EURUSD", "--from", "2026-02", "--to", "2026-02")
    hours = shell.run(
        "prices", "backfill", "USDJPY", "--from", "2026-02-02", "--to", "2026-02-02", "--interval", "1h"
    )

    assert (0, 0) == (done.returncode, hours.returncode), done.stderr
    assert ["2330: 20 bars, 20 of them new", "EURUSD: 20 bars, 20 of them new"] == [
        line.partition(";")[0] for line in done.stdout.splitlines()
    ]
    assert "USDJPY: 24 bars, 24 of them new" in hours.stdout


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("backfill", "--from", "2026-01"), 2, "at least one product"),
        (("backfill", "a b", "--from", "2026-01"), 2, "letters, digits"),
        (("backfill", "2330", "--from", "soon"), 2, "2020-01"),
        (("backfill", "2330", "--from", "2026-13"), 2, "2020-01"),
        (("backfill", "2330", "--from", "20260101"), 2, "2020-01"),
        (("backfill", "2330", "--from", "2026-01", "--interval", "1w"), 2, "1w"),
        (("backfill", "2330"), 2, "--from"),
        (("backfill", "9999", "--from", "2026-01"), 1, "no bars of 9999"),
        (("backfill", "2330", "--from", "2199-01"), 1, "no bars of 2330"),
        (("import", "missing.csv"), 2, "no file"),
        (("import",), 2, "FILE"),
    ],
)
def test_what_cannot_be_done_is_said_in_a_line(
    tmp_path: Path, arguments: tuple[str, ...], code: int, said: str
) -> None:
    """Wrong usage ends with 2 and a refusal with 1, each with what to do instead."""
    done = shell_on(tmp_path).run("prices", *arguments)
    assert code == done.returncode, done.stderr
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_kept_prices_have_no_past_to_bring(tmp_path: Path) -> None:
    """Who chose them imports files."""
    done = shell_on(tmp_path, PRICES="stored").run("prices", "backfill", "2330", "--from", "2026-01")
    assert (1, True) == (done.returncode, "import a file" in done.stderr)


def test_a_file_is_imported_as_often_as_it_takes(tmp_path: Path) -> None:
    """Good rows are kept, wrong ones are told by their numbers, and a second time nothing is new."""
    rows = [*GOOD, "2330,2026-03-05,1,1,1,x,1", "users,2026-03-05,1,1,1,1,1", "2330,2026-03-06,1"]
    (tmp_path / "bars.csv").write_text("\n".join([HEADER, *rows]) + "\n", encoding="utf-8")
    shell = shell_on(tmp_path)

    first = shell.run("prices", "import", "bars.csv", "--json")
    second = shell.run("prices", "import", "bars.csv", "--rejected", "wrong.jsonl")

    assert (1, 1) == (first.returncode, second.returncode)
    counts = json.loads(first.stdout)
    assert (3, 0, 3) == (counts["imported"], counts["known"], counts["rejected"])
    told = [json.loads(line) for line in first.stderr.splitlines()]
    assert [5, 6, 7] == [one["row"] for one in told]
    assert "close" in told[0]["reason"]
    assert second.stdout.startswith("0 imported, 3 known before, 3 rejected")
    assert told == [json.loads(line) for line in (tmp_path / "wrong.jsonl").read_text().splitlines()]


def test_parquet_is_imported_and_its_moves_are_found(tmp_path: Path) -> None:
    """Whatever door a bar comes through, what is significant in it is told."""
    columns = {
        "timestamp": ["2026-03-02", "2026-03-03"],
        "open": [100.0, 109.0],
        "high": [100.0, 110.0],
        "low": [100.0, 109.0],
        "close": [100.0, 110.0],
    }
    pq.write_table(pa.table(columns), tmp_path / "bars.parquet")
    done = shell_on(tmp_path).run("prices", "import", "bars.parquet", "--stock-id", "2330", "--json")

    assert 0 == done.returncode, done.stderr
    counts = json.loads(done.stdout)
    assert (2, True) == (counts["imported"], counts["events"] > 0)


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("bars.csv", "a,b\n1,2\n", "has no column"),
        ("bars.xlsx", "x", "neither .csv nor .parquet"),
        ("bars.parquet", "x", "cannot be read as Parquet"),
    ],
)
def test_a_file_that_cannot_be_read_is_wrong_usage(
    tmp_path: Path, name: str, content: str, said: str
) -> None:
    """Nothing of it is imported."""
    (tmp_path / name).write_text(content, encoding="utf-8")
    done = shell_on(tmp_path).run("prices", "import", name)
    assert (2, True) == (done.returncode, said in done.stderr), done.stderr
    assert "Traceback" not in done.stderr
