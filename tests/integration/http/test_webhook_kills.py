"""The service is killed while signals come in: each is traded once, and none is lost that was answered."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from threading import Event

import httpx

from adapters.sql.database import Database
from adapters.sql.signals import SqlSignals
from tests.integration.http.people import Door, Person, new_line, until
from tests.integration.http.routes import WEBHOOK
from tests.integration.http.signalling import SAMPLE, TEXT, key_of, ordered, send, sender, signals_of
from tests.integration.http.stored import database_of, differences_in
from tests.servers.service import ServiceServer
from trading_core.ports.signals import Receipt, ReceivedSignal

CLIENTS = 6
BEFORE_THE_KILL = 25
KILLS = 3
BESIDE = 6


@contextmanager
def again(service: ServiceServer, owner: Person) -> Iterator[Person]:
    """The same person at the service as it runs now."""
    with Door(service.url, service.processes) as door:
        yield Person(door, owner.name, owner.access, owner.refresh)


def wish(number: int) -> str:
    return f"BUY EURUSD @1.{20_000 + number}\nSL 1.1\nTP 1.3"


def test_a_signal_that_was_kept_and_not_traded_is_traded_after_the_start(own_service: ServiceServer) -> None:
    """Death between keeping a signal and ordering loses nothing: whoever starts next places the order, once."""
    with Door(own_service.url, own_service.processes) as door:
        owner = door.newcomer()
        account = owner.get("/api/account/").json()["id"]
        chart = sender(owner)
        key = key_of(owner)
    own_service.kill()
    left = ReceivedSignal(
        id="left-behind",
        account=account,
        sender=key,
        text=SAMPLE,
        fingerprint="of a signal whose process was killed",
        received_at=datetime.now(UTC),
        symbol="EURUSD",
    )
    with Database(database_of(own_service)) as database:
        assert (left,) == SqlSignals(database).receive([Receipt(left)])
    own_service.start()

    with again(own_service, owner) as person:
        (done,) = until(lambda: signals_of(person), lambda found: found[0]["status"] != "received")
        assert ("ordered", "S-left-behind") == (done["status"], done["order"]["number"])
        assert 1 == person.get("/api/orders/").json()["count"]
        assert "1.086" == ordered(send(person.carrying(chart.credential), SAMPLE))["limit_price"]
        assert 2 == person.get("/api/orders/").json()["count"]


def test_killed_under_load_every_signal_is_traded_once(own_service: ServiceServer) -> None:
    """What was answered is there, what was not can be sent again, and neither makes a second order."""
    with Door(own_service.url, own_service.processes) as door:
        owner = door.newcomer()
        chart = sender(owner, sizing={"policy": "quantity", "size": 1})
    told: dict[int, str] = {}
    numbers = iter(range(100_000))
    for _ in range(KILLS):
        enough = Event()

        def keep_sending(ending: Event = enough) -> None:
            with new_line(own_service.url) as line, suppress(httpx.HTTPError):
                while not ending.is_set():
                    number = next(numbers)
                    answer = line.post(
                        WEBHOOK, content=wish(number), headers={**chart.credential, "Content-Type": TEXT}
                    )
                    assert answer.status_code < 500, answer.text
                    told[number] = answer.text
                    if len(told) % BEFORE_THE_KILL == 0:
                        ending.set()

        with ThreadPoolExecutor(CLIENTS) as pool:
            clients = [pool.submit(keep_sending) for _ in range(CLIENTS)]
            enough.wait()
            own_service.kill()
            for client in clients:
                client.result()
        own_service.start()

    asked = range(next(numbers))
    with again(own_service, owner) as person:
        for number in asked:
            ordered(send(person.carrying(chart.credential), wish(number)))
        signals = signals_of(person)
        assert {wish(number) for number in asked} == {signal["text"] for signal in signals}
        assert {"ordered"} == {signal["status"] for signal in signals}
        assert len(asked) == len(signals) == len({signal["order"]["number"] for signal in signals})
        assert len(asked) == person.get("/api/orders/").json()["count"]
    assert () == differences_in(own_service)
