"""Any model that speaks the chat completions of OpenAI, wherever it runs."""

from __future__ import annotations

import json
from typing import Any, Final

from adapters.language.wire import NoAnswer, Wire, check_status, part
from trading_core.ports.language_model import LanguageModel, ModelAnswer, ModelFailure, ModelSilence, Prompt

PROVIDER: Final = "openai"
MOST_TOKENS: Final = 4_096
_ENDS: Final = {"length": ModelFailure.TRUNCATED, "content_filter": ModelFailure.BLOCKED}


class ChatModel(LanguageModel):
    """Asks one question, without a memory of others."""

    def __init__(self, key: str, model: str, base_url: str, seconds: float) -> None:
        """Know the way."""
        self._key, self._model = key, model
        self._url = f"{base_url.rstrip('/')}/chat/completions"
        self._wire = Wire(PROVIDER, seconds, (key,))

    def ask(self, prompt: Prompt) -> ModelAnswer | ModelSilence:
        """Put a prompt to the model."""
        return self._wire.ask(lambda: self._ask(prompt))

    def _ask(self, prompt: Prompt) -> ModelAnswer:
        body: dict[str, Any] = {
            "model": self._model,
            "max_completion_tokens": MOST_TOKENS,
            "messages": [
                {"role": "system", "content": prompt.instructions},
                {"role": "user", "content": prompt.material},
            ],
        }
        if prompt.form is not None:
            form = {"name": "answer", "strict": True, "schema": json.loads(prompt.form)}
            body["response_format"] = {"type": "json_schema", "json_schema": form}
        received = self._wire.post(self._url, {"authorization": f"Bearer {self._key}"}, body)
        check_status(received)
        said = received.json()
        choice = part(part(said, "choices", list), 0, dict)
        message = part(choice, "message", dict)
        if part(message, "refusal", str):
            raise NoAnswer(ModelFailure.REFUSED, why="a refusal")
        end = part(choice, "finish_reason", str) or ""
        if end != "stop":
            raise NoAnswer(_ENDS.get(end, ModelFailure.INVALID_ANSWER), why="another end than that of a text")
        text = part(message, "content", str) or ""
        return ModelAnswer(PROVIDER, part(said, "model", str) or self._model, text)
