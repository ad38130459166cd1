"""What clients ask for, by the seed alone: each request and its key are made before it is sent for the first time."""

from __future__ import annotations

import json
from collections.abc import Mapping
from decimal import Decimal
from random import Random
from typing import Any, Final

from attrs import field, frozen

PRICES: Final = ("90", "100", "110", "33.33")
SHARES: Final = (1, 10, 500, 3_000, 9_000)
CLOSE: Final = "95.5"
WORDS: Final = ["buy"] * 28 + ["sell"] * 24 + ["transaction"] * 28 + ["import"] * 10 + ["deposit"] * 10
PATHS: Final = {
    "buy": "/api/trade/buy/",
    "sell": "/api/trade/sell/",
    "transaction": "/transactions/",
    "import": "/api/import-order/",
    "deposit": "/api/account/deposit/",
}
TOKEN: Final = "import-one"


@frozen
class Trader:
    """A user whose account is fought over."""

    name: str
    user: str
    account: str
    token: str = field(repr=False)

    @property
    def caller(self) -> str:
        """Under which name the books keep what was answered to him."""
        return f"user:{self.user}"

    @property
    def credential(self) -> dict[str, str]:
        """What he shows."""
        return {"Authorization": f"Bearer {self.token}"}


@frozen
class Chartist:
    """A user for whom nothing is traded but signals, each of so many units, and the key that they are sent with."""

    trader: Trader
    key: str = field(repr=False)
    size: int


@frozen
class Cast:
    """Who takes part, and in which products; the last of these has a close at which transactions are priced."""

    label: str
    seed: int
    traders: tuple[Trader, ...]
    operator: Trader
    stocks: tuple[str, ...]
    chartists: tuple[Chartist, ...]


@frozen
class Asking:
    """One request, however often it is sent."""

    kind: str
    caller: str
    trader: Trader | None
    path: str
    content: bytes
    key: str
    token: str | None = field(default=None, repr=False)

    @property
    def headers(self) -> dict[str, str]:
        """What is sent with it each time."""
        credential = {} if self.token is None else {"Authorization": f"Bearer {self.token}"}
        return {"Content-Type": "application/json", "Idempotency-Key": self.key, **credential}

    @property
    def body(self) -> Mapping[str, Any]:
        """What is asked, to be looked into."""
        found: Mapping[str, Any] = json.loads(self.content)
        return found

    def __str__(self) -> str:
        return f"{self.key} POST {self.path} {self.content.decode()}"


class Author:
    """Makes up what one client asks, one request after the other."""

    def __init__(self, cast: Cast, place: int) -> None:
        """Begin; every client has a chance of its own, which follows from the seed."""
        self.cast, self.place, self.count = cast, place, 0
        self.chance: Final = Random(f"{cast.seed}/{cast.label}/{place}")  # noqa: S311 - repeats by its seed

    def next(self) -> Asking:
        """Make up one request."""
        self.count += 1
        key = f"{self.cast.label}-{self.cast.seed}-{self.place}-{self.count}"
        word, trader = self.chance.choice(WORDS), self.chance.choice(self.cast.traders)
        stock, shares = self.chance.choice(self.cast.stocks), self.chance.choice(SHARES)
        content = json.dumps(self._body(word, key, trader, stock, shares)).encode()
        if word == "import":
            return Asking(word, "address:127.0.0.1", None, PATHS[word], content, key)
        who = self.cast.operator if word == "transaction" else trader
        return Asking(word, who.caller, trader, PATHS[word], content, key, who.token)

    def _body(self, word: str, key: str, trader: Trader, stock: str, shares: int) -> dict[str, object]:
        price = self.chance.choice(PRICES)
        if word == "import":
            line = {"sku": stock, "quantity": shares, "unit_price": price}
            total = str(shares * Decimal(price))
            return {"access_token": TOKEN, "order_number": key, "total_price": total, "products": [line]}
        if word == "transaction":
            side = self.chance.choice(("buy", "sell"))
            stated = {} if stock == self.cast.stocks[-1] else {"transaction_price": price}
            named = {"user_id": trader.user, "ticker": stock, "transaction_type": side}
            return {**named, "transaction_volume": shares, **stated}
        if word == "deposit":
            # so much as nobody else puts in, and this client never again: its decimals say who and when
            return {"amount": f"{self.chance.choice((1, 100, 20_000))}.{self.place:03}{self.count:05}"}
        return {"stock_id": stock, f"{word}_price": price, "quantity": shares}
