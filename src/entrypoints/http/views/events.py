"""How significant events look, and the id that each has for ever."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Final

import msgspec
from attrs import frozen

from entrypoints.http.times import shown
from trading_core.domain.exact import plain
from trading_core.domain.ids import Symbol
from trading_core.domain.moves import MoveType, PriceMove
from trading_core.errors import InvalidInput

_ID: Final = re.compile(
    r"(?P<day>[0-9]{8})-(?P<type>[A-Z_]+)-(?P<level>[0-9]{1,16}(?:\.[0-9]{1,8})?)-(?P<symbol>.+)"
)


class SymbolView(msgspec.Struct, frozen=True):
    """A product by its code and name."""

    ticker: str
    name: str


class EventView(msgspec.Struct, frozen=True):
    """Something significant that a price did, once for each day, kind and level."""

    id: str
    symbol: SymbolView
    event_type: str
    timestamp: str
    previous_price: str
    price: str
    change_percent: str


@frozen
class EventKey:
    """What no two events share, as their ids say it."""

    symbol: Symbol
    type: MoveType
    trading_day: date
    level: Decimal

    @property
    def id(self) -> str:
        """The id: it follows from what happened, so a database that is filled again has the same."""
        return f"{self.trading_day:%Y%m%d}-{self.type.value}-{plain(self.level)}-{self.symbol}"

    @classmethod
    def of(cls, move: PriceMove) -> EventKey:
        """The key of a move."""
        return cls(*move.key)


def key_in(text: str) -> EventKey | None:
    """Read an id, or None where no event can have it."""
    found = _ID.fullmatch(text)
    if found is None or not text.isascii():
        return None
    try:
        key = EventKey(
            Symbol(found["symbol"]),
            MoveType(found["type"]),
            date.fromisoformat(found["day"]),
            Decimal(found["level"]),
        )
    except (ValueError, InvalidInput):
        return None
    return key if key.id == text else None


def event_view(move: PriceMove, names: Mapping[Symbol, str]) -> EventView:
    """Show a move, whose product's name is known."""
    return EventView(
        id=EventKey.of(move).id,
        symbol=SymbolView(move.symbol, names[move.symbol]),
        event_type=move.type.value,
        timestamp=shown(move.at),
        previous_price=plain(move.previous_price.value),
        price=plain(move.price.value),
        change_percent=plain(move.change_percent),
    )
