"""Claude over the Messages API, which tells its answer in events and may fail in the middle of them."""

from __future__ import annotations

import json
from typing import Any, Final

from adapters.language.wire import NoAnswer, Wire, check_status, failure_of, part, read_json
from trading_core.ports.language_model import LanguageModel, ModelAnswer, ModelFailure, ModelSilence, Prompt

PROVIDER: Final = "claude"
VERSION: Final = "2026-10-21"
MOST_TOKENS: Final = 2_048

_ENDS: Final = {
    "max_tokens": ModelFailure.TRUNCATED,
    "model_context_window_exceeded": ModelFailure.TRUNCATED,
    "pause_turn": ModelFailure.TRUNCATED,
    "refusal": ModelFailure.REFUSED,
}
_GOOD_ENDS: Final = {"end_turn", "stop_sequence"}
_STATUSES: Final = {
    "invalid_request_error": 400,
    "authentication_error": 401,
    "billing_error": 402,
    "permission_error": 403,
    "not_found_error": 404,
    "conflict_error": 409,
    "request_too_large": 413,
    "rate_limit_error": 429,
    "timeout_error": 504,
}


class ClaudeModel(LanguageModel):
    """Asks for events, and reads a message in one piece as well."""

    def __init__(self, key: str, model: str, base_url: str, seconds: float) -> None:
        """Know the way."""
        self._key, self._model = key, model
        self._url = f"{base_url.rstrip('/')}/v1/messages"
        self._wire = Wire(PROVIDER, seconds, (key,))

    def ask(self, prompt: Prompt) -> ModelAnswer | ModelSilence:
        """Put a prompt to the model."""
        return self._wire.ask(lambda: self._ask(prompt))

    def _ask(self, prompt: Prompt) -> ModelAnswer:
        body: dict[str, Any] = {
            "model": self._model,
            "max_tokens": MOST_TOKENS,
            "system": prompt.instructions,
            "messages": [{"role": "user", "content": prompt.material}],
            "stream": True,
        }
        if prompt.form is not None:
            form = {"type": "json_schema", "schema": json.loads(prompt.form)}
            body["output_config"] = {"format": form}
        received = self._wire.post(self._url, {"x-api-key": self._key, "anthropic-version": VERSION}, body)
        check_status(received)
        told = _Told()
        if received.is_event_stream:
            for line in received.body.splitlines():
                if line.startswith(b"data:"):
                    told.hear(read_json(line.removeprefix(b"data:")))
        else:
            told.read(received.json())
        return told.answer(self._model)


class _Told:
    """What a message says, as far as it has been told."""

    def __init__(self) -> None:
        self.text: list[str] = []
        self.model: str | None = None
        self.end: str | None = None
        self.ended = False

    def read(self, message: object) -> None:
        """Take a message in one piece."""
        if part(message, "type", str) != "message":
            raise NoAnswer(ModelFailure.INVALID_ANSWER, why="no message")
        self.model, self.end, self.ended = (
            part(message, "model", str),
            part(message, "stop_reason", str),
            True,
        )
        for block in part(message, "content", list) or []:
            if part(block, "type", str) == "text":
                self.text.append(part(block, "text", str) or "")

    def hear(self, event: object) -> None:
        """Take the next event."""
        kind = part(event, "type", str)
        if kind == "error":
            raise _failed(event)
        if kind == "message_start":
            self.model = part(part(event, "message", dict), "model", str)
        elif kind == "content_block_delta":
            delta = part(event, "delta", dict)
            if part(delta, "type", str) == "text_delta":
                self.text.append(part(delta, "text", str) or "")
        elif kind == "message_delta":
            self.end = part(part(event, "delta", dict), "stop_reason", str) or self.end
        elif kind == "message_stop":
            self.ended = True

    def answer(self, model: str) -> ModelAnswer:
        """Give the answer if there is a whole one."""
        if self.end in _ENDS:
            raise NoAnswer(_ENDS[self.end], why=self.end)
        if not self.ended:
            raise NoAnswer(ModelFailure.TRUNCATED, why="the events end before the message does")
        if self.end not in _GOOD_ENDS:
            raise NoAnswer(ModelFailure.INVALID_ANSWER, why="another end than that of a text")
        return ModelAnswer(PROVIDER, self.model or model, "".join(self.text))


def _failed(event: object) -> NoAnswer:
    """An error that was told after the status had said that all is well."""
    kind = part(part(event, "error", dict), "type", str) or ""
    return NoAnswer(failure_of(_STATUSES.get(kind, 500)), why="an error amid the events")
