"""A language model that says what was written for it."""

from __future__ import annotations

from collections import deque

from trading_core.ports.language_model import LanguageModel, ModelAnswer, ModelFailure, ModelSilence, Prompt


class ScriptedModel(LanguageModel):
    """Says its lines in order, each once; a line is an answer's text or a failure. Afterwards it is not configured."""

    def __init__(self, *lines: str | ModelFailure, provider: str = "scripted") -> None:
        """Learn the lines."""
        self._lines = deque(lines)
        self._provider = provider
        self.heard: list[Prompt] = []

    def ask(self, prompt: Prompt) -> ModelAnswer | ModelSilence:
        """Say the next line."""
        self.heard.append(prompt)
        line = self._lines.popleft() if self._lines else ModelFailure.NOT_CONFIGURED
        if isinstance(line, ModelFailure):
            wait = 30 if line is ModelFailure.RATE_LIMITED else None
            return ModelSilence(self._provider, line, wait)
        return ModelAnswer(self._provider, "script", line)
