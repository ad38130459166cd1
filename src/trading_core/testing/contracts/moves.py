"""The laws of kept moves."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from attrs import evolve

from trading_core.domain.ids import Symbol
from trading_core.domain.moves import MoveState, MoveType, PriceMove, SuspectPrice
from trading_core.ports.moves import Finding, MoveFilter, MoveOrder, MovePage, MovePlace, Moves, Seen
from trading_core.testing.contracts.making import Make, at_once, opened
from trading_core.testing.contracts.tour import MONDAY

if TYPE_CHECKING:
    from collections.abc import Callable

THREADS: Final = 4
DAY: Final = date(2026, 1, 5)
MOVE: Final = PriceMove(
    symbol="2330",
    type=MoveType.PRICE_INCREASE,
    trading_day=DAY,
    level="5.5",
    at=MONDAY,
    previous_price="860.00000001",
    price=910,
    threshold="5.75",
    source="exchange '%",
    resumed=True,
)
SUSPECT: Final = SuspectPrice("2330", DAY, MONDAY, 1000, 946, "exchange")
STATE: Final = MoveState("2330", DAY, MONDAY, MONDAY + timedelta(hours=1), 860, 861, [MOVE], [SUSPECT])
TSMC: Final = Symbol("2330")
UNSEEN: Final = Seen(MoveState(TSMC))
ROWS: Final = [
    evolve(MOVE, symbol=symbol, type=kind, at=MONDAY + timedelta(minutes=minute), level=level)
    for symbol in ("2330", "0050")
    for kind in (MoveType.PRICE_INCREASE, MoveType.GAP_DOWN)
    for minute, level in ((0, 5), (0, 7), (3, 10))
]
FILTERS: Final = (
    MoveFilter(),
    MoveFilter(symbol=Symbol("0050")),
    MoveFilter(type=MoveType.GAP_DOWN),
    MoveFilter(since=MONDAY + timedelta(minutes=3)),
    MoveFilter(until=MONDAY),
    MoveFilter(symbol=Symbol("2330"), type=MoveType.LIMIT_UP),
)
BETWEEN: Final = MoveFilter(since=MONDAY, until=MONDAY + timedelta(minutes=2))
KEYS: Final[dict[MoveOrder, Callable[[PriceMove], tuple[object, ...]]]] = {
    MoveOrder.TIME: lambda move: (move.at, *move.key),
    MoveOrder.SYMBOL: lambda move: (move.symbol, move.at, *move.key),
    MoveOrder.TYPE: lambda move: (move.type, move.at, *move.key),
}


def moves_contract(make: Make[Moves], *, concurrent: bool = True) -> type:  # noqa: C901 - a law is a function
    """Give the tests of ``Moves``; ``concurrent`` adds the one that needs threads."""

    class MovesContract:
        """What keeping moves promises."""

        def test_what_was_kept_is_what_is_read(self) -> None:
            """Every field of a move and of a state comes back, so that nothing is told twice or wrongly."""
            with opened(make) as moves:
                assert ((MOVE,),) == moves.keep([Finding(UNSEEN, STATE, [MOVE])])
                assert (MOVE,) == moves.find(MoveFilter(), MovePage())
                assert STATE == moves.states([TSMC])[TSMC].state

        def test_what_was_never_looked_at_begins_at_the_beginning(self) -> None:
            """A product that nobody has looked at has told nothing."""
            other = Symbol("0050")
            with opened(make) as moves:
                assert ((),) == moves.keep([Finding(UNSEEN, STATE)])

                assert Seen(MoveState(other)) == moves.states({TSMC, other})[other]
                assert {} == moves.states([])
                assert () == moves.keep([])
                assert () == moves.find(MoveFilter(), MovePage())

        def test_a_move_is_kept_once(self) -> None:
            """The first move of a key stands; the state goes on all the same."""
            again = evolve(MOVE, price=950, at=MONDAY + timedelta(minutes=1))
            higher = evolve(again, level=7)
            later = evolve(STATE, latest=[higher], suspects=[])
            with opened(make) as moves:
                moves.keep([Finding(UNSEEN, STATE, [MOVE])])
                seen = moves.states([TSMC])[TSMC]

                assert ((higher,),) == moves.keep([Finding(seen, later, [again, higher, higher])])
                assert (higher, MOVE) == moves.find(MoveFilter(), MovePage())
                assert later == moves.states([TSMC])[TSMC].state

        def test_whoever_has_not_seen_the_newest_state_is_not_heard(self) -> None:
            """Nothing is kept of what was found in a state that has gone on, and all of what was found in others."""
            other, late = Symbol("0050"), evolve(STATE, reference=1)
            of_other = evolve(MOVE, symbol=other)
            with opened(make) as moves:
                moves.keep([Finding(UNSEEN, STATE)])
                seen = moves.states([TSMC])[TSMC]
                moves.keep([Finding(seen, STATE)])

                assert (None, (of_other,)) == moves.keep(
                    [
                        Finding(seen, late, [MOVE]),
                        Finding(Seen(MoveState(other)), MoveState(other), [of_other]),
                    ]
                )
                assert (None,) == moves.keep([Finding(UNSEEN, late, [MOVE])])
                assert (None,) == moves.keep([Finding(Seen(STATE, seen.revision + 7), late, [MOVE])])
                assert STATE == moves.states([TSMC])[TSMC].state
                assert (of_other,) == moves.find(MoveFilter(), MovePage())

        def test_a_filter_lets_through_what_fits_all_of_it(self) -> None:
            """Each filter, alone and with others, shows exactly the moves that it describes."""
            with opened(make) as moves:
                _fill(moves)
                for wanted in FILTERS:
                    expected = [move for move in ROWS if _fits(move, wanted)]
                    expected.sort(key=KEYS[MoveOrder.TIME], reverse=True)
                    assert tuple(expected) == moves.find(wanted, MovePage(limit=100))
                    assert len(expected) == moves.count(wanted, 100)
                assert 2 == moves.count(MoveFilter(), 2)

        def test_what_has_changed_is_seen_at_once(self) -> None:
            """Whoever asked before and asks again is told what is true now, also through a cache."""
            with opened(make) as moves:

                def look() -> tuple[object, ...]:
                    found = moves.find(MoveFilter(), MovePage())
                    return moves.get(*MOVE.key), found, moves.count(MoveFilter(), 9)

                assert (None, (), 0) == look()
                assert STATE != moves.states([TSMC])[TSMC].state
                moves.keep([Finding(UNSEEN, STATE, [MOVE])])
                assert (MOVE, (MOVE,), 1) == look()
                assert STATE == moves.states([TSMC])[TSMC].state

        def test_one_move_is_found_by_its_key(self) -> None:
            """Whoever knows the key of a move reads that move, and of another key none."""
            with opened(make) as moves:
                _fill(moves)
                for move in ROWS:
                    assert move == moves.get(*move.key)
                symbol, kind, day, level = ROWS[0].key
                assert moves.get(symbol, kind, day, level + 1) is None
                assert moves.get(symbol, kind, day + timedelta(days=1), level) is None
                assert moves.get(symbol, MoveType.LIMIT_UP, day, level) is None
                assert moves.get(Symbol("NONE"), kind, day, level) is None

        def test_pages_show_every_move_once(self) -> None:
            """In each order and direction, whatever is filtered, pages of any size show the whole list."""
            with opened(make) as moves:
                _fill(moves)
                for order, key in KEYS.items():
                    for wanted in (*FILTERS, BETWEEN):
                        fitting = [move for move in ROWS if _fits(move, wanted)]
                        for descending in (True, False):
                            page = MovePage(limit=5, order=order, descending=descending)
                            assert sorted(fitting, key=key, reverse=descending) == _walked(
                                moves, wanted, page
                            )

    class ConcurrentMovesContract(MovesContract):
        """What keeping moves promises to several threads."""

        def test_one_of_many_is_new(self) -> None:
            """Of those who looked at one state at the same moment, one is heard."""
            with opened(make) as moves:
                kept = at_once(THREADS, lambda _: moves.keep([Finding(UNSEEN, STATE, [MOVE])]))

                assert [(None,)] * (THREADS - 1) == [one for one in kept if one != ((MOVE,),)]

    return ConcurrentMovesContract if concurrent else MovesContract


def _fill(moves: Moves) -> None:
    states = [MoveState(symbol) for symbol in ("2330", "0050")]
    moves.keep(
        [
            Finding(Seen(state), state, [move for move in ROWS if move.symbol == state.symbol])
            for state in states
        ]
    )


def _walked(moves: Moves, wanted: MoveFilter, page: MovePage) -> list[PriceMove]:
    """One page behind the other, until there is none."""
    found: list[PriceMove] = []
    while more := moves.find(wanted, page):
        assert len(more) <= page.limit
        found += more
        assert len(found) <= len(ROWS)
        page = evolve(page, after=MovePlace.of(more[-1]))
    return found


def _fits(move: PriceMove, wanted: MoveFilter) -> bool:
    return not (
        (wanted.symbol is not None and move.symbol != wanted.symbol)
        or (wanted.type is not None and move.type is not wanted.type)
        or (wanted.since is not None and move.at < wanted.since)
        or (wanted.until is not None and move.at > wanted.until)
    )
