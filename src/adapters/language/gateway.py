"""A model behind a gateway that holds the key, so that whoever asks needs none."""

from __future__ import annotations

from typing import Any, Final

from adapters.language.wire import NoAnswer, Received, Wire, check_status, part, retry_after_in
from trading_core.ports.language_model import LanguageModel, ModelAnswer, ModelFailure, ModelSilence, Prompt

_FAILURES: Final = {failure.value: failure for failure in ModelFailure}


class GatewayModel(LanguageModel):
    """Asks a gateway, and hears from it why there is no answer."""

    def __init__(self, provider: str, url: str, token: str | None, seconds: float) -> None:
        """Know the way, and what to show at the door."""
        self._provider, self._url, self._token = provider, url, token
        self._wire = Wire(provider, seconds, (token,) if token else ())

    def ask(self, prompt: Prompt) -> ModelAnswer | ModelSilence:
        """Put a prompt to the model."""
        return self._wire.ask(lambda: self._ask(prompt))

    def _ask(self, prompt: Prompt) -> ModelAnswer:
        body: dict[str, Any] = {"prompt": prompt.material, "instructions": prompt.instructions}
        if prompt.form is not None:
            body["form"] = prompt.form
        headers = {} if self._token is None else {"authorization": f"Bearer {self._token}"}
        received = self._wire.post(self._url, headers, body)
        _check_reason(received)
        check_status(received)
        said = received.json()
        model, text = part(said, "model", str) or self._provider, part(said, "text", str)
        return ModelAnswer(self._provider, model, text or "")


def _check_reason(received: Received) -> None:
    """A problem that names one of our own reasons is that reason."""
    if not received.headers.get("content-type", "").startswith("application/problem+json"):
        return
    failure = _FAILURES.get(part(received.json(), "code", str) or "")
    if failure is not None:
        raise NoAnswer(failure, retry_after_in(received.headers), "the gateway says so")
