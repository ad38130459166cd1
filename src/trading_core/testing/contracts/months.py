"""The laws of kept months."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from attrs import evolve

from trading_core.domain.ids import Symbol
from trading_core.domain.quotes import Bar
from trading_core.ports.months import Month
from trading_core.testing.contracts.making import Make, opened
from trading_core.testing.contracts.tour import MONDAY

if TYPE_CHECKING:
    from trading_core.ports.months import Months

MARCH: Final = date(2026, 3, 1)
TSMC: Final = Symbol("2330")
BAR: Final = Bar("2330", MONDAY, "1875.00000001", 1880, "1860.5", 1870, "26754183")
FULL: Final = Month(
    "exchange",
    "2330",
    MARCH,
    MONDAY + timedelta(days=40, microseconds=1),
    [BAR, evolve(BAR, start=MONDAY + timedelta(days=1), volume="0.00000001")],
    [date(2026, 3, 4), date(2026, 3, 5)],
)


def months_contract(make: Make[Months]) -> type:
    """Give the tests of ``Months``."""

    class MonthsContract:
        """What keeping months promises."""

        def test_what_was_put_is_what_is_read(self) -> None:
            """Bars come back to their last decimal, with the quiet days and the moment of asking."""
            with opened(make) as months:
                months.put(FULL)

                assert FULL == months.get(FULL.source, FULL.symbol, FULL.month)

        def test_nobody_else_has_told_it(self) -> None:
            """Another source, product or month is another thing."""
            with opened(make) as months:
                months.put(FULL)

                assert months.get("another", FULL.symbol, FULL.month) is None
                assert months.get(FULL.source, Symbol("2331"), FULL.month) is None
                assert months.get(FULL.source, FULL.symbol, date(2026, 4, 1)) is None

        def test_a_month_that_is_told_again_is_replaced(self) -> None:
            """A month that was not over grows."""
            grown = evolve(FULL, bars=FULL.bars[:1], quiet=(), fetched_at=FULL.fetched_at + timedelta(1))
            with opened(make) as months:
                months.put(FULL)
                months.put(grown)

                assert grown == months.get(FULL.source, FULL.symbol, FULL.month)

        def test_what_has_changed_is_seen_at_once(self) -> None:
            """Whoever asked before and asks again is told what is true now, also through a cache."""
            grown = evolve(FULL, quiet=(*FULL.quiet, date(2026, 3, 31)))
            with opened(make) as months:

                def look() -> tuple[object, object]:
                    return months.get(FULL.source, FULL.symbol, FULL.month), months.quiet_days(TSMC, [MARCH])

                assert (None, ()) == look()
                for month in (FULL, grown):
                    months.put(month)
                    assert (month, month.quiet) == look()

        def test_quiet_days_are_told_once_each_in_order(self) -> None:
            """What two sources say of one day is one thing, and of other months and products nothing is said."""
            april = evolve(FULL, month=date(2026, 4, 1), quiet=[date(2026, 4, 7)])
            with opened(make) as months:
                months.put(april)
                months.put(FULL)
                months.put(evolve(FULL, source="another", quiet=[date(2026, 3, 31), date(2026, 3, 4)]))
                march = (date(2026, 3, 4), date(2026, 3, 5), date(2026, 3, 31))

                assert march == months.quiet_days(TSMC, [MARCH])
                assert (*march, date(2026, 4, 7)) == months.quiet_days(TSMC, [april.month, MARCH])
                assert () == months.quiet_days(TSMC, [date(2026, 5, 1)])
                assert () == months.quiet_days(TSMC, [])
                assert () == months.quiet_days(Symbol("2331"), [MARCH])

    return MonthsContract
