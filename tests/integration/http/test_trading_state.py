"""The kill switch."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.integration.http.people import Person
from tests.integration.http.promises import refused

BUY = {"stock_id": "2330", "buy_price": 1, "quantity": 1}
SELL = {"stock_id": "2330", "sell_price": 1, "quantity": 1}


@pytest.fixture
def switch(operator: Person) -> Iterator[Person]:
    """An operator at the switch, who lets trading go on afterwards."""
    yield operator
    assert (
        200
        == operator.put("/api/trading-state/", {"state": "active", "reason": "the test is over"}).status_code
    )


def test_everybody_sees_the_state_and_its_reason(switch: Person, anyone: Person) -> None:
    """What an operator has turned is what everybody reads, at every process."""
    told = switch.put("/api/trading-state/", {"state": "reducing", "reason": "the feed is late"})

    assert (200, {"state": "reducing", "reason": "the feed is late"}) == (told.status_code, told.json())
    for line in anyone.each_line():
        assert told.json() == line.get("/api/trading-state/").json()


def test_halted_nothing_is_traded(switch: Person, alice: Person) -> None:
    """While trading is halted no order passes, not even one that sells; the refusal gives the reason."""
    alice.post("/api/trade/buy/", BUY)
    switch.put("/api/trading-state/", {"state": "halted", "reason": "the feed is wrong"})

    for line in alice.each_line():
        problem = refused(line.post("/api/trade/buy/", BUY), 409, "trading_halted")
        assert "the feed is wrong" in problem["detail"]
        refused(line.post("/api/trade/sell/", SELL), 409, "trading_halted")


def test_reducing_what_is_held_can_be_sold(switch: Person, alice: Person) -> None:
    """While only reducing is allowed, nothing is bought and what is held may be sold."""
    alice.post("/api/trade/buy/", BUY)
    switch.put("/api/trading-state/", {"state": "reducing", "reason": "closing down"})

    refused(alice.post("/api/trade/buy/", BUY), 409, "reduce_only")
    assert 200 == alice.post("/api/trade/sell/", SELL).status_code


def test_active_again_trading_goes_on(switch: Person, alice: Person) -> None:
    """The switch goes back as it came."""
    switch.put("/api/trading-state/", {"state": "halted", "reason": "a test"})
    switch.put("/api/trading-state/", {"state": "active", "reason": "it was one"})

    assert 200 == alice.post("/api/trade/buy/", BUY).status_code


def test_only_operators_turn_the_switch(anyone: Person) -> None:
    """A user cannot stop the market, nor start it."""
    refused(anyone.put("/api/trading-state/", {"state": "halted", "reason": "x"}), 403, "forbidden")


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"state": "paused", "reason": "x"}, "state"),
        ({"reason": "x"}, "state"),
        ({"state": "halted"}, "reason"),
        ({"state": "halted", "reason": ""}, "reason"),
        ({"state": "halted", "reason": "x" * 501}, "reason"),
    ],
)
def test_a_state_and_a_reason_are_needed(operator: Person, body: dict[str, str], field: str) -> None:
    """The switch has three positions, and nobody turns it without saying why."""
    refused(operator.put("/api/trading-state/", body), 400, "invalid_body", field)
