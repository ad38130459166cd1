"""A model that nobody has set up."""

from __future__ import annotations

from trading_core.ports.language_model import LanguageModel, ModelAnswer, ModelFailure, ModelSilence, Prompt


class AbsentModel(LanguageModel):
    """Holds a place, so that whoever looks for an opinion reads why it is missing."""

    def __init__(self, provider: str) -> None:
        """Know whose place it is."""
        self._provider = provider

    def ask(self, prompt: Prompt) -> ModelAnswer | ModelSilence:
        """Say that nobody is here."""
        del prompt
        return ModelSilence(self._provider, ModelFailure.NOT_CONFIGURED)
