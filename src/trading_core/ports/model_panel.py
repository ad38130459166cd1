"""Several language models, asked side by side."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from trading_core.ports.language_model import ModelAnswer, ModelSilence, Prompt


class ModelPanel(Protocol):
    """
    Models in a fixed order.

    1. Each prompt gets one reply of each model, an answer or a silence, in the order of the models.
    2. All are asked at the same time, so that the slowest says how long it takes, and not their sum.
    3. A model that breaks the law of its port and raises is one that did not answer; the others are heard.
    """

    @abstractmethod
    def providers(self) -> tuple[str, ...]:
        """Whose models they are, in order."""

    @abstractmethod
    def calls(self) -> int:
        """How many calls that cost money one prompt leads to."""

    @abstractmethod
    def ask(self, prompts: Sequence[Prompt]) -> tuple[tuple[ModelAnswer | ModelSilence, ...], ...]:
        """Put every prompt to every model."""
