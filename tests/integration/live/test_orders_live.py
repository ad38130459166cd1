"""Listeners hear what happens to their orders, each event once and as it was."""

from __future__ import annotations

import pytest

from tests.integration.http.people import Door, Person, fresh_ticker
from tests.integration.live.ears import Message, hear_event, hear_events, hear_until, listening

STEPS = ["pending", "pending", "executed"]


def buy(who: Door, quantity: int = 1) -> str:
    answer = who.post(
        "/api/trade/buy/", {"stock_id": fresh_ticker(), "buy_price": "10.5", "quantity": quantity}
    )
    assert 200 == answer.status_code, answer.text
    number: str = answer.json()["order"]["number"]
    return number


def numbers(messages: list[Message]) -> list[int]:
    return [message["id"] for message in messages]


@pytest.mark.parametrize("path", ["/ws/orders", "/ws/orders/"])
def test_each_step_of_an_order_is_heard_as_it_was(alice: Person, path: str) -> None:
    """Every step comes once with the order as it stood then, and the last shows the order as it is read elsewhere."""
    with listening(alice, path) as ear:
        number = buy(alice)
        heard = hear_events(ear, 3)

    assert STEPS == [message["event"]["status"] for message in heard]
    assert STEPS == [message["order"]["status"] for message in heard]
    assert {"order"} == {message["type"] for message in heard}
    assert sorted(set(numbers(heard))) == numbers(heard)
    assert heard[2]["order"] == alice.get(f"/api/orders/{number}/").json()
    assert "0" == heard[1]["order"]["filled"]
    assert heard[2]["event"] == heard[2]["order"]["history"][-1]


def test_who_comes_back_hears_what_was_missed_and_goes_on(alice: Person) -> None:
    """Behind a number everything is told that happened meanwhile, then what happens, without gap or repeat."""
    with listening(alice, "/ws/orders/") as ear:
        buy(alice)
        first = hear_event(ear)
    buy(alice)
    with listening(alice, f"/ws/orders/?since={first['id']}") as ear:
        missed = hear_events(ear, 5)
        buy(alice)
        new = hear_events(ear, 3)
    with listening(alice, "/ws/orders/?since=0") as ear:
        assert [first, *missed, *new] == hear_events(ear, 9)


def test_nobody_hears_of_the_orders_of_others(alice: Person, bob: Person, operator: Person) -> None:
    """Each hears of his own, and an operator who asks for all of them hears of all, imported ones too."""
    program = alice.program("read")
    with (
        listening(alice, "/ws/orders/") as hers,
        listening(program, "/ws/orders/") as her_program,
        listening(bob, "/ws/orders/") as his,
        listening(operator, "/ws/orders/?all=true") as all_of_them,
    ):
        of_alice = buy(alice)
        imported = f"import-{fresh_ticker()}"
        body = {"access_token": "import-one", "order_number": imported, "total_price": 5}
        assert 201 == operator.post("/api/import-order/", body).status_code
        of_bob = buy(bob)

        assert {of_alice} == {message["order"]["number"] for message in hear_events(hers, 3)}
        assert {of_alice} == {message["order"]["number"] for message in hear_events(her_program, 3)}
        assert {of_bob} == {message["order"]["number"] for message in hear_events(his, 3)}
        missing = {of_alice, imported, of_bob}

        def none_is_missing(message: Message) -> bool:
            missing.discard(message.get("order", {}).get("number"))
            return not missing

        assert hear_until(all_of_them, none_is_missing)
        assert buy(alice) == hear_event(hers)["order"]["number"]


def test_a_sign_of_life_says_how_far_it_has_come(alice: Person) -> None:
    """Who heard nothing else comes back with its number, and misses nothing."""
    with listening(alice, "/ws/orders/") as ear:
        buy(alice)
        last = hear_events(ear, 3)[-1]
        sign = hear_until(ear, lambda message: message["type"] == "heartbeat")
        later = hear_until(ear, lambda message: message["type"] == "heartbeat")

    assert last["id"] <= sign["id"] <= later["id"]
    number = buy(alice)
    with listening(alice, f"/ws/orders/?since={sign['id']}") as ear:
        assert number == hear_event(ear)["order"]["number"]


def test_a_number_that_was_never_given_is_told_so(alice: Person) -> None:
    """Whoever comes with a number beyond all others is told where he stands, and hears what happens then."""
    with listening(alice, f"/ws/orders/?since={10**15}") as ear:
        told = hear_event(ear)
        number = buy(alice)
        heard = hear_event(ear)

    assert "reset" == told["type"]
    assert told["id"] < heard["id"]
    assert number == heard["order"]["number"]
