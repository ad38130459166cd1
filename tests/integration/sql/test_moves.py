"""Moves of a span of time, sorted by product or by type: read from one word to the next, along indexes."""

from __future__ import annotations

from datetime import timedelta

import pytest
from attrs import evolve

from adapters.sql.bars import SqlBars
from adapters.sql.database import Database
from adapters.sql.moves import TOGETHER, SqlMoves
from tests.integration.sql.test_plans import VALUES, check, plan, some_of
from trading_core.domain.ids import Symbol
from trading_core.domain.moves import MoveState, MoveType, PriceMove
from trading_core.ports.bars import Span
from trading_core.ports.moves import Finding, MoveFilter, MoveOrder, MovePage, MovePlace, Seen
from trading_core.testing.contracts.moves import KEYS, MOVE
from trading_core.testing.contracts.tour import MONDAY

PRODUCTS = 2 * TOGETHER + 5
NOON = MONDAY + timedelta(hours=12)
ROWS = [
    evolve(MOVE, symbol=f"S{number:03}", type=kind, at=NOON + timedelta(days=day), level=day + 1)
    for number in range(PRODUCTS)
    for kind in (MoveType.GAP_UP, MoveType.PRICE_DECREASE)
    # many products have nothing in the span that is asked for
    for day in ((0, 1, 2) if number % 7 == 0 else (0,))
]


def check_cut(found: str, words: int) -> None:
    """Of each word a page at most is read, along an index; only these pages are sorted together."""
    reads = [line for line in found.splitlines() if "Index Scan" in line or "SEARCH moves" in line]
    assert words == len(reads), found
    assert "Seq Scan" not in found, found
    assert "SCAN moves" not in found, found
    if "Limit" in found:
        assert words + 1 == found.count("Limit  ("), found


def walked(moves: SqlMoves, wanted: MoveFilter, page: MovePage) -> list[PriceMove]:
    found: list[PriceMove] = []
    while more := moves.find(wanted, page):
        found += more
        page = evolve(page, after=MovePlace.of(more[-1]))
    return found


@pytest.mark.parametrize("order", [MoveOrder.SYMBOL, MoveOrder.TYPE])
def test_a_span_is_shown_whole_from_word_to_word(database: Database, order: MoveOrder) -> None:
    """Pages of a span hold each of its moves once and in order, however many products have none in it."""
    moves = SqlMoves(database)
    states = [MoveState(Symbol(f"S{number:03}")) for number in range(PRODUCTS)]
    moves.keep(
        [Finding(Seen(state), state, [row for row in ROWS if row.symbol == state.symbol]) for state in states]
    )
    since = MONDAY + timedelta(days=1)
    for wanted in (
        MoveFilter(since=since),
        MoveFilter(since=since, type=MoveType.GAP_UP),
        MoveFilter(since=since, symbol=Symbol("S014")),
        MoveFilter(symbol=Symbol("S014")),
        MoveFilter(since=since, until=NOON + timedelta(days=1)),
        MoveFilter(until=MONDAY),
    ):
        fitting = [
            row
            for row in ROWS
            if (wanted.since is None or row.at >= wanted.since)
            and (wanted.until is None or row.at <= wanted.until)
            and wanted.type in {None, row.type}
            and wanted.symbol in {None, row.symbol}
        ]
        for falling in (True, False):
            for limit in (1, 7, 1_000):
                page = MovePage(limit=limit, order=order, descending=falling)
                assert sorted(fitting, key=KEYS[order], reverse=falling) == walked(moves, wanted, page)


@pytest.mark.parametrize("more", some_of("since", "until")[1:])
@pytest.mark.parametrize(("order", "other"), [(MoveOrder.SYMBOL, "type"), (MoveOrder.TYPE, "symbol")])
def test_a_span_is_read_along_indexes(
    database: Database, order: MoveOrder, other: str, more: tuple[str, ...]
) -> None:
    """Of each product or type no more is read than is shown, and products are found without their moves."""
    moves = SqlMoves(database)
    words = {MoveOrder.SYMBOL: ["2330", "0050", "XYZ"], MoveOrder.TYPE: [*MoveType]}[order]
    for falling in (True, False):
        for names in (more, (other, *more)):
            wanted = {order.value: words, **{name: VALUES[name] for name in names}}
            check_cut(
                plan(database, *moves._of_some[order].page(wanted, None, 50, descending=falling)), len(words)
            )
        check(plan(database, moves._symbols[falling], {"here": "A", "limit": 9}))


def test_bars_around_spans_are_read_along_the_index(database: Database) -> None:
    """However long a history is, only the bars around a span are read of it."""
    bars = SqlBars(database)
    span = Span("2330", MONDAY, MONDAY)
    asked = bars._spans.pack([{"symbol": span.symbol, "since": span.since, "until": span.until}])
    found = plan(database, bars._around, {**asked, "more": 30, "limit": 100})

    assert "Seq Scan on bars" not in found, found
    assert "SCAN bars" not in found, found
    assert "start>" in found.replace("(", "").replace('"', "").replace(" ", ""), found
