"""The laws of several models side by side."""

from __future__ import annotations

from threading import Barrier
from typing import TYPE_CHECKING

from trading_core.ports.language_model import LanguageModel, ModelAnswer, ModelFailure, ModelSilence, Prompt
from trading_core.testing.contracts.making import PATIENCE

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from trading_core.ports.model_panel import ModelPanel

ASKED = (Prompt("one", "1"), Prompt("two", "2"), Prompt("three", "3"))


class Meeting(LanguageModel):
    """Answers once everybody who was asked is here; alone it would wait for ever, and fails instead."""

    def __init__(self, provider: str, gate: Barrier) -> None:
        """Know whom to wait for."""
        self._provider, self._gate = provider, gate

    def ask(self, prompt: Prompt) -> ModelAnswer | ModelSilence:
        """Meet the others."""
        self._gate.wait()
        return ModelAnswer(self._provider, "meeting", prompt.material)


class Raising(LanguageModel):
    """Breaks the law of its port."""

    def ask(self, prompt: Prompt) -> ModelAnswer | ModelSilence:
        """Raise."""
        raise RuntimeError(prompt.material)


def model_panel_contract(make: Callable[[Mapping[str, LanguageModel]], ModelPanel]) -> type:
    """Give the tests of ``ModelPanel``; ``make`` seats models by the names of their providers."""

    class ModelPanelContract:
        """What a panel promises."""

        def test_all_are_asked_at_the_same_time(self) -> None:
            """Every model gets every prompt while the others are still thinking, and each reply stands in its place."""
            gate = Barrier(2 * len(ASKED), timeout=PATIENCE)
            panel = make({name: Meeting(name, gate) for name in ("a", "b")})

            replies = panel.ask(ASKED)

            expected = tuple(
                tuple(ModelAnswer(name, "meeting", prompt.material) for name in ("a", "b"))
                for prompt in ASKED
            )
            assert expected == replies
            assert ("a", "b") == panel.providers()
            assert panel.calls() == 2

        def test_a_model_that_raises_takes_nobody_with_it(self) -> None:
            """The others are heard, and it is told as one that did not answer."""
            panel = make({"broken": Raising(), "good": Meeting("good", Barrier(1, timeout=PATIENCE))})

            ((broken, good),) = panel.ask(ASKED[:1])

            assert ModelSilence("broken", ModelFailure.UNREACHABLE) == broken
            assert ModelAnswer("good", "meeting", "1") == good

        def test_nobody_is_asked_nothing(self) -> None:
            """Without a prompt there is no reply, and without a model there is an empty one for each prompt."""
            assert () == make({"a": Raising()}).ask([])
            assert ((), ()) == make({}).ask(ASKED[:2])

    return ModelPanelContract
