"""Prices, texts that could not be read, and the end of the service."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path

from tests.integration.http.people import Door, Person
from tests.integration.live.ears import ending_of, hear_event, hear_events, listening
from tests.integration.live.test_slow import CHANNEL, telling
from tests.servers.service import ServiceServer
from trading_core.ports.feed import NewEvent
from trading_core.testing.contracts.feed import tell


def test_prices_are_heard_as_they_change(alice: Person) -> None:
    """First each price as it is, then each that is another, of the products that were asked for and no others."""
    with listening(alice, "/ws/prices/?stock_id=EURUSD,2330") as ear:
        first = hear_events(ear, 2)
        new = hear_events(ear, 2)
    with listening(alice, f"/ws/prices?stock_id=EURUSD&since={first[0]['id']}") as ear:
        again = hear_event(ear)

    assert {"EURUSD", "2330"} == {message["stock_id"] for message in first}
    assert {message["stock_id"] for message in new} <= {"EURUSD", "2330"}
    ids = [message["id"] for message in new]
    assert sorted(set(ids)) == ids
    assert all(message["id"] > first[0]["id"] for message in new)
    assert all(Decimal(message["bid"]) <= Decimal(message["ask"]) for message in (*first, *new))
    assert again["type"] in {"price", "reset"}


def test_texts_that_could_not_be_read_are_their_senders(
    service: ServiceServer, alice: Person, bob: Person
) -> None:
    """What another process tells is heard by its owner, with its number, and by nobody else."""
    account = alice.get("/api/account/").json()["id"]
    with (
        telling(service) as feed,
        listening(alice, "/ws/signals/invalid") as hers,
        listening(bob, "/ws/signals/invalid") as his,
    ):
        told = tell(feed, CHANNEL, f"{account} 1", account, b'{"type":"invalid_signal","text":"BYE EURUSD"}')
        mark = tell(feed, CHANNEL, f"{account} 2", None, b'{"type":"mark"}')

        assert {"id": told, "type": "invalid_signal", "text": "BYE EURUSD"} == hear_event(hers)
        assert [mark, mark] == [hear_event(ear)["id"] for ear in (hers, his)]


def test_what_was_forgotten_is_told_once(service: ServiceServer, alice: Person) -> None:
    """Whoever comes back for what is no longer kept is told so, and hears what is."""
    account = alice.get("/api/account/").json()["id"]
    with telling(service) as feed:
        numbers = feed.extend(
            CHANNEL, [NewEvent(f"{account} {n}", account, b'{"type":"text"}') for n in range(9)]
        )
        feed.forget(datetime.now(UTC) + timedelta(days=1), 3, 10_000)
        assert numbers[-4] <= feed.forgotten(CHANNEL)
        with listening(alice, f"/ws/signals/invalid/?since={numbers[0]}") as ear:
            told = hear_event(ear)
            heard = hear_events(ear, 3)
        with listening(alice, f"/ws/signals/invalid/?since={told['id']}") as ear:
            assert heard == hear_events(ear, 3)

    assert ["reset", numbers[-4]] == [told["type"], told["id"]]
    assert list(numbers[-3:]) == [message["id"] for message in heard]


def test_the_service_says_goodbye(server_folder: Path) -> None:
    """Before it goes away it tells everybody, so that they come back instead of waiting."""
    with ServiceServer(server_folder / "service") as service, Door(service.url) as door:
        alice = door.newcomer()
        with listening(alice, "/ws/orders/") as ear, listening(alice, "/ws/prices/?stock_id=2330") as other:
            hear_event(other)
            service.stop()

            assert [1001, 1001] == [ending_of(one)[0] for one in (ear, other)]
