"""What has to be remembered of a product so that nothing is told twice."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from attrs import evolve, field, frozen

from trading_core.domain.amounts import Price, price_or_none
from trading_core.domain.checks import as_tuple, each, expect, instant, sequence_of
from trading_core.domain.exact import show
from trading_core.domain.ids import Symbol
from trading_core.domain.moves.found import MoveType, PriceMove, SuspectPrice
from trading_core.domain.moves.sighting import Sighting
from trading_core.domain.product import calendar_day
from trading_core.errors import InvalidValue


def _day(value: object) -> date | None:
    return None if value is None else calendar_day(value, "day")


def _last_quote(value: object) -> datetime | None:
    return None if value is None else instant(value, "last_quote")


def _last_bar(value: object) -> datetime | None:
    return None if value is None else instant(value, "last_bar")


@frozen
class MoveState:
    """
    How far one product has been looked at, and what was told of it.

    Quotes and bars each have their own time, because a day's bar begins before the quotes of the day and comes
    after them; what was told is shared by both. ``reference`` and ``open`` are those of ``day``, once known.
    ``latest`` is the last move of each type, whichever day it was of: since levels only rise within a day, it
    tells all that was told today. ``suspects`` are of today.
    """

    symbol: Symbol = field(converter=Symbol)
    day: date | None = field(default=None, converter=_day)
    last_quote: datetime | None = field(default=None, converter=_last_quote)
    last_bar: datetime | None = field(default=None, converter=_last_bar)
    reference: Price | None = field(default=None, converter=price_or_none)
    open: Price | None = field(default=None, converter=price_or_none)
    latest: tuple[PriceMove, ...] = field(default=(), converter=as_tuple, validator=each(PriceMove))
    suspects: tuple[SuspectPrice, ...] = field(default=(), converter=as_tuple, validator=each(SuspectPrice))

    def __attrs_post_init__(self) -> None:
        """Refuse what was told of another product, and two last moves of one type."""
        symbols = (*(move.symbol for move in self.latest), *(suspect.symbol for suspect in self.suspects))
        for symbol in symbols:
            if symbol != self.symbol:
                raise InvalidValue("symbol", show(str(symbol)), str(self.symbol))
        types = [move.type for move in self.latest]
        for kind in types:
            if types.count(kind) > 1:
                raise InvalidValue("latest", show(str(kind)), "one move of each type")

    def last_of(self, kind: MoveType) -> PriceMove | None:
        """The last move of a type."""
        expect(kind, MoveType, "kind")
        return next((move for move in self.latest if move.type is kind), None)

    def awaits(self, sighting: Sighting) -> bool:
        """Whether an observation is newer than all of its kind, and not of a day that has passed."""
        expect(sighting, Sighting, "sighting")
        if self.day is not None and sighting.trading_day < self.day:
            return False
        last = self.last_bar if sighting.is_bar else self.last_quote
        return last is None or sighting.at > last

    def seen(self, sighting: Sighting) -> MoveState:
        """Remember that an observation was looked at; a new day begins with nothing known."""
        expect(sighting, Sighting, "sighting")
        seen = {"last_bar" if sighting.is_bar else "last_quote": sighting.at}
        if sighting.trading_day == self.day:
            return evolve(self, **seen)
        return evolve(self, day=sighting.trading_day, reference=None, open=None, suspects=(), **seen)

    def told(self, moves: tuple[PriceMove, ...]) -> MoveState:
        """Remember what is being told."""
        told = sequence_of(moves, PriceMove, "moves")
        if not told:
            return self
        kinds = {move.type for move in told}
        return evolve(self, latest=(*(move for move in self.latest if move.type not in kinds), *told))

    def may_tell(self, move: PriceMove, cooldown: timedelta) -> bool:
        """Whether a move goes further than what was told of its type that day, and its type has been silent long enough."""
        expect(move, PriceMove, "move")
        expect(cooldown, timedelta, "cooldown")
        last = self.last_of(move.type)
        if last is None:
            return True
        if last.trading_day == move.trading_day and move.level <= last.level:
            return False
        # Bars and quotes have times of their own, so the last move told may be the later one.
        return max(move.at, last.at) - min(move.at, last.at) >= cooldown
