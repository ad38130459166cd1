"""Bars, and those who look at them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from fractions import Fraction
from itertools import pairwise
from typing import Any

from attrs import fields_dict

from trading_core.domain.ids import Symbol
from trading_core.domain.markets import standard_markets
from trading_core.domain.moves import MovePolicy, PriceMove
from trading_core.domain.quotes import Bar
from trading_core.ports.moves import MoveFilter, MovePage
from trading_core.testing import (
    MemoryBars,
    MemoryMovePolicies,
    MemoryMoves,
    MemoryProducts,
    MemoryStore,
)
from trading_core.testing.contracts.tour import MONDAY
from trading_core.use_cases.looking import Looking
from trading_core.use_cases.record_bars import RecordBars

ABC, XYZ = Symbol("ABC"), Symbol("XYZ")
PLAIN = MovePolicy(levels=(2, 5), gap=None, volume_multiple=None)


def bar(day: int, close: object, hour: int = 0, symbol: str = "ABC", **more: Any) -> Bar:  # noqa: ANN401 - any field
    at = MONDAY + timedelta(days=day, hours=hour)
    return Bar(symbol, at, close, close, close, close, 1000, **more)


def recorder(policy: MovePolicy = PLAIN, **parts: Any) -> RecordBars:  # noqa: ANN401 - any part
    found: dict[str, Any] = {
        "bars": MemoryBars(),
        "moves": MemoryMoves(),
        "products": MemoryProducts(MemoryStore()),
        "policies": MemoryMovePolicies(),
        "markets": standard_markets(),
    }
    return RecordBars(**{**found, **parts}, policy=policy)


def beside(parts: Looking) -> dict[str, Any]:
    """The same parts for another use case."""
    return {name: getattr(parts, name) for name in fields_dict(Looking)}


def everything(parts: Looking) -> list[PriceMove]:
    return list(parts.moves.find(MoveFilter(), MovePage(limit=1_000, descending=False)))


def said(parts: Looking) -> list[tuple[int, str, Any]]:
    """The days, kinds and levels of everything that was told."""
    return [(move.at.toordinal() - MONDAY.toordinal(), move.type, move.level) for move in everything(parts)]


def counted(closes: Mapping[int, int], levels: Sequence[int]) -> set[tuple[int, str, int]]:
    """The same by fractions, from the closes of days."""
    days, found = sorted(closes), set()
    for before, day in pairwise(days):
        change = 100 * (Fraction(closes[day], closes[before]) - 1)
        reached = [level for level in levels if abs(change) >= level]
        if reached:
            found.add((day, "PRICE_INCREASE" if change > 0 else "PRICE_DECREASE", max(reached)))
    return found
