"""Policies of products in memory."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trading_core.ports.move_policies import MovePolicies

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from trading_core.domain.ids import Symbol
    from trading_core.domain.moves import MovePolicy


class MemoryMovePolicies(MovePolicies):
    """Keeps policies by symbol."""

    def __init__(self) -> None:
        """Begin with none."""
        self._policies: dict[Symbol, MovePolicy] = {}

    def find(self, symbols: Collection[Symbol]) -> Mapping[Symbol, MovePolicy]:
        """Read those that there are."""
        return {symbol: self._policies[symbol] for symbol in symbols if symbol in self._policies}

    def put(self, symbol: Symbol, policy: MovePolicy) -> None:
        """Give a product a policy."""
        self._policies[symbol] = policy

    def remove(self, symbol: Symbol) -> None:
        """Let the policy of the house hold again."""
        self._policies.pop(symbol, None)
