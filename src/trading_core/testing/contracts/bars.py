"""The laws of kept bars."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from trading_core.domain.ids import Symbol
from trading_core.domain.quotes import Bar
from trading_core.ports.bars import Span
from trading_core.testing.contracts.making import Make, at_once, opened, patiently
from trading_core.testing.contracts.tour import MONDAY

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from trading_core.ports.bars import Bars

THREADS: Final = 4
FULL: Final = Bar(
    "2330", MONDAY, "860.00000001", 1000000, "0.00000001", "870.5", "123456789.5", "855.00000001"
)
TSMC: Final = Symbol("2330")
EURO: Final = Symbol("EURUSD")


@st.composite
def _bars(draw: st.DrawFn) -> Bar:
    low, opening, closing, high = sorted(draw(st.lists(st.integers(1, 10**9), min_size=4, max_size=4)))
    start = MONDAY + timedelta(minutes=draw(st.integers(0, 9)))
    return Bar(draw(st.sampled_from(["2330", "BRK.B"])), start, opening, high, low, closing, high)


def _row(days: int) -> list[Bar]:
    return [evolve(FULL, start=MONDAY + timedelta(days=day)) for day in range(days)]


def _span(first: Bar, last: Bar) -> Span:
    return Span(first.symbol, first.start, last.start)


def bars_contract(make: Make[Bars], *, concurrent: bool = True) -> type:  # noqa: C901 - a law is a function
    """Give the tests of ``Bars``; ``concurrent`` adds the one that needs threads."""

    class BarsContract:
        """What keeping bars promises."""

        def test_what_was_appended_is_what_is_read(self) -> None:
            """Prices and volume come back to their last decimal."""
            with opened(make) as bars:
                alone = evolve(FULL, symbol="0050", reference=None, comparable=False)
                assert (FULL, alone) == bars.append([FULL, alone])
                assert FULL == bars.latest(FULL.symbol)
                assert alone == bars.latest(alone.symbol)

        @patiently()
        @given(st.lists(st.lists(_bars(), max_size=6), max_size=4))
        def test_the_first_bar_of_a_start_stands(self, batches: Sequence[Sequence[Bar]]) -> None:
            """A bar that is told again is no second bar, not within a batch and not later, whatever it says."""
            with opened(make) as bars:
                kept: dict[tuple[str, datetime], Bar] = {}
                for batch in batches:
                    new = []
                    for bar in batch:
                        if (bar.symbol, bar.start) not in kept:
                            kept[bar.symbol, bar.start] = bar
                            new.append(bar)
                    assert tuple(new) == bars.append(batch)
                ordered = sorted(kept.values(), key=lambda bar: (bar.symbol, bar.start))
                latest = {bar.symbol: bar for bar in ordered}
                assert tuple(latest.values()) == bars.latest_of_all()
                for symbol in (Symbol("2330"), Symbol("BRK.B")):
                    mine = tuple(bar for bar in ordered if bar.symbol == symbol)
                    assert mine == bars.between(symbol, MONDAY, MONDAY + timedelta(days=1), 1000)
                    assert latest.get(symbol) == bars.latest(symbol)

        def test_both_ends_are_included(self) -> None:
            """A bar that starts at a bound belongs to the answer; the oldest come first, no more than asked for."""
            row = [evolve(FULL, start=MONDAY + timedelta(days=day)) for day in range(5)]
            with opened(make) as bars:
                bars.append(row[::-1])

                assert tuple(row[1:4]) == bars.between(FULL.symbol, row[1].start, row[3].start, 1000)
                assert tuple(row[1:3]) == bars.between(FULL.symbol, row[1].start, row[4].start, 2)
                assert () == bars.between(Symbol("NONE"), row[0].start, row[4].start, 1000)

        def test_the_last_bars_come_newest_first(self) -> None:
            """What was before a moment does not hold the moment itself, and no more than asked for."""
            row = [evolve(FULL, start=MONDAY + timedelta(days=day)) for day in range(5)]
            with opened(make) as bars:
                bars.append(row)

                assert (row[2], row[1]) == bars.before(FULL.symbol, row[3].start, 2)
                assert () == bars.before(FULL.symbol, row[0].start, 2)
                assert () == bars.before(Symbol("NONE"), row[4].start, 2)

        def test_what_has_changed_is_seen_at_once(self) -> None:
            """Whoever asked before and asks again is told what is true now, also through a cache."""
            row = _row(2)
            with opened(make) as bars:

                def look() -> tuple[object, ...]:
                    return (
                        bars.latest(TSMC),
                        bars.latest_of_all(),
                        bars.between(TSMC, row[0].start, row[1].start, 9),
                        bars.before(TSMC, row[1].start + timedelta(days=1), 9),
                        bars.standing(row),
                        bars.around([_span(row[0], row[1])], 1, 9),
                        bars.behind(None, 9),
                    )

                assert (None, (), (), (), (), (), ()) == look()
                bars.append(row[:1])
                assert (row[0], *(tuple(row[:1]),) * 5, (TSMC,)) == look()
                bars.append(row[1:])
                both = tuple(row)
                assert (row[1], (row[1],), both, both[::-1], both, both, (TSMC,)) == look()

        def test_what_stands_is_read_by_its_places(self) -> None:
            """Whoever brings bars that are there already can see what they are, of any number at once."""
            row = _row(5)
            with opened(make) as bars:
                bars.append(row[:4])

                others = [evolve(bar, volume=1) for bar in (row[3], row[0], row[4], row[0])]
                assert (row[0], row[3]) == bars.standing(others)
                assert () == bars.standing([evolve(FULL, symbol="NONE")])
                assert () == bars.standing([])

        def test_spans_are_read_with_what_is_around_them(self) -> None:
            """So many bars before and behind each span, its own bars with both ends, no more than asked for together."""
            row = _row(7)
            other = [evolve(bar, symbol=EURO) for bar in row]
            with opened(make) as bars:
                bars.append([*other, *row])

                spans = [Span(EURO, row[6].start, row[6].start), Span(TSMC, row[2].start, row[3].start)]
                assert (*row[1:5], *other[5:]) == bars.around(spans, 1, 100)
                assert (*row[:6], *other[4:]) == bars.around(spans, 2, 100)
                assert (*row[:6], other[4]) == bars.around(spans, 2, 7)
                first = Span(TSMC, row[0].start, row[0].start)
                assert tuple(row[:2]) == bars.around([first], 1, 100)
                late = Span(TSMC, row[6].start + timedelta(hours=1), row[6].start + timedelta(hours=2))
                assert (row[6],) == bars.around([late], 1, 100)
                assert () == bars.around([Span("NONE", MONDAY, MONDAY)], 9, 100)
                assert () == bars.around([], 9, 100)

        def test_new_bars_are_not_looked_at(self) -> None:
            """What is new widens the span of its product, and what was there already does not."""
            row = _row(5)
            with opened(make) as bars:
                bars.append([row[2], evolve(row[0], symbol=EURO)])
                assert {TSMC: _span(row[2], row[2])} == bars.unlooked([TSMC, Symbol("NONE")])
                bars.append([row[4], row[1]])
                bars.looked({_span(row[1], row[4]): None})
                bars.append([row[1], row[2]])
                assert {} == bars.unlooked([TSMC])
                bars.append(row)

                assert {TSMC: _span(row[0], row[3])} == bars.unlooked([TSMC])
                assert (TSMC, EURO) == bars.behind(None, 9)
                assert (TSMC,) == bars.behind(None, 1)
                assert (EURO,) == bars.behind(TSMC, 9)
                assert () == bars.behind(EURO, 9)

        def test_a_span_goes_to_whoever_has_looked_at_all_of_it(self) -> None:
            """One that was widened meanwhile stays; one that was looked at in part begins where that ended."""
            row = _row(5)
            with opened(make) as bars:
                bars.append(row[1:3])
                seen = bars.unlooked([TSMC])[TSMC]
                bars.append([row[3]])
                bars.looked({seen: None})
                bars.looked({evolve(seen, since=row[2].start): None, evolve(seen, until=row[4].start): None})
                assert {TSMC: _span(row[1], row[3])} == bars.unlooked([TSMC])
                bars.looked({seen: row[2].start})
                assert {TSMC: _span(row[1], row[3])} == bars.unlooked([TSMC])
                bars.looked({_span(row[1], row[3]): row[2].start})
                assert {TSMC: _span(row[2], row[3])} == bars.unlooked([TSMC])
                bars.looked({})
                bars.looked({_span(row[2], row[3]): None})

                assert {} == bars.unlooked([TSMC])

    class ConcurrentBarsContract(BarsContract):
        """What keeping bars promises to several threads."""

        def test_one_of_many_is_new(self) -> None:
            """Of those who append one bar at the same moment, one is told that it was new."""
            with opened(make) as bars:
                new = at_once(THREADS, lambda _: len(bars.append([FULL])))

                assert [0, 0, 0, 1] == sorted(new)

        def test_spans_are_widened_by_many_at_once(self) -> None:
            """Whoever brings bars at the same moment, the span reaches from the first to the last of them."""
            with opened(make) as bars:
                row = _row(THREADS)
                at_once(THREADS, lambda number: bars.append([row[number]]))

                assert {TSMC: _span(row[0], row[-1])} == bars.unlooked([TSMC])

    return ConcurrentBarsContract if concurrent else BarsContract
