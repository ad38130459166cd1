"""A model that is left alone for as long as its provider has asked for."""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from threading import Lock
from typing import Final

from trading_core.ports.language_model import LanguageModel, ModelAnswer, ModelFailure, ModelSilence, Prompt

# Where the provider does not say how long: its allowance of a day may be used up, and asking on would not help.
USUAL_REST: Final = 60


class RestingModel(LanguageModel):
    """Asks nobody who has just said that it was too often; each process finds that out by itself."""

    def __init__(
        self, model: LanguageModel, provider: str, seconds: Callable[[], float] = time.monotonic
    ) -> None:
        """Surround a model."""
        self._model, self._provider, self._seconds = model, provider, seconds
        self._lock = Lock()
        self._until = 0.0

    def ask(self, prompt: Prompt) -> ModelAnswer | ModelSilence:
        """Ask, unless the rest is not over."""
        with self._lock:
            left = math.ceil(self._until - self._seconds())
        if left > 0:
            return ModelSilence(self._provider, ModelFailure.RATE_LIMITED, left)
        said = self._model.ask(prompt)
        if isinstance(said, ModelSilence) and said.failure is ModelFailure.RATE_LIMITED:
            rest = USUAL_REST if said.retry_after_seconds is None else said.retry_after_seconds
            with self._lock:
                self._until = max(self._until, self._seconds() + rest)
        return said
