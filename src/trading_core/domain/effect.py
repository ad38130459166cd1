"""What an order does to an account: how much it closes, how much it opens, and what it must reserve."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from attrs import field, frozen

from trading_core.domain.amounts import Price, Quantity, value_of
from trading_core.domain.checks import a
from trading_core.domain.exact import ZERO, add, multiply, share, subtract, to_unit
from trading_core.domain.journal import Bucket
from trading_core.domain.words import Direction, Side

if TYPE_CHECKING:
    from trading_core.domain.account import Account
    from trading_core.domain.markets import MarketRules
    from trading_core.domain.order_terms import OrderTerms
    from trading_core.domain.product import Product


@frozen
class Effect:
    """An order's quantity, split into what makes a position smaller and what makes one larger."""

    closing: Quantity = field(validator=a(Quantity))
    opening: Quantity = field(validator=a(Quantity))

    @property
    def reduces_only(self) -> bool:
        """Whether the order opens nothing."""
        return not self.opening


def closed_direction(side: Side) -> Direction:
    """The direction that this side makes smaller."""
    return Direction.SHORT if side is Side.BUY else Direction.LONG


def opened_direction(side: Side) -> Direction:
    """The direction that this side makes larger."""
    return Direction.LONG if side is Side.BUY else Direction.SHORT


def effect_of(account: Account, terms: OrderTerms, side: Side) -> Effect:
    """
    Split an order: what is free of the other direction is closed first, the rest opens.

    An order with exits of its own opens all of it, since its stop and targets guard exactly what it opened.
    """
    free = account.free_units(terms.symbol, closed_direction(side))
    closing = Quantity(0) if terms.has_exits else Quantity(min(terms.quantity.value, free))
    return Effect(closing, terms.quantity - closing)


def pledge(value: Decimal, rate: Decimal) -> Decimal:
    """The money that stands behind a short position of that value, besides its proceeds."""
    return to_unit(multiply(value, rate))


def released_margin(account: Account, product: Product, quantity: Decimal) -> Decimal:
    """The share of a product's margin that comes free when so much of the short position is bought back."""
    whole = account.units(product.symbol, Direction.SHORT)
    return share(account.balance(Bucket.MARGIN, product.symbol), quantity, whole) if quantity else ZERO


def cash_needed(
    account: Account, side: Side, effect: Effect, price: Price, product: Product, rules: MarketRules
) -> Decimal:
    """
    The money that must be free for the whole order at this price, fees and taxes included.

    Proceeds of what is closed pay for its costs; what they do not cover must be there beforehand.
    """
    whole = effect.closing + effect.opening
    value = value_of(price, whole)
    closing_value = value_of(price, effect.closing)
    opening_value = subtract(value, closing_value)
    costs = add(rules.fee(product, side, value, whole), rules.tax(product, side, value, ZERO))
    if side is Side.SELL:
        return add(pledge(opening_value, rules.margin_rate), max(subtract(costs, closing_value), ZERO))
    freed = released_margin(account, product, effect.closing.value)
    if not effect.opening:
        return max(subtract(add(closing_value, costs), freed), ZERO)
    return add(add(opening_value, costs), max(subtract(closing_value, freed), ZERO))
