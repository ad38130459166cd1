"""The caller's own account: what it is worth, money in and out, its statement and its limits."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Annotated

import msgspec

from entrypoints.http.endpoint import Call, Endpoint, Reply, Where, reply
from entrypoints.http.fields import MaybeAmount, Number, amount_of, bound_or_none
from entrypoints.http.reading import absent
from entrypoints.http.views.products import LimitsView, limits_view
from entrypoints.http.writing import write
from trading_core.domain.account import Account
from trading_core.domain.book import Outcome
from trading_core.domain.commands import Deposit, SetLimits, Withdraw
from trading_core.domain.exact import ZERO, plain, subtract
from trading_core.domain.ids import AccountId, Symbol
from trading_core.domain.journal import Bucket
from trading_core.domain.limits import Limits
from trading_core.domain.quotes import Quote
from trading_core.domain.valuation import buying_power, equity, unrealized
from trading_core.errors import NotFound, Unavailable
from trading_core.ports.api_keys import Scope


class AccountView(msgspec.Struct, frozen=True, kw_only=True):
    """
    An account and what it is worth now.

    ``cash`` is free; what working orders have put aside stands beside it in ``reserved``, and what positions are held against in
    ``margin``.
    """

    id: str
    username: str
    currency: str
    cash: str
    reserved: str
    unsettled: str
    margin: str
    owed: str
    buying_power: str
    equity: str
    realized_pnl: str
    unrealized_pnl: str
    fees: str
    taxes: str
    limits: LimitsView


class AmountBody(msgspec.Struct, forbid_unknown_fields=True):
    """Paper money that moves."""

    amount: Number


class Balance(msgspec.Struct, frozen=True):
    """What is free after it."""

    balance: str


class LimitsBody(msgspec.Struct, forbid_unknown_fields=True):
    """All bounds of an account: what is not named, or null, is no bound."""

    max_order_value: MaybeAmount = msgspec.field(default_factory=absent)
    max_position: MaybeAmount = msgspec.field(default_factory=absent)
    max_daily_loss: MaybeAmount = msgspec.field(default_factory=absent)
    max_orders_per_minute: Annotated[int, msgspec.Meta(ge=0, le=1_000_000)] | None = None
    price_band: MaybeAmount = msgspec.field(default_factory=absent)


def account_of(call: Call, name: AccountId) -> Account:
    """An account that is there."""
    found = call.services.accounts.get(name)
    if found is None:
        raise NotFound("account", name)
    return found


def quotes_for(call: Call, symbols: set[Symbol]) -> dict[Symbol, Quote]:
    """The last known prices of products; none, where the source does not answer."""
    try:
        return dict(call.services.quotes.quotes(symbols)) if symbols else {}
    except Unavailable:
        return {}


def show(call: Call) -> Reply:
    """Show the account."""
    account = account_of(call, call.who.account)
    quotes = quotes_for(call, {symbol for symbol, _ in account.lots})
    margin = account.total(Bucket.MARGIN)
    return reply(
        AccountView(
            id=account.id,
            username=call.who.username,
            currency=account.currency,
            cash=plain(account.cash),
            reserved=plain(account.held),
            unsettled=plain(account.balance(Bucket.UNSETTLED)),
            margin=plain(margin),
            owed=plain(subtract(ZERO, account.balance(Bucket.SHORTFALL))),
            buying_power=plain(buying_power(account, quotes)),
            equity=plain(equity(account, quotes)),
            realized_pnl=plain(account.realized),
            unrealized_pnl=plain(unrealized(account, quotes)),
            fees=plain(account.total(Bucket.FEES)),
            taxes=plain(account.total(Bucket.TAXES)),
            limits=limits_view(call.services.accounts.limits(account.id)),
        )
    )


async def deposit(call: Call) -> Reply:
    """Put paper money in."""
    return await _move(call, lambda amount, name: Deposit(call.who.account, amount, name))


async def withdraw(call: Call) -> Reply:
    """Take paper money out."""
    return await _move(call, lambda amount, name: Withdraw(call.who.account, amount, name))


async def _move(call: Call, command: Callable[[Decimal, str], Deposit | Withdraw]) -> Reply:
    body: AmountBody = call.body
    wanted = command(amount_of(body.amount, "amount"), call.services.ids.fresh())
    return await write(call, [wanted], _balance)


def _balance(outcomes: Sequence[Outcome]) -> Reply:
    account = outcomes[0].account
    return reply(Balance(plain(ZERO if account is None else account.cash)))


def limits(call: Call) -> Reply:
    """Show the limits of the account."""
    return reply(limits_view(call.services.accounts.limits(call.who.account)))


async def tighten(call: Call) -> Reply:
    """Make limits narrower, or set new ones; only an operator makes them wider."""
    wanted = limits_of(call.body)
    command = SetLimits(call.who.account, wanted, loosen=call.who.operates)
    return await write(call, [command], lambda _: reply(limits_view(wanted)))


def limits_of(body: LimitsBody) -> Limits:
    """Read the limits of a body."""
    return Limits(
        bound_or_none(body.max_order_value, "max_order_value"),
        bound_or_none(body.max_position, "max_position"),
        bound_or_none(body.max_daily_loss, "max_daily_loss"),
        body.max_orders_per_minute,
        bound_or_none(body.price_band, "price_band"),
    )


ENDPOINTS = (
    Endpoint(
        method="GET",
        paths=("/api/account",),
        summary="Show the account",
        tag="Accounts and tokens",
        handler=show,
        where=Where.ASKING,
        scope=Scope.READ,
        answers={200: AccountView},
    ),
    Endpoint(
        method="POST",
        paths=("/api/account/deposit",),
        summary="Put paper money in",
        tag="Accounts and tokens",
        handler=deposit,
        scope=Scope.TRADE,
        writer_checks=True,
        body=AmountBody,
        example={"amount": 5000},
        answers={200: Balance},
        keyed=True,
    ),
    Endpoint(
        method="POST",
        paths=("/api/account/withdraw",),
        summary="Take paper money out",
        tag="Accounts and tokens",
        handler=withdraw,
        scope=Scope.TRADE,
        writer_checks=True,
        body=AmountBody,
        example={"amount": "12.50"},
        answers={200: Balance},
        keyed=True,
    ),
    Endpoint(
        method="GET",
        paths=("/api/account/limits",),
        summary="Show the limits of the account",
        tag="Trading",
        handler=limits,
        scope=Scope.READ,
        answers={200: LimitsView},
    ),
    Endpoint(
        method="PUT",
        paths=("/api/account/limits",),
        summary="Tighten the limits of the account",
        tag="Trading",
        handler=tighten,
        scope=Scope.TRADE,
        writer_checks=True,
        body=LimitsBody,
        example={"max_order_value": 100000, "max_orders_per_minute": 60},
        answers={200: LimitsView},
        refusals=(409,),
    ),
)
