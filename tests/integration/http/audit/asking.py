"""How each command of the library is asked for over HTTP: the path that is documented for it, and its body."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from attrs import frozen

from tests.integration.http.people import PASSWORD
from trading_core.domain.commands import (
    CancelOrder,
    CloseOrder,
    Command,
    Deposit,
    ImportOrder,
    OpenAccount,
    PlaceOrder,
    SetLimits,
    SetTradingState,
    Withdraw,
)
from trading_core.domain.order_terms import OrderTerms
from trading_core.domain.words import Source
from trading_core.testing.auditor.cash import BOUNDS

TOKEN: Final = "import-one"
STRANGER: Final = "a stranger"
OPERATOR: Final = "the operator"


@frozen
class Names:
    """What the service calls the users and the orders that the auditor calls otherwise."""

    users: Mapping[str, str]
    orders: Mapping[str, str]


@frozen
class Asked:
    """One request: who asks, and for what."""

    who: str
    method: str
    path: str
    body: Mapping[str, Any] | None = None


def asked(command: Command, names: Names, who: str) -> Asked:
    """Say a command as a request; ``who`` asks, where it is not always somebody else."""
    return _SAID[type(command).__name__](command, names, who)


def _opened(command: OpenAccount, names: Names, who: str) -> Asked:
    body = {"username": names.users[command.terms.id], "password": PASSWORD}
    return Asked(STRANGER, "POST", "/api/auth/register/", body)


def _moved(command: Deposit | Withdraw, names: Names, who: str) -> Asked:
    verb = type(command).__name__.lower()
    return Asked(who, "POST", f"/api/account/{verb}/", {"amount": f"{command.amount:f}"})


def _limited(command: SetLimits, names: Names, who: str) -> Asked:
    bounds = {name: getattr(command.limits, name) for name in BOUNDS}
    body = {
        name: bound if bound is None or isinstance(bound, int) else f"{bound:f}"
        for name, bound in bounds.items()
    }
    if command.loosen:
        return Asked(OPERATOR, "PUT", f"/users/{names.users[command.account]}/limits/", body)
    return Asked(who, "PUT", "/api/account/limits/", body)


def _turned(command: SetTradingState, names: Names, who: str) -> Asked:
    body = {"state": command.state.value, "reason": command.reason}
    return Asked(OPERATOR, "PUT", "/api/trading-state/", body)


def _placed(command: PlaceOrder, names: Names, who: str) -> Asked:
    terms = command.terms
    say = {Source.TRADE: _traded, Source.TRANSACTION: _noted}.get(terms.source, _ordered)
    return say(terms, names, who)


def _traded(terms: OrderTerms, names: Names, who: str) -> Asked:
    body = {
        "stock_id": terms.symbol,
        "quantity": str(terms.quantity),
        f"{terms.side}_price": str(terms.limit_price),
    }
    return Asked(who, "POST", f"/api/trade/{terms.side}/", body)


def _noted(terms: OrderTerms, names: Names, who: str) -> Asked:
    body = {
        "user_id": names.users[str(terms.account)],
        "ticker": terms.symbol,
        "transaction_type": str(terms.side).upper(),
        "transaction_volume": str(terms.quantity),
        "transaction_price": None if terms.limit_price is None else str(terms.limit_price),
    }
    return Asked(OPERATOR, "POST", "/transactions/", body)


def _ordered(terms: OrderTerms, names: Names, who: str) -> Asked:
    prices = {name: getattr(terms, name) for name in ("limit_price", "stop_price", "stop_loss")}
    body = {
        "stock_id": terms.symbol,
        "side": terms.side,
        "quantity": str(terms.quantity),
        "type": terms.type,
        "time_in_force": terms.time_in_force,
        "take_profits": [str(price) for price in terms.take_profits],
        "client_order_id": terms.client_order_id,
        **{name: str(price) for name, price in prices.items() if price is not None},
    }
    return Asked(who, "POST", "/api/orders/", body)


def _imported(command: ImportOrder, names: Names, who: str) -> Asked:
    terms = command.terms
    body = {
        "access_token": TOKEN,
        "order_number": names.orders.get(terms.number, terms.number),
        "total_price": f"{terms.total_price:f}",
        "products": [
            {"sku": line.symbol, "quantity": str(line.quantity), "unit_price": str(line.unit_price)}
            for line in terms.lines
        ],
    }
    return Asked(STRANGER, "POST", "/api/import-order/", body)


def _acted(command: CancelOrder | CloseOrder, names: Names, who: str) -> Asked:
    verb = type(command).__name__.removesuffix("Order").lower()
    return Asked(who, "POST", f"/api/orders/{names.orders.get(command.number, command.number)}/{verb}/")


_SAID: Final[Mapping[str, Callable[[Any, Names, str], Asked]]] = {
    "OpenAccount": _opened,
    "Deposit": _moved,
    "Withdraw": _moved,
    "SetLimits": _limited,
    "SetTradingState": _turned,
    "PlaceOrder": _placed,
    "ImportOrder": _imported,
    "CancelOrder": _acted,
    "CloseOrder": _acted,
}
