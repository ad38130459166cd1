"""The root of the error tree: facts first, the sentence computed from them."""

from __future__ import annotations

from decimal import Decimal
from typing import ClassVar


class TradingError(Exception):
    """
    The root: whoever catches this has caught everything that the library refuses on purpose.

    Two errors are equal when they are of one class and state the same facts, so that the outcome of a
    replayed command can be compared with the first one.
    """

    code: ClassVar[str] = "trading_error"
    sentence: ClassVar[str] = "The request cannot be carried out."
    # Whether the same call, repeated later without a change, may succeed.
    retryable: ClassVar[bool] = False

    @property
    def message(self) -> str:
        """One sentence for a person: what is wrong and what to do."""
        return self.sentence.format(**{name: _written(fact) for name, fact in self.facts.items()})

    @property
    def facts(self) -> dict[str, object]:
        """What the error knows, by name, in the order of its definition."""
        fields = getattr(type(self), "__attrs_attrs__", ())
        return {field.name: getattr(self, field.name) for field in fields}

    def __str__(self) -> str:
        return self.message

    def __eq__(self, other: object) -> bool:
        return type(other) is type(self) and other.facts == self.facts

    def __hash__(self) -> int:
        return hash((type(self), *self.facts.values()))


def _written(fact: object) -> object:
    """A number as people write it, 0 and not 0E-8; everything else as it is."""
    if not isinstance(fact, Decimal):
        return fact
    text = f"{fact:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
