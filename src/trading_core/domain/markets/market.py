"""A market: its clock, its calendar and its rules, each dated."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from attrs import Factory, evolve, field, frozen

from trading_core.domain.checks import a, as_tuple, each, expect, instant, text
from trading_core.domain.exact import show
from trading_core.domain.ids import MarketCode
from trading_core.domain.markets.calendar import EVERY_DAY, Calendar
from trading_core.domain.markets.clocks import UTC_CLOCK, Clock, FixedOffset, SeasonalClock
from trading_core.domain.markets.rules import MarketRules
from trading_core.domain.markets.sessions import MIDNIGHT, SessionKind
from trading_core.domain.product import Product, calendar_day
from trading_core.errors import InvalidValue

if TYPE_CHECKING:
    from trading_core.domain.markets.costs import Commission

_DAY: Final = timedelta(days=1)


def _name(value: object) -> str:
    return text(value, "name")


@frozen
class Market:
    """
    Where products trade, and by which rules on which day.

    Rules stand in the order of their days. A trading day begins at ``day_begins`` on the market's own clock;
    one that begins in the evening is named after the day that it leads to, as dealers in currencies do.

    A market of one's own is a few lines:

    >>> from datetime import date
    >>> from trading_core.domain.amounts import Price, Quantity
    >>> from trading_core.domain.markets import Commission, Ladder, LotLaw
    >>> from trading_core.domain.product import Product
    >>> from trading_core.domain.words import Side
    >>> from trading_core import Market, MarketRules
    >>> rules = MarketRules(
    ...     since=date(2020, 1, 1),
    ...     ladders=[Ladder([(0, "0.01"), (100, "0.5")])],
    ...     lots=[LotLaw(board=100)],
    ...     commission=Commission(rate="0.001", minimum=5, unit=1),
    ...     settlement_days=2,
    ... )
    >>> village = Market("village", [rules], name="Village exchange")
    >>> mill = Product("MILL", market="village")
    >>> rules.check_price(mill, Price("100.3"), None, date(2026, 3, 2))
    Traceback (most recent call last):
    trading_core.errors.refusals.OffTick: 100.3 is no multiple of the tick 0.5: choose a price on the ladder.
    >>> str(village.rules_on(date(2026, 3, 2)).fee(mill, Side.BUY, 9_999, Quantity(100)))
    '9'
    """

    code: MarketCode = field(converter=MarketCode)
    rules: tuple[MarketRules, ...] = field(converter=as_tuple, validator=each(MarketRules))
    name: str = field(default=Factory(lambda self: str(self.code), takes_self=True), converter=_name)
    clock: Clock = field(default=UTC_CLOCK, kw_only=True)
    calendar: Calendar = field(default=EVERY_DAY, validator=a(Calendar), kw_only=True)
    day_begins: time = field(default=MIDNIGHT, validator=a(time), kw_only=True)

    def __attrs_post_init__(self) -> None:
        """Refuse rules that are none or out of order, and give the rules the market's calendar."""
        if not isinstance(self.clock, FixedOffset | SeasonalClock):
            raise InvalidValue("clock", show(self.clock), "a FixedOffset or a SeasonalClock")
        if self.day_begins.tzinfo is not None:
            raise InvalidValue("day_begins", self.day_begins.isoformat(), "a time without an offset")
        if not self.rules:
            raise InvalidValue("rules", "()", "at least one MarketRules")
        for before, after in pairwise(self.rules):
            if after.since <= before.since:
                raise InvalidValue(
                    "rules", after.since.isoformat(), f"a day after {before.since.isoformat()}"
                )
        if any(rules.calendar != self.calendar for rules in self.rules):
            shared = tuple(evolve(rules, calendar=self.calendar) for rules in self.rules)
            object.__setattr__(self, "rules", shared)

    def local(self, at: datetime) -> datetime:
        """The same moment on the market's wall clock."""
        moment = instant(at, "at")
        return moment.astimezone(self.clock.zone_at(moment))

    def trading_day(self, at: datetime) -> date:
        """The day that a moment belongs to, whether or not it is one of trading."""
        local = self.local(at)
        evening = self.day_begins != MIDNIGHT and local.time() >= self.day_begins
        return local.date() + _DAY if evening else local.date()

    def rules_on(self, day: date) -> MarketRules:
        """The newest rules that hold on a day; the oldest hold for all days before them too."""
        calendar_day(day)
        return next((rules for rules in reversed(self.rules) if rules.since <= day), self.rules[0])

    def is_open(
        self, at: datetime, product: Product | None = None, kind: SessionKind = SessionKind.REGULAR
    ) -> bool:
        """Whether orders (for a product, where it matters) are taken at a moment in sessions of that kind."""
        if product is not None:
            expect(product, Product, "product")
        day = self.trading_day(at)
        if not self.calendar.trades_on(day):
            return False
        sessions = self.rules_on(day).sessions
        if not sessions:
            return True
        now = self.local(at).time()
        return any(
            session.kind is kind and session.holds(now) and (product is None or session.scope.covers(product))
            for session in sessions
        )

    def settlement_day(self, day: date) -> date:
        """When the money and the units of a trade of that day change hands."""
        return self.calendar.after(day, self.rules_on(day).settlement_days)

    def with_commission(self, commission: Commission) -> Market:
        """The same market with another broker's commission, on every day."""
        return evolve(self, rules=[evolve(rules, commission=commission) for rules in self.rules])

    def with_margin_rate(self, rate: Decimal) -> Market:
        """
        The same market with another margin behind short positions, on every day.

        A margin account that sells short 10 at 100 leaves the proceeds of 1,000 in the bucket ``margin`` of the
        product and adds the pledge out of its cash: 1,000 more at a rate of 1, 500 at ``Decimal("0.5")``. Both come
        free, in shares, as the units are bought back.
        """
        return evolve(self, rules=[evolve(rules, margin_rate=rate) for rules in self.rules])

    def with_calendar(self, calendar: Calendar) -> Market:
        """The same market with the holidays of somebody who knows them."""
        return evolve(self, calendar=calendar)
