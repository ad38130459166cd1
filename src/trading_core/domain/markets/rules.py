"""The rules of a market from one day on, as data with a few questions to it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from attrs import field, frozen

from trading_core.domain.amounts import Price, Quantity
from trading_core.domain.checks import EARLIEST, a, as_tuple, each, expect
from trading_core.domain.exact import MAX_VALUE, ONE, ZERO
from trading_core.domain.markets.bounds import above_zero, computed, up_to, whole, words
from trading_core.domain.markets.calendar import EVERY_DAY, Calendar
from trading_core.domain.markets.costs import Commission, TransactionTax
from trading_core.domain.markets.ladder import Ladder
from trading_core.domain.markets.lots import LotLaw
from trading_core.domain.markets.price_limits import PriceLimit
from trading_core.domain.markets.scope import first_about
from trading_core.domain.markets.sessions import Session, SessionKind, check_order
from trading_core.domain.product import UNITS, Product, ProductKind, calendar_day
from trading_core.domain.words import OrderType
from trading_core.errors import OffTick, OutsidePriceLimits

if TYPE_CHECKING:
    from trading_core.domain.words import Side

_LONGEST_SETTLEMENT: Final = 30
_HIGHEST_MARGIN: Final = Decimal(100)


def _since(value: object) -> date:
    return calendar_day(value, "since")


def _settlement_days(value: object) -> int:
    return whole(value, "settlement_days", _LONGEST_SETTLEMENT)


def _short_selling(value: object) -> frozenset[ProductKind]:
    return words(value, "short_selling", ProductKind)


def _margin_rate(value: object) -> Decimal:
    return above_zero(value, "margin_rate", _HIGHEST_MARGIN)


@frozen(kw_only=True)
class MarketRules:
    """
    What a market allows and charges from the day ``since`` on; the defaults allow everything and charge nothing.

    Ladders, lots and limits are rows, and the first row about a product is the one that holds for it; without a
    row nothing is demanded. No sessions mean always open. ``margin_rate`` is the share of a short position's
    value that stands behind it. The calendar is that of the market that holds the rules.
    """

    since: date = field(default=EARLIEST.date(), converter=_since)
    ladders: tuple[Ladder, ...] = field(default=(), converter=as_tuple, validator=each(Ladder))
    lots: tuple[LotLaw, ...] = field(default=(), converter=as_tuple, validator=each(LotLaw))
    limits: tuple[PriceLimit, ...] = field(default=(), converter=as_tuple, validator=each(PriceLimit))
    sessions: tuple[Session, ...] = field(default=(), converter=as_tuple, validator=each(Session))
    settlement_days: int = field(default=0, converter=_settlement_days)
    commission: Commission = field(default=Commission(), validator=a(Commission))
    taxes: TransactionTax = field(default=TransactionTax(), validator=a(TransactionTax))
    short_selling: frozenset[ProductKind] = field(default=frozenset(), converter=_short_selling)
    margin_rate: Decimal = field(default=ONE, converter=_margin_rate)
    calendar: Calendar = field(default=EVERY_DAY, validator=a(Calendar))

    def __attrs_post_init__(self) -> None:
        """Refuse sessions that contradict each other."""
        check_order(self.sessions)

    def tick(self, product: Product, price: Price) -> Decimal | None:
        """The step of the ladder at that price, where the product has a ladder."""
        ladder = first_about(product, self.ladders)
        expect(price, Price, "price")
        return None if ladder is None else ladder.tick_at(price.value)

    def round_to_tick(self, product: Product, price: Decimal, *, up: bool) -> Decimal:
        """The nearest possible price that is not below (or not above) a computed one, and never zero."""
        expect(up, bool, "up")
        return self._ladder(product).rounded(computed(price, "price"), up=up)

    def price_limits(self, product: Product, reference: Price, day: date) -> tuple[Price, Price] | None:
        """The lowest and the highest price of a day, or None on a day without limits."""
        limit = first_about(product, self.limits)
        expect(reference, Price, "reference")
        if limit is None:
            return None
        if product.listed_on is not None and self.calendar.among_first(
            calendar_day(day), product.listed_on, limit.free_days
        ):
            return None
        low, high = limit.around(reference.value, product.limit_multiple, self._ladder(product))
        return Price(low), Price(high)

    def check_price(self, product: Product, price: Price, reference: Price | None, day: date) -> None:
        """Refuse a price between the rungs or, where the day's reference is known, beyond the day's limits."""
        ladder = first_about(product, self.ladders)
        expect(price, Price, "price")
        if ladder is not None and not ladder.holds(price.value):
            raise OffTick(price.value, ladder.tick_at(price.value))
        limits = None if reference is None else self.price_limits(product, reference, day)
        if limits is not None and not limits[0] <= price <= limits[1]:
            raise OutsidePriceLimits(price.value, limits[0].value, limits[1].value)

    def check_quantity(self, product: Product, quantity: Quantity) -> None:
        """Refuse a quantity that the market does not trade."""
        law = self._lot_law(product, quantity)
        if law is not None:
            law.check(quantity.value)

    def is_odd_lot(self, product: Product, quantity: Quantity) -> bool:
        """Whether that quantity trades as an odd lot."""
        law = self._lot_law(product, quantity)
        return law is not None and law.is_odd(quantity.value)

    def may_day_trade(self, product: Product, quantity: Quantity) -> bool:
        """Whether an order of that quantity can be one half of a day trade, taxed as such."""
        law = self._lot_law(product, quantity)
        return law is None or law.may_day_trade(quantity.value)

    def session_kind(self, product: Product, quantity: Quantity) -> SessionKind:
        """The session in which an order of that quantity is taken during the day."""
        return SessionKind.ODD_LOT if self.is_odd_lot(product, quantity) else SessionKind.REGULAR

    def check_order_type(self, product: Product, quantity: Quantity, kind: OrderType) -> None:
        """Refuse an order type that the market does not take for that quantity."""
        expect(kind, OrderType, "kind")
        law = self._lot_law(product, quantity)
        if law is not None:
            law.check_type(quantity.value, kind)

    def fee(self, product: Product, side: Side, value: Decimal, quantity: Quantity) -> Decimal:  # noqa: ARG002
        """
        The commission on everything that one order has traded on one side and day.

        It is charged on the whole and not on each part, because least amounts and rounding are meant for the
        order; whoever books a part charges the difference. Both sides pay the same here, others may not.
        """
        if self.commission == _NO_COMMISSION:
            return ZERO
        return self.commission.on(up_to(value, "value", MAX_VALUE), odd=self.is_odd_lot(product, quantity))

    def tax(self, product: Product, side: Side, ordinary: Decimal, day_traded: Decimal) -> Decimal:
        """The tax on one order's day: what it sold ordinarily, and what had been bought on the same day."""
        if not self.taxes.rates:
            return ZERO
        return self.taxes.on(
            product, side, up_to(ordinary, "ordinary", MAX_VALUE), up_to(day_traded, "day_traded", MAX_VALUE)
        )

    def may_short(self, product: Product) -> bool:
        """Whether what is not owned may be sold."""
        expect(product, Product, "product")
        return product.kind in self.short_selling

    def _lot_law(self, product: Product, quantity: Quantity) -> LotLaw | None:
        expect(quantity, Quantity, "quantity")
        return first_about(product, self.lots)

    def _ladder(self, product: Product) -> Ladder:
        """The product's ladder; without one, every price that its scale can write is possible."""
        return first_about(product, self.ladders) or _SCALES[product.price_decimals]


_SCALES: Final = tuple(Ladder(((ZERO, unit),)) for unit in UNITS)
_NO_COMMISSION: Final = Commission()
