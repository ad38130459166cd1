"""The laws of kept bars."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from trading_core.domain.ids import Symbol
from trading_core.domain.quotes import Bar
from trading_core.testing.contracts.making import Make, at_once, opened, patiently
from trading_core.testing.contracts.tour import MONDAY

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from trading_core.ports.bars import Bars

THREADS: Final = 4
FULL: Final = Bar("2330", MONDAY, "860.00000001", 1000000, "0.00000001", "870.5", "123456789.5")


@st.composite
def _bars(draw: st.DrawFn) -> Bar:
    low, opening, closing, high = sorted(draw(st.lists(st.integers(1, 10**9), min_size=4, max_size=4)))
    start = MONDAY + timedelta(minutes=draw(st.integers(0, 9)))
    return Bar(draw(st.sampled_from(["2330", "BRK.B"])), start, opening, high, low, closing, high)


def bars_contract(make: Make[Bars], *, concurrent: bool = True) -> type:
    """Give the tests of ``Bars``; ``concurrent`` adds the one that needs threads."""

    class BarsContract:
        """What keeping bars promises."""

        def test_what_was_appended_is_what_is_read(self) -> None:
            """Prices and volume come back to their last decimal."""
            with opened(make) as bars:
                assert (FULL,) == bars.append([FULL])
                assert FULL == bars.latest(FULL.symbol)

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

    class ConcurrentBarsContract(BarsContract):
        """What keeping bars promises to several threads."""

        def test_one_of_many_is_new(self) -> None:
            """Of those who append one bar at the same moment, one is told that it was new."""
            with opened(make) as bars:
                new = at_once(THREADS, lambda _: len(bars.append([FULL])))

                assert [0, 0, 0, 1] == sorted(new)

    return ConcurrentBarsContract if concurrent else BarsContract
