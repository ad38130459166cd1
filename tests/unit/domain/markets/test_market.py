"""Markets: clocks, days, dated rules."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta, timezone
from decimal import Decimal

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.untyped import untyped
from trading_core.domain.markets import (
    EVERY_DAY,
    NEW_YORK,
    TAIPEI,
    UTC_CLOCK,
    WEEKDAYS,
    Calendar,
    Clock,
    Commission,
    Market,
    MarketRules,
    Scope,
    Session,
    SessionKind,
)
from trading_core.domain.product import Product, ProductKind
from trading_core.errors import InvalidValue

OLD = MarketRules(since=date(2010, 1, 1), settlement_days=3)
NEW = MarketRules(since=date(2020, 1, 1), settlement_days=1)
DATED = Market("village", [OLD, NEW])
SECOND = timedelta(seconds=1)
MONDAY_NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)

moments = st.datetimes(datetime(1967, 1, 2), datetime(2199, 12, 30), timezones=st.just(UTC))  # noqa: DTZ001 - bounds


def test_a_market_needs_a_code_and_rules() -> None:
    """What is not said about a market restricts nothing."""
    market = Market("village", [MarketRules()])

    assert ("village", "village") == (market.code, market.name)
    assert (UTC_CLOCK, EVERY_DAY, time(0)) == (market.clock, market.calendar, market.day_begins)
    assert market.is_open(MONDAY_NOON)
    assert date(2026, 3, 2) == market.trading_day(MONDAY_NOON)


@given(moments, st.sampled_from([UTC_CLOCK, TAIPEI, NEW_YORK]))
def test_local_time_is_the_same_moment(moment: datetime, clock: Clock) -> None:
    """The wall clock tells the moment, and telling it again changes nothing."""
    market = evolve(DATED, clock=clock)
    local = market.local(moment)

    assert moment == local
    assert local == market.local(local)
    assert local.utcoffset() == market.local(local).utcoffset()


def test_a_moment_of_any_offset_is_read() -> None:
    """Callers need not speak UTC."""
    at = datetime(2026, 3, 3, 1, tzinfo=timezone(timedelta(hours=5)))

    assert datetime(2026, 3, 3, 4, tzinfo=timezone(timedelta(hours=8))) == evolve(DATED, clock=TAIPEI).local(
        at
    )
    assert 4 == evolve(DATED, clock=TAIPEI).local(at).hour
    assert date(2026, 3, 2) == DATED.trading_day(at)


@pytest.mark.parametrize("at", [datetime(2026, 3, 2), "2026-03-02", None])  # noqa: DTZ001 - wrong on purpose
def test_a_time_without_an_offset_is_refused(at: datetime) -> None:
    """It could be any of many moments."""
    for question in (DATED.local, DATED.trading_day, DATED.is_open):
        with pytest.raises(InvalidValue) as refusal:
            question(at)

        assert "at" == refusal.value.field


@pytest.mark.parametrize("product", ["ACME", [None], 5])
def test_what_is_no_product_is_not_asked_about(product: Product) -> None:
    """Whoever hands in another thing is told so, on a day of rest too."""
    for at in (MONDAY_NOON, MONDAY_NOON - timedelta(days=1)):
        with pytest.raises(InvalidValue) as refusal:
            DATED.is_open(at, product)

        assert "product" == refusal.value.field


def test_a_day_begins_at_midnight_on_the_markets_clock() -> None:
    """Taipei is a day ahead from 16:00 UTC on, at year ends too."""
    market = evolve(DATED, clock=TAIPEI)
    midnight = datetime(2026, 12, 31, 16, tzinfo=UTC)

    assert date(2026, 12, 31) == market.trading_day(midnight - SECOND)
    assert date(2027, 1, 1) == market.trading_day(midnight)


def test_a_day_may_begin_in_the_evening() -> None:
    """From that hour on, a moment belongs to the day that comes."""
    market = evolve(DATED, day_begins=time(17))
    evening = datetime(2024, 2, 28, 17, tzinfo=UTC)

    assert date(2024, 2, 28) == market.trading_day(evening - SECOND)
    assert date(2024, 2, 29) == market.trading_day(evening)


@pytest.mark.parametrize(
    ("day", "rules"),
    [
        (date(1900, 1, 1), OLD),
        (date(2009, 12, 31), OLD),
        (date(2010, 1, 1), OLD),
        (date(2019, 12, 31), OLD),
        (date(2020, 1, 1), NEW),
        (date(2200, 1, 1), NEW),
    ],
)
def test_the_newest_rules_hold_from_their_day_on(day: date, rules: MarketRules) -> None:
    """The oldest hold for all days before them too."""
    assert rules == DATED.rules_on(day)


def test_rules_are_asked_for_by_a_day() -> None:
    """A moment is another day elsewhere."""
    with pytest.raises(InvalidValue):
        DATED.rules_on(MONDAY_NOON)
    with pytest.raises(InvalidValue):
        DATED.settlement_day(MONDAY_NOON)


@pytest.mark.parametrize(
    ("day", "settles"),
    [
        (date(2019, 12, 31), date(2020, 1, 3)),
        (date(2020, 1, 1), date(2020, 1, 2)),
        (date(2026, 2, 27), date(2026, 3, 2)),
    ],
)
def test_settlement_follows_the_rules_of_the_trade_day(day: date, settles: date) -> None:
    """A change of the law concerns trades from its day on."""
    assert settles == evolve(DATED, calendar=WEEKDAYS).settlement_day(day)


def test_holidays_delay_settlement() -> None:
    """Somebody who knows the holidays can bring them."""
    market = DATED.with_calendar(Calendar(holidays=[date(2026, 3, 3)]))

    assert date(2026, 3, 4) == market.settlement_day(date(2026, 3, 2))
    assert not market.is_open(datetime(2026, 3, 3, 12, tzinfo=UTC))
    assert market.is_open(MONDAY_NOON)


def test_rules_count_days_by_the_calendar_of_their_market() -> None:
    """There is one calendar, however the market is made."""
    market = Market("village", [OLD, NEW], calendar=WEEKDAYS)

    assert [WEEKDAYS, WEEKDAYS] == [rules.calendar for rules in market.rules]
    assert [EVERY_DAY, EVERY_DAY] == [rules.calendar for rules in market.with_calendar(EVERY_DAY).rules]
    assert evolve(OLD, calendar=WEEKDAYS) == market.rules_on(date(2010, 1, 1))
    assert market == evolve(market)


def test_rules_of_ones_own_stay_what_they_are() -> None:
    """A market keeps rules whose calendar is its own as they came."""
    assert OLD is DATED.rules[0]
    assert NEW is DATED.rules[1]


SHOP = Market(
    "shop",
    [
        MarketRules(
            sessions=[
                Session(time(9), time(12)),
                Session(time(13), time(15)),
                Session(time(10), time(11), SessionKind.ODD_LOT),
                Session(time(7), time(8), scope=Scope([ProductKind.BOND])),
            ]
        )
    ],
    calendar=WEEKDAYS,
)
SHARE = Product("ACME", kind=ProductKind.STOCK)
BOND = Product("BOND", kind=ProductKind.BOND)


@pytest.mark.parametrize(
    ("hour", "regular", "odd", "bond"),
    [
        (6, False, False, False),
        (7, False, False, True),
        (8, False, False, False),
        (9, True, False, True),
        (10, True, True, True),
        (11, True, False, True),
        (12, False, False, False),
        (13, True, False, True),
        (15, False, False, False),
    ],
)
def test_a_market_is_open_in_the_session_that_is_asked_for(
    hour: int, regular: bool, odd: bool, bond: bool
) -> None:
    """Kind and product choose the session."""
    at = datetime(2026, 3, 2, hour, tzinfo=UTC)

    assert regular == SHOP.is_open(at, SHARE)
    assert odd == SHOP.is_open(at, SHARE, SessionKind.ODD_LOT)
    assert bond == SHOP.is_open(at, BOND)
    assert bond == SHOP.is_open(at)


def test_a_market_rests_on_weekends() -> None:
    """Sessions are those of trading days."""
    assert SHOP.is_open(datetime(2026, 3, 6, 9, tzinfo=UTC), SHARE)
    assert not SHOP.is_open(datetime(2026, 3, 7, 9, tzinfo=UTC), SHARE)
    assert not evolve(DATED, calendar=WEEKDAYS).is_open(datetime(2026, 3, 7, 9, tzinfo=UTC))


def test_sessions_are_those_of_the_day() -> None:
    """Longer hours begin on their day."""
    later = MarketRules(since=date(2026, 3, 3), sessions=[Session(time(9), time(18))])
    market = evolve(SHOP, rules=[*SHOP.rules, later])

    assert not market.is_open(datetime(2026, 3, 2, 17, tzinfo=UTC))
    assert market.is_open(datetime(2026, 3, 3, 17, tzinfo=UTC))


def test_a_deployment_brings_its_own_commission_and_margin() -> None:
    """They replace those of every day and nothing else."""
    terms = Commission(rate="0.002")

    assert [evolve(OLD, commission=terms), evolve(NEW, commission=terms)] == list(
        DATED.with_commission(terms).rules
    )
    assert [evolve(OLD, margin_rate=2), evolve(NEW, margin_rate=2)] == list(
        DATED.with_margin_rate(Decimal(2)).rules
    )
    assert evolve(DATED, rules=[OLD, NEW]) == DATED


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"code": "Village"}, "MarketCode"),
        ({"rules": []}, "rules"),
        ({"rules": None}, "rules"),
        ({"rules": OLD}, "rules"),
        ({"rules": [OLD, 1]}, "rules"),
        ({"rules": [NEW, OLD]}, "rules"),
        ({"rules": [OLD, OLD]}, "rules"),
        ({"name": 1}, "name"),
        ({"clock": None}, "clock"),
        ({"clock": "Asia/Taipei"}, "clock"),
        ({"calendar": None}, "calendar"),
        ({"day_begins": 17}, "day_begins"),
        ({"day_begins": time(17, tzinfo=UTC)}, "day_begins"),
    ],
)
def test_a_market_that_cannot_be_is_refused(wrong: dict[str, object], field: str) -> None:
    """Rules are there and in order, and times are the market's own."""
    with pytest.raises(InvalidValue) as refusal:
        Market(**{"code": "village", "rules": [OLD], **untyped(wrong)})

    assert field == refusal.value.field


def test_rules_out_of_order_are_named() -> None:
    """Whoever writes dated rules learns which day is out of order."""
    with pytest.raises(InvalidValue) as refusal:
        Market("village", [NEW, OLD])

    assert InvalidValue("rules", "2010-01-01", "a day after 2020-01-01") == refusal.value


@given(st.datetimes(timezones=st.just(UTC)))
def test_any_moment_is_answered_or_refused(moment: datetime) -> None:
    """The last moment that the library knows still falls on a day, and none fails in another way."""
    market = evolve(DATED, clock=TAIPEI, calendar=WEEKDAYS, day_begins=time(17))
    try:
        day = market.trading_day(moment)
    except InvalidValue:
        assert not 1900 <= moment.year < 2200
        return
    assert market.settlement_day(day) > day
    assert market.is_open(moment) == market.calendar.trades_on(day)


def test_the_last_moment_is_traded_and_settled() -> None:
    """Even the turn of the last known year has its day in Taipei."""
    market = evolve(DATED, clock=TAIPEI)

    assert date(2200, 1, 1) == market.trading_day(datetime(2199, 12, 31, 23, 59, 59, tzinfo=UTC))
    assert date(2200, 1, 2) == market.settlement_day(date(2200, 1, 1))
