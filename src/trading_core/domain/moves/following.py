"""Following the bars of one product: those of the newest day as they come, those of days that have passed once more."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from itertools import groupby
from typing import TYPE_CHECKING, Final

from attrs import evolve, frozen

from trading_core.domain.markets import Market
from trading_core.domain.moves.detect import Detection, detect_moves
from trading_core.domain.moves.facts import DayFacts, facts_after
from trading_core.domain.moves.policy import MovePolicy
from trading_core.domain.moves.state import MoveState
from trading_core.domain.product import Product
from trading_core.domain.quotes import Bar
from trading_core.domain.technical.spread import MONTH

if TYPE_CHECKING:
    from trading_core.domain.amounts import Price
    from trading_core.domain.moves.found import PriceMove

BARS: Final = "bars"


@frozen
class Watched:
    """A product, and everything that says how it is looked at."""

    product: Product
    market: Market
    policy: MovePolicy

    def facts(
        self,
        day: date,
        closes: Sequence[Bar],
        stated: Price | None = None,
        *,
        known: Price | None = None,
        comparable: bool = True,
        source: str = BARS,
    ) -> DayFacts:
        """
        The facts of a day from the closing bars of the days before it.

        The reference is the one that was stated for the day, else the one that the day is ``known`` to have been
        measured by, else the last close. Limits follow from a stated one alone: what they follow from on a day without
        dividends is no limit on a day with one, and a true price would be taken for wrong.
        """
        policy = self.policy
        needed = (
            MONTH + 1 if policy.sigmas is not None else (MONTH if policy.volume_multiple is not None else 1)
        )
        rules = self.market.rules_on(day)
        return facts_after(
            closes[-needed:],
            day,
            reference=stated or known,
            comparable=comparable or stated is not None,
            limits=None if stated is None else rules.price_limits(self.product, stated, day),
            source=source,
        )


@frozen
class Followed:
    """The next state, and what each bar has shown."""

    state: MoveState
    found: tuple[tuple[Bar, Detection], ...]

    @property
    def moves(self) -> tuple[PriceMove, ...]:
        """Every move that was found."""
        return tuple(move for _, detection in self.found for move in detection.moves)


def follow(
    state: MoveState,
    bars: Sequence[Bar],
    since: datetime,
    until: datetime,
    told: Iterable[PriceMove],
    watched: Watched,
) -> Followed:
    """
    Look at the bars of a product from one moment to another.

    ``bars`` are in their order and begin earlier, with days for facts. Bars behind everything that was seen are judged
    as they come. A day with a bar that came late is judged once more from its first bar on, knowing what was ``told``
    of it: what went further is told at last, and nothing twice. So is the first day behind late bars, which perhaps could
    not be measured without them. A day that something was told of keeps the reference that it was told by.
    """
    follower = _Follower(state, since, list(told), watched)
    last = watched.market.trading_day(until)
    found: list[tuple[Bar, Detection]] = []
    for day, row in groupby(bars, key=lambda bar: watched.market.trading_day(bar.start)):
        if day <= last:
            found += follower.day(day, list(row))
        else:
            found += follower.day_behind(day, list(row))
            break
    return Followed(follower.state, tuple(found))


class _Follower:
    """Walks from day to day."""

    def __init__(self, state: MoveState, since: datetime, told: list[PriceMove], watched: Watched) -> None:
        self.state, self._since, self._told, self._watched = state, since, told, watched
        self._closes: list[Bar] = []

    def day(self, day: date, row: list[Bar]) -> Iterable[tuple[Bar, Detection]]:
        """Look at what there is to be seen of a day."""
        wanted = [bar for bar in row if bar.start >= self._since]
        found: list[tuple[Bar, Detection]] = []
        if wanted and self._is_late(day, wanted[0]):
            found = list(self._once_more(day, row))
        elif wanted:
            found = list(self._as_they_come(day, row, len(row) - len(wanted)))
        self._closes.append(row[-1])
        return found

    def day_behind(self, day: date, row: list[Bar]) -> Iterable[tuple[Bar, Detection]]:
        """Look once more at a day that was seen before the bars in front of it came."""
        return self._once_more(day, row) if self._is_late(day, row[0]) else ()

    def _is_late(self, day: date, first: Bar) -> bool:
        newest = self.state.day
        if newest is None or day > newest:
            return False
        return day < newest or (self.state.last_bar is not None and first.start <= self.state.last_bar)

    def _as_they_come(self, day: date, row: list[Bar], seen: int) -> Iterator[tuple[Bar, Detection]]:
        known = self.state.reference if self.state.day == day else None
        self.state, found = self._fold(self.state, day, row, seen, known)
        self._told += (move for _, detection in found for move in detection.moves)
        yield from found

    def _once_more(self, day: date, row: list[Bar]) -> Iterator[tuple[Bar, Detection]]:
        is_newest = day == self.state.day
        before = MoveState(
            self.state.symbol,
            day=day,
            reference=self.state.reference if is_newest else _measured_by(self._told, day),
            latest=self.state.latest if is_newest else _latest(self._told, day),
            suspects=self.state.suspects if is_newest else (),
        )
        past, found = self._fold(before, day, row, 0, before.reference)
        self._told += (move for _, detection in found for move in detection.moves)
        if is_newest:
            last = max(self.state.last_bar or row[-1].start, row[-1].start)
            self.state = evolve(past, last_quote=self.state.last_quote, last_bar=last)
        yield from found

    def _fold(
        self, state: MoveState, day: date, row: list[Bar], seen: int, known: Price | None
    ) -> tuple[MoveState, list[tuple[Bar, Detection]]]:
        stated, comparable, facts = None, True, None
        found: list[tuple[Bar, Detection]] = []
        for place, bar in enumerate(row):
            said = (bar.reference or stated, comparable and bar.comparable)
            if facts is None or said != (stated, comparable):
                stated, comparable = said
                facts = self._watched.facts(day, self._closes, stated, known=known, comparable=comparable)
            if place >= seen:
                found.append((bar, detect_moves(state, bar, facts, self._watched.policy)))
                state = found[-1][1].state
        return state, found


def _measured_by(told: Iterable[PriceMove], day: date) -> Price | None:
    """What a day is known to have been measured by."""
    return next((move.previous_price for move in told if move.trading_day == day), None)


def _latest(told: Iterable[PriceMove], day: date) -> tuple[PriceMove, ...]:
    """Of each type, the furthest move that was told on the day, or the last one before it."""
    latest: dict[str, PriceMove] = {}
    for move in sorted(told, key=lambda move: (move.trading_day, move.level, move.at)):
        if move.trading_day <= day:
            latest[move.type] = move
    return tuple(latest.values())
