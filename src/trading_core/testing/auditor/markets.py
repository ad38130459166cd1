"""What markets charge and allow, told a second time and in other words, to check the first telling."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Final

from attrs import frozen

from trading_core.testing.auditor.units import SCALE, half_even

_SATURDAY: Final = 5


@frozen(kw_only=True)
class Law:
    """A market that charges nothing, takes everything at any time and pays at once."""

    hours: int = 0
    shorts: bool = False

    def day(self, at: datetime) -> date:
        """The trading day of a moment."""
        return (at + timedelta(hours=self.hours)).date()

    def due(self, day: date) -> date:
        """When proceeds are paid out."""
        return day

    def takes_orders(self, at: datetime, quantity: int) -> bool:
        """Whether the market is open for an order of that quantity."""
        del at, quantity
        return True

    def pairs(self, quantity: int) -> bool:
        """Whether an order of that quantity can be half of a day trade."""
        del quantity
        return True

    def fault(self, quantity: int, kind: str, prices: list[int], reference: int | None) -> str | None:
        """The code of the first fault in the form of an order."""
        del quantity, kind, prices, reference
        return None

    def fee(self, value: int, quantity: int) -> int:
        """The fee for all that one order has traded in a day."""
        del value, quantity
        return 0

    def levy(self, side: str, ordinary: int, matched: int) -> int:
        """The tax on all that one order has traded in a day."""
        del side, ordinary, matched
        return 0

    def pledge(self, value: int) -> int:
        """The money that is put behind what is sold short."""
        return value


def _working_day(day: date, later: int) -> date:
    while later:
        day += timedelta(days=1)
        later -= day.weekday() < _SATURDAY
    return day


@frozen(kw_only=True)
class Taiwan(Law):
    """Shares and funds: T+2, 0.1425 % with a least fee, taxed sales, ticks, lots, hours and ten percent a day."""

    hours: int = 8
    tax: int
    day_trade_tax: int | None = None
    fund: bool = False

    def due(self, day: date) -> date:
        """Two working days later."""
        return _working_day(day, 2)

    def takes_orders(self, at: datetime, quantity: int) -> bool:
        """On working days from half past eight to half past one, less than a lot from nine."""
        local = at + timedelta(hours=self.hours)
        begin = (8, 30) if self.pairs(quantity) else (9, 0)
        return local.weekday() < _SATURDAY and begin <= (local.hour, local.minute) < (13, 30)

    def pairs(self, quantity: int) -> bool:
        """Less than a lot cannot."""
        return quantity >= 1000 * SCALE

    def _tick(self, price: int) -> int:
        steps = (
            ((50, 5), (0, 1))
            if self.fund
            else ((1000, 500), (500, 100), (100, 50), (50, 10), (10, 5), (0, 1))
        )
        return next(cents * SCALE // 100 for start, cents in steps if price >= start * SCALE)

    def fault(self, quantity: int, kind: str, prices: list[int], reference: int | None) -> str | None:
        """Whole lots or single units below a lot; the latter at a limit; prices on ticks, near the reference."""
        lot = 1000 * SCALE if quantity >= 1000 * SCALE else SCALE
        if quantity % lot:
            return "off_lot"
        if lot == SCALE and kind in {"market", "stop"}:
            return "order_type_not_taken"
        for price in prices:
            if price % self._tick(price):
                return "off_tick"
            if reference is not None and not 90 * reference <= 100 * price <= 110 * reference:
                return "outside_price_limits"
        return None

    def fee(self, value: int, quantity: int) -> int:
        """Whole dollars, at least twenty, or one for less than a lot."""
        least = 20 if quantity >= 1000 * SCALE else 1
        return max(value * 1425 // 1_000_000 // SCALE, least) * SCALE

    def levy(self, side: str, ordinary: int, matched: int) -> int:
        """Sellers pay in whole dollars, for shares bought on the same day half."""
        if side == "buy":
            return 0
        lower = self.tax if self.day_trade_tax is None else self.day_trade_tax
        return (ordinary * self.tax + matched * lower) // 10_000 // SCALE * SCALE


@frozen(kw_only=True)
class Dealers(Law):
    """Currencies: no charges, a tick, hundredths of a unit, from Sunday to Friday at five in New York's winter."""

    shorts: bool = True

    def day(self, at: datetime) -> date:
        """The day that five in the afternoon begins."""
        return (at + timedelta(hours=-5 + 7)).date()

    def takes_orders(self, at: datetime, quantity: int) -> bool:
        """On working days."""
        del quantity
        return self.day(at).weekday() < _SATURDAY

    def fault(self, quantity: int, kind: str, prices: list[int], reference: int | None) -> str | None:
        """Hundredths of a unit, prices of five decimals."""
        del kind, reference
        if quantity % (SCALE // 100):
            return "off_lot"
        return "off_tick" if any(price % (SCALE // 100_000) for price in prices) else None


@frozen(kw_only=True)
class Harsh(Law):
    """Everything at once: fees with a least amount, taxes, a day's delay, shorts of all with half their value."""

    hours: int = 8
    shorts: bool = True

    def due(self, day: date) -> date:
        """One working day later."""
        return _working_day(day, 1)

    def takes_orders(self, at: datetime, quantity: int) -> bool:
        """On working days, at all hours."""
        del quantity
        return self.day(at).weekday() < _SATURDAY

    def fee(self, value: int, quantity: int) -> int:
        """Nine tenths of a percent, rounded up to five cents, at least fifteen."""
        del quantity
        step = SCALE // 20
        return max(-(-value * 90 // (10_000 * step)) * step, 15 * SCALE)

    def levy(self, side: str, ordinary: int, matched: int) -> int:
        """Two percent of sales, a half of what was bought on the same day, to the nearest tenth."""
        if side == "buy":
            return 0
        numerator, step = ordinary * 200 + matched * 50, SCALE // 10
        return (2 * numerator + 10_000 * step) // (2 * 10_000 * step) * step

    def pledge(self, value: int) -> int:
        """Half of the value."""
        return half_even(value, 2)
