"""The doctor, asked about real parts that are well, missing, old, frozen or broken."""

from __future__ import annotations

import socket
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import psycopg
import pytest
from redis import Redis

from adapters.sql.migrations import downgrade, migrate
from entrypoints.cli.opened import opened
from entrypoints.http import pages
from entrypoints.settings import read_settings
from tests.integration.cli.examined import Patient
from tests.servers import RedisServer
from tests.servers.acts import refuses
from tests.servers.models import ModelServer
from tests.servers.server import free_port
from tests.servers.service import ServiceServer
from tests.servers.workers import BeatServer, WorkerServer
from trading_core.domain.commands import open_account

SECRET = "a secret of the processes that they share"


@pytest.fixture
def patient(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Patient:
    made = Patient(tmp_path, monkeypatch, capsys)
    made.choose(PORT=str(free_port()))
    return made


def verdicts(found: dict[str, list[tuple[str, str, str | None]]]) -> dict[str, list[str]]:
    return {part: [verdict for verdict, _, _ in lines] for part, lines in found.items()}


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
        ("sqlite:////proc/nowhere/books.db", ""),
        ("sqlite:nowhere", ""),
    ],
)
def test_a_database_that_is_not_there_is_wrong(patient: Patient, url: str, told: str) -> None:
    """Whoever reads it learns why, and no password."""
    patient.choose(DATABASE_URL=url, SECRET_KEY=SECRET)
    code = 0 if "proc" in url else 1
    found = patient.found(code)

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
    assert 0 == patient.run("migrate")
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


def test_a_redis_is_looked_at_for_what_it_forgets(patient: Patient, server_folder: Path) -> None:
    """Dead, bounded, evicting and well."""
    with RedisServer(server_folder) as server, Redis.from_url(server.url) as redis:
        patient.choose(REDIS_URL=server.url)
        well = patient.found(0)
        redis.config_set("maxmemory", "100mb")
        bounded = patient.found(0)
        redis.config_set("maxmemory-policy", "allkeys-lru")
        evicting = patient.found(0)
        server.kill()
        dead = patient.found(1)

    assert ["good"] == verdicts(well)["cache"]
    assert "of Redis" in well["clock"][0][1]
    assert ["warning"] == verdicts(bounded)["cache"]
    assert ["good"] == verdicts(evicting)["cache"]
    assert ["wrong"] == verdicts(dead)["cache"]
    assert "start Redis, or correct REDIS_URL" in str(dead["cache"][0][2])


def test_a_frozen_redis_keeps_nobody_waiting(patient: Patient, server_folder: Path) -> None:
    """It takes connections and says nothing, which is worse than its death."""
    with RedisServer(server_folder) as server:
        server.freeze()
        patient.choose(REDIS_URL=server.url, CELERY_BROKER_URL=server.url)
        found = patient.found(1)
        server.thaw()

    assert (["wrong"], ["wrong"]) == (verdicts(found)["cache"], verdicts(found)["broker"])


def test_workers_and_reminders_are_missed(patient: Patient, server_folder: Path, tmp_path: Path) -> None:
    """A broker alone does nothing; orders and analyses need workers, and these need somebody who reminds them."""
    with RedisServer(server_folder) as broker:
        patient.choose(CELERY_BROKER_URL=broker.url, DATABASE_URL=f"sqlite:///{tmp_path / 'books.db'}")
        settings = {
            "CELERY_BROKER_URL": broker.url,
            "DATABASE_URL": f"sqlite:///{tmp_path / 'books.db'}",
            "DATA_DIR": str(tmp_path / "data"),
        }
        nobody = patient.found(1)
        with Redis.from_url(broker.url) as redis:
            redis.config_set("maxmemory-policy", "volatile-lru")
        with WorkerServer(tmp_path / "worker", settings):
            unreminded = patient.found(1)
            with BeatServer(tmp_path / "beat", settings):
                all_well = patient.found(0)

    assert ("wrong", "no worker answers") == nobody["work"][0][:2]
    assert "several" in nobody["cache"][0][1]
    assert (["good"], ["wrong"]) == (verdicts(unreminded)["work"], verdicts(unreminded)["beat"])
    assert (["good"], ["good"]) == (verdicts(all_well)["work"], verdicts(all_well)["beat"])
    assert ["warning"] == verdicts(all_well)["broker"]


class Stranger(BaseHTTPRequestHandler):
    """Another program, whose answers mean nothing to us or say that it is not well."""

    said = b"[1]"

    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("content-length", str(len(self.said)))
        self.end_headers()
        self.wfile.write(self.said)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the interface
        """Say nothing."""


@pytest.fixture
def stranger() -> Iterator[int]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Stranger) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield server.server_port
        server.shutdown()


@pytest.mark.parametrize(
    ("said", "code", "told"),
    [
        (b"[1]", 1, "taken by another program"),
        (b"<html>", 1, "taken by another program"),
        (b'{"status": "degraded", "parts": [{"name": "cache", "status": "down (X)"}]}', 0, "degraded: cache"),
        (b'{"status": "down", "parts": [{"name": "database", "status": "down (X)"}]}', 1, "down: database"),
    ],
)
def test_whoever_is_at_the_port_is_asked(
    patient: Patient, stranger: int, monkeypatch: pytest.MonkeyPatch, said: bytes, code: int, told: str
) -> None:
    """A service of ours says how it does; another program is in the way."""
    monkeypatch.setattr(Stranger, "said", said)
    patient.choose(PORT=str(stranger))

    assert told in patient.found(code)["port"][0][1]


def test_a_program_that_never_answers_is_in_the_way(patient: Patient) -> None:
    """It takes connections and keeps nobody waiting for long."""
    with closing(socket.create_server(("127.0.0.1", 0))) as mute:
        patient.choose(PORT=str(mute.getsockname()[1]))
        assert "taken by another program" in patient.found(1)["port"][0][1]


def test_an_address_that_is_not_this_machine_s_cannot_be_listened_on(patient: Patient) -> None:
    """Nor can anybody be asked by any name there without a warning."""
    patient.choose(HOST="192.0.2.1")
    found = patient.found(1)

    assert "nobody can listen on 192.0.2.1" in found["port"][0][1]
    assert ["warning"] == verdicts(found)["hosts"]


def test_models_are_reached_for_and_not_asked(patient: Patient) -> None:
    """A key, a gateway, and an address where nobody is; what they cost is nothing, and keys are not shown."""
    dead = f"http://127.0.0.1:{free_port()}"
    with ModelServer(refuses(404)) as models:
        patient.choose(
            CLAUDE_API_KEY="canary-1",
            CLAUDE_BASE_URL=models.url,
            MCP_GEMINI_URL=f"{dead}/gemini",
            OPENAI_API_KEY="canary-2",
            OPENAI_BASE_URL=f"{dead}/v1",
        )
        found = patient.found(0)
        asked = models.count("claude")

    assert ["good", "warning", "warning"] == verdicts(found)["models"]
    assert "trading gateway" in str(found["models"][1][2])
    assert 0 == asked
    assert "canary" not in patient.said


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


def test_the_pages_are_where_the_service_looks_for_them() -> None:
    """The doctor and the service speak of the same folder."""
    assert (pages.BUILT / "pages").name == "pages"
