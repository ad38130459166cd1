"""Moves in SQL."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import bindparam, select

from adapters.sql.bulk import adding, following
from adapters.sql.columns import Named
from adapters.sql.finding import ByNames
from adapters.sql.listing import LIMIT, Listing, Worded, between, is_, stated
from adapters.sql.rows.market import move_from, move_row, state_from, state_row
from adapters.sql.tables.market import move_states, moves
from trading_core.domain.moves import MoveState, MoveType, PriceMove
from trading_core.ports.moves import MoveFilter, MoveOrder, MovePage, Moves, Seen

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence
    from datetime import date
    from decimal import Decimal

    from sqlalchemy import Connection, Select

    from adapters.sql.database import Database
    from trading_core.domain.ids import Symbol
    from trading_core.ports.moves import Finding

_KEY: Final = ("symbol", "type", "trading_day", "level")
_ONE: Final = select(moves).where(*(is_(moves.c[name], name) for name in _KEY))
# The columns of each order, with those left out that were there before: what is equal already sorts nothing.
_PLACES: Final = {
    MoveOrder.TIME: ("at", "symbol", "type", "trading_day", "level"),
    MoveOrder.SYMBOL: ("symbol", "at", "type", "trading_day", "level"),
    MoveOrder.TYPE: ("type", "at", "symbol", "trading_day", "level"),
}
# Before and behind every word, as bytes compare.
_ENDS: Final = ("", "~")
# How many products are looked at by one statement where a list goes from one to the next.
TOGETHER: Final = 32


def _symbols(*, descending: bool) -> Select[Any]:
    """The products behind one, a few at a time: whatever has moved has a state."""
    name, here = move_states.c.symbol, bindparam("here", type_=Named())
    behind = name < here if descending else name > here
    return select(name).where(behind).order_by(name.desc() if descending else name).limit(LIMIT)


class SqlMoves(Moves):
    """Keeps moves and states, any number by one statement."""

    def __init__(self, database: Database) -> None:
        """Write the statements once."""
        self._database: Final = database
        self._add: Final = adding(moves, is_sqlite=database.is_sqlite)
        self._follow: Final = following(move_states, "revision", is_sqlite=database.is_sqlite)
        self._states: Final = ByNames(select(move_states), move_states.c.symbol, sqlite=database.is_sqlite)
        conditions = {
            "symbol": is_(moves.c.symbol, "symbol"),
            "type": is_(moves.c.type, "type"),
            **between(moves.c.at),
        }
        self._lists: Final = {
            order: Listing(select(moves), [moves.c[place] for place in places], conditions)
            for order, places in _PLACES.items()
        }
        self._of_some: Final = {
            order: Listing(
                select(moves),
                [moves.c[place] for place in _PLACES[order]],
                conditions,
                {order.value: Worded(moves.c[order.value], ())},
                cut=True,
            )
            for order in (MoveOrder.SYMBOL, MoveOrder.TYPE)
        }
        self._symbols: Final = {way: _symbols(descending=way) for way in (True, False)}

    def states(self, symbols: Collection[Symbol]) -> Mapping[Symbol, Seen]:
        """Read how far each product has been looked at."""
        with self._database.alone() as connection:
            rows = {row.symbol: row for row in self._states(connection, set(symbols))}
        return {
            symbol: Seen(state_from(rows[symbol]), rows[symbol].revision)
            if symbol in rows
            else Seen(MoveState(symbol))
            for symbol in symbols
        }

    def keep(self, findings: Sequence[Finding]) -> tuple[tuple[PriceMove, ...] | None, ...]:
        """Keep what was found first: states that have gone on meanwhile are left alone, and so is what was found in them."""
        if not findings:
            return ()
        with self._database.writing() as connection:
            states = [state_row(one.state, one.before.revision + 1) for one in findings]
            written = self._follow(connection, states)
            heard = set() if written is None else {row.symbol for row in written}
            first: dict[object, PriceMove] = {}
            for finding in findings:
                for move in finding.moves if finding.state.symbol in heard else ():
                    first.setdefault(move.key, move)
            added = self._add(connection, [move_row(move) for move in first.values()])
            new = set() if added is None else {_key(row) for row in added}
        return tuple(
            tuple(move for key, move in first.items() if key in new and move.symbol == one.state.symbol)
            if one.state.symbol in heard
            else None
            for one in findings
        )

    def get(self, symbol: Symbol, kind: MoveType, trading_day: date, level: Decimal) -> PriceMove | None:
        """Read one move."""
        key = dict(zip(_KEY, (symbol, kind, trading_day, level), strict=True))
        with self._database.alone() as connection:
            row = connection.execute(_ONE, key).one_or_none()
        return None if row is None else move_from(row)

    def find(self, wanted: MoveFilter, page: MovePage) -> tuple[PriceMove, ...]:
        """Read a page of the moves that fit."""
        asked = _stated(wanted)
        with self._database.alone() as connection:
            if _goes_from_word_to_word(asked, page.order):
                return tuple(self._from_word_to_word(connection, asked, page))
            return tuple(self._page(connection, asked, page))

    def _page(self, connection: Connection, asked: dict[str, Any], page: MovePage) -> Sequence[PriceMove]:
        after = None if page.after is None else [getattr(page.after, place) for place in _PLACES[page.order]]
        statement, parameters = self._lists[page.order].page(
            asked, after, page.limit, descending=page.descending
        )
        return [move_from(row) for row in connection.execute(statement, parameters)]

    def _from_word_to_word(
        self, connection: Connection, asked: dict[str, Any], page: MovePage
    ) -> Sequence[PriceMove]:
        """
        Read the moves of a span of time product by product, or type by type, no further than the page goes.

        No index has what is bounded behind what is sorted by, but for each word of what is sorted by there is one.
        """
        word, here = page.order.value, _ENDS[page.descending]
        found: list[PriceMove] = []
        if page.after is not None:
            here = str(getattr(page.after, word))
            found += self._page(connection, {**asked, word: here}, page)
        for words in self._words(connection, page, here):
            left = page.limit - len(found)
            if not left:
                break
            statement, parameters = self._of_some[page.order].page(
                {**asked, word: words}, None, left, descending=page.descending
            )
            found += [move_from(row) for row in connection.execute(statement, parameters)]
        return found

    def _words(self, connection: Connection, page: MovePage, here: str) -> Iterator[list[str]]:
        """The words behind one in the order of the page, some at a time."""
        if page.order is MoveOrder.TYPE:
            behind = [
                kind.value
                for kind in MoveType
                if (kind.value < here if page.descending else kind.value > here)
            ]
            if behind:
                yield behind
            return
        following = self._symbols[page.descending]
        while some := connection.execute(following, {"here": here, "limit": TOGETHER}).scalars().all():
            # always as many, so that there is one statement to be planned; nothing is called by no name
            yield [*map(str, some), *[_ENDS[0]] * (TOGETHER - len(some))]
            here = some[-1]

    def count(self, wanted: MoveFilter, up_to: int) -> int:
        """Count the moves that fit."""
        statement, parameters = self._lists[MoveOrder.TIME].count(_stated(wanted), up_to)
        with self._database.alone() as connection:
            return int(connection.execute(statement, parameters).scalar_one())


def _goes_from_word_to_word(asked: dict[str, Any], order: MoveOrder) -> bool:
    """
    Whether what is asked lies scattered in each index that has the order.

    It does where a time bounds what is sorted by something else first, and where the few types of a product are sorted
    by type: an index has them one behind the other, but the planner does not trust it to find a place among them.
    """
    if order is MoveOrder.TIME or order.value in asked:
        return False
    bounded = not asked.keys().isdisjoint(("since", "until"))
    return bounded or (order is MoveOrder.TYPE and "symbol" in asked)


def _stated(wanted: MoveFilter) -> dict[str, Any]:
    return stated(symbol=wanted.symbol, type=wanted.type, since=wanted.since, until=wanted.until)


def _key(row: Any) -> tuple[object, ...]:  # noqa: ANN401 - the key of a row of moves
    return (row.symbol, MoveType(row.type), row.trading_day, row.level)
