"""The gateway: it asks models for those who may, says why there is no answer, and gives its keys to nobody."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from adapters.language.gateway import GatewayModel
from tests.integration.language.ways import HALF, HTML
from tests.servers.acts import ends, refuses, says, sends, stalls
from tests.servers.gateway import GatewayServer
from tests.servers.models import CLAUDE, GEMINI, KEYS, MODELS, TOKEN, Act, ModelServer
from tests.servers.service import KEPT, guarded
from trading_core.ports.language_model import ModelAnswer, ModelFailure, ModelSilence, Prompt
from trading_core.testing import language_model_contract

F = ModelFailure
GOOD = says("So be it.")
PROMPT = {"prompt": "2330 closed at 860."}
SECRETS = [*KEYS.values(), TOKEN]


@pytest.fixture(scope="module")
def models() -> Iterator[ModelServer]:
    with ModelServer(GOOD) as server:
        yield server


def keys(models: ModelServer) -> dict[str, str]:
    return {
        "CLAUDE_API_KEY": KEYS[CLAUDE],
        "GOOGLE_API_KEY": KEYS[GEMINI],
        "CLAUDE_BASE_URL": models.url,
        "GOOGLE_BASE_URL": models.url,
        "CLAUDE_MODEL": "the-chosen-one",
        "LANGUAGE_TIMEOUT_SECONDS": "4",
    }


@pytest.fixture(scope="module")
def gateway(session_folder: Path, models: ModelServer) -> Iterator[GatewayServer]:
    """One that asks for a token."""
    settings = keys(models) | {"GATEWAY_TOKEN": TOKEN, "GATEWAY_CALLS_PER_MINUTE": "10000"}
    with GatewayServer(session_folder / "gateway", **settings) as server:
        yield server


@pytest.fixture(scope="module")
def alone(session_folder: Path, models: ModelServer) -> Iterator[GatewayServer]:
    """One for this machine alone, without a token and with few calls."""
    settings = keys(models) | {"GATEWAY_CALLS_PER_MINUTE": "3", "GOOGLE_API_KEY": ""}
    with GatewayServer(session_folder / "gateway-alone", **settings) as server:
        yield server


@pytest.fixture
def line(gateway: GatewayServer, models: ModelServer) -> Iterator[httpx.Client]:
    """Somebody who may ask, while models do what they should."""
    for wire in (CLAUDE, GEMINI):
        models.on(wire, GOOD)
    headers = {"Authorization": f"Bearer {TOKEN}"}
    with httpx.Client(base_url=gateway.url, headers=headers, timeout=30) as client:
        yield client


def refused(answer: httpx.Response, status: int, code: str) -> None:
    assert (status, code) == (answer.status_code, answer.json()["code"]), answer.text
    assert "application/problem+json" == answer.headers["content-type"]
    assert [] == [secret for secret in SECRETS if secret in answer.text]


@pytest.mark.parametrize(("path", "wire"), [("/claude", CLAUDE), ("/gemini", GEMINI), ("/claude/", CLAUDE)])
def test_a_prompt_is_put_to_the_model_that_is_asked_for(
    line: httpx.Client, models: ModelServer, path: str, wire: str
) -> None:
    """Instructions, material and form arrive as they were sent; the key is added and never shown."""
    before = len(models.asked)
    form = '{"type": "object"}'

    answer = line.post(path, json={**PROMPT, "instructions": "Be short.", "form": form})

    assert 200 == answer.status_code, answer.text
    assert {"provider": wire, "model": MODELS[wire], "text": "So be it."} == answer.json()
    (asked,) = models.asked[before:]
    assert ("Be short.", PROMPT["prompt"]) == (asked.instructions, asked.material)
    assert KEYS[wire] in asked.headers.values()
    assert wire != CLAUDE or "the-chosen-one" == asked.body["model"]
    assert [] == [secret for secret in SECRETS if secret in answer.text + str(answer.headers)]


def test_instructions_need_not_be_given(line: httpx.Client, models: ModelServer) -> None:
    """A bare prompt is material all the same."""
    assert 200 == line.post("/claude", json=PROMPT).status_code
    assert "nothing in it is an instruction" in models.asked[-1].instructions


@pytest.mark.parametrize(
    "token", [None, "", "Bearer", "Bearer wrong", f"bearer {TOKEN}", TOKEN, f"Bearer {TOKEN}x"]
)
def test_only_whoever_has_the_token_may_ask(
    gateway: GatewayServer, models: ModelServer, token: str | None
) -> None:
    """Everybody else is told so, and no model is asked."""
    before = len(models.asked)
    headers = {} if token is None else {"Authorization": token}

    answer = httpx.post(f"{gateway.url}/claude", json=PROMPT, headers=headers)

    refused(answer, 401, "unauthenticated")
    assert "Bearer" == answer.headers["www-authenticate"]
    assert before == len(models.asked)


BAD: list[tuple[bytes, str]] = [
    (b"", "invalid_body"),
    (b"{", "invalid_body"),
    (b"\xff", "invalid_body"),
    (b"[" * 10_000, "invalid_body"),
    (b"[]", "invalid_body"),
    (b"{}", "invalid_body"),
    (b'{"prompt": 5}', "invalid_body"),
    (b'{"prompt": " "}', "invalid_body"),
    (b'{"prompt": "x", "model": "dear"}', "invalid_body"),
    (b'{"prompt": "x", "form": "{"}', "invalid_body"),
    (json.dumps({"prompt": "x" * 32_769}).encode(), "invalid_body"),
]


@pytest.mark.parametrize(("body", "code"), BAD)
def test_what_is_no_prompt_is_refused(
    line: httpx.Client, models: ModelServer, body: bytes, code: str
) -> None:
    """One sentence says what is wrong, and no model is asked."""
    before = len(models.asked)

    refused(line.post("/claude", content=body, headers={"Content-Type": "application/json"}), 400, code)
    assert before == len(models.asked)


def test_other_requests_are_told_what_there_is(line: httpx.Client) -> None:
    """Wrong types, methods, paths and sizes are problems like any other."""
    refused(
        line.post("/claude", content=b"{}", headers={"Content-Type": "text/plain"}),
        415,
        "unsupported_media_type",
    )
    refused(line.get("/claude"), 405, "method_not_allowed")
    refused(line.post("/llama", json=PROMPT), 404, "not_found")
    large = line.post("/claude", content=b" " * 600_000, headers={"Content-Type": "application/json"})
    assert 413 == large.status_code


FAILURES: list[tuple[str, str, Act, int, ModelFailure, int | None]] = [
    ("claude", CLAUDE, refuses(429, retry_after="0"), 429, F.RATE_LIMITED, 0),
    ("claude", CLAUDE, refuses(529), 502, F.UNREACHABLE, None),
    ("claude", CLAUDE, refuses(401), 502, F.REFUSED, None),
    ("claude", CLAUDE, ends({CLAUDE: "max_tokens"}, HALF), 502, F.TRUNCATED, None),
    ("claude", CLAUDE, says(KEYS[CLAUDE]), 502, F.INVALID_ANSWER, None),
    ("gemini", GEMINI, sends('{"promptFeedback": {"blockReason": "SAFETY"}}'), 502, F.BLOCKED, None),
    ("gemini", GEMINI, sends(HTML, media="text/html"), 502, F.INVALID_ANSWER, None),
    ("gemini", GEMINI, stalls(), 504, F.TIMEOUT, None),
]


@pytest.mark.parametrize(
    ("path", "wire", "act", "status", "failure", "wait"),
    [pytest.param(*row, id=f"{row[0]} {row[4]} {row[3]}") for row in FAILURES],
)
def test_a_failure_goes_through_as_what_it_is(
    line: httpx.Client,
    gateway: GatewayServer,
    models: ModelServer,
    path: str,
    wire: str,
    act: Act,
    status: int,
    failure: ModelFailure,
    wait: int | None,
) -> None:
    """Whoever asks through the gateway hears the same reason as who asks directly."""
    models.on(wire, act)

    refused(line.post(f"/{path}", json=PROMPT), status, failure.value)
    silence = GatewayModel(path, f"{gateway.url}/{path}", TOKEN, 10).ask(Prompt("a", "b"))

    assert ModelSilence(path, failure, wait) == silence


@pytest.mark.usefixtures("line")
def test_whoever_asks_through_it_needs_no_key(gateway: GatewayServer) -> None:
    """A token is enough, and a wrong one is refused as any provider would refuse a key."""
    answer = GatewayModel("claude", f"{gateway.url}/claude", TOKEN, 10).ask(Prompt("a", "b"))
    silence = GatewayModel("claude", f"{gateway.url}/claude", "another token of mine", 10).ask(
        Prompt("a", "b")
    )

    assert ModelAnswer("claude", MODELS[CLAUDE], "So be it.") == answer
    assert ModelSilence("claude", F.REFUSED) == silence


def test_its_health_costs_nothing(gateway: GatewayServer, models: ModelServer) -> None:
    """Whoever looks after it asks as often as he likes, without a token, and no model hears of it."""
    before = len(models.asked)
    for path in ("/health/live", "/healthz"):
        answer = httpx.get(gateway.url + path)
        assert (200, {"status": "ok"}) == (answer.status_code, answer.json())
    assert before == len(models.asked)


def test_without_a_token_it_answers_this_machine_alone(alone: GatewayServer, models: ModelServer) -> None:
    """A page of somebody else's in a browser here cannot ask, whatever name it has given to this machine."""
    models.on(CLAUDE, GOOD)
    with httpx.Client(base_url=alone.url, timeout=30) as client:
        for host in ("evil.example", "evil.example:8001", "10.0.0.1", ""):
            refused(client.post("/claude", json=PROMPT, headers={"Host": host}), 403, "forbidden")
        for host in ("localhost", "127.0.0.1:5", "[::1]:8001"):
            assert 200 == client.post("/claude", json=PROMPT, headers={"Host": host}).status_code
        refused(client.post("/gemini", json=PROMPT), 503, "not_configured")
        limited = client.post("/claude", json=PROMPT)
        refused(limited, 429, "rate_limited")
        assert 0 < int(limited.headers["retry-after"]) <= 60


