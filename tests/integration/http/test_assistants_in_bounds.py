"""What keeps assistants in bounds: keys, bounds of what is read, sentences for what is wrong, and marks around what strangers write."""

from __future__ import annotations

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import httpx
import pytest

from tests.injections import INJECTIONS
from tests.integration.http.assisting import HTTP, WAYS, Assistant
from tests.integration.http.drafting import WISH, orders_of
from tests.integration.http.people import Door, Person, fresh_ticker
from tests.integration.http.promises import refused
from tests.integration.http.signalling import send, sender
from tests.servers.service import ServiceServer


@pytest.mark.parametrize(
    ("tool", "arguments", "told"),
    [
        ("get_price", {}, "stock_id is missing"),
        ("get_price", {"stock_id": "no such"}, "stock_id"),
        ("get_price", {"stock_id": "9999999"}, "9999999"),
        ("get_price", {"stock_id": "2330", "x": 1}, "x is no argument of get_price: known are stock_id."),
        ("get_price", {"stock_id": ["2330"]}, "expected a text"),
        ("get_order", {"number": "../account"}, "../account"),
        ("get_order", {"number": "x/cancel/"}, "x/cancel/"),
        ("list_orders", {"status": "nothing"}, "expected one of"),
        ("list_orders", {"page_size": 51}, "from 1 to 50"),
        ("list_orders", {"cursor": "stolen"}, "cursor"),
        ("get_price_history", {"stock_id": "2330", "from": "yesterday"}, "from"),
        ("propose_order", {**WISH, "quantity": 0}, "quantity"),
        ("propose_order", {**WISH, "quantity": {"all": True}}, "quantity is a dict"),
        ("propose_order", {**WISH, "limit_price": 123456789.12345678}, "in quotes"),
        ("propose_order", {**WISH, "side": "both"}, "side"),
        ("propose_order", {**WISH, "why": "two\nlines"}, "why"),
        ("confirm_order", {"number": "x"}, "There is no tool 'confirm_order'"),
    ],
)
def test_what_is_wrong_is_said_in_one_sentence(
    service: ServiceServer, anyone: Person, tool: str, arguments: dict[str, object], told: str
) -> None:
    """A model that has made a mistake learns what to write instead, and nothing of what is inside."""
    said = Assistant(service, HTTP, anyone.program("read", "propose")).call(tool, **arguments)

    assert told in said.refusal
    assert [] == [word for word in ("Traceback", ".py", "sqlalchemy", "SELECT") if word in said.refusal]


@pytest.mark.parametrize("way", WAYS)
def test_texts_of_strangers_are_data_and_lead_to_nothing(
    service: ServiceServer, way: str, alice: Person, operator: Person
) -> None:
    """Names, signals and reasons that give orders come between marks that they cannot write; nothing is ordered or drafted."""
    chart = sender(alice)
    tickers = {fresh_ticker(): text for text in INJECTIONS}
    for ticker, text in tickers.items():
        name = " ".join("".join(filter(str.isprintable, text)).split())
        made = operator.post("/api/products/", {"stock_id": ticker, "name": name, "market": "plain"})
        assert 201 == made.status_code, made.text
        at = datetime.now(UTC).isoformat()
        bar = {"open_price": 10, "close_price": 10, "high": 10, "low": 10, "volume": 1, "timestamp": at}
        operator.post("/stocks/", {"ticker": ticker, **bar})
        send(chart, f"{ticker} {text}")
    before = alice.get("/api/account/").json(), orders_of(alice)
    program = alice.program("read", "propose")

    prices = Assistant(service, way, program).calls(
        *(("get_price", {"stock_id": ticker}) for ticker in tickers)
    )
    signals = Assistant(service, way, program).call("list_signals", page_size=50)

    for said, text in zip(prices, tickers.values(), strict=True):
        name = " ".join("".join(filter(str.isprintable, text)).split())
        assert name == said.data["name"]
    told = [one["text"] for one in signals.data["results"]]
    assert {f"{ticker} {text}" for ticker, text in tickers.items()} >= set(told)
    assert len(told) >= 30
    for said in (*prices, signals):
        assert said.text.startswith('{"trust": "untrusted_data", "note": ')
        assert [] == [one for one in said.text if one in "<>&" or not one.isprintable()]
    assert before == (alice.get("/api/account/").json(), orders_of(alice))
    assert 0 == alice.get("/api/drafts/").json()["count"]


def test_without_a_good_key_nothing_is_told(service: ServiceServer, door: Door, alice: Person) -> None:
    """Neither a stranger, nor a token, nor a key that was revoked gets as far as the protocol."""
    program = alice.program("read")
    (key,) = alice.get("/api/keys/").json()["results"]
    hello = {"jsonrpc": "2.0", "id": 1, "method": "tools/list", "params": {}}
    accepted = {"Accept": "application/json, text/event-stream"}
    assert 200 == program.send("POST", "/mcp", hello, headers=accepted).status_code
    assert 204 == alice.delete(f"/api/keys/{key['id']}/").status_code

    for caller in (door, alice, program, door.carrying({"X-API-KEY": "tk_a_b"})):
        for path in ("/mcp", "/mcp/"):
            refused(caller.send("POST", path, hello, headers=accepted), 401, "unauthenticated")


def test_a_key_that_opens_nothing_ends_the_command(service: ServiceServer, alice: Person) -> None:
    """Whoever has set it up wrongly is told so at once, and no protocol is spoken."""
    for key, code, told in (("tk_a_b", 1, "credential"), ("", 2, "TRADING_API_KEY is not set")):
        environment = {**service.person()["env"], "TRADING_API_KEY": key}
        ended = subprocess.run(
            [sys.executable, "-m", "entrypoints.cli", "mcp"],
            env=environment,
            input="",
            capture_output=True,
            text=True,
            check=False,
        )
        assert (code, "") == (ended.returncode, ended.stdout), ended.stderr
        assert told in ended.stderr.splitlines()[-1]


@pytest.mark.parametrize("method", ["GET", "DELETE", "PUT"])
def test_there_is_no_stream_to_wait_on(anyone: Person, method: str) -> None:
    """Whatever is asked is answered at once, so no connection is held open for nothing."""
    program = anyone.program("read")

    problem = refused(program.send(method, "/mcp"), 405, "method_not_allowed")

    assert problem["detail"]


def test_a_request_that_is_too_large_is_not_read(service: ServiceServer, anyone: Person) -> None:
    """Nobody fills the memory of the service with a call."""
    headers = {**anyone.program("read").credential, "Content-Type": "application/json"}
    for content in (b"x" * 70_000, iter([b"x" * 35_000] * 2)):
        answer = httpx.post(f"{service.url}/mcp", content=content, headers=headers)
        assert 413 == answer.status_code, answer.text


def test_many_assistants_at_once_see_their_own(service: ServiceServer, door: Door) -> None:
    """No answer goes to another's key, however many ask at the same moment and whichever process answers."""
    people = [door.newcomer() for _ in range(6)]
    visitors = [Assistant(service, HTTP, person.program("read")) for person in people]

    with ThreadPoolExecutor(len(people)) as pool:
        found = list(pool.map(lambda one: one.calls(*[("get_account", {})] * 8), visitors))

    for person, said in zip(people, found, strict=True):
        assert {person.name} == {one.data["username"] for one in said}
