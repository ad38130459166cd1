"""How trades and what is held look."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal

import msgspec

from entrypoints.http.times import shown
from trading_core.domain.account import Account
from trading_core.domain.exact import ZERO, plain, subtract
from trading_core.domain.ids import Symbol
from trading_core.domain.quotes import Quote
from trading_core.domain.trades import Trade
from trading_core.domain.valuation import Position, positions_in
from trading_core.domain.words import Direction


class TradeView(msgspec.Struct, frozen=True, kw_only=True):
    """A trade."""

    id: str
    order_number: str
    stock_id: str
    side: str
    price: str
    quantity: str
    fee: str
    tax: str
    realized_pnl: str
    executed_at: str


class HoldingView(msgspec.Struct, frozen=True, kw_only=True):
    """What is held of one product; a short position has a negative quantity."""

    stock_id: str
    quantity: str
    available: str
    average_cost: str
    last_price: str | None
    market_value: str
    unrealized_pnl: str


def trade_view(trade: Trade) -> TradeView:
    """Show a trade."""
    return TradeView(
        id=trade.id,
        order_number=trade.order,
        stock_id=trade.symbol,
        side=trade.side.value,
        price=str(trade.price),
        quantity=str(trade.quantity),
        fee=plain(trade.fee),
        tax=plain(trade.tax),
        realized_pnl=plain(trade.realized),
        executed_at=shown(trade.executed_at),
    )


def holding_views(found: Iterable[Position]) -> list[HoldingView]:
    """Show what is held."""
    return [_holding(position) for position in found]


def holding_of(account: Account, symbol: Symbol, quotes: Mapping[Symbol, Quote]) -> HoldingView | None:
    """Show what an account holds of one product, if it holds any."""
    return next(map(_holding, positions_in(account, symbol, quotes)), None)


def _holding(position: Position) -> HoldingView:
    return HoldingView(
        stock_id=position.symbol,
        quantity=_signed(position, position.quantity),
        available=_signed(position, subtract(position.quantity, position.reserved)),
        average_cost=plain(position.average_cost),
        last_price=None if position.last_price is None else plain(position.last_price),
        market_value=_signed(position, position.market_value),
        unrealized_pnl=plain(position.unrealized),
    )


def _signed(position: Position, number: Decimal) -> str:
    """What is owed is below zero; nothing is nothing, whichever way the position gains."""
    return plain(number if position.direction is Direction.LONG else subtract(ZERO, number))
