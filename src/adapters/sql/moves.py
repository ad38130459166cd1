"""Moves in SQL."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import bindparam, select

from adapters.sql.bulk import adding, putting
from adapters.sql.columns import Named
from adapters.sql.listing import Listing, between, is_, stated
from adapters.sql.rows.market import move_from, move_row, state_from, state_row
from adapters.sql.tables.market import move_states, moves
from trading_core.domain.moves import MoveState, MoveType, PriceMove
from trading_core.ports.moves import MoveFilter, MoveOrder, MovePage, Moves

if TYPE_CHECKING:
    from collections.abc import Sequence

    from adapters.sql.database import Database
    from trading_core.domain.ids import Symbol

_STATE: Final = select(move_states).where(move_states.c.symbol == bindparam("symbol", type_=Named()))
# The columns of each order, with those left out that were there before: what is equal already sorts nothing.
_PLACES: Final = {
    MoveOrder.TIME: ("at", "symbol", "type", "trading_day", "level"),
    MoveOrder.SYMBOL: ("symbol", "at", "type", "trading_day", "level"),
    MoveOrder.TYPE: ("type", "at", "symbol", "trading_day", "level"),
}


class SqlMoves(Moves):
    """Keeps moves and states, any number by one statement."""

    def __init__(self, database: Database) -> None:
        """Write the statements once."""
        self._database: Final = database
        self._add: Final = adding(moves, is_sqlite=database.is_sqlite)
        self._put_state: Final = putting(move_states, is_sqlite=database.is_sqlite)
        conditions = {
            "symbol": is_(moves.c.symbol, "symbol"),
            "type": is_(moves.c.type, "type"),
            **between(moves.c.at),
        }
        self._lists: Final = {
            order: Listing(select(moves), [moves.c[place] for place in places], conditions)
            for order, places in _PLACES.items()
        }

    def state(self, symbol: Symbol) -> MoveState:
        """Read a product's state."""
        with self._database.alone() as connection:
            row = connection.execute(_STATE, {"symbol": symbol}).one_or_none()
        return MoveState(symbol) if row is None else state_from(row)

    def keep(self, state: MoveState, moves: Sequence[PriceMove]) -> tuple[PriceMove, ...]:
        """Keep a state and what is new."""
        first: dict[object, PriceMove] = {}
        for move in moves:
            first.setdefault(move.key, move)
        with self._database.writing() as connection:
            self._put_state(connection, [state_row(state)])
            added = self._add(connection, [move_row(move) for move in first.values()])
            new = set() if added is None else {_key(row) for row in added}
        return tuple(move for key, move in first.items() if key in new)

    def find(self, wanted: MoveFilter, page: MovePage) -> tuple[PriceMove, ...]:
        """Read a page of the moves that fit."""
        places = _PLACES[page.order]
        after = None if page.after is None else [getattr(page.after, place) for place in places]
        statement, parameters = self._lists[page.order].page(
            _stated(wanted), after, page.limit, descending=page.descending
        )
        with self._database.alone() as connection:
            return tuple(move_from(row) for row in connection.execute(statement, parameters))

    def count(self, wanted: MoveFilter, up_to: int) -> int:
        """Count the moves that fit."""
        statement, parameters = self._lists[MoveOrder.TIME].count(_stated(wanted), up_to)
        with self._database.alone() as connection:
            return int(connection.execute(statement, parameters).scalar_one())


def _stated(wanted: MoveFilter) -> dict[str, Any]:
    return stated(symbol=wanted.symbol, type=wanted.type, since=wanted.since, until=wanted.until)


def _key(row: Any) -> tuple[object, ...]:  # noqa: ANN401 - the key of a row of moves
    return (row.symbol, MoveType(row.type), row.trading_day, row.level)
