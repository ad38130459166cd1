"""A language model: somebody whose words are shown and never obeyed."""

from __future__ import annotations

from abc import abstractmethod
from typing import Final, Protocol

from attrs import field, frozen

from trading_core.domain.checks import a, optional
from trading_core.domain.exact import show
from trading_core.domain.words import Word
from trading_core.errors import InvalidValue

LONGEST_PROMPT: Final = 32_768
LONGEST_ANSWER: Final = 8_192


def _within(longest: int, value: object, name: str) -> str:
    if not isinstance(value, str) or not value.strip() or len(value) > longest:
        raise InvalidValue(name, show(value), f"1 to {longest} characters of text")
    return value


def _instructions(value: object) -> str:
    return _within(LONGEST_PROMPT, value, "instructions")


def _material(value: object) -> str:
    return _within(LONGEST_PROMPT, value, "material")


def _form(value: object) -> str | None:
    return None if value is None else _within(LONGEST_ANSWER, value, "form")


def _answer(value: object) -> str:
    return _within(LONGEST_ANSWER, value, "answer")


class ModelFailure(Word):
    """Why there is no answer."""

    NOT_CONFIGURED = "not_configured"
    TIMEOUT = "timeout"
    RATE_LIMITED = "rate_limited"
    UNREACHABLE = "unreachable"
    REFUSED = "refused"
    BLOCKED = "blocked"
    TRUNCATED = "truncated"
    INVALID_ANSWER = "invalid_answer"
    OVER_BUDGET = "over_budget"


@frozen
class Prompt:
    """
    What is wanted, and apart from it the material that the answer is about, which nobody vouches for.

    ``form`` is a JSON Schema of the answer; a provider that can hold its model to one does, and nobody relies on it.
    """

    instructions: str = field(converter=_instructions)
    material: str = field(converter=_material)
    form: str | None = field(default=None, converter=_form)


@frozen
class ModelAnswer:
    """Words of a model; whatever they say, they are data."""

    provider: str = field(validator=a(str))
    model: str = field(validator=a(str))
    text: str = field(converter=_answer)


@frozen
class ModelSilence:
    """No answer, and why; ``retry_after_seconds`` when the provider said so."""

    provider: str = field(validator=a(str))
    failure: ModelFailure = field(validator=a(ModelFailure))
    retry_after_seconds: int | None = field(default=None, validator=optional(int))


class LanguageModel(Protocol):
    """
    One provider's model.

    1. Every prompt gets an answer or a silence that says why: nothing that a provider does or fails to do is
       raised, so that one of several models never takes the others with it.
    2. An answer that was cut off, blocked, refused, empty or too long is a silence; no part of it is shown.
    3. A call ends within the time that the adapter was set to.
    4. Keys and secrets are in no answer, no silence and no error.
    """

    @abstractmethod
    def ask(self, prompt: Prompt) -> ModelAnswer | ModelSilence:
        """Put a prompt to the model."""
