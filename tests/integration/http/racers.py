"""
Clients that all want the same money and the same shares at once: run as a process of its own.

It reads a wish as JSON from its input and writes what each client was told, one JSON line an answer. What is asked
follows from the seed; in which order the service gets it does not.
"""

from __future__ import annotations

import asyncio
import json
import random
import sys
import time
from typing import Any, Final

import httpx
from attrs import define, field, frozen

OPENING: Final = 1_000_000
PRICES: Final = (90, 100, 110, "33.33", "0.01")
# A waiting order asks for a price that no market comes near to, so that nobody but its canceller ends it.
FAR: Final = {"buy": "0.01", "sell": "1000000"}
SHARES: Final = (1, 10, 500, 3_000, 9_000)
WORDS: Final = (
    ["buy"] * 26 + ["sell"] * 26 + ["wait"] * 14 + ["cancel"] * 14 + ["market"] * 6 + ["close"] * 4
) + ["deposit", "withdraw"] * 5
LEAST: Final = 500
PATIENCE: Final = 60.0


@frozen
class Wish:
    """Where to race, for how long, with whom."""

    url: str
    seconds: float
    clients: int
    seed: int
    tokens: dict[str, str]
    stocks: tuple[str, ...]


@define
class Race:
    """What all clients share: the orders that were heard of, and what was told so far."""

    wish: Wish
    until: float
    told: int = 0
    working: dict[str, list[str]] = field(factory=dict)
    filled: dict[str, list[str]] = field(factory=dict)

    def tell(self, **record: object) -> None:
        """Write one answer down."""
        self.told += 1
        sys.stdout.write(json.dumps(record) + "\n")

    def hear(self, account: str, order: dict[str, Any]) -> None:
        """Remember an order, so that anybody may cancel or close it."""
        heard = {"pending": self.working, "executed": self.filled}.get(order["status"])
        if heard is not None:
            heard.setdefault(account, []).append(order["number"])


@define
class Client:
    """One of many who trade on an account."""

    race: Race
    place: int
    line: httpx.AsyncClient
    chance: random.Random
    count: int = 0

    async def run(self) -> None:
        """Ask for one thing after the other until the time is over; a slow machine gets more of it."""
        accounts = sorted(self.race.wish.tokens)
        while time.monotonic() < self.race.until or self.race.told < LEAST:
            self.count += 1
            account = self.chance.choice(accounts)
            path, body = self.next_of(account)
            if path is not None:
                await self.ask(account, path, body)

    def next_of(self, account: str) -> tuple[str | None, dict[str, Any] | None]:
        """What is asked next."""
        word = self.chance.choice(WORDS)
        stock, shares = self.chance.choice(self.race.wish.stocks), self.chance.choice(SHARES)
        if word in {"buy", "sell"}:
            price = self.chance.choice(PRICES)
            return f"/api/trade/{word}/", {"stock_id": stock, f"{word}_price": price, "quantity": shares}
        if word in {"deposit", "withdraw"}:
            return f"/api/account/{word}/", {"amount": self.own_amount()}
        if word in {"cancel", "close"}:
            heard = (self.race.working if word == "cancel" else self.race.filled).get(account, [])
            number = self.chance.choice(heard[-20:]) if heard else None
            return None if number is None else f"/api/orders/{number}/{word}/", None
        side = self.chance.choice(("buy", "sell"))
        body = {"stock_id": stock, "side": side, "quantity": shares, "type": "market"}
        if word == "wait":
            quantity = shares * (5_000 if side == "buy" else 1)
            body |= {"type": "limit", "limit_price": FAR[side], "quantity": quantity}
        return "/api/orders/", body

    def own_amount(self) -> str:
        """So much money as nobody else moves, and this client never again: its decimals say who and when."""
        whole = self.chance.choice((1, 100, 20_000, 300_000))
        return f"{whole}.{self.place:03}{self.count:05}"

    async def ask(self, account: str, path: str, body: dict[str, Any] | None) -> None:
        """Ask once, or twice at the same time under one key, which is to have been asked once."""
        key = f"{self.place}-{self.count}" if self.chance.randrange(4) == 0 else None
        twice = key is not None and self.chance.randrange(2) == 0
        await asyncio.gather(*(self.send(account, path, body, key) for _ in range(2 if twice else 1)))

    async def send(self, account: str, path: str, body: dict[str, Any] | None, key: str | None) -> None:
        """Send a request and write down what was answered."""
        headers = {"Authorization": f"Bearer {self.race.wish.tokens[account]}"}
        if key is not None:
            headers["Idempotency-Key"] = key
        answer = await self.line.post(path, json=body, headers=headers)
        told = answer.json()
        if answer.is_success and "/api/account/" not in path:
            self.race.hear(account, told.get("order", told))
        self.race.tell(
            account=account,
            path=path,
            body=body,
            key=key,
            status=answer.status_code,
            replayed=answer.headers.get("idempotent-replayed") == "true",
            told=told,
        )


async def main(wish: Wish) -> None:
    """Let them run."""
    race = Race(wish, time.monotonic() + wish.seconds)
    kept = httpx.Limits(max_connections=2, keepalive_expiry=None)
    trust = httpx.create_ssl_context()
    lines = [
        httpx.AsyncClient(base_url=wish.url, limits=kept, timeout=PATIENCE, verify=trust)
        for _ in range(wish.clients)
    ]
    clients = [
        Client(race, place, line, random.Random(f"{wish.seed}/{place}"))  # noqa: S311 - chance that can be repeated
        for place, line in enumerate(lines)
    ]
    await asyncio.gather(*(client.run() for client in clients))
    await asyncio.gather(*(line.aclose() for line in lines))


if __name__ == "__main__":
    asyncio.run(main(Wish(**json.load(sys.stdin))))
