"""Every route that the contract names, with who may use it: written by hand, so that the service cannot agree with itself."""

from __future__ import annotations

from typing import Final

from attrs import frozen

OPEN: Final = "open"
READ: Final = "read"
PROPOSE: Final = "propose"
TRADE: Final = "trade"
PERSON: Final = "a person who has logged in"
OPERATE: Final = "operate"
SIGNALS: Final = "signals"
ADDRESS: Final = "a secret in the path"
WEBHOOK: Final = "/api/v1/broker/webhook/receive-signal/"


@frozen
class Route:
    """One method of one path; ``right`` is what a credential must carry, ``keyed`` whether a repeat is known by its key."""

    method: str
    path: str
    right: str
    keyed: bool = False

    @property
    def asked(self) -> str:
        """The path with something in each of its places that is nobody's."""
        found = self.path.replace("{start}", "0").replace("{end}", "1")
        return found.replace("{name}", "nothing-of-that-name")

    @property
    def body(self) -> object:
        """A body that says nothing, where there is one."""
        return {} if self.method in {"POST", "PUT"} else None

    @property
    def reads_text(self) -> bool:
        """Whether it takes texts, and JSON as one of them."""
        return self.path.startswith(WEBHOOK)

    def __str__(self) -> str:
        return f"{self.method} {self.path}"


def _both(method: str, path: str, right: str, *, keyed: bool = False) -> tuple[Route, ...]:
    """At the root and under /stocks."""
    return Route(method, path, right, keyed), Route(method, f"/stocks{path}", right, keyed)


ROUTES: Final = (
    Route("POST", "/api/auth/register/", OPEN, keyed=True),
    Route("POST", "/api/auth/login/", OPEN, keyed=True),
    Route("POST", "/api/token/", OPEN, keyed=True),
    Route("POST", "/api/token/refresh/", OPEN, keyed=True),
    Route("POST", "/api/token/verify/", OPEN),
    Route("POST", "/api/auth/logout/", OPEN, keyed=True),
    Route("GET", "/api/products/{name}/event-policy/", READ),
    Route("PUT", "/api/products/{name}/event-policy/", OPERATE),
    Route("DELETE", "/api/products/{name}/event-policy/", OPERATE),
    Route("GET", "/api/stocks/significant-events/", READ),
    Route("GET", "/api/stocks/significant-events/{name}/", READ),
    Route("GET", "/api/price/", READ),
    Route("GET", "/api/price/history/", READ),
    Route("GET", "/api/keys/", READ),
    Route("POST", "/api/keys/", TRADE, keyed=True),
    Route("PUT", "/api/keys/{name}/", TRADE),
    Route("DELETE", "/api/keys/{name}/", TRADE),
    Route("GET", "/api/account/", READ),
    Route("POST", "/api/account/deposit/", TRADE, keyed=True),
    Route("POST", "/api/account/withdraw/", TRADE, keyed=True),
    Route("GET", "/api/account/statement/", READ),
    Route("GET", "/api/account/equity/", READ),
    Route("GET", "/api/account/why/", READ),
    Route("GET", "/api/account/limits/", READ),
    Route("PUT", "/api/account/limits/", TRADE),
    Route("POST", "/api/trade/buy/", TRADE, keyed=True),
    Route("POST", "/api/trade/sell/", TRADE, keyed=True),
    Route("GET", "/api/holdings/", READ),
    Route("POST", "/api/holdings/", TRADE, keyed=True),
    Route("GET", "/api/history/", READ),
    Route("GET", "/api/orders/", READ),
    Route("POST", "/api/orders/", TRADE, keyed=True),
    Route("POST", "/api/orders/preview/", READ),
    Route("GET", "/api/orders/{name}/", READ),
    Route("POST", "/api/orders/{name}/cancel/", TRADE, keyed=True),
    Route("POST", "/api/orders/{name}/close/", TRADE, keyed=True),
    Route("POST", "/api/orders/{name}/confirm/", PERSON, keyed=True),
    Route("GET", "/api/drafts/", READ),
    Route("POST", "/api/drafts/", PROPOSE, keyed=True),
    Route("GET", "/api/drafts/{name}/", READ),
    Route("DELETE", "/api/drafts/{name}/", PERSON),
    Route("GET", "/api/products/", READ),
    Route("POST", "/api/products/", OPERATE, keyed=True),
    Route("GET", "/api/trading-state/", READ),
    Route("PUT", "/api/trading-state/", OPERATE),
    Route("POST", "/api/import-order/", OPEN, keyed=True),
    *_both("POST", "/users/", OPERATE, keyed=True),
    *_both("GET", "/users/", OPERATE),
    *_both("GET", "/users/{name}/", READ),
    *_both("PUT", "/users/{name}/limits/", OPERATE),
    *_both("POST", "/stocks/", OPERATE, keyed=True),
    *_both("GET", "/stocks/", READ),
    *_both("GET", "/stocks/{name}/", READ),
    *_both("POST", "/transactions/", OPERATE, keyed=True),
    *_both("GET", "/transactions/{name}/", READ),
    *_both("GET", "/transactions/{name}/{start}/{end}/", READ),
    Route("POST", WEBHOOK, SIGNALS, keyed=True),
    Route("POST", WEBHOOK + "{name}/", ADDRESS, keyed=True),
    Route("GET", "/api/signals/", READ),
    Route("GET", "/api/signals/{name}/", READ),
    Route("POST", "/api/ws-ticket/", READ),
    Route("POST", "/api/analyze/", READ, keyed=True),
    Route("GET", "/api/analyze/{name}/", READ),
    Route("GET", "/health/live/", OPEN),
    Route("GET", "/health/ready/", OPEN),
    Route("GET", "/metrics/", OPEN),
)
GUARDED: Final = tuple(route for route in ROUTES if route.right not in {OPEN, ADDRESS})
PAGES: Final = ("/", "/swagger/", "/dev/api/docs/", "/test-query-page/", "/schema/openapi.json")
