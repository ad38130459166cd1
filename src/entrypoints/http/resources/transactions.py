"""Transactions: orders that operators note for users, and that a task prices and completes or fails."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated

import msgspec

from entrypoints.http.endpoint import Call, Endpoint, Parameter, Reply, reply
from entrypoints.http.fields import MaybeNumber, Number, Ticker, named, price_or_none, quantity_of
from entrypoints.http.lists import PAGING, Source, descending, listing, ordering
from entrypoints.http.problems import FieldFault, Rejected
from entrypoints.http.reading import absent
from entrypoints.http.resources.users import ROOTS, visible_user
from entrypoints.http.times import moment_or_seconds
from entrypoints.http.views.orders import TransactionView, transaction_view
from entrypoints.http.writing import write
from trading_core.domain.book import Outcome
from trading_core.domain.commands import PlaceOrder, Stage
from trading_core.domain.ids import Symbol
from trading_core.domain.order_terms import OrderLine, OrderTerms
from trading_core.domain.words import OrderType, Side
from trading_core.domain.words import Source as Origin
from trading_core.errors import InvariantViolated
from trading_core.ports.api_keys import Scope
from trading_core.ports.orders import OrderFilter
from trading_core.ports.paging import Mark

EITHER = "^([Bb][Uu][Yy]|[Ss][Ee][Ll][Ll])$"


class TransactionBody(msgspec.Struct, forbid_unknown_fields=True):
    """What a user buys or sells; at the latest close, unless a price is stated."""

    user_id: Annotated[str, msgspec.Meta(min_length=1, max_length=64)]
    ticker: Ticker
    transaction_type: Annotated[
        str,
        msgspec.Meta(
            min_length=1, max_length=8, description="buy or sell", extra_json_schema={"pattern": EITHER}
        ),
    ]
    transaction_volume: Number
    transaction_price: MaybeNumber = msgspec.field(default_factory=absent)


class Transactions(msgspec.Struct, frozen=True):
    """A page of transactions."""

    count: int
    next: str | None
    previous: str | None
    results: list[TransactionView]
    count_exact: bool = True


async def note(call: Call) -> Reply:
    """Note a transaction as pending and tell the task that settles it."""
    body: TransactionBody = call.body
    side = _side(body.transaction_type)
    price = price_or_none(body.transaction_price, "transaction_price")
    quantity = quantity_of(body.transaction_volume, "transaction_volume")
    symbol = named("ticker", Symbol, body.ticker)
    user = await call.services.in_thread(call.services.readers, lambda: visible_user(call, body.user_id))
    terms = OrderTerms(
        number=call.services.ids.fresh(),
        source=Origin.TRANSACTION,
        account=user.account,
        side=side,
        type=OrderType.MARKET if price is None else OrderType.LIMIT,
        limit_price=price,
        lines=[OrderLine(symbol, quantity)],
    )

    def noted(outcomes: Sequence[Outcome]) -> Reply:
        order = outcomes[0].order
        if order is None:
            raise InvariantViolated("a transaction that was noted is there", terms.number)
        view = transaction_view(order, user.id)
        return reply(view, 201, {"Location": f"/api/orders/{order.number}/"})

    answer = await write(call, [PlaceOrder(terms, Stage.SUBMITTED)], noted)
    call.services.tasks.tell("order", terms.number)
    return answer


def find(call: Call) -> Reply:
    """Show a user's transactions."""
    return _found(call, None, None)


def find_between(call: Call) -> Reply:
    """Show a user's transactions of a span, both ends included."""
    since = moment_or_seconds(call.path["start"], "start")
    until = moment_or_seconds(call.path["end"], "end")
    return _found(call, since, until)


def _found(call: Call, since: datetime | None, until: datetime | None) -> Reply:
    name = call.path["user_id"]
    user = visible_user(call, name)
    wanted = OrderFilter(account=user.account, source=Origin.TRANSACTION, since=since, until=until)
    orders = call.services.orders
    rows = Source(
        lambda page: orders.find(wanted, page),
        lambda up_to: orders.count(wanted, up_to),
        lambda order: Mark(order.created_at, order.number),
        lambda order: transaction_view(order, user.id),
    )
    return listing(call, rows, newest_first=descending(call))


def _side(text: str) -> Side:
    found = {side.value: side for side in Side}.get(text.lower())
    if found is None:
        message = f"is {text[:8]!r}: expected buy or sell"
        raise Rejected(
            400,
            "invalid_body",
            f"transaction_type {message}.",
            errors=[FieldFault("transaction_type", message)],
        )
    return found


MOMENT = "ISO 8601 with an offset, or seconds since 1970"
USER = Parameter(name="user_id", meaning="The user's id or name.")

ENDPOINTS = (
    Endpoint(
        method="POST",
        paths=tuple(f"{root}/transactions" for root in ROOTS),
        summary="Note a transaction",
        tag="Operating",
        handler=note,
        scope=Scope.OPERATE,
        body=TransactionBody,
        example={
            "user_id": "the id of a user",
            "ticker": "2330",
            "transaction_type": "buy",
            "transaction_volume": 10,
            "transaction_price": "860.5",
        },
        answers={201: TransactionView},
        keyed=True,
    ),
    Endpoint(
        method="GET",
        paths=tuple(f"{root}/transactions/{{user_id:str}}" for root in ROOTS),
        summary="List a user's transactions",
        tag="Operating",
        handler=find,
        scope=Scope.READ,
        in_path=(USER,),
        query=(ordering("timestamp"), *PAGING),
        answers={200: Transactions},
    ),
    Endpoint(
        method="GET",
        paths=tuple(f"{root}/transactions/{{user_id:str}}/{{start:str}}/{{end:str}}" for root in ROOTS),
        summary="List a user's transactions of a span",
        tag="Operating",
        handler=find_between,
        scope=Scope.READ,
        in_path=(
            USER,
            Parameter(name="start", meaning=f"The first moment: {MOMENT}.", kind="moment"),
            Parameter(name="end", meaning=f"The last moment: {MOMENT}.", kind="moment"),
        ),
        query=(ordering("timestamp"), *PAGING),
        answers={200: Transactions},
    ),
)
