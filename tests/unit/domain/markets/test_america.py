"""The United States by the strict rules."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from trading_core.domain.amounts import Price, Quantity
from trading_core.domain.exact import ZERO
from trading_core.domain.markets.america import US_STRICT
from trading_core.domain.product import Product, ProductKind
from trading_core.domain.words import OrderType, Side
from trading_core.errors import OffLot

APPLE = Product("AAPL", market="us", kind=ProductKind.STOCK, currency="USD")
RULES = US_STRICT.rules_on(date(2026, 3, 2))
SECOND = timedelta(seconds=1)


@pytest.mark.parametrize(("price", "tick"), [("0.9999", "0.0001"), ("1", "0.01"), ("250", "0.01")])
def test_prices_are_in_cents(price: str, tick: str) -> None:
    """Below a dollar they are in hundredths of a cent."""
    assert Decimal(tick) == RULES.tick(APPLE, Price(price))


def test_shares_are_whole() -> None:
    """One share is the least, by any type of order."""
    RULES.check_quantity(APPLE, Quantity(1))
    RULES.check_order_type(APPLE, Quantity(1), OrderType.MARKET)
    with pytest.raises(OffLot) as refusal:
        RULES.check_quantity(APPLE, Quantity("1.5"))

    assert OffLot(Decimal("1.5"), Decimal(1)) == refusal.value


@pytest.mark.parametrize(
    ("opens", "closes"),
    [
        ("2026-03-06T14:30:00+00:00", "2026-03-06T21:00:00+00:00"),  # the last winter day
        ("2026-03-09T13:30:00+00:00", "2026-03-09T20:00:00+00:00"),  # the first summer day
        ("2026-10-30T13:30:00+00:00", "2026-10-30T20:00:00+00:00"),
        ("2026-11-02T14:30:00+00:00", "2026-11-02T21:00:00+00:00"),
    ],
)
def test_the_session_is_by_the_wall_clock(opens: str, closes: str) -> None:
    """Half past nine to four in New York, whatever that is elsewhere."""
    first, last = datetime.fromisoformat(opens), datetime.fromisoformat(closes)

    assert [False, True, True, False] == [
        US_STRICT.is_open(at, APPLE) for at in (first - SECOND, first, last - SECOND, last)
    ]


def test_america_rests_on_weekends() -> None:
    """Saturday noon is closed."""
    assert not US_STRICT.is_open(datetime(2026, 3, 7, 17, tzinfo=UTC))


@pytest.mark.parametrize(
    ("day", "settles"),
    [
        (date(2017, 9, 1), date(2017, 9, 6)),
        (date(2017, 9, 4), date(2017, 9, 7)),
        (date(2017, 9, 5), date(2017, 9, 7)),
        (date(2024, 5, 27), date(2024, 5, 29)),
        (date(2024, 5, 28), date(2024, 5, 29)),
        (date(2024, 5, 31), date(2024, 6, 3)),
    ],
)
def test_settlement_became_faster_twice(day: date, settles: date) -> None:
    """Three days, two days, one day: by the law of the trade day."""
    assert settles == US_STRICT.settlement_day(day)


def test_nothing_is_charged_and_nothing_sold_short() -> None:
    """Brokers without commission are the rule, and shares are sold by those who own them."""
    assert ZERO == RULES.fee(APPLE, Side.BUY, Decimal(10_000), Quantity(1))
    assert ZERO == RULES.tax(APPLE, Side.SELL, Decimal(10_000), ZERO)
    assert not any(RULES.may_short(Product("A", kind=kind)) for kind in ProductKind)
    assert RULES.price_limits(APPLE, Price(100), date(2026, 3, 2)) is None


def test_every_change_of_the_rules_has_its_day() -> None:
    """The oldest rules also hold for the days before them."""
    days = [date(2001, 4, 9), date(2017, 9, 5), date(2024, 5, 28)]

    assert days == [rules.since for rules in US_STRICT.rules]
