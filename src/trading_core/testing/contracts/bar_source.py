"""The laws of bar sources."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from trading_core.domain.checks import expect
from trading_core.domain.ids import Symbol
from trading_core.domain.quotes import Bar
from trading_core.errors import Unavailable
from trading_core.ports.bar_source import BarSource, Interval
from trading_core.testing.contracts.making import Make, examples_of, opened

if TYPE_CHECKING:
    from collections.abc import Sequence


def bar_source_contract(
    make: Make[BarSource],
    *,
    known: Sequence[Bar],
    interval: Interval = Interval.DAY,
    unknown: str = "NO-SUCH",
    down: Make[BarSource] | None = None,
) -> type:
    """
    Give the tests of ``BarSource``.

    ``known`` are at least three bars of one product, oldest first, that the made source tells; it tells none of
    ``unknown``; ``down`` makes a source that does not answer.
    """
    known, nothing = examples_of(known, Bar, 3), Symbol(unknown)
    expect(interval, Interval, "interval")
    symbol, first, last = known[0].symbol, known[0].start, known[-1].start

    class BarSourceContract:
        """What a bar source promises."""

        def test_bars_are_told_whole_and_in_order(self) -> None:
            """A chart is drawn from what comes, as it comes."""
            with opened(make) as source:
                assert known == source.bars(symbol, first, last, interval)

        def test_both_ends_are_included(self) -> None:
            """A bar that starts at a bound belongs to the answer, one beyond it does not."""
            with opened(make) as source:
                second = known[1].start

                assert known[1:] == source.bars(symbol, second, last, interval)
                assert known[:2] == source.bars(symbol, first, second, interval)
                assert (known[1],) == source.bars(symbol, second, second, interval)
                assert () == source.bars(symbol, last, first, interval)

        def test_an_unknown_product_has_no_bars(self) -> None:
            """Nobody's history is empty; none is made up."""
            with opened(make) as source:
                assert () == source.bars(nothing, first, last, interval)

    if down is None:
        return BarSourceContract
    make_down = down

    class FailingBarSourceContract(BarSourceContract):
        """What a bar source promises when nothing stands behind it."""

        def test_a_source_that_is_down_says_so(self) -> None:
            """No answer is not the answer that nothing was traded."""
            with opened(make_down) as source, pytest.raises(Unavailable):
                source.bars(symbol, first, last, interval)

    return FailingBarSourceContract
