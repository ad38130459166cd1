"""Stores of bars and moves that lose, double or rewrite what they keep, and the suites that notice."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import datetime, timedelta

import pytest
from attrs import evolve

from tests.unit.testing.conftest import Planted, red
from trading_core.domain.ids import Symbol
from trading_core.domain.moves import MovePolicy, PriceMove
from trading_core.domain.quotes import Bar
from trading_core.ports.bars import Span
from trading_core.ports.moves import Finding, MoveFilter, MoveOrder, MovePage, Seen
from trading_core.testing import (
    MemoryBars,
    MemoryMovePolicies,
    MemoryMoves,
    bars_contract,
    move_policies_contract,
    moves_contract,
)

PLANTED = Planted()


@PLANTED.broken(bars_contract)
class RewritingBars(MemoryBars):
    def append(self, bars: Sequence[Bar]) -> tuple[Bar, ...]:
        for bar in bars:
            self._bars.get(bar.symbol, {}).pop(bar.start, None)
        return super().append(bars)


@PLANTED.broken(bars_contract)
class NewestLastBars(MemoryBars):
    def latest(self, symbol: Symbol) -> Bar | None:
        return next(reversed(self._bars.get(symbol, {}).values()), None)


@PLANTED.broken(bars_contract)
class OpenEndedBars(MemoryBars):
    def between(self, symbol: Symbol, since: datetime, until: datetime, limit: int) -> tuple[Bar, ...]:
        return super().between(symbol, since, until - timedelta(microseconds=1), limit)


@PLANTED.broken(bars_contract)
class TodayBars(MemoryBars):
    def before(self, symbol: Symbol, moment: datetime, limit: int) -> tuple[Bar, ...]:
        return super().before(symbol, moment + timedelta(microseconds=1), limit)


@PLANTED.broken(bars_contract)
class ForgottenBars(MemoryBars):
    def append(self, bars: Sequence[Bar]) -> tuple[Bar, ...]:
        new = super().append(bars)
        self._spans.update({bar.symbol: Span(bar.symbol, bar.start, bar.start) for bar in new})
        return new


@PLANTED.broken(bars_contract)
class HastyBars(MemoryBars):
    def looked(self, spans: Mapping[Span, datetime | None]) -> None:
        super().looked({self._spans.get(span.symbol, span): left for span, left in spans.items()})


@PLANTED.broken(bars_contract)
class FinishedBars(MemoryBars):
    def looked(self, spans: Mapping[Span, datetime | None]) -> None:
        super().looked(dict.fromkeys(spans))


@PLANTED.broken(bars_contract)
class NarrowBars(MemoryBars):
    def around(self, spans: Collection[Span], more: int, limit: int) -> tuple[Bar, ...]:
        found = super().around(spans, more, limit)
        ends = {span.symbol: span.until for span in spans}
        return tuple(bar for bar in found if bar.start <= ends[bar.symbol])


@PLANTED.broken(move_policies_contract)
class StickyPolicies(MemoryMovePolicies):
    def put(self, symbol: Symbol, policy: MovePolicy) -> None:
        super().put(symbol, self.find([symbol]).get(symbol, policy))


@PLANTED.broken(moves_contract)
class RepeatingMoves(MemoryMoves):
    def keep(self, findings: Sequence[Finding]) -> tuple[tuple[PriceMove, ...] | None, ...]:
        kept = super().keep(findings)
        return tuple(one and finding.moves for one, finding in zip(kept, findings, strict=True))


@PLANTED.broken(moves_contract)
class RewritingMoves(MemoryMoves):
    def keep(self, findings: Sequence[Finding]) -> tuple[tuple[PriceMove, ...] | None, ...]:
        new = super().keep(findings)
        self._moves.update((move.key, move) for finding in findings for move in finding.moves)
        return new


@PLANTED.broken(moves_contract)
class DeafMoves(MemoryMoves):
    def keep(self, findings: Sequence[Finding]) -> tuple[tuple[PriceMove, ...] | None, ...]:
        newest = self.states([finding.state.symbol for finding in findings])
        return super().keep([evolve(one, before=newest[one.state.symbol]) for one in findings])


@PLANTED.broken(moves_contract)
class ForgetfulMoves(MemoryMoves):
    def states(self, symbols: Collection[Symbol]) -> Mapping[Symbol, Seen]:
        return {
            symbol: evolve(seen, state=evolve(seen.state, suspects=()))
            for symbol, seen in super().states(symbols).items()
        }


@PLANTED.broken(moves_contract)
class TimelyMoves(MemoryMoves):
    def find(self, wanted: MoveFilter, page: MovePage) -> tuple[PriceMove, ...]:
        return super().find(wanted, evolve(page, order=MoveOrder.TIME))


@pytest.mark.usefixtures("quick_properties")
@pytest.mark.parametrize("contract", PLANTED.cases)
def test_a_store_that_breaks_a_law_is_found_out(contract: Callable[[], type]) -> None:
    """Each suite has at least one test that fails for each of these plausible mistakes."""
    assert [] != red(contract())
