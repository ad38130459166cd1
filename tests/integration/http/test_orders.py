"""Orders of every kind: placing, looking, cancelling and closing."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from tests.integration.http.people import Person
from tests.integration.http.promises import refused

DOCUMENTED = (
    "number source side stock_id type quantity price entry_range stop_loss take_profit take_profits total_price "
    "status reason created_time lines history"
).split()
LIMIT = {"stock_id": "2330", "side": "buy", "quantity": 10, "type": "limit", "limit_price": "850.5"}
MARKET = {"stock_id": "2330", "side": "buy", "quantity": 10, "type": "market"}


def placed(person: Person, order: dict[str, Any]) -> dict[str, Any]:
    """Place an order that is taken."""
    answer = person.post("/api/orders/", order)
    assert 201 == answer.status_code, answer.text
    found: dict[str, Any] = answer.json()
    return found


def test_a_limit_order_is_taken_and_waits(alice: Person) -> None:
    """Everything documented of an order is shown, what does not apply as null, and it is found by its number."""
    order = placed(alice, LIMIT)

    assert set(DOCUMENTED) <= set(order)
    assert ("api", "buy", "2330", "limit", "10", "850.5", "8505", "pending") == tuple(
        order[name]
        for name in ("source", "side", "stock_id", "type", "quantity", "price", "total_price", "status")
    )
    assert [None] * 4 == [order[name] for name in ("entry_range", "stop_loss", "take_profit", "reason")]
    assert [] == order["take_profits"]
    assert order["created_time"].endswith("Z")
    (line,) = order["lines"]
    assert ("2330", "10", "0") == (line["stock_id"], line["quantity"], line["filled"])
    assert {"stock_id", "name", "quantity", "unit_price", "filled"} == set(line)
    assert order == alice.get(f"/api/orders/{order['number']}/").json()


def test_a_market_order_is_filled_at_once(alice: Person) -> None:
    """An order at the market meets the last known price and tells what it paid."""
    alice.post("/api/trade/buy/", {"stock_id": "2330", "buy_price": 100, "quantity": 1})

    order = placed(alice, MARKET)

    assert ("executed", "market", "10") == (order["status"], order["type"], order["filled"])
    assert Decimal(order["total_price"]) == 10 * Decimal(order["price"])
    assert ["pending", "executed"] == [step["status"] for step in order["history"]]


def test_exits_are_kept_as_they_were_stated(alice: Person) -> None:
    """An order carries its stop-loss and its targets, the first of which has a name of its own."""
    order = placed(alice, LIMIT | {"stop_loss": 840, "take_profits": ["870", 890.25]})

    assert ("840", "870", ["870", "890.25"]) == tuple(
        order[name] for name in ("stop_loss", "take_profit", "take_profits")
    )


@pytest.mark.parametrize(
    ("kind", "prices"),
    [
        ("stop", {"stop_price": "900"}),
        ("stop_limit", {"stop_price": "900", "limit_price": "905"}),
        ("limit", {"limit_price": "850.5", "time_in_force": "day"}),
    ],
)
def test_every_kind_of_order_that_waits_is_taken(alice: Person, kind: str, prices: dict[str, str]) -> None:
    """Stops and limits wait with the prices that they were given."""
    order = placed(alice, {"stock_id": "2330", "side": "buy", "quantity": 1, "type": kind, **prices})

    assert (kind, "pending") == (order["type"], order["status"])
    assert prices.items() <= order.items()


@pytest.mark.parametrize(
    ("order", "field"),
    [
        (LIMIT | {"limit_price": None}, "limit_price"),
        (MARKET | {"limit_price": 5}, "limit_price"),
        (MARKET | {"stop_price": 5}, "stop_price"),
        (LIMIT | {"type": "stop", "limit_price": None}, "stop_price"),
        (LIMIT | {"stop_loss": 860}, "stop_loss"),
        (LIMIT | {"take_profits": [840]}, "take_profits"),
        (LIMIT | {"quantity": 0}, "quantity"),
        (LIMIT | {"stock_id": "a b"}, "stock_id"),
        (LIMIT | {"client_order_id": " "}, "client_order_id"),
    ],
)
def test_a_contradiction_within_an_order_is_refused_by_its_field(
    anyone: Person, order: dict[str, Any], field: str
) -> None:
    """An order has the prices that its kind needs and no others, on the right sides of each other."""
    refused(anyone.post("/api/orders/", order), 400, "invalid_value", field)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("side", "up"),
        ("type", "iceberg"),
        ("time_in_force", "forever"),
        ("client_order_id", ""),
        ("client_order_id", "x" * 65),
        ("take_profits", 870),
        ("take_profits", [870] * 21),
        ("stop_los", 840),
    ],
)
def test_a_word_that_an_order_does_not_know_is_refused_by_its_field(
    anyone: Person, field: str, value: object
) -> None:
    """A misspelt field or word is never passed over: an order without its stop-loss would be another order."""
    refused(anyone.post("/api/orders/", LIMIT | {field: value}), 400, "invalid_body", field)


def test_who_writes_another_word_is_told_the_words(anyone: Person) -> None:
    """Nobody has to look up the few words of a field that he has misspelt."""
    problem = refused(anyone.post("/api/orders/", LIMIT | {"side": "SELL"}), 400, "invalid_body", "side")

    assert problem["detail"].endswith(": buy, sell.")


@pytest.mark.parametrize("missing", ["stock_id", "side", "quantity", "type"])
def test_a_missing_field_is_named(anyone: Person, missing: str) -> None:
    """What an order cannot be without is needed."""
    order = {name: value for name, value in LIMIT.items() if name != missing}

    refused(anyone.post("/api/orders/", order), 400, "invalid_body", missing)


def test_an_order_beyond_the_balance_is_a_conflict(alice: Person) -> None:
    """What cannot be paid is refused before it waits, and reserves nothing."""
    refused(alice.post("/api/orders/", LIMIT | {"quantity": 2000}), 409, "insufficient_funds")

    assert "0" == alice.get("/api/account/").json()["reserved"]


def test_a_clients_own_id_names_one_order(alice: Person) -> None:
    """The id that a client gives is shown and cannot be given to a second order."""
    first = placed(alice, LIMIT | {"client_order_id": "mine-1"})

    assert "mine-1" == first["client_order_id"]
    refused(
        alice.post("/api/orders/", LIMIT | {"client_order_id": "mine-1", "quantity": 1}),
        409,
        "duplicate_client_order_id",
    )


def test_another_users_client_ids_are_his_own(alice: Person, bob: Person) -> None:
    """Two users may give the same id."""
    placed(alice, LIMIT | {"client_order_id": "mine-1"})

    assert "mine-1" == placed(bob, LIMIT | {"client_order_id": "mine-1"})["client_order_id"]


def test_cancelling_gives_back_what_was_reserved(alice: Person) -> None:
    """A cancelled order is over, says so, and its money is free again."""
    number = placed(alice, LIMIT)["number"]

    cancelled = alice.post(f"/api/orders/{number}/cancel/")

    assert (200, "cancelled") == (cancelled.status_code, cancelled.json()["status"])
    assert ["pending", "cancelled"] == [step["status"] for step in cancelled.json()["history"]]
    assert "1000000" == alice.cash


def test_what_is_over_cannot_be_cancelled(alice: Person) -> None:
    """An order that was cancelled or executed has nothing left to cancel."""
    cancelled = placed(alice, LIMIT)["number"]
    alice.post(f"/api/orders/{cancelled}/cancel/")
    executed = placed(alice, MARKET | {"quantity": 1})["number"]

    refused(alice.post(f"/api/orders/{cancelled}/cancel/"), 409, "invalid_transition")
    refused(alice.post(f"/api/orders/{executed}/cancel/"), 409, "invalid_transition")


def test_closing_sells_at_the_market_what_an_order_has_bought(alice: Person) -> None:
    """A closed order holds nothing any more, and its life says how it ended."""
    number = placed(alice, MARKET)["number"]

    closed = alice.post(f"/api/orders/{number}/close/")

    assert (200, "closed") == (closed.status_code, closed.json()["status"])
    assert [] == alice.get("/api/holdings/").json()["holdings"]
    assert ["sell", "buy"] == [trade["side"] for trade in alice.get("/api/history/").json()["results"]]


def test_what_was_never_executed_cannot_be_closed(alice: Person) -> None:
    """A waiting order is cancelled, and only an executed one closed; and that once."""
    waiting = placed(alice, LIMIT)["number"]
    executed = placed(alice, MARKET | {"quantity": 1})["number"]
    alice.post(f"/api/orders/{executed}/close/")

    refused(alice.post(f"/api/orders/{waiting}/close/"), 409, "invalid_transition")
    refused(alice.post(f"/api/orders/{executed}/close/"), 409, "invalid_transition")


@pytest.mark.parametrize("number", ["no-such-order", "%00", "x" * 65, "%20", "..", "'%20or%201=1"])
def test_an_order_that_is_not_there_is_not_found(anyone: Person, number: str) -> None:
    """Whatever stands in the path, an order of that number is found or it is not."""
    refused(anyone.get(f"/api/orders/{number}/"), 404, "not_found")
    refused(anyone.post(f"/api/orders/{number}/cancel/"), 404, "not_found")
    refused(anyone.post(f"/api/orders/{number}/close/"), 404, "not_found")


@pytest.fixture(scope="module")
def trader(anyone: Person) -> Person:
    """Somebody with an order in each of five states, from two doors."""
    trader = anyone.door.newcomer()
    placed(trader, LIMIT)
    number = placed(trader, LIMIT)["number"]
    trader.post(f"/api/orders/{number}/cancel/")
    number = placed(trader, MARKET)["number"]
    trader.post(f"/api/orders/{number}/close/")
    trader.post("/api/trade/buy/", {"stock_id": "2317", "buy_price": 10, "quantity": 1})
    trader.post("/api/trade/sell/", {"stock_id": "2317", "sell_price": 10, "quantity": 5})
    return trader


@pytest.mark.parametrize(
    ("query", "statuses"),
    [
        ("", "rejected executed closed cancelled pending"),
        ("ordering=created_time", "pending cancelled closed executed rejected"),
        ("ordering=-created_time", "rejected executed closed cancelled pending"),
        ("status=pending", "pending"),
        ("status=cancelled", "cancelled"),
        ("status=closed", "closed"),
        ("status=executed", "executed"),
        ("status=rejected", "rejected"),
        ("status=expired", ""),
        ("stock_id=2317", "rejected executed"),
        ("side=sell", "rejected"),
        ("source=api", "closed cancelled pending"),
        ("source=trade", "rejected executed"),
        ("source=import", ""),
        ("source=signal", ""),
        ("source=transaction", ""),
        ("stock_id=2330&status=closed&side=buy&source=api", "closed"),
    ],
)
def test_orders_are_filtered_and_turned_round(trader: Person, query: str, statuses: str) -> None:
    """Each documented filter leaves what fits, alone and together, newest first, and is counted."""
    page = trader.get(f"/api/orders/?{query}").json()

    assert statuses.split() == [order["status"] for order in page["results"]]
    assert (len(statuses.split()), None, None) == (page["count"], page["next"], page["previous"])


@pytest.mark.parametrize("query", ["status=done", "side=up", "source=moon", "ordering=price"])
def test_a_word_that_is_no_choice_is_refused_with_the_choices(anyone: Person, query: str) -> None:
    """Whoever asks for what there is not learns what there is."""
    name = query.split("=", 1)[0]
    known = {"status": "executed", "side": "sell", "source": "import", "ordering": "-created_time"}[name]

    assert known in refused(anyone.get(f"/api/orders/?{query}"), 400, "invalid_parameter", name)["detail"]
