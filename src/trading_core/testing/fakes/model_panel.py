"""Language models that are asked by as many threads as there are questions."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

from trading_core.ports.language_model import LanguageModel, ModelAnswer, ModelFailure, ModelSilence, Prompt
from trading_core.ports.model_panel import ModelPanel

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


class FakePanel(ModelPanel):
    """Models by the names of their providers; each costs."""

    def __init__(self, models: Mapping[str, LanguageModel]) -> None:
        """Seat them."""
        self._models = dict(models)

    def providers(self) -> tuple[str, ...]:
        """Whose models they are."""
        return tuple(self._models)

    def calls(self) -> int:
        """Each model is one call."""
        return len(self._models)

    def ask(self, prompts: Sequence[Prompt]) -> tuple[tuple[ModelAnswer | ModelSilence, ...], ...]:
        """Ask all at once."""
        seats = [(name, prompt) for prompt in prompts for name in self._models]
        with ThreadPoolExecutor(max(len(seats), 1)) as pool:
            said = iter(list(pool.map(self._ask, seats)))
        return tuple(tuple(next(said) for _ in self._models) for _ in prompts)

    def _ask(self, seat: tuple[str, Prompt]) -> ModelAnswer | ModelSilence:
        name, prompt = seat
        try:
            return self._models[name].ask(prompt)
        except Exception:  # noqa: BLE001 - whatever it raises, it did not answer
            return ModelSilence(name, ModelFailure.UNREACHABLE)
