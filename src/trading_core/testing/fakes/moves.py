"""Moves of prices in memory."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from threading import Lock
from typing import TYPE_CHECKING, Any

from trading_core.domain.moves import MoveState, MoveType, PriceMove
from trading_core.ports.moves import MoveFilter, MoveOrder, MovePage, MovePlace, Moves, Seen
from trading_core.testing.fakes.listing import within

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from trading_core.domain.ids import Symbol
    from trading_core.ports.moves import Finding


class MemoryMoves(Moves):
    """Keeps moves by key and states by symbol."""

    def __init__(self) -> None:
        """Begin with nothing found."""
        self._lock = Lock()
        self._moves: dict[object, PriceMove] = {}
        self._states: dict[Symbol, Seen] = {}

    def states(self, symbols: Collection[Symbol]) -> Mapping[Symbol, Seen]:
        """Read how far each product has been looked at."""
        with self._lock:
            return {symbol: self._states.get(symbol) or Seen(MoveState(symbol)) for symbol in symbols}

    def keep(self, findings: Sequence[Finding]) -> tuple[tuple[PriceMove, ...] | None, ...]:
        """Keep what was found first."""
        with self._lock:
            return tuple(self._keep(finding) for finding in findings)

    def _keep(self, finding: Finding) -> tuple[PriceMove, ...] | None:
        symbol, revision = finding.state.symbol, finding.before.revision
        known = self._states.get(symbol)
        if revision != (0 if known is None else known.revision):
            return None
        self._states[symbol] = Seen(finding.state, revision + 1)
        new = []
        for move in finding.moves:
            if move.key not in self._moves:
                self._moves[move.key] = move
                new.append(move)
        return tuple(new)

    def get(self, symbol: Symbol, kind: MoveType, trading_day: date, level: Decimal) -> PriceMove | None:
        """Read one move."""
        with self._lock:
            return self._moves.get((symbol, kind, trading_day, level))

    def find(self, wanted: MoveFilter, page: MovePage) -> tuple[PriceMove, ...]:
        """Read a page of the moves that fit."""
        rows = sorted(
            self._fitting(wanted), key=lambda move: _place(move, page.order), reverse=page.descending
        )
        if page.after is not None:
            mark = _place(page.after, page.order)
            rows = [
                move
                for move in rows
                if (_place(move, page.order) < mark if page.descending else _place(move, page.order) > mark)
            ]
        return tuple(rows[: page.limit])

    def count(self, wanted: MoveFilter, up_to: int) -> int:
        """Count the moves that fit."""
        return min(len(self._fitting(wanted)), up_to)

    def _fitting(self, wanted: MoveFilter) -> list[PriceMove]:
        with self._lock:
            return [
                move
                for move in self._moves.values()
                if wanted.symbol in (None, move.symbol)
                and wanted.type in (None, move.type)
                and within(move.at, wanted.since, wanted.until)
            ]


def _place(move: PriceMove | MovePlace, order: MoveOrder) -> tuple[Any, ...]:
    first = {MoveOrder.TIME: (), MoveOrder.SYMBOL: (move.symbol,), MoveOrder.TYPE: (move.type,)}
    return (*first[order], move.at, move.symbol, move.type, move.trading_day, move.level)
