"""A small world of days and prices in which levels, limits and reversals often meet."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from trading_core.domain.amounts import Price
from trading_core.domain.moves import DayFacts, Detection, MovePolicy, MoveState, PriceMove, detect_moves
from trading_core.domain.quotes import Bar, Quote

ACME = "ACME"
MONDAY = date(2026, 3, 2)
DAYS = [MONDAY + timedelta(days=count) for count in range(3)]
NEVER = MoveState(ACME)
LIMITS = (Price(90), Price(110))

Observation = tuple[Bar | Quote, DayFacts]


def at(minutes: int = 0, day: date = MONDAY) -> datetime:
    """A moment of a day, counted from one in the morning."""
    return datetime(day.year, day.month, day.day, 1, tzinfo=UTC) + timedelta(minutes=minutes)


def quote(last: object, minutes: int = 0, day: date = MONDAY, **more: Any) -> Quote:  # noqa: ANN401 - any field of a quote
    """A quote of the small world."""
    return Quote(ACME, Decimal(str(last)), at(minutes, day), "exchange", **more)


def bar(close: object, minutes: int = 0, day: date = MONDAY, **more: Any) -> Bar:  # noqa: ANN401 - any field of a bar
    """A bar that opens where it closes and reaches no further, unless it is told otherwise."""
    prices = [
        Decimal(str(close)),
        *(Decimal(str(more[name])) for name in ("open", "high", "low") if name in more),
    ]
    return Bar(
        ACME,
        at(minutes, day),
        Decimal(str(more.get("open", close))),
        max(prices),
        min(prices),
        Decimal(str(close)),
        Decimal(str(more.get("volume", 0))),
    )


def facts(day: date = MONDAY, **more: Any) -> DayFacts:  # noqa: ANN401 - any field of the facts
    """The facts of a day with a reference of one hundred, so that prices read as percents."""
    return DayFacts(**{"trading_day": day, "reference": 100, **more})


def watch(
    observations: Iterable[Observation], policy: MovePolicy = MovePolicy(), state: MoveState = NEVER
) -> list[Detection]:
    """Look at one observation after another."""
    found = []
    for seen, known in observations:
        found.append(detect_moves(state, seen, known, policy))
        state = found[-1].state
    return found


def told(detections: Iterable[Detection]) -> list[PriceMove]:
    """All moves in their order."""
    return [move for found in detections for move in found.moves]


def brief(moves: Iterable[PriceMove]) -> list[tuple[str, str]]:
    """Moves by type and level."""
    return [(str(move.type), str(move.level)) for move in moves]


STEPS = st.sampled_from(
    [Decimal(text) for text in "89 90 91 93 94.99999999 95 97 99 100 101 103 104 105 107 108 110 111".split()]
)
SOMETIMES = st.sampled_from([None, None, None])


@st.composite
def facts_of(draw: st.DrawFn, day: date) -> DayFacts:
    """What may be known of a day."""
    return DayFacts(
        trading_day=day,
        reference=draw(st.sampled_from([None, Price(100), Price(100), Price(100), Price(104)])),
        comparable=draw(st.sampled_from([True, True, True, True, False])),
        limits=draw(st.sampled_from([None, LIMITS, LIMITS])),
        open=draw(st.one_of(st.none(), st.none(), STEPS)),
        sigma=draw(st.sampled_from([None, Decimal(0), Decimal("2.5"), Decimal(4)])),
        average_volume=draw(st.sampled_from([None, Decimal(0), Decimal(100), Decimal(100)])),
        resumed=draw(st.booleans()),
        source="daily",
    )


@st.composite
def observations(draw: st.DrawFn) -> Observation:
    """Any quote or bar of three days, in no order."""
    day = draw(st.sampled_from(DAYS))
    known, minutes = draw(facts_of(day)), draw(st.integers(0, 40))
    if draw(st.booleans()):
        before = draw(st.sampled_from([None, None, Decimal(100), Decimal(96)]))
        return quote(draw(STEPS), minutes, day, previous_close=before), known
    first, last, third = draw(STEPS), draw(STEPS), draw(STEPS)
    volume = draw(st.sampled_from([0, 299, 300, 900]))
    return bar(
        last,
        minutes,
        day,
        open=first,
        high=max(first, last, third),
        low=min(first, last, third),
        volume=volume,
    ), known


POLICIES = st.builds(
    MovePolicy,
    levels=st.sampled_from([(5, 7, 10), (5,), (), (1, 3, 4, 5, 8)]),
    sigmas=st.sampled_from([None, Decimal(2), Decimal("1.5")]),
    gap=st.sampled_from([None, Decimal(3), Decimal(4)]),
    volume_multiple=st.sampled_from([None, Decimal(3)]),
    volume_change=st.sampled_from([Decimal(0), Decimal(1), Decimal(3)]),
    limits=st.booleans(),
    hysteresis=st.sampled_from([Decimal(0), Decimal(0), Decimal(1), Decimal("2.5")]),
    cooldown=st.sampled_from([timedelta(0), timedelta(0), timedelta(minutes=7), timedelta(days=1)]),
)


@st.composite
def days(draw: st.DrawFn) -> Sequence[Observation]:
    """A series as a feed brings it: mostly in order, now and then late or again."""
    series = draw(st.lists(observations(), max_size=14))
    if draw(st.booleans()):
        return series
    return sorted(
        series,
        key=lambda one: (one[1].trading_day, one[0].as_of if isinstance(one[0], Quote) else one[0].start),
    )
