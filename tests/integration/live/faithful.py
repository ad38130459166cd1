"""A client who always comes back, and people who trade meanwhile."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from random import Random
from threading import Event
from typing import Final

import httpx
from attrs import define, field
from websockets.exceptions import WebSocketException

from tests.integration.http.people import Door, until
from tests.integration.live.ears import Message, cut, hear, hear_events, listening
from tests.servers.server import GLANCE

EVENTS_OF_AN_ORDER: Final = 3
TRADERS: Final = 4
LOST: Final = (WebSocketException, OSError, EOFError)


@define
class Faithful:
    """Reads on from the last message that he saw, however often he is cut off, until he has heard enough."""

    who: Door
    heard: list[Message] = field(factory=list)
    cuts: int = 0
    resets: int = 0
    since: int = 0
    _left: Event = field(factory=Event)

    def listen_while(
        self, trading: Callable[[], list[str]], orders: int, chance: Random, cuts: int
    ) -> list[str]:
        """Hear of so many orders while they are traded; who fails to trade them is told at once, without waiting for them."""
        with ThreadPoolExecutor(1) as pool:
            ears = pool.submit(self._listen, orders * EVENTS_OF_AN_ORDER, chance, cuts)
            try:
                numbers = trading()
            except BaseException:
                self._left.set()
                raise
            ears.result()
        return numbers

    def _listen(self, total: int, chance: Random, cuts: int) -> None:
        """Be cut off so many times at random places, and as often as the service itself is gone."""
        while len(self.heard) < total and not self._left.is_set():
            staying = chance.randint(1, max(total // (cuts + 2), 2)) if self.cuts < cuts else total
            try:
                with listening(self.who, f"/ws/orders/?since={self.since}") as ear:
                    while staying and len(self.heard) < total and not self._left.is_set():
                        staying -= self._take(hear(ear))
                    if len(self.heard) < total:
                        self.cuts += 1
                        cut(ear)
            except LOST:
                time.sleep(GLANCE)

    def _take(self, message: Message) -> int:
        assert message["id"] >= self.since
        self.since = message["id"]
        self.resets += message["type"] == "reset"
        if message["type"] == "order":
            self.heard.append(message)
            return 1
        return 0


def trade(who: Door, orders: int, *, between: Callable[[int], object] = int) -> list[str]:
    """Place so many orders on several lines at once, each sent again until it is answered; tell their numbers."""

    def place(trader: int) -> list[str]:
        placed = []
        with who.line_of_its_own() as own:
            for number in range(trader, orders, TRADERS):
                between(number)
                placed.append(until(partial(_buy, own, f"{who.url[-5:]}-{number}"), bool))
        return placed

    with ThreadPoolExecutor(TRADERS) as pool:
        return [number for numbers in pool.map(place, range(TRADERS)) for number in numbers]


def _buy(who: Door, key: str) -> str:
    body = {"stock_id": "FAITH", "buy_price": "1", "quantity": 1}
    try:
        answer = who.post("/api/trade/buy/", body, {"Idempotency-Key": key})
    except httpx.HTTPError:
        return ""
    return str(answer.json()["order"]["number"]) if answer.is_success else ""


def check_heard(who: Door, client: Faithful, orders: Sequence[str]) -> None:
    """Everything once, in order, and exactly as somebody hears it who was never cut off."""
    ids = [message["id"] for message in client.heard]
    assert sorted(set(ids)) == ids
    assert Counter(dict.fromkeys(orders, EVENTS_OF_AN_ORDER)) == Counter(
        message["order"]["number"] for message in client.heard
    )
    of_each: dict[str, list[str]] = {}
    for message in client.heard:
        of_each.setdefault(message["order"]["number"], []).append(message["event"]["status"])
    assert [["pending", "pending", "executed"]] * len(orders) == list(of_each.values())
    with listening(who, "/ws/orders/?since=0") as ear:
        assert client.heard == hear_events(ear, len(client.heard))
