"""The rules that an order must pass before it is accepted, each a named guard with its own refusal.

They are asked in the order of ``STANDARD_RULES`` and the first refusal counts. A deployment composes its own
tuple from these and from any other object with a ``check`` of the same form.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Final, Protocol

from attrs import field, frozen

from trading_core.domain.account import Account
from trading_core.domain.amounts import Price
from trading_core.domain.checks import a, each, instant, number, optional
from trading_core.domain.effect import Effect, cash_needed, opened_direction
from trading_core.domain.exact import ZERO, add, multiply, subtract
from trading_core.domain.ids import Symbol
from trading_core.domain.limits import Limits
from trading_core.domain.markets import Market, MarketRules
from trading_core.domain.order_terms import OrderTerms
from trading_core.domain.product import Product
from trading_core.domain.quotes import Quote
from trading_core.domain.valuation import buying_power
from trading_core.domain.words import Side, TradingState
from trading_core.errors import (
    InsufficientFunds,
    InsufficientHoldings,
    LimitExceeded,
    NotTradable,
    PriceOutOfBand,
    ReduceOnly,
    SessionClosed,
    ShortNotAllowed,
    TradingHalted,
)

MINUTE: Final = timedelta(minutes=1)
PERCENT: Final = Decimal(100)


@frozen
class Case:
    """Everything that a rule may look at: one order, before it is accepted."""

    account: Account = field(validator=a(Account))
    terms: OrderTerms = field(validator=a(OrderTerms))
    side: Side = field(validator=a(Side))
    product: Product = field(validator=a(Product))
    market: Market = field(validator=a(Market))
    rules: MarketRules = field(validator=a(MarketRules))
    effect: Effect = field(validator=a(Effect))
    price: Price = field(validator=a(Price))
    value: Decimal = field(validator=number)
    now: datetime = field(converter=instant)
    limits: Limits = field(validator=a(Limits))
    recent_orders: tuple[datetime, ...] = field(validator=each(datetime))
    state: TradingState = field(validator=a(TradingState))
    state_reason: str = field(validator=a(str))
    quotes: Mapping[Symbol, Quote] = field(validator=a(Mapping))
    named: Price | None = field(default=None, validator=optional(Price))

    @property
    def stated(self) -> tuple[Price, ...]:
        """The prices that the order names itself, and the one that it is to be filled at."""
        prices = (self.terms.limit_price, self.terms.stop_price, self.named)
        return tuple(price for price in prices if price is not None)


class Rule(Protocol):
    """Anything that can look at a case and refuse it by raising a ``Refused``."""

    def check(self, case: Case) -> None:
        """Return when the order may pass."""
        ...


@frozen
class KillSwitch:
    """Halted: nothing passes. Reducing: only what makes a position smaller passes."""

    def check(self, case: Case) -> None:
        """Refuse by the state of trading."""
        if case.state is TradingState.HALTED:
            raise TradingHalted(case.state_reason)
        if case.state is TradingState.REDUCING and not case.effect.reduces_only:
            raise ReduceOnly(case.state_reason)


@frozen
class ProductTradable:
    """The product is open for trading at all."""

    def check(self, case: Case) -> None:
        """Refuse a product that is switched off."""
        if not case.product.tradable:
            raise NotTradable(case.product.symbol)


@frozen
class SessionOpen:
    """The product's market takes orders now."""

    def check(self, case: Case) -> None:
        """Refuse outside the sessions."""
        kind = case.rules.session_kind(case.product, case.terms.quantity)
        if not case.market.is_open(case.now, case.product, kind):
            raise SessionClosed(case.market.code, case.now)


@frozen
class OrderForm:
    """Quantity, order type and stated prices are of the form that the product and its market trade."""

    def check(self, case: Case) -> None:
        """Refuse what is finer than the product's scales, off the lot, off the tick or beyond the day's limits."""
        quantity = case.terms.quantity
        case.product.check_scale(None, quantity)
        case.rules.check_quantity(case.product, quantity)
        case.rules.check_order_type(case.product, quantity, case.terms.type)
        day = case.market.trading_day(case.now)
        quote = case.quotes.get(case.product.symbol)
        reference = None if quote is None else quote.previous_close
        for price in case.stated:
            case.product.check_scale(price, quantity)
            case.rules.check_price(case.product, price, reference, day)


