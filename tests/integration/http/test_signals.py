"""The list of signals, how much each trades, and who hears of those that cannot be read."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from tests.integration.http.people import Door, Person, until
from tests.integration.http.promises import refused
from tests.integration.http.signalling import SAMPLE, key_of, ordered, send, sender, signals_of
from tests.integration.live.ears import hear_event, listening

KEYS = "/api/keys/"
FAR = "BUY LIMIT EURUSD 0.80\nSL 0.79\nTP 0.82"


def sized(policy: str, size: object) -> dict[str, object]:
    return {"sizing": {"policy": policy, "size": size}}


@pytest.mark.parametrize(
    ("sizing", "text", "quantity"),
    [
        (sized("quantity", "12.5"), FAR, "12.5"),
        (sized("quantity", 3), FAR, "3"),
        (sized("value", 1000), FAR, "1250"),
        (sized("value", "999.99"), "BUY LIMIT EURUSD 0.81\nSL 0.79\nTP 0.83", "1234.55555555"),
        (sized("risk", 1), FAR, "1000000"),
        (sized("risk", "0.25"), "SELL LIMIT EURUSD 1.8\nSL 1.85\nTP 1.7", "50000"),
        ({}, FAR, "12500"),
    ],
)
def test_a_policy_says_how_much_is_traded(
    alice: Person, sizing: dict[str, Any], text: str, quantity: str
) -> None:
    """So many units, what so much money buys, what loses so many percent of a million: to the last decimal."""
    order = ordered(send(sender(alice, **sizing), text))

    assert Decimal(quantity) == Decimal(order["quantity"])
    expected = sizing.get("sizing", {"policy": "value", "size": "10000"})
    kept = signals_of(alice)[0]["sizing"]
    assert (expected["policy"], Decimal(expected["size"])) == (kept["policy"], Decimal(kept["size"]))


def test_an_owner_changes_what_a_key_trades(alice: Person) -> None:
    """A change holds from the next signal on, and what is not stated stays."""
    chart = sender(alice, **sized("quantity", 1))
    path = f"{KEYS}{key_of(alice)}/"
    assert "1" == ordered(send(chart, FAR))["quantity"]

    changed = alice.put(path, sized("value", "50")).json()
    assert ({"policy": "value", "size": "50"}, False) == (changed["sizing"], changed["paused"])
    assert "62.5" == ordered(send(chart, FAR.replace("0.79", "0.78")))["quantity"]
    assert {"policy": "value", "size": "50"} == alice.put(path, {"signed": False}).json()["sizing"]


@pytest.mark.parametrize(
    ("body", "field"),
    [
        (sized("value", 0), "sizing.size"),
        (sized("risk", "100.01"), "sizing.size"),
        (sized("quantity", -1), "sizing.size"),
        (sized("quantity", "much"), "sizing.size"),
        (sized("all", 1), "sizing.policy"),
        ({"sizing": {"policy": "value"}}, "sizing.size"),
        ({"paused": "yes"}, "paused"),
        ({"signed": 1}, "signed"),
        ({"name": "b"}, "name"),
    ],
)
def test_what_cannot_be_a_policy_is_refused_by_its_field(
    anyone: Person, body: dict[str, object], field: str
) -> None:
    """A size is a number above zero, a share at most all; only what signals do can be changed."""
    if field != "name":
        answer = anyone.post(KEYS, {"name": "a", "scopes": ["signals"], **body})
        assert field == "paused" or (400, field) == (
            answer.status_code,
            answer.json()["errors"][0]["field"],
        )
    anyone.post(KEYS, {"name": "a", "scopes": ["signals"]})
    answer = anyone.put(f"{KEYS}{key_of(anyone)}/", body)
    assert (400, field) == (answer.status_code, answer.json()["errors"][0]["field"]), answer.text


def test_nobody_pauses_a_key_of_somebody_else(alice: Person, bob: Person) -> None:
    """Another's key is not there, and a key without the right to trade changes none."""
    bob.post(KEYS, {"name": "a", "scopes": ["signals"]})
    path = f"{KEYS}{key_of(bob)}/"

    refused(alice.put(path, {"paused": True}), 404, "not_found")
    refused(alice.put(f"{KEYS}nothing/", {"paused": True}), 404, "not_found")
    refused(sender(bob).put(path, {"paused": True}), 403, "forbidden")
    assert not bob.get(KEYS).json()["results"][0]["paused"]


