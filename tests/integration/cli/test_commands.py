"""The commands that work on books, each run as people run it."""

from __future__ import annotations

import json
from pathlib import Path

import httpx
import pytest

from tests.integration.cli.shell import Shell
from tests.servers.service import ServiceServer


@pytest.fixture
def shell(tmp_path: Path) -> Shell:
    return Shell(tmp_path)


ROWS = [
    {
        "order_number": "J1",
        "total_price": 30,
        "products": [{"sku": "B-1", "quantity": 3, "unit_price": "10"}],
    },
    {"order_number": "J2", "total_price": 31, "products": [{"sku": "B-1", "quantity": 3, "unit_price": 10}]},
    {"order_number": "J3", "total_price": "5.5", "created_time": "2026-01-31T09:00:00+08:00"},
    {"order_number": "J4", "total_price": 1, "created_time": "2026-01-31T09:00:00"},
    {"order_number": "J5", "total_price": 1, "stranger": 1},
]


def write_lines(path: Path) -> Path:
    lines = [json.dumps(row) for row in ROWS]
    path.write_text("\n".join([*lines[:2], "no json", "[]", "", *lines[2:]]) + "\n", encoding="utf-8")
    return path


def test_orders_are_imported_once_however_often_the_file_is(shell: Shell) -> None:
    """A second run over the same file finds everything there, and tells the same refusals."""
    file = write_lines(shell.folder / "orders.jsonl")
    first = shell.run("import-orders", str(file), "--json")
    again = shell.run("import-orders", str(file), "--json")
    assert (1, {"imported": 2, "known": 0, "rejected": 5}) == (first.returncode, json.loads(first.stdout))
    assert (1, {"imported": 0, "known": 2, "rejected": 5}) == (again.returncode, json.loads(again.stdout))
    assert first.stderr == again.stderr


def test_each_refused_row_is_reported_with_its_place_and_reason(shell: Shell) -> None:
    """Whoever mends the file finds each line."""
    report = shell.folder / "refused.jsonl"
    file = write_lines(shell.folder / "orders.jsonl")
    shell.run("import-orders", str(file), "--rejected", str(report))
    refused = [json.loads(line) for line in report.read_text(encoding="utf-8").splitlines()]
    assert [(2, "J2"), (3, ""), (4, ""), (7, "J4"), (8, "J5")] == [
        (one["row"], one["order_number"]) for one in refused
    ]
    assert "the sum of the lines, 30" in refused[0]["reason"]
    assert "created_time" in refused[3]["reason"]


def test_a_table_of_lines_is_a_file_of_orders(shell: Shell) -> None:
    """Lines of one order number that stand together are one order of several products."""
    file = shell.folder / "orders.csv"
    file.write_text(
        "order_number,total_price,created_time,sku,name,quantity,unit_price\n"
        "C1,25,2026-01-01T00:00:00+08:00,A,Apple,2,10\nC1,25,,B,Bear,1,5\nC2,7,,,,,\n",
        encoding="utf-8",
    )
    done = shell.run("import-orders", str(file))
    assert (0, "2 imported, 0 known before, 0 rejected.\n", "") == (done.returncode, done.stdout, done.stderr)


def test_a_file_that_is_not_there_is_wrong_usage(shell: Shell) -> None:
    """A mistyped name is told, and ends with 2."""
    done = shell.run("import-orders", "nowhere.csv")
    assert 2 == done.returncode
    assert "nowhere.csv" in done.stderr


@pytest.mark.parametrize(
    ("settings", "arguments", "code", "told"),
    [
        ({"PORT": "no"}, ("serve",), 2, "PORT is 'no': expected a whole number from 1 to 65535."),
        ({"DATABASE_URL": "oracle://x"}, ("migrate",), 2, "DATABASE_URL is not usable"),
        ({"DATA_DIR": "/proc/nowhere"}, ("migrate",), 2, "DATA_DIR is /proc/nowhere"),
        (
            {"DATABASE_URL": "postgresql://u:canary@127.0.0.1:1/x"},
            ("migrate",),
            1,
            "the database does not answer",
        ),
    ],
)
def test_a_wrong_setting_stops_the_start_with_one_line(
    tmp_path: Path, settings: dict[str, str], arguments: tuple[str, ...], code: int, told: str
) -> None:
    """The line names the setting, and no secret."""
    done = Shell(tmp_path, **settings).run(*arguments)
    assert code == done.returncode
    assert done.stderr.startswith(f"trading: {told}")
    assert 1 == done.stderr.count("\n")
    assert "canary" not in done.stderr


def test_users_and_keys_are_made_from_the_shell(shell: Shell, tmp_path: Path) -> None:
    """What was made on the machine opens the door of the service, and shows an account that begins with nothing."""
    made = shell.run(
        "user", "add", "carol", "--operator", "--balance", "0", "--json", said="first password\n"
    )
    key = shell.run("key", "carol", "charts", "read").stdout.strip()
    changed = shell.run("user", "password", "carol", said="second password\n")
    assert (0, "0", 0) == (made.returncode, json.loads(made.stdout)["balance"], changed.returncode)
    with ServiceServer(tmp_path / "service", DATA_DIR=shell.environment["DATA_DIR"]) as server:
        shown, worth, why = (
            httpx.get(f"{server.url}/api/account/{path}", headers={"X-API-KEY": key})
            for path in ("", "equity/", "why/")
        )
        wrong, right = (
            httpx.post(
                f"{server.url}/api/auth/login/", json={"username": "carol", "password": f"{which} password"}
            )
            for which in ("first", "second")
        )
    assert ("carol", "0") == (shown.json()["username"], shown.json()["cash"])
    assert ["0", "0"] == [point["equity"] for point in worth.json()["points"]]
    assert ("0", []) == (why.json()["balance"], why.json()["results"])
    assert (401, 200) == (wrong.status_code, right.status_code)


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("user", "add", "carol"), "password is 5 characters long"),
        (("user", "password", "nobody"), "There is no user 'nobody'"),
        (("key", "nobody", "charts"), "There is no user 'nobody'"),
        (("user", "add", "not a name"), "Username is"),
    ],
)
def test_what_cannot_be_made_is_refused_in_one_sentence(
    shell: Shell, arguments: tuple[str, ...], told: str
) -> None:
    """Refusals end with 1 and say what to do."""
    done = shell.run(*arguments, said="short\n" if "carol" in arguments else "long enough\n")
    assert 1 == done.returncode
    assert told in done.stderr
    assert "Traceback" not in done.stderr


def test_the_first_operator_is_told_his_password_once(tmp_path: Path) -> None:
    """On a machine with nothing the service makes an operator, who can come in with what was printed."""
    server = ServiceServer(tmp_path / "service", OPERATOR_USERNAME="", OPERATOR_PASSWORD="")
    with server:
        said = server.log.read_text(encoding="utf-8")
        password = said.split("first operator: operator, password ")[1].split()[0]
        entered = httpx.post(f"{server.url}/api/token/", json={"username": "operator", "password": password})
        assert 200 == entered.status_code
    with server:
        assert 1 == server.log.read_text(encoding="utf-8").count("first operator")
