"""What is held."""

from __future__ import annotations

from decimal import Decimal

from tests.integration.http.people import Person

HOLDING = {"stock_id", "quantity", "average_cost", "last_price", "market_value", "unrealized_pnl"}


def test_holdings_are_shown_with_their_cost_and_their_value(alice: Person) -> None:
    """Every documented field is there; the average cost is of all purchases and exact."""
    alice.post("/api/trade/buy/", {"stock_id": "2330", "buy_price": 10, "quantity": 1})
    alice.post("/api/trade/buy/", {"stock_id": "2330", "buy_price": 11, "quantity": 3})

    answer = alice.get("/api/holdings/").json()

    assert {"holdings", "as_of", "source"} == set(answer)
    assert answer["as_of"].endswith("Z")
    (holding,) = answer["holdings"]
    assert set(holding) >= HOLDING
    assert ("2330", "4", "10.75") == tuple(holding[name] for name in ("stock_id", "quantity", "average_cost"))
    assert Decimal(holding["market_value"]) == 4 * Decimal(holding["last_price"])
    assert Decimal(holding["unrealized_pnl"]) == Decimal(holding["market_value"]) - 43


def test_whoever_holds_nothing_is_told_so(alice: Person) -> None:
    """An account without holdings has an empty list."""
    assert [] == alice.get("/api/holdings/").json()["holdings"]


def test_the_second_look_comes_from_the_cache_and_a_trade_is_never_missing_from_it(alice: Person) -> None:
    """What was read is remembered until it changes; right after a trade every process tells of it."""
    alice.post("/api/trade/buy/", {"stock_id": "2330", "buy_price": 10, "quantity": 1})
    looks = [line.get("/api/holdings/").json()["source"] for line in alice.each_line()]
    again = [line.get("/api/holdings/").json()["source"] for line in alice.each_line()]

    for quantity in ("2", "3", "4"):
        alice.post("/api/trade/buy/", {"stock_id": "2330", "buy_price": 10, "quantity": 1})
        for line in alice.each_line():
            (holding,) = line.get("/api/holdings/").json()["holdings"]
            assert quantity == holding["quantity"]

    assert "database" == looks[0]
    assert {"cache"} == set(again)


def test_recomputing_what_agrees_finds_no_drift(alice: Person) -> None:
    """The journal, the table and the cache of an honest account agree."""
    alice.post("/api/trade/buy/", {"stock_id": "2330", "buy_price": 10, "quantity": 1})

    again = alice.post("/api/holdings/")

    assert (200, {"synced": True, "drift": []}) == (again.status_code, again.json())


def test_an_empty_object_is_as_good_as_no_body(anyone: Person) -> None:
    """Many clients cannot post without a body: an empty object says nothing and is taken as nothing."""
    assert 200 == anyone.post("/api/holdings/", {}).status_code


def test_units_that_are_owed_and_reserved_leave_nothing_free(alice: Person) -> None:
    """A short position whose own exit guards all of it has zero units free, which is no negative number."""
    order = {"stock_id": "EURUSD", "side": "sell", "quantity": 100, "type": "market", "stop_loss": 9}
    assert 201 == alice.post("/api/orders/", order).status_code

    (holding,) = alice.get("/api/holdings/").json()["holdings"]

    assert ("-100", "0") == (holding["quantity"], holding["available"])
