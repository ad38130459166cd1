"""The detector once more, naively: a diary with sets and fractions in which everything that was told is kept."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from fractions import Fraction

from tests.unit.domain.moves.world import Observation
from trading_core.domain.amounts import Price
from trading_core.domain.moves import DayFacts, MovePolicy
from trading_core.domain.quotes import Bar, Quote

# type, level, price, reference, when, whether trading had paused
Told = tuple[str, Fraction, Fraction, Fraction, datetime, bool]
Shown = tuple[str, Fraction, Fraction]


def fraction(price: Price | None) -> Fraction | None:
    """A price as a fraction."""
    return None if price is None else Fraction(price.value)


def percent(price: Fraction, reference: Fraction) -> Fraction:
    """The change, exactly."""
    return 100 * (price - reference) / reference


class Diary:
    """Everything that was seen and told of one product."""

    def __init__(self, policy: MovePolicy) -> None:
        """Begin with blank pages."""
        self.policy = policy
        self.newest_day: date | None = None
        self.newest: dict[str, datetime] = {}
        self.reference: dict[date, Fraction] = {}
        self.opened: dict[date, Fraction] = {}
        self.told: list[tuple[date, Told]] = []
        self.doubted: set[tuple[date, str]] = set()

    def look(self, seen: Bar | Quote, facts: DayFacts) -> tuple[list[Told], list[str]]:
        """Note an observation; what is new are its moves, and the sides on which its prices cannot be."""
        day, moment = facts.trading_day, seen.as_of if isinstance(seen, Quote) else seen.start
        kind = type(seen).__name__
        late = self.newest_day is not None and day < self.newest_day
        if late or (kind in self.newest and moment <= self.newest[kind]):
            return [], []
        self.newest_day, self.newest[kind] = day, moment
        doubts = list(self.doubts(seen, facts))
        if doubts:
            fresh = [side for side in doubts if (day, side) not in self.doubted]
            self.doubted |= {(day, side) for side in doubts}
            return [], fresh
        self.learn(seen, facts)
        reference = self.reference.get(day)
        if reference is None or not facts.comparable:
            return [], []
        fresh_moves: list[Told] = [
            (kind, level, price, reference, moment, facts.resumed)
            for kind, level, price in self.shown(seen, facts, reference)
            if self.is_news(day, kind, level, percent(price, reference), moment)
        ]
        self.told += [(day, move) for move in fresh_moves]
        return fresh_moves, []

    def traded(self, seen: Bar | Quote, facts: DayFacts) -> list[Fraction]:
        """Every price that is said to have been traded."""
        prices = [seen.last] if isinstance(seen, Quote) else [seen.high, seen.low]
        return [Fraction(price.value) for price in (*prices, facts.open) if price is not None]

    def doubts(self, seen: Bar | Quote, facts: DayFacts) -> Iterator[str]:
        """The sides on which a price is beyond the limit."""
        if facts.limits is not None:
            low, high = (Fraction(limit.value) for limit in facts.limits)
            if any(price < low for price in self.traded(seen, facts)):
                yield "below"
            if any(price > high for price in self.traded(seen, facts)):
                yield "above"

    def learn(self, seen: Bar | Quote, facts: DayFacts) -> None:
        """Note the day's open and reference."""
        day = facts.trading_day
        before = fraction(facts.reference)
        if before is None and isinstance(seen, Quote):
            before = fraction(seen.previous_close)
        if before is not None and facts.comparable:
            self.reference[day] = before
        stated = fraction(facts.open)
        if stated is not None:
            self.opened[day] = stated
        elif isinstance(seen, Bar):
            self.opened.setdefault(day, Fraction(seen.open.value))

    def shown(self, seen: Bar | Quote, facts: DayFacts, reference: Fraction) -> Iterator[Shown]:
        """Everything that the policy calls significant, new or not."""
        policy = self.policy
        price = Fraction((seen.last if isinstance(seen, Quote) else seen.close).value)
        change = percent(price, reference)
        unrest = Fraction(policy.sigmas or 0) * Fraction(facts.sigma or 0)
        passed = [Fraction(level) for level in policy.levels if abs(change) >= max(Fraction(level), unrest)]
        if passed:
            yield "PRICE_INCREASE" if change > 0 else "PRICE_DECREASE", max(passed), price
        first = self.opened.get(facts.trading_day)
        bounds = [] if facts.limits is None else [Fraction(limit.value) for limit in facts.limits]
        possible = first is not None and (not bounds or bounds[0] <= first <= bounds[1])
        if policy.gap is not None and first is not None and possible:
            jump = percent(first, reference)
            if abs(jump) >= Fraction(policy.gap):
                yield "GAP_UP" if jump > 0 else "GAP_DOWN", Fraction(policy.gap), first
        if policy.limits and facts.limits is not None:
            low, high = (Fraction(limit.value) for limit in facts.limits)
            if high in self.traded(seen, facts):
                yield "LIMIT_UP", Fraction(0), high
            if low in self.traded(seen, facts):
                yield "LIMIT_DOWN", Fraction(0), low
        if policy.volume_multiple is not None and facts.average_volume and isinstance(seen, Bar):
            times = Fraction(seen.volume) / Fraction(facts.average_volume)
            if times >= Fraction(policy.volume_multiple) and abs(change) >= Fraction(policy.volume_change):
                yield "VOLUME_SPIKE", Fraction(policy.volume_multiple), price

    def is_news(self, day: date, kind: str, level: Fraction, change: Fraction, moment: datetime) -> bool:
        """Whether the diary does not say so already."""
        pages = [(when, move) for when, move in self.told if move[0] == kind]
        today = [move for when, move in pages if when == day]
        if any(move[1] >= level for move in today):
            return False
        if pages and abs(moment - pages[-1][1][4]) < self.policy.cooldown:
            return False
        if today:
            last = today[-1]
            return abs(change) >= abs(percent(last[2], last[3])) + Fraction(self.policy.hysteresis)
        return True


def diary(observations: Iterable[Observation], policy: MovePolicy) -> list[tuple[list[Told], list[str]]]:
    """What the naive detector says to each observation."""
    pages = Diary(policy)
    return [pages.look(seen, facts) for seen, facts in observations]
