"""What an account is worth at given prices."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import TYPE_CHECKING

from attrs import field, frozen, validators

from trading_core.domain.account import Account
from trading_core.domain.checks import a, expect, number
from trading_core.domain.exact import ZERO, add, divide, multiply, share, show, subtract, to_unit
from trading_core.domain.ids import Symbol
from trading_core.domain.journal import Bucket
from trading_core.domain.words import Direction
from trading_core.errors import InvalidValue

if TYPE_CHECKING:
    from trading_core.domain.quotes import Quote


@frozen
class Position:
    """
    Units of one product in one direction, and what they are worth.

    Without a quote the last price is None and the position counts at its cost, so that it neither vanishes
    from the account's equity nor shows a profit that nobody knows of.
    """

    symbol: Symbol = field(converter=Symbol)
    direction: Direction = field(validator=a(Direction))
    quantity: Decimal = field(validator=number)
    reserved: Decimal = field(validator=number)
    cost: Decimal = field(validator=number)
    last_price: Decimal | None = field(validator=validators.optional(number))

    def __attrs_post_init__(self) -> None:
        """Refuse a position of nothing: its units have no average cost."""
        if self.quantity <= ZERO:
            raise InvalidValue("quantity", show(self.quantity), "a number above zero")

    @property
    def average_cost(self) -> Decimal:
        """Cost of one unit, to 8 decimals, half even."""
        return to_unit(divide(self.cost, self.quantity))

    @property
    def market_value(self) -> Decimal:
        """What the units come to at the last price, or at cost."""
        return self.cost if self.last_price is None else to_unit(multiply(self.quantity, self.last_price))

    @property
    def unrealized(self) -> Decimal:
        """The profit that closing at the last price would book, before costs."""
        gain = subtract(self.market_value, self.cost)
        return gain if self.direction is Direction.LONG else subtract(ZERO, gain)


def positions(account: Account, quotes: Mapping[Symbol, Quote]) -> tuple[Position, ...]:
    """All positions by product, long before short."""
    _expect(account, quotes)
    return tuple(_position(account, symbol, direction, quotes) for symbol, direction in sorted(account.lots))


def positions_in(account: Account, symbol: Symbol, quotes: Mapping[Symbol, Quote]) -> tuple[Position, ...]:
    """The positions in one product, long before short, however many others there are."""
    _expect(account, quotes)
    return tuple(
        _position(account, symbol, direction, quotes)
        for direction in Direction
        if (symbol, direction) in account.lots
    )


def _position(
    account: Account, symbol: Symbol, direction: Direction, quotes: Mapping[Symbol, Quote]
) -> Position:
    quantity = account.units(symbol, direction)
    bucket = Bucket.COST_LONG if direction is Direction.LONG else Bucket.COST_SHORT
    quote = quotes.get(symbol)
    return Position(
        symbol,
        direction,
        quantity,
        subtract(quantity, account.free_units(symbol, direction)),
        account.balance(bucket, symbol).copy_abs(),
        None if quote is None else quote.last.value,
    )


def unrealized(account: Account, quotes: Mapping[Symbol, Quote]) -> Decimal:
    """The profit that closing everything at the last prices would book, before costs."""
    total = ZERO
    for position in positions(account, quotes):
        total = add(total, position.unrealized)
    return total


def equity(account: Account, quotes: Mapping[Symbol, Quote]) -> Decimal:
    """All money, wherever it stands, less what is owed, and all positions at their last prices."""
    _expect(account, quotes)
    total = add(add(account.cash, account.held), account.balance(Bucket.UNSETTLED))
    total = add(total, account.balance(Bucket.SHORTFALL))
    total = add(total, account.total(Bucket.MARGIN))
    for position in positions(account, quotes):
        value = position.market_value
        total = add(total, value if position.direction is Direction.LONG else subtract(ZERO, value))
    return total


def short_losses(
    account: Account, quotes: Mapping[Symbol, Quote], closing: Symbol | None = None, units: Decimal = ZERO
) -> Decimal:
    """
    What the short positions that are under water would lose if they were bought back now.

    The units that are just being bought back are left out: whoever buys them pays for their loss itself.
    """
    missing = ZERO
    for symbol, direction in account.lots:
        if direction is Direction.SHORT:
            position = _position(account, symbol, direction, quotes)
            loss = subtract(ZERO, min(position.unrealized, ZERO))
            if symbol == closing:
                loss = share(loss, subtract(position.quantity, units), position.quantity)
            missing = add(missing, loss)
    return missing


def buying_power(
    account: Account, quotes: Mapping[Symbol, Quote], closing: Symbol | None = None, units: Decimal = ZERO
) -> Decimal:
    """Free cash less the losses that short positions have made on paper; never below zero."""
    _expect(account, quotes)
    expect(units, Decimal, "units")
    return max(subtract(account.cash, short_losses(account, quotes, closing, units)), ZERO)


def _expect(account: object, quotes: object) -> None:
    expect(account, Account, "account")
    expect(quotes, Mapping, "quotes")
