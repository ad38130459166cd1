"""Orders in every state, and the trades that they have made."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from attrs import evolve, frozen
from hypothesis import strategies as st

from trading_core.domain.account import AccountTerms
from trading_core.domain.book import Book
from trading_core.domain.commands import ImportOrder
from trading_core.domain.decisions import decide
from trading_core.domain.ids import OrderNumber
from trading_core.domain.order_states import OrderStatus
from trading_core.domain.words import OrderType, Side, Source
from trading_core.errors import InvalidValue
from trading_core.testing.strategies.dice import Dice, any_of, dice, evenly
from trading_core.testing.strategies.fills import MONDAY
from trading_core.testing.strategies.listings import LISTINGS, Listing, listing_for
from trading_core.testing.strategies.lives import THROWS, Life, Living, may_open
from trading_core.testing.strategies.names import order_numbers
from trading_core.testing.strategies.scenes import MODES, Scene, traders
from trading_core.testing.strategies.terms import SIDES, SOURCES, TYPES, imported_terms, trading_source
from trading_core.testing.strategies.wishes import one_of_kind, wished

if TYPE_CHECKING:
    from trading_core.domain.markets import MarketMode
    from trading_core.domain.order_terms import OrderTerms
    from trading_core.domain.orders import Order
    from trading_core.domain.trades import Trade

LISTED: Final = evenly(LISTINGS)
STATUSES: Final = evenly(OrderStatus)
_OWED: Final = tuple(listing for listing in LISTINGS if listing.shortable)
_TRADED: Final = evenly([OrderStatus.EXECUTED, OrderStatus.PARTIALLY_FILLED, OrderStatus.CLOSED])


def orders(
    *,
    account: object = None,
    status: object = None,
    side: object = None,
    type: object = None,  # noqa: A002 - as the field is called
    symbol: object = None,
    source: object = None,
    number: object = None,
) -> st.SearchStrategy[Order]:
    """
    Orders in every state that can be reached: waiting, filled in parts, exited, ended, refused, imported.

    >>> from hypothesis import given
    >>> from trading_core import OrderStatus, Side
    >>> from trading_core.testing import orders
    >>> @given(orders(account="mine", status=OrderStatus.PARTIALLY_FILLED))
    ... def check(order):
    ...     assert 0 < order.filled.value < order.terms.quantity.value
    >>> check()

    An account is a name or ``AccountTerms``. Wishes that exclude each other are refused:

    >>> orders(status=OrderStatus.CLOSED, side=Side.SELL, symbol="2330")
    Traceback (most recent call last):
    trading_core.errors.inputs.InvalidValue: status is closed: expected a state of orders that open nothing.
    """
    _check(account, status, side, symbol)
    numbers = wished(number, order_numbers(), OrderNumber)
    wishes = (account, status, side, type, symbol)
    nothing_wished = all(wish is None for wish in wishes)
    if source is Source.IMPORT and nothing_wished:
        return _imported(numbers)
    wanted = st.builds(
        _Wish,
        numbers,
        wished(status, STATUSES, one_of_kind(OrderStatus, "status")),
        wished(side, SIDES, one_of_kind(Side, "side")),
        wished(type, TYPES, one_of_kind(OrderType, "type")),
        wished(symbol, LISTED, listing_for),
        wished(source, SOURCES, trading_source),
        st.just(side is None),
        st.just(symbol is None),
        st.just(account is None or isinstance(account, str)),
    )
    traded = st.builds(_lived, traders(account), MODES, wanted, dice(THROWS))
    return any_of([*[traded] * 7, _imported(numbers)]) if source is None and nothing_wished else traded


def trades(*, account: object = None) -> st.SearchStrategy[Trade]:
    """
    Fills that were booked, with their costs and their profit.

    >>> from hypothesis import given
    >>> from trading_core.testing import trades
    >>> @given(trades(account="mine"))
    ... def check(trade):
    ...     assert trade.account == "mine" and trade.closed <= trade.quantity
    >>> check()
    """
    return orders(account=account, status=_TRADED).flatmap(lambda order: st.sampled_from(trades_of(order)))


def trades_of(order: Order) -> list[Trade]:
    """What an order has traded so far."""
    return [event.trade for event in order.history if event.trade is not None]


@frozen
class _Wish:
    """What was wished or came by chance, and which of these."""

    number: OrderNumber
    status: OrderStatus
    side: Side
    type: OrderType
    listing: Listing
    source: Source
    any_side: bool
    any_listing: bool
    any_margin: bool


def _lived(trader: AccountTerms, mode: MarketMode, wish: _Wish, dice: Dice) -> Order:
    side, listing = wish.side, wish.listing
    if wish.status is OrderStatus.CLOSED and not may_open(listing, side, trader):
        # What can be closed was opened: as far as nobody wished otherwise, chance is led there.
        side = Side.BUY if wish.any_side else side
        listing = dice.choose(_OWED) if wish.any_listing and side is Side.SELL else listing
        trader = evolve(trader, margin=trader.margin or wish.any_margin)
        if not may_open(listing, side, trader):
            raise _unreachable()
    scene = Scene(mode, trader)
    life = Life(trader, wish.number, listing, side, wish.type, wish.source, wish.status)
    Living(scene, life, dice).live()
    return scene.book.orders[wish.number]


def _imported(numbers: st.SearchStrategy[OrderNumber]) -> st.SearchStrategy[Order]:
    def keep(terms: OrderTerms) -> Order:
        return decide(Book(), [ImportOrder(terms)], MONDAY).book.orders[terms.number]

    return numbers.flatmap(lambda number: imported_terms(number=number)).map(keep)


def _check(account: object, status: object, side: object, symbol: object) -> None:
    """Refuse wishes that exclude each other, as far as they are values and not strategies."""
    if status is not OrderStatus.CLOSED or side is not Side.SELL:
        return
    known = symbol is not None and not isinstance(symbol, st.SearchStrategy)
    if (known and not listing_for(symbol).shortable) or (
        isinstance(account, AccountTerms) and not account.margin
    ):
        raise _unreachable()


def _unreachable() -> InvalidValue:
    return InvalidValue("status", OrderStatus.CLOSED, "a state of orders that open nothing")
