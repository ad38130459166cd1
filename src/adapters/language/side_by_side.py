"""Models that are asked at the same time, each by a thread."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Final

from adapters.language.absent import AbsentModel
from trading_core.ports.language_model import LanguageModel, ModelAnswer, ModelFailure, ModelSilence, Prompt
from trading_core.ports.model_panel import ModelPanel

MOST_AT_ONCE: Final = 16

log = logging.getLogger("trading.language")


class SideBySide(ModelPanel):
    """A thread waits for each answer; those who are not set up are answered for at once."""

    def __init__(self, models: Mapping[str, LanguageModel], at_once: int = MOST_AT_ONCE) -> None:
        """Seat the models by the names of their providers."""
        self._models = dict(models)
        self._at_once = at_once

    def providers(self) -> tuple[str, ...]:
        """Whose models they are."""
        return tuple(self._models)

    def calls(self) -> int:
        """How many of them cost money."""
        return sum(not isinstance(model, AbsentModel) for model in self._models.values())

    def ask(self, prompts: Sequence[Prompt]) -> tuple[tuple[ModelAnswer | ModelSilence, ...], ...]:
        """Put every prompt to every model."""
        seats = [(name, model, prompt) for prompt in prompts for name, model in self._models.items()]
        if not seats:
            return tuple(() for _ in prompts)
        with ThreadPoolExecutor(min(len(seats), self._at_once), thread_name_prefix="model") as pool:
            said = iter(list(pool.map(_asked, seats)))
        return tuple(tuple(next(said) for _ in self._models) for _ in prompts)


def _asked(seat: tuple[str, LanguageModel, Prompt]) -> ModelAnswer | ModelSilence:
    name, model, prompt = seat
    try:
        return model.ask(prompt)
    except Exception:
        log.exception("%s has raised where it may not", name)
        return ModelSilence(name, ModelFailure.UNREACHABLE)
