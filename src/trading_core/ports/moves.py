"""Significant moves of prices that were found, and how far each product has been looked at."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Protocol, Self

from attrs import field, frozen

from trading_core.domain.checks import a, instant, optional
from trading_core.domain.ids import Symbol
from trading_core.domain.moves import MoveType, PriceMove
from trading_core.domain.words import Word
from trading_core.ports.paging import limit_of, moment_or_none

if TYPE_CHECKING:
    from trading_core.domain.moves import MoveState


class MoveOrder(Word):
    """What a list of moves is sorted by first; moment, symbol, type, day and level tell the rest apart."""

    TIME = "time"
    SYMBOL = "symbol"
    TYPE = "type"


@frozen(kw_only=True)
class MoveFilter:
    """Moves that fit all that is stated; times include both ends."""

    symbol: Symbol | None = field(default=None, validator=optional(Symbol))
    type: MoveType | None = field(default=None, validator=optional(MoveType))
    since: datetime | None = field(default=None, converter=moment_or_none)
    until: datetime | None = field(default=None, converter=moment_or_none)


@frozen
class MovePlace:
    """Where a move stands in every list: its moment, and the natural key that no other move has."""

    at: datetime = field(converter=instant)
    symbol: Symbol = field(converter=Symbol)
    type: MoveType = field(validator=a(MoveType))
    trading_day: date = field(validator=a(date))
    level: Decimal = field(validator=a(Decimal))

    @classmethod
    def of(cls, move: PriceMove) -> Self:
        """The place of a move."""
        return cls(move.at, move.symbol, move.type, move.trading_day, move.level)


@frozen(kw_only=True)
class MovePage:
    """So many moves behind the place of one that was read before, in one of the two directions of one of the orders."""

    limit: int = field(default=50, converter=limit_of)
    after: MovePlace | None = field(default=None, validator=optional(MovePlace))
    order: MoveOrder = field(default=MoveOrder.TIME, validator=a(MoveOrder))
    descending: bool = field(default=True, validator=a(bool))


class Moves(Protocol):
    """
    Found moves by their natural keys, and the state of each product.

    1. What was kept is what is read, every field of it; a move is never changed afterwards.
    2. A second move of the same key is not kept, whatever it says, and not returned as new.
    3. A state and the moves that led to it are kept together or not at all.
    4. Pages behind one another show each move of the list once.
    """

    @abstractmethod
    def state(self, symbol: Symbol) -> MoveState:
        """Read how far a product has been looked at; one never looked at has the state of the beginning."""

    @abstractmethod
    def keep(self, state: MoveState, moves: Sequence[PriceMove]) -> tuple[PriceMove, ...]:
        """Keep a product's state and the moves that are new, and return these."""

    @abstractmethod
    def get(self, symbol: Symbol, kind: MoveType, trading_day: date, level: Decimal) -> PriceMove | None:
        """Read the one move of a natural key, if there is one."""

    @abstractmethod
    def find(self, wanted: MoveFilter, page: MovePage) -> tuple[PriceMove, ...]:
        """Read a page of the moves that fit."""

    @abstractmethod
    def count(self, wanted: MoveFilter, up_to: int) -> int:
        """Count the moves that fit, but no further than ``up_to``."""
