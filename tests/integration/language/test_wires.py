"""Each adapter asks as its provider documents, and tells every failure of it as what it is."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from functools import partial

import pytest

from adapters.language.chat import ChatModel
from adapters.language.claude import ClaudeModel
from adapters.language.gateway import GatewayModel
from adapters.language.gemini import GeminiModel
from tests.integration.language.ways import ALL, WAYS
from tests.servers.acts import message_of, says, sends
from tests.servers.models import (
    CHAT,
    CLAUDE,
    GATEWAY,
    GEMINI,
    KEYS,
    MODELS,
    TOKEN,
    Act,
    Asked,
    Line,
    ModelServer,
)
from trading_core.ports.language_model import LanguageModel, ModelAnswer, ModelFailure, ModelSilence, Prompt
from trading_core.testing import language_model_contract

# How long an answer is waited for that never comes, and at most for one that comes.
SHORT, LONG = 0.4, 20.0
SECRETS = [*KEYS.values(), TOKEN]
PROMPT = Prompt("Be short.", "2330 closed at 860.", '{"type": "object"}')
PROVIDERS = {CLAUDE: "claude", GEMINI: "gemini", CHAT: "openai", GATEWAY: "claude"}


def model_at(wire: str, url: str, seconds: float = LONG) -> LanguageModel:
    if wire == CLAUDE:
        return ClaudeModel(KEYS[CLAUDE], "wanted", url, seconds)
    if wire == GEMINI:
        return GeminiModel(KEYS[GEMINI], "wanted", f"{url}/", seconds)
    if wire == CHAT:
        return ChatModel(KEYS[CHAT], "wanted", url, seconds)
    return GatewayModel("claude", f"{url}/claude", TOKEN, seconds)


@contextmanager
def speaking(wire: str, act: Act | None = None, seconds: float = LONG) -> Iterator[LanguageModel]:
    """A model whose provider acts in one way."""
    with ModelServer(act or says("It is as it is.")) as server:
        yield model_at(wire, server.url, seconds)


def failing(wire: str) -> dict[ModelFailure, Callable[[], AbstractContextManager[LanguageModel]]]:
    """One way for each failure that a wire has."""
    found: dict[ModelFailure, Callable[[], AbstractContextManager[LanguageModel]]] = {}
    for theirs, _, act, failure, _ in WAYS:
        if theirs == wire:
            found.setdefault(failure, partial(speaking, wire, act, seconds_for(failure)))
    return found


def seconds_for(failure: ModelFailure) -> float:
    """A busy machine may be slow to say what is wrong, which is no silence."""
    return SHORT if failure is ModelFailure.TIMEOUT else LONG


TestClaude = language_model_contract(
    partial(speaking, CLAUDE),
    failing=failing(CLAUDE),
    secrets=SECRETS,
)
TestGemini = language_model_contract(
    partial(speaking, GEMINI),
    failing=failing(GEMINI),
    secrets=SECRETS,
)
TestChat = language_model_contract(
    partial(speaking, CHAT),
    failing=failing(CHAT),
    secrets=SECRETS,
)
TestGateway = language_model_contract(
    partial(speaking, GATEWAY),
    failing=failing(GATEWAY),
    secrets=SECRETS,
)


@pytest.mark.parametrize(
    ("wire", "act", "failure", "wait"),
    [pytest.param(wire, act, failure, wait, id=f"{wire}: {way}") for wire, way, act, failure, wait in WAYS],
)
def test_each_failure_is_told_as_what_it_is(
    caplog: pytest.LogCaptureFixture, wire: str, act: Act, failure: ModelFailure, wait: int | None
) -> None:
    """Nothing is raised, the reason is the right one, and neither it nor the log holds a secret."""
    with caplog.at_level(logging.DEBUG), speaking(wire, act, seconds_for(failure)) as model:
        silence = model.ask(PROMPT)

    assert ModelSilence(PROVIDERS[wire], failure, wait) == silence
    assert failure.value in caplog.text
    assert [] == [secret for secret in SECRETS if secret in caplog.text]


@pytest.mark.parametrize("wire", ALL)
def test_a_question_is_asked_once_as_it_is_documented(wire: str) -> None:
    """The key is in its header and never in an address; instructions and material stand apart."""
    with ModelServer(says("So be it.")) as server:
        answer = model_at(wire, server.url).ask(PROMPT)
        (asked,) = server.asked

    assert isinstance(answer, ModelAnswer)
    expected = MODELS.get(wire, "behind-the-gateway")
    assert (PROVIDERS[wire], expected, "So be it.") == (answer.provider, answer.model, answer.text)
    assert (wire, PROMPT.instructions, PROMPT.material) == (asked.wire, asked.instructions, asked.material)
    assert [] == [secret for secret in SECRETS if secret in asked.path or secret in json.dumps(asked.body)]
    assert "application/json" == asked.headers["content-type"]
    CHECKS[wire](asked)


def _claude(asked: Asked) -> None:
    assert (KEYS[CLAUDE], "2026-10-21") == (asked.headers["x-api-key"], asked.headers["anthropic-version"])
    assert {"model", "max_tokens", "system", "messages", "stream", "output_config"} == set(asked.body)
    assert {"format": {"type": "json_schema", "schema": {"type": "object"}}} == asked.body["output_config"]


def _gemini(asked: Asked) -> None:
    assert KEYS[GEMINI] == asked.headers["x-goog-api-key"]
    assert asked.path == "/v1beta/models/wanted:generateContent"
    assert {"type": "object"} == asked.body["generationConfig"]["responseJsonSchema"]
    assert "application/json" == asked.body["generationConfig"]["responseMimeType"]


def _chat(asked: Asked) -> None:
    assert f"Bearer {KEYS[CHAT]}" == asked.headers["authorization"]
    assert "wanted" == asked.body["model"]
    assert {"type": "object"} == asked.body["response_format"]["json_schema"]["schema"]


def _gateway(asked: Asked) -> None:
    assert f"Bearer {TOKEN}" == asked.headers["authorization"]
    assert {"prompt", "instructions", "form"} == set(asked.body)


CHECKS: dict[str, Callable[[Asked], None]] = {
    CLAUDE: _claude,
    GEMINI: _gemini,
    CHAT: _chat,
    GATEWAY: _gateway,
}


@pytest.mark.parametrize("wire", ALL)
def test_no_form_is_asked_for_where_none_is_wanted(wire: str) -> None:
    """A prompt without a form is a plain question."""
    with ModelServer(says("x")) as server:
        model_at(wire, server.url).ask(Prompt("a", "b"))
        (asked,) = server.asked

    said = json.dumps(asked.body)
    assert [] == [word for word in ("output_config", "response", '"form"') if word in said]


def test_claude_may_answer_in_one_piece() -> None:
    """Whoever stands between may have put the events together."""

    def whole(asked: Asked, line: Line) -> None:
        sends(json.dumps(message_of(asked, "So be it.")))(asked, line)

    with speaking(CLAUDE, whole) as model:
        answer = model.ask(PROMPT)

    assert ModelAnswer("claude", MODELS[CLAUDE], "So be it.") == answer


@pytest.mark.parametrize("wire", ALL)
def test_a_provider_that_is_not_there_does_not_answer(wire: str) -> None:
    """A closed door is told as such, at once; so is an address that is none."""
    with ModelServer(says("x")) as server:
        gone = server.url
    for url in (gone, "http://", "ftp://127.0.0.1", "http://127.0.0.1:99999"):
        silence = model_at(wire, url).ask(PROMPT)
        assert isinstance(silence, ModelSilence)
        assert ModelFailure.UNREACHABLE is silence.failure


def test_a_gateway_without_a_token_is_shown_none() -> None:
    """On one machine a gateway may be open to those who can reach it."""
    with ModelServer(says("x")) as server:
        GatewayModel("gemini", f"{server.url}/gemini", None, 5).ask(PROMPT)
        (asked,) = server.asked

    assert "authorization" not in asked.headers
    assert "/gemini" == asked.path
