"""Previews: what an order would cost and bring, or why it would be refused, before it is sent."""

from __future__ import annotations

from typing import Final

import msgspec

from entrypoints.http.endpoint import Call, Endpoint, Reply, Where, reply
from entrypoints.http.resources.orders import Wish, terms_of
from trading_core.domain.account import Account
from trading_core.domain.exact import ZERO, plain, subtract
from trading_core.ports.api_keys import Scope
from trading_core.use_cases.preview_orders import Preview


class PreviewRefusal(msgspec.Struct, frozen=True):
    """Why the order would be refused."""

    code: str
    detail: str


class PreviewView(msgspec.Struct, frozen=True, kw_only=True):
    """
    What an order would do now; what is not known is null.

    ``price`` and what follows from it are those of its fill: at once, or at the price that it names. ``reserved`` is what it
    keeps back from ``cash`` while it waits.
    """

    stock_id: str
    side: str
    type: str
    quantity: str
    fills_at_once: bool
    price: str | None
    value: str | None
    fee: str | None
    tax: str | None
    realized_pnl: str | None
    currency: str | None
    cash: str | None
    reserved: str | None
    cash_after: str | None
    refusal: PreviewRefusal | None


def preview(call: Call) -> Reply:
    """Decide the order as it would be decided, and keep nothing."""
    terms = terms_of(call, call.body)
    (found,) = call.services.preview_orders([terms])
    return reply(_view(call.body, found))


def _view(body: Wish, found: Preview) -> PreviewView:
    placed, before, filled = found.placed, found.before, found.filled
    refusal, trade = placed.refusal, None if filled is None else filled.trades[0]
    held = ZERO if before is None or placed.account is None else subtract(placed.account.held, before.held)
    return PreviewView(
        stock_id=body.stock_id,
        side=body.side.value,
        type=body.type.value,
        quantity=str(found.terms.quantity),
        fills_at_once=filled is placed,
        price=None if trade is None else str(trade.price),
        value=None if trade is None else plain(trade.value),
        fee=None if trade is None else plain(trade.fee),
        tax=None if trade is None else plain(trade.tax),
        realized_pnl=None if trade is None else plain(trade.realized),
        currency=None if before is None else before.currency,
        cash=_cash(before),
        reserved=plain(held),
        cash_after=_cash(None if filled is None else filled.account),
        refusal=None if refusal is None else PreviewRefusal(refusal.code, str(refusal)),
    )


def _cash(account: Account | None) -> str | None:
    return None if account is None else plain(account.cash)


EXAMPLE: Final = {
    "stock_id": "2330",
    "side": "buy",
    "type": "limit",
    "quantity": "10",
    "fills_at_once": False,
    "price": "850.5",
    "value": "8505",
    "fee": "20",
    "tax": "0",
    "realized_pnl": "0",
    "currency": "TWD",
    "cash": "1000000",
    "reserved": "8525",
    "cash_after": "991475",
    "refusal": None,
}

ENDPOINTS = (
    Endpoint(
        method="POST",
        paths=("/api/orders/preview",),
        summary="See what an order would do",
        tag="Trading",
        description=(
            "The order is decided by the rules and prices of this moment and then forgotten: nothing is kept, reserved or "
            "traded. What would refuse it stands in `refusal`, beside what is known nevertheless."
        ),
        handler=preview,
        where=Where.ASKING,
        scope=Scope.READ,
        body=Wish,
        example={"stock_id": "2330", "side": "buy", "quantity": 10, "type": "limit", "limit_price": "850.5"},
        answers={200: PreviewView},
        examples={200: EXAMPLE},
    ),
)
