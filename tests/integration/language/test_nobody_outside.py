"""No test reaches a real provider, whatever it is given."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest

from adapters.language.chat import ChatModel
from adapters.language.claude import ClaudeModel
from adapters.language.gateway import GatewayModel
from adapters.language.gemini import GeminiModel
from tests.outside import ATTEMPTS, PLACES, Outside, check_local, is_here
from tests.servers.service import ServiceServer
from tests.servers.workers import WorkerServer
from trading_core.ports.language_model import LanguageModel, ModelFailure, ModelSilence, Prompt

REAL: list[tuple[LanguageModel, str]] = [
    (ClaudeModel("key", "m", "https://api.anthropic.com", 5), "api.anthropic.com"),
    (
        GeminiModel("key", "m", "https://generativelanguage.googleapis.com", 5),
        "generativelanguage.googleapis.com",
    ),
    (ChatModel("key", "m", "https://api.openai.com/v1", 5), "api.openai.com"),
    (GatewayModel("claude", "http://192.0.2.1:8001/claude", "token", 5), "192.0.2.1"),
]


@pytest.mark.parametrize(("model", "host"), REAL, ids=[host for _, host in REAL])
def test_a_model_at_its_real_address_is_not_reached(model: LanguageModel, host: str) -> None:
    """The attempt is stopped before a name is looked up or a packet leaves, and is on record."""
    before = ATTEMPTS.count(host)

    silence = model.ask(Prompt("a", "b"))

    assert isinstance(silence, ModelSilence)
    assert ModelFailure.UNREACHABLE is silence.failure
    assert before + 1 == ATTEMPTS.count(host)


def test_the_guard_is_in_the_process_and_not_in_the_client() -> None:
    """Whatever library a test uses, it does not leave this machine either."""
    with pytest.raises(Outside):
        socket.getaddrinfo("example.com", 443)
    with socket.socket() as line, pytest.raises(Outside):
        line.connect(("192.0.2.1", 443))


@pytest.mark.parametrize("name", PLACES)
def test_no_process_is_started_that_could_reach_one(tmp_path: Path, name: str) -> None:
    """A service or worker with a key is given the address of a server of this machine, or it is not started."""
    outside = {name: "https://real.example/claude"}
    for server in (ServiceServer(tmp_path, **outside), WorkerServer(tmp_path, outside)):
        with pytest.raises(Outside):
            server.person()
    check_local(outside | {PLACES[name]: "http://127.0.0.1:5"})
    check_local({})


@pytest.mark.parametrize(
    ("host", "here"),
    [
        ("127.0.0.1", True),
        ("::1", True),
        (b"localhost", True),
        (None, True),
        ("10.0.0.1", False),
        ("x.example", False),
    ],
)
def test_this_machine_is_known_by_its_names(host: object, *, here: bool) -> None:
    """The guard lets through what the tests themselves start, and nothing else."""
    assert here == is_here(host)
