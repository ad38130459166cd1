"""How long an order stands: by the day of its market, at once, or until it is cancelled."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from trading_core import (
    Order,
    OrderLine,
    OrderStatus,
    OrderTerms,
    OrderType,
    Side,
    Step,
    TimeInForce,
    is_over,
    standard_markets,
)
from trading_core.domain.ids import MarketCode
from trading_core.domain.orders import submitted
from trading_core.errors import InvalidValue

TAIWAN = standard_markets()[MarketCode("tw")]
MORNING = datetime(2026, 1, 5, 1, tzinfo=UTC)
LAST_MOMENT = datetime(2026, 1, 5, 15, 59, 59, 999_999, tzinfo=UTC)
NEXT_DAY = datetime(2026, 1, 5, 16, tzinfo=UTC)


def order(kind: TimeInForce, *steps: Step) -> Order:
    """An order that has gone through these steps."""
    terms = OrderTerms(
        number="A-1",
        account="alice",
        side=Side.BUY,
        lines=[OrderLine("2330", 5)],
        type=OrderType.LIMIT,
        limit_price=860,
        time_in_force=kind,
    )
    made = submitted(terms, MORNING)
    for step in steps:
        made = made.apply(made.event(step, MORNING))
    return made


@pytest.mark.parametrize("steps", [(), (Step.ACCEPT,), (Step.ACCEPT, Step.FILL_PART)])
def test_a_day_order_ends_with_the_day_of_its_market(steps: tuple[Step, ...]) -> None:
    """A day order stands to the last moment of its trading day in local time, and not into the next."""
    day = order(TimeInForce.DAY, *steps)

    assert not is_over(day, TAIWAN, MORNING)
    assert not is_over(day, TAIWAN, LAST_MOMENT)
    assert is_over(day, TAIWAN, NEXT_DAY)


@pytest.mark.parametrize("kind", [TimeInForce.IOC, TimeInForce.FOK])
def test_what_is_immediate_ends_once_it_was_accepted(kind: TimeInForce) -> None:
    """An immediate order waits only to be looked at; what is left of it afterwards is over."""
    assert not is_over(order(kind), TAIWAN, NEXT_DAY)
    assert is_over(order(kind, Step.ACCEPT), TAIWAN, MORNING)
    assert is_over(order(kind, Step.ACCEPT, Step.FILL_PART), TAIWAN, MORNING)


def test_an_order_until_cancelled_is_never_over_by_itself() -> None:
    """Nobody but its owner ends such an order."""
    assert not is_over(order(TimeInForce.GTC, Step.ACCEPT), TAIWAN, datetime(2199, 1, 1, tzinfo=UTC))


@pytest.mark.parametrize("kind", TimeInForce)
def test_an_order_that_works_no_more_cannot_run_out(kind: TimeInForce) -> None:
    """What has ended or was filled is not ended a second time."""
    filled = order(kind, Step.ACCEPT, Step.FILL_ALL)
    cancelled = order(kind, Step.CANCEL)

    assert OrderStatus.EXECUTED is filled.status
    assert not is_over(filled, TAIWAN, NEXT_DAY)
    assert not is_over(cancelled, TAIWAN, NEXT_DAY)


def test_a_time_without_an_offset_is_refused() -> None:
    """Which day it is depends on where one stands, so the moment has to say."""
    with pytest.raises(InvalidValue, match=r"now is 2026-01-06T00:00:00: expected a time with an offset"):
        is_over(order(TimeInForce.DAY), TAIWAN, datetime(2026, 1, 6))  # noqa: DTZ001 - the wrong kind on purpose
