"""The doctor, asked about real parts that are well, missing, old, frozen or broken."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import psycopg
import pytest

from adapters.sql.migrations import downgrade, migrate
from entrypoints.cli.opened import opened
from entrypoints.settings import read_settings
from tests.integration.cli.examined import Patient, verdicts
from tests.servers.server import free_port
from tests.servers.service import ServiceServer
from trading_core.domain.commands import open_account

SECRET = "a secret of the processes that they share"


def test_a_machine_with_nothing_on_it_is_well(patient: Patient) -> None:
    """Nothing is needed but the program; what a first start makes is told and not made."""
    found = patient.found(0)

    assert "warning" == found["database"][0][0]
    assert "trading migrate" in str(found["database"][0][2])
    assert [] == list(patient.folder.iterdir())
    assert {"good"} == {
        verdict
        for part, lines in verdicts(found).items()
        for verdict in lines
        if part not in {"database", "pages"}
    }


def test_a_service_at_work_is_seen_at_its_port(
    patient: Patient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is asked under a name that it goes by; its books are folded again."""
    monkeypatch.setattr("entrypoints.cli.checkup.chosen.BUILT", built := tmp_path / "built")
    (built / "pages").mkdir(parents=True)
    with ServiceServer(tmp_path / "service", ALLOWED_HOSTS="*.example.test,127.0.0.1") as server:
        patient.choose(
            PORT=str(server.port), **{n: server.settings[n] for n in ("DATA_DIR", "ALLOWED_HOSTS")}
        )
        found = patient.found(0)

    assert ["good"] * 4 == [found[part][0][0] for part in ("database", "tables", "durability", "books")]
    assert "a service is ready" in found["port"][0][1]
    assert {"good"} == {verdict for lines in verdicts(found).values() for verdict in lines}


def test_people_read_a_line_for_each_thing(patient: Patient) -> None:
    """The part, the verdict, what was seen, and how to mend it."""
    patient.choose(CORS_ORIGINS="*", OPERATOR_USERNAME="boss", OPERATOR_PASSWORD="secret")
    assert 0 == patient.run("doctor")

    lines = patient.said.splitlines()
    assert (
        "warning cors         CORS_ORIGINS lets pages of any site ask: name the sites whose pages are meant"
        in (patient.said)
    )
    assert lines[-1].startswith("Nothing wrong, ")
    assert all(line.startswith(("good", "warning")) and line.endswith(".") for line in lines[:-1])


@pytest.mark.parametrize(
    ("url", "told"),
    [
        ("postgresql://u:canary@127.0.0.1:1/x", "refused"),
        ("sqlite:////proc/nowhere/books.db", "no folder /proc/nowhere"),
        ("sqlite:nowhere", ""),
    ],
)
def test_a_database_that_is_not_there_is_wrong(patient: Patient, url: str, told: str) -> None:
    """Whoever reads it learns why, and no password."""
    patient.choose(DATABASE_URL=url, SECRET_KEY=SECRET)
    found = patient.found(1)

    lines = [line for part in ("database", "settings") for line in found.get(part, []) if line[0] != "good"]
    assert told in lines[0][1]
    assert lines[0][2]
    assert "canary" not in patient.said


def test_a_database_that_is_no_database_is_wrong(patient: Patient) -> None:
    """A file of something else is not taken for books, and prices point at it."""
    file = patient.folder / "books.db"
    file.write_bytes(b"no books at all" * 1000)
    patient.choose(DATABASE_URL=f"sqlite:///{file}")
    found = patient.found(1)

    assert "not a database" in found["database"][0][1]
    assert "the database first" in str(found["prices"][0][2])


def test_books_that_no_folder_can_hold_are_wrong(patient: Patient, tmp_path: Path) -> None:
    """The first start makes the data folder and no other, so there is something to be done before it."""
    patient.choose(DATABASE_URL=f"sqlite:///{tmp_path / 'none' / 'books.db'}")
    ((verdict, seen, _),) = patient.found(1)["database"]
    assert ("wrong", f"there is no folder {tmp_path / 'none'} to write in") == (verdict, seen)

    (tmp_path / "none").mkdir()
    assert ["warning"] == verdicts(patient.found(0))["database"]


