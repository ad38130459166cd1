"""Lots: which units are held, since when and for what; and which of them a sale consumes.

All three methods read the same movements: average pools the units of a product and direction into one lot,
first-in-first-out consumes the oldest, specific identification the lots that the order names. A part of a lot
takes its share of the cost, rounded half even to 8 decimals; the last part takes what is left, so a lot that is
used up leaves no cost behind.
"""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Final

from attrs import field, frozen

from trading_core.domain.checks import a, instant, number
from trading_core.domain.exact import ZERO, add, share, subtract
from trading_core.domain.ids import FillId, Symbol
from trading_core.domain.words import CostMethod, Direction
from trading_core.errors import InsufficientHoldings, LotsNotHeld

POOL: Final = FillId("pool")


@frozen
class Lot:
    """
    Units that came with one fill (or the pool of all), and their cost; both above zero.

    Made by the library alone, as all of this page; only the kinds of its parts are checked.
    """

    id: FillId = field(converter=FillId)
    quantity: Decimal = field(validator=number)
    cost: Decimal = field(validator=number)
    opened_at: datetime = field(converter=instant)


@frozen
class LotMove:
    """Units and cost that enter a lot, or leave it when negative."""

    symbol: Symbol = field(converter=Symbol)
    direction: Direction = field(validator=a(Direction))
    lot: FillId = field(converter=FillId)
    quantity: Decimal = field(validator=number)
    cost: Decimal = field(validator=number)
    at: datetime = field(converter=instant)


def opening(
    symbol: Symbol,
    direction: Direction,
    fill: FillId,
    quantity: Decimal,
    cost: Decimal,
    at: datetime,
    method: CostMethod,
) -> LotMove:
    """Units of a fill enter their own lot, or the pool."""
    lot = POOL if method is CostMethod.AVERAGE else fill
    return LotMove(symbol, direction, lot, quantity, cost, at)


def consuming(
    lots: tuple[Lot, ...],
    symbol: Symbol,
    direction: Direction,
    quantity: Decimal,
    at: datetime,
    named: tuple[FillId, ...] = (),
) -> tuple[LotMove, ...]:
    """
    Choose the lots that a sale consumes: those named, in that order, else the oldest first.

    The pool of the average method is one lot, so the oldest first is the average.
    """
    chosen = tuple(_named(lots, symbol, named)) if named else lots
    moves = []
    wanted = quantity
    for lot in chosen:
        if not wanted:
            break
        taken = min(wanted, lot.quantity)
        cost = share(lot.cost, taken, lot.quantity)
        moves.append(LotMove(symbol, direction, lot.id, subtract(ZERO, taken), subtract(ZERO, cost), at))
        wanted = subtract(wanted, taken)
    if wanted:
        if named:
            raise LotsNotHeld(symbol, named[-1])
        raise InsufficientHoldings(symbol, quantity, subtract(quantity, wanted))
    return tuple(moves)


def _named(lots: tuple[Lot, ...], symbol: Symbol, named: tuple[FillId, ...]) -> list[Lot]:
    by_id = {lot.id: lot for lot in lots}
    chosen = []
    for name in dict.fromkeys(named):
        if name not in by_id:
            raise LotsNotHeld(symbol, name)
        chosen.append(by_id[name])
    return chosen


def moved(lots: tuple[Lot, ...], move: LotMove) -> tuple[Lot, ...]:
    """Fold one movement over the lots of its product and direction."""
    for place, lot in enumerate(lots):
        if lot.id == move.lot:
            quantity = add(lot.quantity, move.quantity)
            rest = (Lot(lot.id, quantity, add(lot.cost, move.cost), lot.opened_at),) if quantity else ()
            return (*lots[:place], *rest, *lots[place + 1 :])
    return (*lots, Lot(move.lot, move.quantity, move.cost, move.at))
