"""Somebody with something to lose, and a look at it after each request that must not have changed anything."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.integration.http.people import Door, Person


@pytest.fixture(scope="module")
def victim(door: Door) -> Person:
    """A user with something of everything that a bad request could spoil."""
    person = door.newcomer()
    person.post("/api/trade/buy/", {"stock_id": "2330", "buy_price": 100, "quantity": 7})
    person.post(
        "/api/orders/",
        {"stock_id": "2330", "side": "sell", "quantity": 2, "type": "limit", "limit_price": 900_000},
    )
    person.put("/api/account/limits/", {"max_order_value": 900_000})
    person.post("/api/keys/", {"name": "kept", "scopes": ["read"]})
    return person


@pytest.fixture(scope="module")
def possessed(victim: Person) -> dict[str, Any]:
    """What the victim has before anything is sent."""
    return possessions(victim)


@pytest.fixture(autouse=True)
def unharmed(victim: Person, possessed: dict[str, Any]) -> Iterator[None]:
    """Look at all that the victim has after each test: whatever was refused has changed nothing."""
    yield
    assert possessed == possessions(victim)


def possessions(victim: Person) -> dict[str, Any]:
    """What the victim has, but for what the market says of it; his journal counts every movement of his books."""
    account = victim.get("/api/account/").json()
    moving = {"equity", "buying_power", "unrealized_pnl"}
    counts = {
        path: victim.get(f"{path}?page_size=1").json()["count"]
        for path in ("/api/orders/", "/api/account/statement/")
    }
    return {name: value for name, value in account.items() if name not in moving} | counts