def test_a_size_that_buys_nothing_is_refused(alice: Person) -> None:
    """Less than the smallest unit is no order, and the owner is told to raise the size."""
    chart = sender(alice, **sized("value", "0.00000001"))

    refused(send(chart, "BUY GOLD @2350\nSL 2300\nTP 2400"), 409, "size_too_small")


def test_everybody_sees_the_own_signals(alice: Person, bob: Person) -> None:
    """Another's signal is not there, neither in the list nor by its id."""
    ordered(send(sender(alice), SAMPLE))
    (mine,) = signals_of(alice)

    assert mine == alice.get(f"/api/signals/{mine['id']}/").json()
    refused(bob.get(f"/api/signals/{mine['id']}/"), 404, "not_found")
    refused(alice.get("/api/signals/nothing/"), 404, "not_found")
    assert [] == signals_of(bob)


def test_signals_are_found_by_what_became_of_them_by_product_and_by_time(alice: Person) -> None:
    """Each filter, and all of them together, finds what fits; pages follow one another."""
    chart = sender(alice)
    texts = [SAMPLE, "hello", "BUY GOLD @2350\nSL 2300\nTP 2400", FAR, "hello you"]
    for text in texts:
        send(chart, text)
    everything = signals_of(alice)
    assert texts == [signal["text"] for signal in reversed(everything)]

    assert ["hello you", "hello"] == [one["text"] for one in signals_of(alice, "&status=refused")]
    assert [FAR, SAMPLE] == [one["text"] for one in signals_of(alice, "&stock_id=eurusd&status=ordered")]
    middle = everything[2]["received_at"]
    assert texts[2:] == [one["text"] for one in reversed(signals_of(alice, f"&since={middle}"))]
    assert texts[:3] == [one["text"] for one in reversed(signals_of(alice, f"&until={middle}"))]
    assert texts == [one["text"] for one in signals_of(alice, "&ordering=received_at")]
    page = alice.get("/api/signals/?page_size=2").json()
    assert (5, 2, None) == (page["count"], len(page["results"]), page["previous"])
    assert everything[2:4] == alice.get(page["next"]).json()["results"]


@pytest.mark.parametrize(
    "query", ["status=executed", "symbol__ticker=EURUSD", "since=yesterday", "ordering=text", "stock_id=!"]
)
def test_a_filter_that_is_none_is_refused(anyone: Person, query: str) -> None:
    """A misspelt filter never shows everything."""
    assert 400 == anyone.get(f"/api/signals/?{query}").status_code


def test_the_owner_hears_of_a_text_that_cannot_be_read(door: Door, alice: Person, bob: Person) -> None:
    """What is no signal is on the owner's feed, with the place; nobody else hears of it."""
    with listening(alice, "/ws/signals/invalid/") as mine, listening(bob, "/ws/signals/invalid/") as other:
        problem = refused(send(sender(alice), "BUY EURUSD\nTP 1.0890"), 400, "invalid_signal")
        refused(send(sender(bob), "hello bob"), 400, "invalid_signal")

        heard, others = hear_event(mine), hear_event(other)
        assert ("BUY EURUSD\nTP 1.0890", "hello bob") == (heard["text"], others["text"])
        for name in ("code", "reason", "line", "column", "found", "expected"):
            assert problem[name] == heard["refusal"][name]
        until(lambda: signals_of(alice), lambda found: found[0]["id"] == heard["signal_id"])
