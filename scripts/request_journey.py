"""The order in which a person would send every request once, as whom, and what each answer tells the next ones."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from attrs import field, frozen

USER: Final = "access"
OPERATOR: Final = "operator_access"
KEY: Final = "key"


@frozen
class Step:
    """
    One request of the journey.

    ``token`` is the variable whose value opens it, ``tells`` are the variables that its answer sets, each with its place in the
    answer. ``body`` says fields otherwise than the example does, ``path`` which variable stands at a place of the path, and
    ``whole_path`` which stands for all of it. ``name`` is its own name where the operation is sent twice.
    """

    method: str
    path: str
    token: str = USER
    tells: Mapping[str, str] = field(factory=dict, kw_only=True)
    body: Mapping[str, object] = field(factory=dict, kw_only=True)
    places: Mapping[str, str] = field(factory=dict, kw_only=True)
    whole_path: str | None = field(default=None, kw_only=True)
    name: str | None = field(default=None, kw_only=True)


ONE_ORDER: Final = {"number": "order_number"}
BOUGHT: Final = {"number": "bought_number"}
DRAFT: Final = {"number": "draft_number"}
DISMISSED: Final = {"number": "other_draft_number"}
BOB: Final = {"username": "other_username", "user_id": "user_id"}
# What is filled in by whoever uses the files.
VARIABLES: Final = {
    "base": "http://127.0.0.1:8000",
    "username": "alice",
    "password": "correct horse",
    "operator": "operator",
    "operator_password": "printed at the first start",
    "import_token": "one of IMPORT_TOKENS",
    "stock_id": "2330",
    "ticker": "2330",
    "other_username": "bob",
    "start": "2026-01-01T00:00:00Z",
    "end": "2036-01-01T00:00:00Z",
}
JOURNEY: Final[Mapping[str, tuple[Step, ...]]] = {
    "Accounts and tokens": (
        Step(
            "POST",
            "/api/auth/register/",
            body={"username": "{{username}}", "password": "{{password}}"},
        ),
        Step(
            "POST",
            "/api/auth/login/",
            body={"username": "{{username}}", "password": "{{password}}"},
            tells={"access": "access", "refresh": "refresh"},
        ),
        Step(
            "POST",
            "/api/token/",
            name="Log in as the operator",
            body={"username": "{{operator}}", "password": "{{operator_password}}"},
            tells={"operator_access": "access"},
        ),
        Step("POST", "/api/token/verify/", body={"token": "{{access}}"}),
        Step("GET", "/api/account/", tells={"user_id": "id"}),
        Step("POST", "/api/account/deposit/"),
        Step("POST", "/api/account/withdraw/"),
        Step("GET", "/api/account/equity/"),
        Step("GET", "/api/account/statement/"),
        Step("GET", "/api/account/why/"),
        Step("POST", "/api/keys/", tells={"key_id": "id", "key": "key", "webhook_path": "webhook_path"}),
        Step("GET", "/api/keys/"),
    ),
    "Prices": (
        Step("POST", "/stocks/", OPERATOR, body={"timestamp": "2026-01-05T13:30:00+08:00"}),
        Step("POST", "/stocks/stocks/", OPERATOR, body={"close_price": 940, "high": 945}),
        Step("GET", "/stocks/"),
        Step("GET", "/stocks/stocks/"),
        Step("GET", "/stocks/{ticker}/"),
        Step("GET", "/stocks/stocks/{ticker}/"),
        Step("GET", "/api/price/"),
        Step("GET", "/api/price/history/"),
        Step("GET", "/api/stocks/significant-events/", tells={"event_id": "results[0].id"}),
        Step("GET", "/api/stocks/significant-events/{event_id}/"),
        Step("PUT", "/api/products/{stock_id}/event-policy/", OPERATOR),
        Step("GET", "/api/products/{stock_id}/event-policy/"),
        Step("DELETE", "/api/products/{stock_id}/event-policy/", OPERATOR),
    ),
    "Trading": (
        Step("GET", "/api/products/"),
        Step("POST", "/api/products/", OPERATOR),
        Step("PUT", "/api/account/limits/"),
        Step("GET", "/api/account/limits/"),
        Step("POST", "/api/trade/buy/"),
        Step("POST", "/api/trade/sell/"),
        Step("GET", "/api/holdings/"),
        Step("POST", "/api/holdings/"),
        Step("GET", "/api/history/"),
        Step("POST", "/api/orders/preview/"),
        Step("POST", "/api/orders/", tells={"order_number": "number"}),
        Step("GET", "/api/orders/"),
        Step("GET", "/api/orders/{number}/", places=ONE_ORDER),
        Step("POST", "/api/orders/{number}/cancel/", places=ONE_ORDER),
        Step("POST", "/api/trade/buy/", name="Buy again", tells={"bought_number": "order.number"}),
        Step("POST", "/api/orders/{number}/close/", places=BOUGHT),
        Step("POST", "/api/drafts/", tells={"draft_number": "number"}),
        Step("GET", "/api/drafts/"),
        Step("GET", "/api/drafts/{number}/", places=DRAFT),
        Step("POST", "/api/orders/{number}/confirm/", places=DRAFT),
        Step("POST", "/api/drafts/", name="Propose another order", tells={"other_draft_number": "number"}),
        Step("DELETE", "/api/drafts/{number}/", places=DISMISSED),
    ),
    "Signals": (
        Step("POST", "/api/v1/broker/webhook/receive-signal/", KEY),
        Step("POST", "/api/v1/broker/webhook/receive-signal/{secret}/", whole_path="webhook_path"),
        Step("GET", "/api/signals/", tells={"signal_id": "results[0].id"}),
        Step("GET", "/api/signals/{signal_id}/"),
    ),
    "Analysis": (
        Step("POST", "/api/analyze/", tells={"task_id": "task_id"}),
        Step("GET", "/api/analyze/{task_id}/"),
    ),
    "Order import": (Step("POST", "/api/import-order/", body={"access_token": "{{import_token}}"}),),
    "Operating": (
        Step(
            "PUT",
            "/api/trading-state/",
            OPERATOR,
            body={"state": "active", "reason": "the feed is there again"},
        ),
        Step("GET", "/api/trading-state/"),
        *(
            step
            for root, other in (("", "{{other_username}}"), ("/stocks", "{{other_username}}-too"))
            for step in (
                Step("POST", f"{root}/users/", OPERATOR, body={"username": other}),
                Step("GET", f"{root}/users/", OPERATOR),
                Step("GET", f"{root}/users/{{username}}/", OPERATOR, places=BOB),
                Step("PUT", f"{root}/users/{{username}}/limits/", OPERATOR, places=BOB),
                Step("POST", f"{root}/transactions/", OPERATOR, body={"user_id": "{{user_id}}"}),
                Step("GET", f"{root}/transactions/{{user_id}}/", OPERATOR),
                Step("GET", f"{root}/transactions/{{user_id}}/{{start}}/{{end}}/", OPERATOR),
            )
        ),
    ),
    "Live": (Step("POST", "/api/ws-ticket/"),),
    "Service": (
        Step("GET", "/health/live/"),
        Step("GET", "/health/ready/"),
        Step("GET", "/metrics/"),
    ),
    "At the end": (
        Step("PUT", "/api/keys/{key_id}/"),
        Step("DELETE", "/api/keys/{key_id}/"),
        Step(
            "POST",
            "/api/token/refresh/",
            body={"refresh": "{{refresh}}"},
            tells={"access": "access", "refresh": "refresh"},
        ),
        Step("POST", "/api/auth/logout/", body={"refresh": "{{refresh}}"}),
    ),
}
