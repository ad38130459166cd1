"""Buying and selling at a stated price, at once."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from entrypoints.http.endpoint import Call, Endpoint, Reply, reply
from entrypoints.http.fields import Naming, Number, Ticker, price_of, quantity_of
from entrypoints.http.views.holdings import HoldingView, TradeView, holding_of, trade_view
from entrypoints.http.writing import write
from entrypoints.showing import OrderView, order_view
from trading_core.domain.account import Account
from trading_core.domain.amounts import Price
from trading_core.domain.book import Outcome
from trading_core.domain.commands import PlaceOrder, Stage
from trading_core.domain.exact import plain
from trading_core.domain.order_terms import OrderLine, OrderTerms
from trading_core.domain.orders import Order
from trading_core.domain.quotes import Quote
from trading_core.domain.trades import Trade
from trading_core.domain.words import OrderType, Side, Source
from trading_core.errors import InvariantViolated
from trading_core.ports.api_keys import Scope


class BuyBody(msgspec.Struct, forbid_unknown_fields=True):
    """What is to be bought."""

    stock_id: Ticker
    buy_price: Number
    quantity: Number


class SellBody(msgspec.Struct, forbid_unknown_fields=True):
    """What is to be sold."""

    stock_id: Ticker
    sell_price: Number
    quantity: Number


class Traded(msgspec.Struct, frozen=True):
    """What became of it."""

    order: OrderView
    trade: TradeView
    balance: str
    holding: HoldingView | None


async def buy(call: Call) -> Reply:
    """Buy at the stated price."""
    body: BuyBody = call.body
    return await _trade(call, Side.BUY, body.stock_id, price_of(body.buy_price, "buy_price"), body.quantity)


async def sell(call: Call) -> Reply:
    """Sell at the stated price."""
    body: SellBody = call.body
    return await _trade(
        call, Side.SELL, body.stock_id, price_of(body.sell_price, "sell_price"), body.quantity
    )


async def _trade(call: Call, side: Side, stock_id: str, price: Price, quantity: msgspec.Raw) -> Reply:
    wanted = quantity_of(quantity, "quantity")
    with Naming("stock_id"):
        line = OrderLine(stock_id, wanted, price)
    terms = OrderTerms(
        number=call.services.ids.fresh(),
        source=Source.TRADE,
        account=call.who.account,
        side=side,
        type=OrderType.LIMIT,
        limit_price=price,
        lines=[line],
    )
    return await write(call, [PlaceOrder(terms, Stage.FILLED, price)], _traded)


def _traded(outcomes: Sequence[Outcome]) -> Reply:
    account, order, trade = _done(outcomes[0])
    quotes = {trade.symbol: Quote(trade.symbol, trade.price, trade.executed_at, "trade")}
    return reply(
        Traded(
            order_view(order),
            trade_view(trade),
            plain(account.cash),
            holding_of(account, trade.symbol, quotes),
        )
    )


def _done(outcome: Outcome) -> tuple[Account, Order, Trade]:
    if outcome.account is None or outcome.order is None or not outcome.trades:
        raise InvariantViolated("a trade at a stated price is filled at once", str(outcome.command))
    return outcome.account, outcome.order, outcome.trades[-1]


ENDPOINTS = (
    Endpoint(
        method="POST",
        paths=("/api/trade/buy",),
        summary="Buy at a stated price",
        tag="Trading",
        handler=buy,
        scope=Scope.TRADE,
        writer_checks=True,
        body=BuyBody,
        example={"stock_id": "2330", "buy_price": 860.1, "quantity": 10},
        answers={200: Traded},
        keyed=True,
    ),
    Endpoint(
        method="POST",
        paths=("/api/trade/sell",),
        summary="Sell at a stated price",
        tag="Trading",
        handler=sell,
        scope=Scope.TRADE,
        writer_checks=True,
        body=SellBody,
        example={"stock_id": "2330", "sell_price": 905, "quantity": 5},
        answers={200: Traded},
        keyed=True,
    ),
)
