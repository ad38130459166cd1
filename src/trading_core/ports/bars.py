"""Bars that are kept: the price history of the house."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from trading_core.domain.ids import Symbol
    from trading_core.domain.quotes import Bar


class Bars(Protocol):
    """
    Bars by product and start.

    1. What was appended is what is read, every field of it; a bar is never changed afterwards.
    2. A second bar of the same product and start is not kept, whatever it says, and not returned as new.
    3. The latest bar of a product is the one with the latest start, whichever came last.
    """

    @abstractmethod
    def append(self, bars: Sequence[Bar]) -> tuple[Bar, ...]:
        """Keep bars and return those that were new, in the order in which they were given."""

    @abstractmethod
    def latest(self, symbol: Symbol) -> Bar | None:
        """Read the latest bar of a product."""

    @abstractmethod
    def latest_of_all(self) -> tuple[Bar, ...]:
        """Read the latest bar of each product, in ascending order of symbols."""

    @abstractmethod
    def between(self, symbol: Symbol, since: datetime, until: datetime, limit: int) -> tuple[Bar, ...]:
        """Read the bars that start from ``since`` to ``until``, both included, the oldest first."""

    @abstractmethod
    def before(self, symbol: Symbol, moment: datetime, limit: int) -> tuple[Bar, ...]:
        """Read the last bars that start before a moment, the newest first."""
