"""Gemini over generateContent, where what was blocked is a success without an answer."""

from __future__ import annotations

import json
from typing import Any, Final

from adapters.language.wire import NoAnswer, Received, Wire, check_status, part, seconds_of
from trading_core.ports.language_model import LanguageModel, ModelAnswer, ModelFailure, ModelSilence, Prompt

PROVIDER: Final = "gemini"
# What a model thinks before it answers counts, too.
MOST_TOKENS: Final = 4_096
_BLOCKED: Final = {
    "SAFETY",
    "RECITATION",
    "LANGUAGE",
    "BLOCKLIST",
    "PROHIBITED_CONTENT",
    "SPII",
    "IMAGE_SAFETY",
    "MODEL_ARMOR",
    "JAILBREAK",
}


class GeminiModel(LanguageModel):
    """Sends its key in a header and never in an address, where logs would have it."""

    def __init__(self, key: str, model: str, base_url: str, seconds: float) -> None:
        """Know the way."""
        self._key, self._model = key, model
        self._url = f"{base_url.rstrip('/')}/v1beta/models/{model}:generateContent"
        self._wire = Wire(PROVIDER, seconds, (key,))

    def ask(self, prompt: Prompt) -> ModelAnswer | ModelSilence:
        """Put a prompt to the model."""
        return self._wire.ask(lambda: self._ask(prompt))

    def _ask(self, prompt: Prompt) -> ModelAnswer:
        wanted: dict[str, Any] = {"maxOutputTokens": MOST_TOKENS}
        if prompt.form is not None:
            wanted |= {"responseMimeType": "application/json", "responseJsonSchema": json.loads(prompt.form)}
        body = {
            "systemInstruction": {"parts": [{"text": prompt.instructions}]},
            "contents": [{"role": "user", "parts": [{"text": prompt.material}]}],
            "generationConfig": wanted,
        }
        received = self._wire.post(self._url, {"x-goog-api-key": self._key}, body)
        check_status(received, _retry_delay)
        said = received.json()
        candidate = part(part(said, "candidates", list), 0, dict)
        if candidate is None:
            raise NoAnswer(ModelFailure.BLOCKED, why="no candidate")
        end = part(candidate, "finishReason", str)
        if end in _BLOCKED:
            raise NoAnswer(ModelFailure.BLOCKED, why=end)
        if end == "MAX_TOKENS":
            raise NoAnswer(ModelFailure.TRUNCATED, why=end)
        if end != "STOP":
            raise NoAnswer(ModelFailure.INVALID_ANSWER, why="another end than that of a text")
        return ModelAnswer(PROVIDER, part(said, "modelVersion", str) or self._model, _text(candidate))


def _text(candidate: dict[str, Any]) -> str:
    parts = part(part(candidate, "content", dict), "parts", list) or []
    return "".join(part(one, "text", str) or "" for one in parts if not part(one, "thought", bool))


def _retry_delay(received: Received) -> int | None:
    """The wait that an error names among its details; some errors come within a list."""
    try:
        said = received.json()
    except NoAnswer:
        return None
    error = part(part(said, 0, dict) or said, "error", dict)
    delays = (part(detail, "retryDelay", str) for detail in part(error, "details", list) or [])
    return next((wait for delay in delays if (wait := seconds_of(delay)) is not None), None)
