"""What is asked for: terms of accounts and orders, and limits."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, Final

from attrs import field, frozen
from hypothesis import strategies as st

from trading_core.domain.account import AccountTerms
from trading_core.domain.amounts import Price, Quantity, value_of
from trading_core.domain.exact import ZERO, add
from trading_core.domain.ids import AccountId, Currency, FillId, OrderNumber
from trading_core.domain.limits import Limits
from trading_core.domain.order_terms import OrderLine, OrderTerms
from trading_core.domain.words import CostMethod, OrderType, Side, Source, TimeInForce
from trading_core.errors import InvalidValue
from trading_core.testing.strategies.dice import Dice, evenly
from trading_core.testing.strategies.dice import dice as throws
from trading_core.testing.strategies.listings import (
    FAR,
    LIMITED,
    LISTINGS,
    MOST_UNITS,
    NEAR,
    STEPS,
    STOPPED,
    TRADED,
    Listing,
    listing_for,
)
from trading_core.testing.strategies.names import account_ids, currencies, fill_ids, order_numbers
from trading_core.testing.strategies.numbers import amounts, prices, quantities
from trading_core.testing.strategies.wishes import one_of_kind, wished

SIDES: Final = evenly(Side)
TYPES: Final = evenly([OrderType.LIMIT, OrderType.MARKET, OrderType.STOP, OrderType.STOP_LIMIT])
SOURCES: Final = evenly([Source.API, Source.TRADE, Source.SIGNAL, Source.TRANSACTION])
_MONEY: Final = st.none() | amounts(min_value=0, max_value=10_000_000, decimals=2)
_NAMED: Final = (None, "Mill", "O'Neil & 100%", "\u53f0\u7a4d\u96fb")
_NAMES: Final = st.sampled_from(_NAMED)
_THROWS: Final = 24


def limits() -> st.SearchStrategy[Limits]:
    """
    Limits of an account: each bound there or not.

    >>> from hypothesis import find
    >>> from trading_core.testing import limits
    >>> find(limits(), lambda limits: limits.price_band == 0).max_order_value is None
    True
    """
    rates, bands = st.none() | st.integers(0, 1_000), st.none() | st.integers(0, 100)
    return st.builds(Limits, _MONEY, _MONEY, _MONEY, rates, bands)


def account_terms(
    *, account: object = None, currency: object = None, cost_method: object = None, margin: object = None
) -> st.SearchStrategy[AccountTerms]:
    """
    Terms of accounts of every cost method, with and without margin.

    >>> from hypothesis import given
    >>> from trading_core import CostMethod
    >>> from trading_core.testing import account_terms
    >>> @given(account_terms(account="mine", cost_method=CostMethod.FIFO))
    ... def check(terms):
    ...     assert (terms.id, terms.cost_method) == ("mine", CostMethod.FIFO)
    >>> check()
    """
    return st.builds(
        AccountTerms,
        wished(account, account_ids(), AccountId),
        wished(currency, currencies(), Currency),
        wished(cost_method, evenly(CostMethod), one_of_kind(CostMethod, "cost_method")),
        wished(margin, evenly([True, True, True, False]), one_of_kind(bool, "margin")),
    )


def order_terms(
    *,
    number: object = None,
    account: object = None,
    side: object = None,
    type: object = None,  # noqa: A002 - as the field is called
    symbol: object = None,
    source: object = None,
) -> st.SearchStrategy[OrderTerms]:
    """
    Terms of trading orders of every type, with and without exits around their prices.

    Prices and quantities are such as the product's market takes, in the plain and in the strict mode.

    >>> from hypothesis import given
    >>> from trading_core import OrderType
    >>> from trading_core.testing import order_terms
    >>> @given(order_terms(symbol="2330", type=OrderType.STOP))
    ... def check(terms):
    ...     assert terms.stop_price and not terms.quantity.value % 1000
    >>> check()
    """
    wishes = st.builds(
        OrderWish,
        wished(number, order_numbers(), OrderNumber),
        wished(account, account_ids(), AccountId),
        wished(symbol, evenly(LISTINGS), listing_for),
        wished(side, SIDES, one_of_kind(Side, "side")),
        wished(type, TYPES, one_of_kind(OrderType, "type")),
        wished(source, SOURCES, trading_source),
        exits=evenly([False, True]),
        lots=st.just(()) | st.lists(fill_ids(), max_size=2).map(tuple),
    )
    return st.builds(terms_of, throws(_THROWS), wishes)


def trading_source(wish: object) -> Source:
    """Read the source of an order that is traded and not only recorded."""
    source = one_of_kind(Source, "source")(wish)
    if source is Source.IMPORT:
        raise InvalidValue("source", source, "a door that orders are traded through; see imported_terms")
    return source


@frozen
class OrderWish:
    """What is settled about an order before the rest is made up."""

    number: OrderNumber
    account: AccountId
    listing: Listing
    side: Side
    type: OrderType
    source: Source = Source.API
    exits: bool = False
    lots: tuple[FillId, ...] = field(default=())
    quantity: tuple[Decimal, int] | None = None


def near(dice: Dice) -> int:
    """How many steps a price is away from the usual one; none is the plainest."""
    return dice.choose(STEPS)


def terms_of(dice: Dice, wish: OrderWish) -> OrderTerms:
    """Make up the rest: around the usual price, with the stop on the losing side and targets on the other."""
    listing, kind = wish.listing, wish.type
    units = [unit for unit in listing.units if listing.takes(kind, unit)]
    unit, count = wish.quantity or (dice.choose(units), dice.within(1, MOST_UNITS))
    unit_price = dice.choose([None, near(dice)])
    return OrderTerms(
        number=wish.number,
        account=wish.account,
        side=wish.side,
        type=kind,
        source=wish.source,
        lines=[
            OrderLine(
                listing.symbol,
                listing.quantity(unit, count),
                None if unit_price is None else listing.price(unit_price),
                dice.choose(_NAMED),
            )
        ],
        lots=wish.lots,
        limit_price=listing.price(near(dice)) if kind in LIMITED else None,
        stop_price=listing.price(near(dice)) if kind in STOPPED else None,
        time_in_force=dice.choose([TimeInForce.GTC, *TimeInForce]),
        client_order_id=dice.choose([None, "mine 1", "mine 2"]),
        **_around(dice, wish),
    )


def _around(dice: Dice, wish: OrderWish) -> dict[str, Any]:
    """The range of an entry, a stop and targets, each there or not."""
    price, gain = wish.listing.price, 1 if wish.side is Side.BUY else -1
    low, high = -dice.within(1, FAR), dice.within(0, FAR)
    found: dict[str, Any] = {"entry_range": (price(low), price(high)) if dice.happens() else None}
    if not wish.exits:
        return found
    away = NEAR
    targets = []
    for _ in range(dice.below(4)):
        away += dice.within(1, (FAR - NEAR) // 3)
        targets.append(price(gain * away))
    if not targets or dice.happens():
        found["stop_loss"] = price(-gain * dice.within(NEAR + 1, FAR))
    found["take_profits"] = targets[::-1] if dice.happens() else targets
    return found


def imported_terms(*, number: object = None) -> st.SearchStrategy[OrderTerms]:
    """
    Terms of orders that were made elsewhere: any number of priced lines, and their total.

    >>> from hypothesis import given
    >>> from trading_core.testing import imported_terms
    >>> @given(imported_terms())
    ... def check(terms):
    ...     assert not terms.lines or terms.total_price == terms.lines_total
    >>> check()
    """
    symbols = st.one_of(st.sampled_from(TRADED), st.integers(1, 9).map("SKU-{}".format))
    line = st.tuples(symbols, quantities(max_value=9_999, decimals=4), prices(decimals=4), _NAMES)
    named = wished(number, order_numbers(), OrderNumber)
    return st.builds(_imported, named, st.lists(line, max_size=4), amounts(min_value=0, decimals=2))


def _imported(
    number: OrderNumber, lines: list[tuple[str, Quantity, Price, str | None]], otherwise: Decimal
) -> OrderTerms:
    total = ZERO
    for _, quantity, price, _ in lines:
        total = add(total, value_of(price, quantity))
    return OrderTerms(
        number=number,
        source=Source.IMPORT,
        lines=[OrderLine(*line) for line in lines],
        total_price=total if lines else otherwise,
    )
