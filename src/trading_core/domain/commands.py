"""What can be asked of the books. Each command names what it is about, so that asking twice is asking once."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from attrs import field, frozen

from trading_core.domain.account import AccountTerms
from trading_core.domain.amounts import Price, price_or_none
from trading_core.domain.checks import a, expect, instant, text
from trading_core.domain.exact import ZERO, decimal_of, show
from trading_core.domain.ids import AccountId, OrderNumber
from trading_core.domain.journal import Reference
from trading_core.domain.limits import Limits
from trading_core.domain.order_terms import OrderLine, OrderTerms
from trading_core.domain.trades import Fill
from trading_core.domain.words import OrderType, Side, Source, TradingState, Word
from trading_core.errors import InvalidValue


def _positive(value: object) -> Decimal:
    amount = decimal_of(value, "amount")
    if amount <= 0:
        raise InvalidValue("amount", show(amount), "a number above zero")
    return amount


def _not_negative(value: object) -> Decimal:
    amount = decimal_of(value, "opening")
    if amount < 0:
        raise InvalidValue("opening", show(amount), "a number not below zero")
    return amount


def _reason(value: object) -> str:
    return text(value, "reason", 500)


def _day(value: object) -> date:
    if not isinstance(value, date) or isinstance(value, datetime):
        raise InvalidValue("day", show(value), "a day without a time")
    return value


def _moment_or_none(value: object) -> datetime | None:
    return None if value is None else instant(value, "created_at")


class Stage(Word):
    """How far a command takes an order: only noted, checked and reserved for, or traded."""

    SUBMITTED = "submitted"
    ACCEPTED = "accepted"
    FILLED = "filled"


@frozen
class OpenAccount:
    """Open an account, with paper money in it."""

    terms: AccountTerms = field(validator=a(AccountTerms))
    opening: Decimal = field(default=ZERO, converter=_not_negative)


@frozen
class Deposit:
    """Put paper money into an account."""

    account: AccountId = field(converter=AccountId)
    amount: Decimal = field(converter=_positive)
    reference: Reference = field(converter=Reference)


@frozen
class Withdraw:
    """Take paper money out of an account."""

    account: AccountId = field(converter=AccountId)
    amount: Decimal = field(converter=_positive)
    reference: Reference = field(converter=Reference)


@frozen
class PlaceOrder:
    """
    Ask for an order.

    At stage ``filled`` the paper broker fills all of it at once: at ``price`` when one is given, else at the order's
    limit, else at what the quote says a trade of this side meets. An order with a stop is accepted and waits for it.
    """

    terms: OrderTerms = field(validator=a(OrderTerms))
    stage: Stage = field(default=Stage.ACCEPTED, validator=a(Stage))
    price: Price | None = field(default=None, converter=price_or_none)

    def __attrs_post_init__(self) -> None:
        """An imported order is a record of what happened elsewhere and is never traded."""
        if self.terms.source is Source.IMPORT:
            raise InvalidValue("source", self.terms.source, "a trading order; import this one")


@frozen
class ProcessOrder:
    """Take a pending order further, as far as ``stage``; one with a stop no further than to wait for it."""

    number: OrderNumber = field(converter=OrderNumber)
    stage: Stage = field(default=Stage.FILLED, validator=a(Stage))
    price: Price | None = field(default=None, converter=price_or_none)


@frozen
class ApplyFill:
    """Book what a broker reports."""

    number: OrderNumber = field(converter=OrderNumber)
    fill: Fill = field(validator=a(Fill))


@frozen
class TriggerOrder:
    """The stop price of an accepted order was passed."""

    number: OrderNumber = field(converter=OrderNumber)
    reason: str = field(default="the stop price was passed", converter=_reason)


@frozen
class CancelOrder:
    """End what a working order still wants and give back what it reserved."""

    number: OrderNumber = field(converter=OrderNumber)
    reason: str = field(default="cancelled on request", converter=_reason)


@frozen
class RejectOrder:
    """A broker does not take an order that was accepted here; what it reserved is given back."""

    number: OrderNumber = field(converter=OrderNumber)
    reason: str = field(converter=_reason)


@frozen
class ExpireOrder:
    """The time of a working order has run out."""

    number: OrderNumber = field(converter=OrderNumber)
    reason: str = field(default="its time has run out", converter=_reason)


@frozen
class CloseOrder:
    """Undo by hand what an order has opened, at ``price`` or at what the quote says."""

    number: OrderNumber = field(converter=OrderNumber)
    price: Price | None = field(default=None, converter=price_or_none)


@frozen
class ImportOrder:
    """Keep an order that was made elsewhere."""

    terms: OrderTerms = field(validator=a(OrderTerms))
    created_at: datetime | None = field(default=None, converter=_moment_or_none)

    def __attrs_post_init__(self) -> None:
        """Only an order that says so is an imported one."""
        if self.terms.source is not Source.IMPORT:
            raise InvalidValue("source", self.terms.source, "an imported order")


@frozen
class SettleCash:
    """Pay out the proceeds that are due on or before a day."""

    account: AccountId = field(converter=AccountId)
    day: date = field(converter=_day)


@frozen
class SetLimits:
    """Set an account's limits; ``loosen`` is the operator's right."""

    account: AccountId = field(converter=AccountId)
    limits: Limits = field(validator=a(Limits))
    loosen: bool = field(default=False, validator=a(bool))


@frozen
class SetTradingState:
    """Turn the kill switch."""

    state: TradingState = field(validator=a(TradingState))
    reason: str = field(converter=_reason)


Command = (
    OpenAccount
    | Deposit
    | Withdraw
    | PlaceOrder
    | ProcessOrder
    | ApplyFill
    | TriggerOrder
    | CancelOrder
    | RejectOrder
    | ExpireOrder
    | CloseOrder
    | ImportOrder
    | SettleCash
    | SetLimits
    | SetTradingState
)


def open_account(account: object, opening: object = 0, currency: object = "TWD") -> OpenAccount:
    """Say in one line that an account is to be opened."""
    return OpenAccount(AccountTerms(account, currency), opening)


def _trade(
    side: Side, number: object, account: object, symbol: object, quantity: object, price: object
) -> PlaceOrder:
    terms = OrderTerms(
        number=number,
        source=Source.TRADE,
        account=account,
        side=side,
        type=OrderType.LIMIT,
        limit_price=price,
        lines=[OrderLine(symbol, quantity, price)],
    )
    return PlaceOrder(terms, Stage.FILLED, terms.limit_price)


def placing(terms: OrderTerms) -> PlaceOrder:
    """Say that an order at the market is to be filled at once, and that any other is to be accepted and to wait."""
    expect(terms, OrderTerms, "terms")
    return PlaceOrder(terms, Stage.FILLED if terms.type is OrderType.MARKET else Stage.ACCEPTED)


def buy(number: object, account: object, symbol: object, quantity: object, price: object) -> PlaceOrder:
    """Say in one line that so much is to be bought at this price, now."""
    return _trade(Side.BUY, number, account, symbol, quantity, price)


def sell(number: object, account: object, symbol: object, quantity: object, price: object) -> PlaceOrder:
    """Say in one line that so much is to be sold at this price, now."""
    return _trade(Side.SELL, number, account, symbol, quantity, price)
