"""Hours of trading."""

from __future__ import annotations

from datetime import UTC, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.untyped import untyped
from trading_core.domain.markets import MarketRules, Scope, Session, SessionKind
from trading_core.domain.product import ProductKind
from trading_core.errors import InvalidValue

DAY = Session(time(9), time(13, 30))


@pytest.mark.parametrize(
    ("at", "holds"),
    [
        (time(8, 59, 59, 999999), False),
        (time(9), True),
        (time(13, 29, 59, 999999), True),
        (time(13, 30), False),
        (time(0), False),
    ],
)
def test_a_session_takes_orders_up_to_its_end(at: time, holds: bool) -> None:
    """The moment of opening is open, that of closing is closed."""
    assert holds == DAY.holds(at)


@pytest.mark.parametrize(
    ("at", "holds"), [(time(16, 59), False), (time(17), True), (time.max, True), (time(0), False)]
)
def test_a_session_may_last_to_midnight(at: time, holds: bool) -> None:
    """Midnight as an end is the end of the same day."""
    assert holds == Session(time(17), time(0)).holds(at)


@given(st.times())
def test_a_session_may_last_all_day(at: time) -> None:
    """From midnight to midnight nothing is left out."""
    assert Session(time(0), time(0)).holds(at)


@pytest.mark.parametrize(
    ("opens", "closes", "field"),
    [
        (time(9), time(9), "closes"),
        (time(9), time(8, 59), "closes"),
        ("09:00", time(10), "opens"),
        (time(9), "10:00", "closes"),
        (time(9, tzinfo=UTC), time(10), "opens"),
        (time(9), time(10, tzinfo=UTC), "closes"),
    ],
)
def test_a_session_that_cannot_be_is_refused(opens: time, closes: time, field: str) -> None:
    """A session ends after it begins, on the market's own clock."""
    with pytest.raises(InvalidValue) as refusal:
        Session(opens, closes)

    assert field == refusal.value.field


def test_a_session_is_of_a_kind_and_about_products() -> None:
    """What is not said is the regular session of everything."""
    with pytest.raises(InvalidValue):
        Session(time(9), time(10), untyped("regular"))
    with pytest.raises(InvalidValue):
        Session(time(9), time(10), scope=untyped(None))

    assert (SessionKind.REGULAR, Scope()) == (DAY.kind, DAY.scope)


@pytest.mark.parametrize(
    "sessions",
    [
        [DAY, DAY],
        [Session(time(14), time(15)), DAY],
        [DAY, Session(time(13, 29), time(15))],
        [Session(time(9), time(0)), Session(time(10), time(11))],
        [DAY, Session(time(13, 40), time(14), SessionKind.ODD_LOT), Session(time(13), time(15))],
    ],
)
def test_sessions_that_contradict_each_other_are_refused(sessions: list[Session]) -> None:
    """Sessions of one kind stand in order and do not overlap."""
    with pytest.raises(InvalidValue, match="sessions in order that do not overlap") as refusal:
        MarketRules(sessions=sessions)

    assert "sessions" == refusal.value.field


@pytest.mark.parametrize(
    "sessions",
    [
        [],
        [DAY, Session(time(13, 30), time(15))],
        [DAY, Session(time(13, 30), time(0))],
        [DAY, Session(time(9), time(15), SessionKind.ODD_LOT)],
        [DAY, Session(time(9), time(15), scope=Scope([ProductKind.BOND]))],
    ],
)
def test_sessions_may_meet_and_kinds_may_overlap(sessions: list[Session]) -> None:
    """One session may begin as another ends, and odd lots may trade beside whole ones."""
    assert tuple(sessions) == MarketRules(sessions=sessions).sessions