def test_tables_are_compared_with_what_the_program_knows(patient: Patient, database_url: str) -> None:
    """None, older ones, newer ones and the right ones are told apart, and why clocks and connections matter."""
    patient.choose(DATABASE_URL=database_url, SECRET_KEY=SECRET, WORKERS="10", DATABASE_POOL="200")
    none = patient.found(1)["tables"]
    migrate(database_url)
    latest = patient.found(0)
    downgrade(database_url, "-1")
    older = patient.found(1)["tables"]
    with psycopg.connect(database_url) as connection:
        connection.execute("UPDATE alembic_version SET version_num = 'of the future'")
    newer = patient.found(1)["tables"]

    assert ("wrong", "there are none", "run `trading migrate`") == none[0]
    assert "run `trading migrate`" == older[0][2]
    assert "use the newer program that has made them" == newer[0][2]
    assert ["good"] == verdicts(latest)["tables"]
    assert ["good"] == verdicts(latest)["books"]
    assert "fsync is off" in latest["durability"][0][1]
    assert "max_connections" in latest["connections"][0][1]
    assert "of the database" in latest["clock"][0][1]


def test_older_tables_of_an_embedded_database_are_brought_up_by_the_next_start(patient: Patient) -> None:
    """So they are no reason to fail."""
    assert 0 == patient.run("migrate", "--json")
    assert json.loads(patient.said)["version"]
    downgrade(f"sqlite:///{patient.folder / 'data' / 'trading.sqlite3'}", "-1")

    assert ["warning"] == verdicts(patient.found(0))["tables"]


def test_books_that_contradict_themselves_are_wrong(patient: Patient) -> None:
    """Somebody has changed a balance by hand."""
    patient.choose(DATABASE_URL=f"sqlite:///{patient.folder / 'books.db'}")
    assert 0 == patient.run("migrate")
    with opened(read_settings()) as container:
        container.execute_commands()([open_account("a", 100)])
    with closing(sqlite3.connect(patient.folder / "books.db")) as books, books:
        books.execute("UPDATE accounts SET cash = held")
    found = patient.found(1)["books"]

    assert ("wrong", True) == (found[0][0], "journal" in found[0][1])


def test_a_folder_that_nothing_can_be_written_to_is_wrong(patient: Patient) -> None:
    """The system's own folders are nobody's."""
    patient.choose(DATA_DIR="/proc", DATABASE_URL=f"sqlite:///{patient.folder / 'books.db'}")

    assert ["wrong"] == verdicts(patient.found(1))["folder"]


def test_every_wrong_setting_is_told_at_once(patient: Patient) -> None:
    """And nothing else is looked at, since nobody knows what it would be."""
    patient.choose(PORT="no", DATABASE_URL="oracle://canary", REDIS_URL=" ", CACHE="redis")
    found = patient.found(1)

    assert {"settings"} == found.keys()
    assert ["DATABASE_URL is not usable", "PORT is 'no'", "REDIS_URL is not set"] == sorted(
        seen for _, seen, _ in found["settings"]
    )
    assert "canary" not in patient.said


def test_what_cannot_be_put_together_is_told_and_the_rest_is_looked_at(patient: Patient) -> None:
    """A recording that is not there stops a start."""
    patient.choose(PRICES="recorded", RECORDED_PRICES=str(patient.folder / "nowhere.csv"))
    found = patient.found(1)

    assert "RECORDED_PRICES" in found["settings"][-1][1]
    assert "database" not in found
    assert ["good"] == verdicts(found)["port"]


def test_prices_of_a_source_that_is_down_are_a_warning(patient: Patient) -> None:
    """Nothing is wrong here: the source does not answer."""
    dead = f"http://127.0.0.1:{free_port()}"
    patient.choose(PRICES="twse", TWSE_URL=dead, TPEX_URL=dead, TWSE_CURRENT_URL=dead)
    assert 0 == patient.run("migrate")
    found = patient.found(0)

    assert ["warning"] == verdicts(found)["prices"]
    assert "choose another one by PRICES" in str(found["prices"][0][2])
