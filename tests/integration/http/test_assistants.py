"""Tools for language models, by the official client, over HTTP and on standard streams, on each deployment."""

from __future__ import annotations

import json
from typing import Any

import pytest
from mcp import Client

from tests.integration.http.assisting import STANDARD_STREAMS, WAYS, Assistant
from tests.integration.http.drafting import WISH, confirmed, dismissed, orders_of
from tests.integration.http.people import Person, until
from tests.integration.http.promises import refused
from tests.servers.service import ServiceServer

Offered = dict[str, Any]


def _said(text: str) -> Offered:
    found: Offered = json.loads(text)
    return found


@pytest.fixture(params=WAYS)
def way(request: pytest.FixtureRequest) -> str:
    """Each of the ways in."""
    found: str = request.param
    return found


@pytest.fixture
def assistant(service: ServiceServer, way: str, alice: Person) -> Assistant:
    """A program of hers that reads and proposes."""
    return Assistant(service, way, alice.program("read", "propose"))


@pytest.mark.parametrize("mode", ["auto", "legacy"])
def test_tools_are_told_and_none_of_them_executes(
    service: ServiceServer, way: str, anyone: Person, mode: str
) -> None:
    """Clients of any age see the same tools, each described with its arguments; one proposes and none places."""

    async def look(client: Client) -> list[Offered]:
        return [tool.model_dump() for tool in (await client.list_tools()).tools]

    tools = Assistant(service, way, anyone.program("read"), mode).do(look)

    names = {tool["name"] for tool in tools}
    assert names >= {
        *("get_price", "get_price_history", "request_analysis", "get_analysis", "list_significant_events"),
        *("get_account", "get_holdings", "list_orders", "get_order", "list_trades", "propose_order"),
    }
    assert [] == [name for name in names if name.startswith(("place", "cancel", "confirm", "close", "buy"))]
    for tool in tools:
        assert tool["description"]
        assert "object" == tool["input_schema"]["type"]
        assert set(tool["input_schema"]["required"]) <= set(tool["input_schema"]["properties"])
        assert tool["annotations"]["destructive_hint"] is False
    changing = {tool["name"] for tool in tools if not tool["annotations"]["read_only_hint"]}
    assert {"request_analysis", "propose_order"} == changing


def test_tools_tell_what_the_service_tells(assistant: Assistant, alice: Person) -> None:
    """Prices, money, holdings, orders and trades are those of the key's owner, and the same as at the other doors."""
    bought = alice.post("/api/trade/buy/", {"stock_id": "2330", "buy_price": "860.1", "quantity": 10}).json()
    number = bought["order"]["number"]

    account, holdings, orders, order, trades, price, history, events = assistant.calls(
        ("get_account", {}),
        ("get_holdings", {}),
        ("list_orders", {"stock_id": "2330"}),
        ("get_order", {"number": number}),
        ("list_trades", {"side": "buy"}),
        ("get_price", {"stock_id": "2330"}),
        ("get_price_history", {"stock_id": "2330", "page_size": 3}),
        ("list_significant_events", {"symbol__ticker": "2330"}),
    )

    assert ("991399", alice.name) == (account.data["cash"], account.data["username"])
    assert [("2330", "10")] == [(one["stock_id"], one["quantity"]) for one in holdings.data["holdings"]]
    assert [bought["order"]] == orders.data["results"]
    assert bought["order"] == order.data
    assert [bought["trade"]] == trades.data["results"]
    assert ("2330", "台積電") == (price.data["stock_id"], price.data["name"])
    bars = alice.get("/api/price/history/?stock_id=2330&page_size=3").json()["results"]
    assert [bar["timestamp"] for bar in bars] == [bar["timestamp"] for bar in history.data["results"]]
    assert "results" in events.data


def test_an_analysis_is_asked_for_and_read(assistant: Assistant) -> None:
    """It is made by the service, and the assistant reads it when it is done."""
    task = assistant.call("request_analysis", stock_id="2330").data["task_id"]

    ended = until(
        lambda: assistant.call("get_analysis", task_id=task).data,
        lambda found: found["state"] in {"SUCCESS", "FAILURE"},
    )

    assert "2330" == ended["result"]["stock_id"]