@frozen
class OrderRate:
    """Not more orders within a minute than the account allows."""

    def check(self, case: Case) -> None:
        """Refuse the one order too many."""
        allowed = case.limits.max_orders_per_minute
        if allowed is None:
            return
        recent = sum(1 for at in case.recent_orders if case.now - at < MINUTE)
        if recent >= allowed:
            raise LimitExceeded("max_orders_per_minute", Decimal(allowed), Decimal(recent + 1))


@frozen
class MaximumOrderValue:
    """No single order is worth more than the account allows."""

    def check(self, case: Case) -> None:
        """Refuse an order that is too large, except one that only reduces."""
        allowed = case.limits.max_order_value
        if allowed is not None and case.value > allowed and not case.effect.reduces_only:
            raise LimitExceeded("max_order_value", allowed, case.value)


@frozen
class MaximumPosition:
    """No position grows beyond the value that the account allows."""

    def check(self, case: Case) -> None:
        """Refuse an order that would make the position too large, at the order's price."""
        allowed = case.limits.max_position
        if allowed is None or case.effect.reduces_only:
            return
        direction = opened_direction(case.side)
        units = add(case.account.units(case.product.symbol, direction), case.effect.opening.value)
        value = multiply(units, case.price.value)
        if value > allowed:
            raise LimitExceeded("max_position", allowed, value)


@frozen
class DailyLoss:
    """After the day's loss has reached the bound, nothing is opened any more."""

    def check(self, case: Case) -> None:
        """Refuse to open after too large a loss; reducing stays possible."""
        allowed = case.limits.max_daily_loss
        if allowed is None or case.effect.reduces_only:
            return
        loss = subtract(ZERO, case.account.result_of(case.now.date()))
        if loss >= allowed and loss > 0:
            raise LimitExceeded("max_daily_loss", allowed, loss)


@frozen
class PriceBand:
    """A stated price is near the last one known, so a slip of a digit does not become an order."""

    def check(self, case: Case) -> None:
        """Refuse a stated price that is too far away from the last one."""
        percent = case.limits.price_band
        quote = case.quotes.get(case.product.symbol)
        if percent is None or quote is None:
            return
        for price in case.stated:
            distance = subtract(price.value, quote.last.value).copy_abs()
            if multiply(distance, PERCENT) > multiply(quote.last.value, percent):
                raise PriceOutOfBand(price.value, quote.last.value, percent)


@frozen
class SufficientHoldings:
    """What is sold is owned and free, or may be sold short."""

    def check(self, case: Case) -> None:
        """Refuse to sell what is not there."""
        if case.side is Side.BUY or case.effect.reduces_only:
            return
        terms = case.terms
        if not case.rules.may_short(case.product):
            if terms.has_exits:
                raise ShortNotAllowed(terms.symbol)
            raise InsufficientHoldings(terms.symbol, terms.quantity.value, case.effect.closing.value)
        if not case.account.terms.margin:
            raise ShortNotAllowed(terms.symbol)


@frozen
class SufficientFunds:
    """The money that the order may need is there and free."""

    def check(self, case: Case) -> None:
        """Refuse what the account cannot pay."""
        need = cash_needed(case.account, case.side, case.effect, case.price, case.product, case.rules)
        free = case.account.cash
        if not case.effect.reduces_only:
            closing = case.effect.closing.value if case.side is Side.BUY else ZERO
            free = buying_power(case.account, case.quotes, case.product.symbol, closing)
        if need > free:
            raise InsufficientFunds(need, free, case.account.currency)


STANDARD_RULES: Final[tuple[Rule, ...]] = (
    KillSwitch(),
    ProductTradable(),
    SessionOpen(),
    OrderForm(),
    OrderRate(),
    MaximumOrderValue(),
    MaximumPosition(),
    DailyLoss(),
    PriceBand(),
    SufficientHoldings(),
    SufficientFunds(),
)
