"""A fill is what a broker reports; a trade is what the books make of it: an immutable fact with its costs."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from attrs import field, frozen

from trading_core.domain.amounts import Price, Quantity, price_or_none, to_price, to_quantity
from trading_core.domain.checks import a, instant, number, text
from trading_core.domain.exact import ZERO, decimal_of, show
from trading_core.domain.ids import AccountId, Currency, FillId, OrderNumber, Symbol
from trading_core.domain.words import Side, Word
from trading_core.errors import InvalidValue


class Purpose(Word):
    """Why a fill happened: the order itself, or one of the ways out of what it opened."""

    ENTRY = "entry"
    STOP_LOSS = "stop_loss"
    TAKE_PROFIT = "take_profit"
    CLOSE = "close"


def positive(quantity: Quantity, name: str) -> None:
    """Nothing can be traded by trading nothing."""
    if not quantity:
        raise InvalidValue(name, show(quantity.value), "a number above zero")


def _source(value: object) -> str:
    return text(value, "source", 64)


def _seconds(value: object) -> Decimal:
    return decimal_of(value, "age_seconds")


@frozen
class Provenance:
    """Which quote a fill was priced from: without it, nobody can tell a fair fill from an unfair one."""

    source: str = field(converter=_source)
    age_seconds: Decimal = field(default=ZERO, converter=_seconds)
    bid: Price | None = field(default=None, converter=price_or_none)
    ask: Price | None = field(default=None, converter=price_or_none)


STATED = Provenance("stated")


@frozen
class Fill:
    """One execution report. The same id again is the same fill and is booked once."""

    id: FillId = field(converter=FillId)
    price: Price = field(converter=to_price)
    quantity: Quantity = field(converter=to_quantity)
    at: datetime = field(converter=instant)
    purpose: Purpose = field(default=Purpose.ENTRY, validator=a(Purpose))
    provenance: Provenance = field(default=STATED, validator=a(Provenance))

    def __attrs_post_init__(self) -> None:
        """Refuse a fill of nothing."""
        positive(self.quantity, "quantity")


@frozen
class Trade:
    """
    A booked fill.

    ``closed`` is how much of it made a position smaller and ``day_traded`` how much of that undid a purchase of
    the same day; ``day_tradable`` is how much of a purchase may be undone so, later on its day; ``realized`` is the profit on the closed part before fee and tax.
    Made by the library alone, out of a fill that was checked; only the kinds of its parts are checked.
    """

    id: FillId = field(converter=FillId)
    order: OrderNumber = field(converter=OrderNumber)
    account: AccountId = field(converter=AccountId)
    symbol: Symbol = field(converter=Symbol)
    side: Side = field(validator=a(Side))
    price: Price = field(converter=to_price)
    quantity: Quantity = field(converter=to_quantity)
    value: Decimal = field(validator=number)
    fee: Decimal = field(validator=number)
    tax: Decimal = field(validator=number)
    realized: Decimal = field(validator=number)
    currency: Currency = field(converter=Currency)
    closed: Quantity = field(converter=to_quantity)
    day_traded: Quantity = field(converter=to_quantity)
    day_tradable: Quantity = field(converter=to_quantity)
    purpose: Purpose = field(validator=a(Purpose))
    provenance: Provenance = field(validator=a(Provenance))
    executed_at: datetime = field(converter=instant)
    day: date = field(validator=a(date))

    @property
    def fill(self) -> Fill:
        """The report that this trade was booked from."""
        return Fill(self.id, self.price, self.quantity, self.executed_at, self.purpose, self.provenance)
