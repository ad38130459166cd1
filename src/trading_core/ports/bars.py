"""Bars that are kept: the price history of the house, and how much of it was looked at."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Protocol

from attrs import field, frozen

from trading_core.domain.checks import instant
from trading_core.domain.ids import Symbol
from trading_core.errors import InvalidValue

if TYPE_CHECKING:
    from trading_core.domain.quotes import Bar


@frozen
class Span:
    """Bars of a product that start from one moment to another, both included."""

    symbol: Symbol = field(converter=Symbol)
    since: datetime = field(converter=instant)
    until: datetime = field(converter=instant)

    def __attrs_post_init__(self) -> None:
        """Refuse a span that ends before it begins."""
        if self.until < self.since:
            raise InvalidValue("until", self.until.isoformat(), f"a time not before {self.since.isoformat()}")


class Bars(Protocol):
    """
    Bars by product and start.

    1. What was appended is what is read, every field of it; a bar is never changed afterwards.
    2. A second bar of the same product and start is not kept, whatever it says, and not returned as new.
    3. The latest bar of a product is the one with the latest start, whichever came last.
    4. Each product has one span, or none, that nobody has looked at. New bars widen it in the step that keeps them, so
       that no bar is kept without it, and it goes only to whoever has looked at all of it as it is by then.
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

    @abstractmethod
    def standing(self, bars: Collection[Bar]) -> tuple[Bar, ...]:
        """Read what is kept of the products and starts of these bars, in ascending order of both."""

    @abstractmethod
    def around(self, spans: Collection[Span], more: int, limit: int) -> tuple[Bar, ...]:
        """
        Read the bars of spans, each of another product, and so many more before and behind each.

        They go in ascending order of symbols and starts, and end after ``limit`` bars.
        """

    @abstractmethod
    def unlooked(self, symbols: Collection[Symbol]) -> Mapping[Symbol, Span]:
        """Read what nobody has looked at of these products."""

    @abstractmethod
    def behind(self, after: Symbol | None, limit: int) -> tuple[Symbol, ...]:
        """Read which products have something that nobody has looked at, in ascending order behind one."""

    @abstractmethod
    def looked(self, spans: Mapping[Span, datetime | None]) -> None:
        """
        Forget spans that were looked at, or let them begin where somebody has left off.

        One that has been widened since it was read stays as it is.
        """
