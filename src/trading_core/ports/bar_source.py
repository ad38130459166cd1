"""Bars from outside."""

from __future__ import annotations

from abc import abstractmethod
from datetime import datetime
from typing import TYPE_CHECKING, Protocol

from trading_core.domain.words import Word

if TYPE_CHECKING:
    from trading_core.domain.ids import Symbol
    from trading_core.domain.quotes import Bar


class Interval(Word):
    """How long the span of a bar is."""

    MINUTE = "1m"
    HOUR = "1h"
    DAY = "1d"


class BarSource(Protocol):
    """
    Price history as somebody else tells it.

    1. Only bars of that product that start from ``since`` to ``until``, both included.
    2. They come oldest first, no start twice. Days without trading have no bar; none is made up.
    3. A product that the source does not know has none. A source that does not answer in time, or answers
       nonsense, raises ``Unavailable``; half an answer is none.
    """

    @abstractmethod
    def bars(self, symbol: Symbol, since: datetime, until: datetime, interval: Interval) -> tuple[Bar, ...]:
        """Ask for the bars of a product."""
