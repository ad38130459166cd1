"""The doctor, asked about what others run: Redis, workers, whoever is at the port, language models."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import closing
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from redis import Redis

from tests.integration.cli.examined import Patient, verdicts
from tests.servers import RedisServer
from tests.servers.acts import refuses
from tests.servers.models import ModelServer
from tests.servers.server import free_port
from tests.servers.workers import BeatServer, WorkerServer


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


def test_a_rabbitmq_that_is_not_there_is_wrong(patient: Patient) -> None:
    """It is not asked about evictions, and it is missed."""
    patient.choose(CELERY_BROKER_URL=f"amqp://ann:canary@127.0.0.1:{free_port()}//")
    found = patient.found(1)

    assert ["good", "wrong"] == verdicts(found)["broker"]
    assert "correct CELERY_BROKER_URL" in str(found["broker"][1][2])
    assert "canary" not in patient.said


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