def test_what_an_assistant_proposes_a_person_confirms(assistant: Assistant, alice: Person) -> None:
    """The draft waits with its reason; the key cannot confirm it, its owner can confirm or dismiss it, and the assistant sees which."""
    proposed = assistant.call("propose_order", **WISH, why="It is below its average.").data

    assert ("open", "850.5", "It is below its average.") == (
        proposed["status"],
        proposed["limit_price"],
        proposed["why"],
    )
    refused(assistant.program.post(proposed["confirm_url"]), 403, "forbidden")
    assert (0, "1000000") == (orders_of(alice), alice.cash)
    order = confirmed(alice, proposed)
    unwanted = assistant.call("propose_order", **WISH).data
    dismissed(alice, unwanted)
    listed, read = assistant.calls(("list_drafts", {}), ("get_order", {"number": proposed["number"]}))
    assert [("dismissed", None), ("confirmed", "pending")] == [
        (one["status"], one["order_status"]) for one in listed.data["results"]
    ]
    assert order == read.data


def test_the_scopes_of_the_key_are_obeyed(service: ServiceServer, way: str, alice: Person) -> None:
    """A key that reads proposes nothing, one that proposes reads nothing, and what one may trade with places nothing here."""
    asked: list[tuple[str, Offered]] = [("get_account", {}), ("propose_order", WISH)]
    reading, proposing, trading = (
        Assistant(service, way, alice.program(scope)).calls(*asked) for scope in ("read", "propose", "trade")
    )

    assert "'propose'" in reading[1].refusal
    assert "'read'" in proposing[0].refusal
    assert "'read'" in trading[0].refusal
    assert alice.name == reading[0].data["username"]
    assert ["open", "open"] == [said[1].data["status"] for said in (proposing, trading)]
    assert 0 == orders_of(alice)


def test_nobody_sees_what_is_anothers(assistant: Assistant, bob: Person) -> None:
    """Another user's order is not there, and his drafts are in no list."""
    number = bob.post("/api/orders/", WISH).json()["number"]
    bob.post("/api/drafts/", WISH)

    order, orders, drafts = assistant.calls(
        ("get_order", {"number": number}), ("list_orders", {}), ("list_drafts", {})
    )

    assert number in order.refusal
    assert [[], []] == [orders.data["results"], drafts.data["results"]]


def test_long_lists_are_read_in_short_answers(
    service: ServiceServer, way: str, anyone: Person, alice: Person
) -> None:
    """No answer is longer than a model can hold; by the cursor every row comes once, in order."""
    for place in range(45):
        sent = alice.post("/api/orders/", {**WISH, "take_profits": [900 + n for n in range(20)]})
        assert 201 == sent.status_code, f"{place}: {sent.text}"
    expected = [one["number"] for one in alice.get("/api/orders/?page_size=500").json()["results"]]
    program = alice.program("read")

    async def read(client: Client) -> tuple[list[str], int]:
        found, longest, cursor = [], 0, None
        while True:
            more: Offered = {} if cursor is None else {"cursor": cursor}
            result = await client.call_tool("list_orders", {"page_size": 50, **more})
            (content,) = result.content
            assert "text" == content.type
            said = _said(content.text)
            longest = max(longest, len(content.text))
            found += [one["number"] for one in said["data"]["results"]]
            cursor = said["next_cursor"]
            if cursor is None:
                return found, longest

    found, longest = Assistant(service, way, program).do(read)

    assert expected == found
    assert 10_000 < longest <= 24_000
    assert anyone.name != alice.name


def test_a_child_sees_at_once_what_the_service_has_written(service: ServiceServer, alice: Person) -> None:
    """A process beside the service remembers nothing of its own for longer than it is true."""
    assistant = Assistant(service, STANDARD_STREAMS, alice.program("read"))

    async def look(client: Client) -> list[str]:
        cash = []
        for amount in (1, 2):
            alice.post("/api/account/deposit/", {"amount": amount})
            result = await client.call_tool("get_account", {})
            (content,) = result.content
            assert "text" == content.type
            cash.append(_said(content.text)["data"]["cash"])
        return cash

    assert ["1000001", "1000003"] == assistant.do(look)
