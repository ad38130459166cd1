"""The detector: one observation after another."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import TYPE_CHECKING

from attrs import evolve, field, frozen

from trading_core.domain.amounts import Price
from trading_core.domain.checks import a, as_tuple, each
from trading_core.domain.exact import ZERO, multiply, show
from trading_core.domain.moves.facts import DayFacts
from trading_core.domain.moves.found import MoveType, PriceMove, SuspectPrice
from trading_core.domain.moves.percents import further, reaches
from trading_core.domain.moves.policy import MovePolicy
from trading_core.domain.moves.sighting import Sighting, sighting_of
from trading_core.domain.moves.state import MoveState
from trading_core.errors import InvalidValue

if TYPE_CHECKING:
    from trading_core.domain.quotes import Bar, Quote


@frozen
class Detection:
    """The next state, the moves that are new, and the prices of this observation that cannot be."""

    state: MoveState = field(validator=a(MoveState))
    moves: tuple[PriceMove, ...] = field(default=(), converter=as_tuple, validator=each(PriceMove))
    suspects: tuple[SuspectPrice, ...] = field(default=(), converter=as_tuple, validator=each(SuspectPrice))


def detect_moves(
    state: MoveState, seen: Bar | Quote, facts: DayFacts, policy: MovePolicy = MovePolicy()
) -> Detection:
    """
    Look at one observation and tell what is new.

    What is not newer than the last of its kind, or of a day that has passed, changes nothing. A bar is judged
    by its close, and by its high and low only against the limits. An observation with a price beyond the limits
    is suspect as a whole: it is remembered as seen and tells no move, since its other prices come from the same
    row. Without a comparable reference nothing is measured.

    >>> from datetime import UTC, date, datetime
    >>> from trading_core.domain.moves import DayFacts
    >>> from trading_core.domain.quotes import Quote
    >>> from trading_core import MoveState, detect_moves
    >>> noon = Quote("2330", 882, datetime(2026, 3, 2, 4, tzinfo=UTC), "exchange")
    >>> found = detect_moves(MoveState("2330"), noon, DayFacts(trading_day=date(2026, 3, 2), reference=840))
    >>> [(str(move.type), str(move.change_percent)) for move in found.moves]
    [('PRICE_INCREASE', '5.0000')]
    >>> detect_moves(found.state, noon, DayFacts(trading_day=date(2026, 3, 2), reference=840)).moves
    ()
    """
    if not isinstance(state, MoveState):
        raise InvalidValue("state", show(state), "a value of type MoveState")
    if not isinstance(policy, MovePolicy):
        raise InvalidValue("policy", show(policy), "a value of type MovePolicy")
    sighting = sighting_of(seen, facts)
    if sighting.symbol != state.symbol:
        raise InvalidValue("symbol", show(str(sighting.symbol)), str(state.symbol))
    if not state.awaits(sighting):
        return Detection(state)
    today = state.seen(sighting)
    suspects = sighting.suspects(facts.limits)
    if suspects:
        told = {suspect.key for suspect in today.suspects}
        new = tuple(suspect for suspect in suspects if suspect.key not in told)
        return Detection(evolve(today, suspects=today.suspects + new), (), new)
    today = _with_day(today, sighting, facts)
    if today.reference is None or not facts.comparable:
        return Detection(today)
    day = _Day(sighting, facts, policy, today.reference, today.open)
    moves = tuple(move for move in day.moves() if _is_news(today, move, policy))
    return Detection(today.told(moves), moves)


def _with_day(today: MoveState, sighting: Sighting, facts: DayFacts) -> MoveState:
    """Learn the day's open and reference; a reference of another scale is none."""
    first = facts.open or today.open or sighting.open
    reference = facts.reference or sighting.previous_close or today.reference
    if not facts.comparable:
        reference = today.reference
    if first == today.open and reference == today.reference:
        return today
    return evolve(today, open=first, reference=reference)


def _is_news(today: MoveState, move: PriceMove, policy: MovePolicy) -> bool:
    if not today.may_tell(move, policy.cooldown):
        return False
    last = today.last_of(move.type)
    if last is None or last.trading_day != move.trading_day:
        return True
    return further(move.previous_price, move.price, last.previous_price, last.price, policy.hysteresis)


@frozen
class _Day:
    """One observation with everything that it is measured by; says what it shows, whether or not it is news."""

    sighting: Sighting
    facts: DayFacts
    policy: MovePolicy
    reference: Price
    open: Price | None

    def moves(self) -> Iterator[PriceMove]:
        """Everything that the observation shows, in the order of the types."""
        yield from self._plain()
        yield from self._gap()
        yield from self._limits()
        yield from self._volume()

    def _plain(self) -> Iterator[PriceMove]:
        price = self.sighting.price
        for level in reversed(self.policy.levels):
            threshold = self.policy.threshold(level, self.facts.sigma)
            if reaches(self.reference, price, threshold):
                rose = price > self.reference
                kind = MoveType.PRICE_INCREASE if rose else MoveType.PRICE_DECREASE
                yield self._move(kind, price, level, threshold)
                return

    def _gap(self) -> Iterator[PriceMove]:
        percent, first = self.policy.gap, self.open
        if percent is None or first is None or not self._possible(first):
            return
        if reaches(self.reference, first, percent):
            kind = MoveType.GAP_UP if first > self.reference else MoveType.GAP_DOWN
            yield self._move(kind, first, percent, percent)

    def _limits(self) -> Iterator[PriceMove]:
        if self.facts.limits is None or not self.policy.limits:
            return
        lowest, highest = self.facts.limits
        if self.sighting.high == highest:
            yield self._move(MoveType.LIMIT_UP, highest, ZERO, ZERO)
        if self.sighting.low == lowest:
            yield self._move(MoveType.LIMIT_DOWN, lowest, ZERO, ZERO)

    def _volume(self) -> Iterator[PriceMove]:
        multiple, average = self.policy.volume_multiple, self.facts.average_volume
        if multiple is None or not average or self.sighting.volume is None:
            return
        heavy = self.sighting.volume >= multiply(multiple, average)
        if heavy and reaches(self.reference, self.sighting.price, self.policy.volume_change):
            yield self._move(MoveType.VOLUME_SPIKE, self.sighting.price, multiple, multiple)

    def _possible(self, price: Price) -> bool:
        """Whether a price that was learned earlier in the day is within limits that may have been learned later."""
        limits = self.facts.limits
        return limits is None or limits[0] <= price <= limits[1]

    def _move(self, kind: MoveType, price: Price, level: Decimal, threshold: Decimal) -> PriceMove:
        return PriceMove(
            symbol=self.sighting.symbol,
            type=kind,
            trading_day=self.sighting.trading_day,
            level=level,
            at=self.sighting.at,
            previous_price=self.reference,
            price=price,
            threshold=threshold,
            source=self.sighting.source,
            resumed=self.facts.resumed,
        )