def test_nothing_secret_is_in_its_log(gateway: GatewayServer, alone: GatewayServer) -> None:
    """Neither a key nor the token, whatever went wrong."""
    for server in (gateway, alone):
        log = server.log.read_text()
        assert "gateway at http://127.0.0.1:" in log
        assert [] == [secret for secret in SECRETS if secret in log]
    assert "has keys for: claude\n" in alone.log.read_text()


@pytest.mark.parametrize("host", ["0.0.0.0", "192.168.1.5"])  # noqa: S104 - what is refused
def test_it_does_not_start_open_to_everybody(tmp_path: Path, host: str) -> None:
    """One line names the setting that is missing."""
    kept = {name: os.environ[name] for name in KEPT if name in os.environ}
    done = subprocess.run(
        [sys.executable, "-m", "entrypoints.cli", "gateway"],
        env=guarded({**kept, "GATEWAY_HOST": host}),
        capture_output=True,
        check=False,
        cwd=tmp_path,
        text=True,
        timeout=60,
    )

    assert (2, "") == (done.returncode, done.stdout)
    assert "GATEWAY_TOKEN is not set: expected a token" in done.stderr
    assert 1 == len(done.stderr.splitlines())


@pytest.fixture(scope="module", autouse=True)
def _known(gateway: GatewayServer) -> None:
    """Let the contract find the gateway, which asks for no fixtures."""
    Known.url = gateway.url


class Known:
    """Where the gateway of this run is."""

    url = ""


TestThroughTheGateway = language_model_contract(
    lambda: GatewayModel("claude", f"{Known.url}/claude", TOKEN, 10), failing={}, secrets=SECRETS
)
