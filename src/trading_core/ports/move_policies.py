"""What is significant for products of which somebody has said so."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from trading_core.domain.ids import Symbol
    from trading_core.domain.moves import MovePolicy


class MovePolicies(Protocol):
    """
    The policies of products that have one of their own.

    1. What was put is what is read, every field of it; putting again replaces it.
    2. What was removed is there no more, and removing what is not there does nothing.
    """

    @abstractmethod
    def find(self, symbols: Collection[Symbol]) -> Mapping[Symbol, MovePolicy]:
        """Read the policies of those of these products that have one."""

    @abstractmethod
    def put(self, symbol: Symbol, policy: MovePolicy) -> None:
        """Give a product a policy."""

    @abstractmethod
    def remove(self, symbol: Symbol) -> None:
        """Let the policy of the house hold for a product again."""
