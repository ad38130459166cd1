"""Significant moves of prices that were found, and how far each product has been looked at."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Protocol, Self

from attrs import field, frozen

from trading_core.domain.checks import a, as_tuple, each, instant, optional
from trading_core.domain.ids import Symbol
from trading_core.domain.moves import MoveState, MoveType, PriceMove
from trading_core.domain.words import Word
from trading_core.ports.paging import limit_of, moment_or_none


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


@frozen
class Seen:
    """How far a product has been looked at, and how often that was kept."""

    state: MoveState = field(validator=a(MoveState))
    revision: int = field(default=0, validator=a(int))


@frozen
class Finding:
    """What somebody has made of what he had seen: the next state of the product, and what is to be told."""

    before: Seen = field(validator=a(Seen))
    state: MoveState = field(validator=a(MoveState))
    moves: tuple[PriceMove, ...] = field(default=(), converter=as_tuple, validator=each(PriceMove))


class Moves(Protocol):
    """
    Found moves by their natural keys, and the state of each product.

    1. What was kept is what is read, every field of it; a move is never changed afterwards.
    2. A second move of the same key is not kept, whatever it says, and not returned as new.
    3. A state and the moves that led to it are kept together or not at all.
    4. Of those who found something in the same state of a product, one is heard; the others look again.
    5. Pages behind one another show each move of the list once.
    """

    @abstractmethod
    def states(self, symbols: Collection[Symbol]) -> Mapping[Symbol, Seen]:
        """Read how far each product has been looked at; one never looked at has the state of the beginning."""

    @abstractmethod
    def keep(self, findings: Sequence[Finding]) -> tuple[tuple[PriceMove, ...] | None, ...]:
        """
        Keep findings, each of another product: the moves of each that are new.

        None where somebody else was first; nothing of that finding is kept.
        """

    @abstractmethod
    def get(self, symbol: Symbol, kind: MoveType, trading_day: date, level: Decimal) -> PriceMove | None:
        """Read the one move of a natural key, if there is one."""

    @abstractmethod
    def find(self, wanted: MoveFilter, page: MovePage) -> tuple[PriceMove, ...]:
        """Read a page of the moves that fit."""

    @abstractmethod
    def count(self, wanted: MoveFilter, up_to: int) -> int:
        """Count the moves that fit, but no further than ``up_to``."""
