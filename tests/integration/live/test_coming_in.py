"""Who may listen, from where, how often and for how long."""

from __future__ import annotations

from contextlib import ExitStack, suppress

import pytest
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import connect

from tests.integration.http.people import Door, Person
from tests.integration.live.ears import ending_of, hear_until, listening

PATHS = ["/ws/orders/", "/ws/signals/invalid/", "/ws/prices/?stock_id=2330"]


def ticket_of(who: Door) -> str:
    answer = who.post("/api/ws-ticket/")
    assert 200 == answer.status_code, answer.text
    ticket: str = answer.json()["ticket"]
    return ticket


@pytest.mark.parametrize("path", PATHS)
def test_strangers_are_turned_away(door: Door, alice: Person, path: str) -> None:
    """Without a credential, with a wrong one and with an invented ticket nobody hears anything."""
    joint = "&" if "?" in path else "?"
    for headers, query in (
        ({}, ""),
        ({"Authorization": f"Bearer {alice.access}x"}, ""),
        ({"Authorization": f"Bearer {alice.refresh}"}, ""),
        ({"X-API-KEY": "tk_none_secret"}, ""),
        (alice.credential, f"{joint}ticket=invented"),
    ):
        with listening(door, path + query, headers=headers) as ear:
            assert 4401 == ending_of(ear)[0]


@pytest.mark.parametrize("path", PATHS)
def test_a_ticket_lets_in_once_at_any_process(door: Door, alice: Person, path: str) -> None:
    """It stands for the credential that it was given to, and is worth nothing afterwards."""
    for who in (alice, alice.program("read")):
        ticket = ticket_of(who)
        query = f"{path}{'&' if '?' in path else '?'}ticket={ticket}"
        with listening(door, query, headers={}) as ear:
            hear_until(ear, lambda message: message["type"] == "heartbeat")
        with listening(door, query, headers={}) as ear:
            assert 4401 == ending_of(ear)[0]


def test_a_ticket_tells_where_to_begin(door: Door, alice: Person) -> None:
    """With the number that comes with it nothing is missed of what happens before the connection stands."""
    told = alice.post("/api/ws-ticket/").json()
    trade = alice.post("/api/trade/buy/", {"stock_id": "2330", "buy_price": 1, "quantity": 1}).json()
    query = f"/ws/orders/?since={told['last']['orders']}&ticket={told['ticket']}"
    with listening(door, query, headers={}) as ear:
        first = hear_until(ear, lambda message: message["type"] == "order")

    assert trade["order"]["number"] == first["order"]["number"]
    assert {"orders", "signals/invalid"} == set(told["last"])


def test_a_right_is_needed(alice: Person, operator: Person) -> None:
    """A key without the right to read hears nothing, and only operators hear of everybody."""
    with listening(alice.program("signals"), "/ws/orders/") as ear:
        assert 4403 == ending_of(ear)[0]
    assert 403 == alice.program("signals").post("/api/ws-ticket/").status_code
    for who in (alice, operator.program("read")):
        with listening(who, "/ws/orders/?all=true") as ear:
            assert 4403 == ending_of(ear)[0]


@pytest.mark.parametrize(
    "path",
    [
        "/ws/orders/?since=-1",
        "/ws/orders/?since=",
        "/ws/orders/?since=1.5",
        "/ws/orders/?since=99999999999999999999",
        "/ws/orders/?since=1&since=2",
        "/ws/orders/?all=yes",
        "/ws/orders/?what=1",
        "/ws/orders/?since=%FF",
        "/ws/signals/invalid/?stock_id=2330",
        "/ws/prices/",
        "/ws/prices/?stock_id=",
        "/ws/prices/?stock_id=a%20b",
        "/ws/prices/?all=true&stock_id=2330",
        "/ws/prices/?stock_id=" + ",".join(f"T{number}" for number in range(51)),
        "/ws/orders/?what=" + "x" * 5_000,
    ],
)
def test_a_wrong_question_is_told_so(alice: Person, path: str) -> None:
    """What cannot be meant is refused with a sentence, and nothing else is guessed."""
    with listening(alice, path) as ear:
        code, reason = ending_of(ear)

    assert 4400 == code
    assert reason.endswith(".")


def test_pages_of_others_cannot_connect(alice: Person, service: Door) -> None:
    """A browser that says which page its script is of is let in from our own pages and from no others."""
    with listening(alice, "/ws/orders/", origin=alice.url) as ear:
        hear_until(ear, lambda message: message["type"] == "heartbeat")
    for origin in ("https://elsewhere.example", "null", alice.url.replace("127.0.0.1", "localhost")):
        with pytest.raises(InvalidStatus) as refusal, listening(alice, "/ws/orders/", origin=origin):
            pass
        assert 403 == refusal.value.response.status_code


def test_a_user_has_so_many_connections(alice: Person, bob: Person) -> None:
    """One more than there may be in a process is turned away, and so is nobody else."""
    most, processes = 8, len(alice.lines)
    with ExitStack() as stack:
        ears = [stack.enter_context(listening(alice, "/ws/orders/")) for _ in range(most * processes + 1)]
        stack.enter_context(listening(bob, "/ws/orders/"))
        codes = []
        for ear in ears:
            try:
                hear_until(ear, lambda message: message["type"] == "heartbeat")
            except Exception:  # noqa: BLE001 - how it ended is asked in the next line
                codes.append(ending_of(ear)[0])

    assert codes
    assert {4429} == set(codes)


def test_who_logs_out_hears_nothing_more(alice: Person, bob: Person) -> None:
    """A login that has ended, or a key that was revoked, ends its connections, and a ticket of it is worth nothing."""
    key = bob.program("read")
    with listening(alice, "/ws/orders/") as hers, listening(key, "/ws/orders/") as his:
        ticket = ticket_of(alice)
        assert 204 == alice.post("/api/auth/logout/", {"refresh": alice.refresh}).status_code
        (made,) = bob.get("/api/keys/").json()["results"]
        assert 204 == bob.delete(f"/api/keys/{made['id']}/").status_code

        assert 4401 == ending_of(hers)[0]
        assert 4401 == ending_of(his)[0]
    with listening(alice, f"/ws/orders/?ticket={ticket}", headers={}) as ear:
        assert 4401 == ending_of(ear)[0]


def test_nobody_listens_to_listeners(alice: Person) -> None:
    """What a client says is ignored, and too much of it ends the connection."""
    with listening(alice, "/ws/orders/") as ear:
        ear.send("hello")
        ear.send(b"\x00")
        assert "heartbeat" == hear_until(ear, lambda message: message["type"] == "heartbeat")["type"]
        ear.send("x" * 4_097)
        assert 1009 == ending_of(ear)[0]
    with listening(alice, "/ws/orders/") as ear:
        with suppress(ConnectionClosed):
            for _ in range(500):
                ear.send("hello")
        # what was said and not read may reset the connection before the reason is heard
        assert ending_of(ear)[0] in {1006, 1008}


@pytest.mark.parametrize("path", PATHS)
def test_nobody_comes_in_by_two_credentials(alice: Person, path: str) -> None:
    """Of two that are different another one on the way might have believed the other."""
    url = alice.url.replace("http", "ws", 1) + path
    both = [*alice.credential.items(), ("Authorization", "Bearer of somebody else")]

    with pytest.raises(InvalidStatus), connect(url, additional_headers=both):
        pass
