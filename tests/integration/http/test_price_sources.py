"""A deployment on Taiwan's exchanges, as the exchange behaves, misbehaves and goes away."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from time import time

import pytest

from tests.integration.http.deployments import DEPLOYMENTS, deployed
from tests.integration.http.people import Door, Person, fresh_ticker, until
from tests.integration.http.promises import refused
from tests.integration.live.ears import hear, hear_until, listening
from tests.servers import exchange as moods
from tests.servers.exchange import ExchangeServer
from tests.servers.service import OPERATOR, ServiceServer

PROCESSES = 2
# As many as a process has threads that read.
READERS = 2


@pytest.fixture(scope="module", params=DEPLOYMENTS)
def exchange(request: pytest.FixtureRequest) -> Iterator[ExchangeServer]:
    with ExchangeServer() as server:
        server.kind = request.param
        yield server


@pytest.fixture(scope="module")
def service(
    exchange: ExchangeServer, tmp_path_factory: pytest.TempPathFactory, postgres_url: str, redis_url: str
) -> Iterator[ServiceServer]:
    places = dict.fromkeys(("TWSE_URL", "TPEX_URL", "TWSE_CURRENT_URL"), exchange.url)
    folder: Path = tmp_path_factory.mktemp("exchange")
    chosen = {"PRICES": "twse", **places}
    with deployed(exchange.kind, folder, postgres_url, redis_url, beside=14, **chosen) as service:
        yield service


@pytest.fixture(scope="module")
def door(service: ServiceServer) -> Iterator[Door]:
    with Door(service.url, service.processes) as door:
        yield door


@pytest.fixture(scope="module")
def operator(door: Door) -> Person:
    return door.log_in(*OPERATOR)


def now(exchange: ExchangeServer, code: str, **fields: object) -> None:
    """Let the exchange say something of this very moment."""
    stamp = str(int(time() * 1000))
    base = {name: value for name, value in exchange.snapshots["2330"].items() if name != "d"}
    exchange.snapshots[code] = {**base, "c": code, "tlong": stamp, **fields}


def asked(person: Person, code: str) -> int:
    return person.get(f"/api/price/?stock_id={code}").status_code


def test_a_price_comes_from_the_exchange(exchange: ExchangeServer, operator: Person) -> None:
    """With the day's figures in shares, and the moment at which it was a price."""
    now(exchange, "2317", z="190.5000", o="189.0", h="191.0", l="188.5", y="188.0", v="12345")
    shown = operator.get("/api/price/?stock_id=2317").json()

    assert ("鴻海", "190.5", "189", "191", "188.5", "188", "12345000", "twse", False, "trade") == tuple(
        shown[name] for name in "name price open high low previous_close volume source stale basis".split()
    )


def test_what_nobody_has_traded_is_said_to_be_so(exchange: ExchangeServer, operator: Person) -> None:
    """The middle of the offers, the close of the day before, or nothing: each in words."""
    now(exchange, "1101", z="-")
    now(exchange, "1102", z="-", a="-", b="-")
    exchange.snapshots["1103"] = {"c": "1103", "n": "a company that is suspended"}

    middle, before, nothing = (
        operator.get(f"/api/price/?stock_id={code}").json() for code in ("1101", "1102", "1103")
    )
    assert ("848.5", "indicative") == (middle["price"], middle["basis"])
    assert ("839", "previous_close") == (before["price"], before["basis"])
    assert (None, None) == (nothing["price"], nothing["basis"])
    assert all(shown["note"] for shown in (middle, before, nothing))


def test_an_unknown_code_is_not_found(operator: Person) -> None:
    """The exchange knows nothing of it, and no table does."""
    refused(operator.get("/api/price/?stock_id=9999"), 404, "not_found")
    refused(operator.get("/api/price/?stock_id=EURJPY"), 404, "not_found")


def test_a_source_that_is_down_is_a_known_price_with_its_age_or_a_503(
    exchange: ExchangeServer, operator: Person
) -> None:
    """Whoever asks gets the last price known, said to be old; where none is known he is told when to come again."""
    now(exchange, "2412", z="125.0000", o="-", h="-", l="-")
    now(exchange, "2454", z="1250.0000", o="-", h="-", l="-")
    assert not operator.get("/api/price/?stock_id=2412").json()["stale"]

    with exchange.being(moods.failing):
        shown = until(lambda: operator.get("/api/price/?stock_id=2412").json(), lambda shown: shown["stale"])
        assert ("125", "twse", True) == (shown["price"], shown["source"], "does not answer" in shown["note"])
        answer = operator.get("/api/price/?stock_id=2454")
        refused(answer, 503, "unavailable")
        assert 0 < int(answer.headers["retry-after"]) <= 60
        ready = operator.get("/health/ready")
        assert 200 == ready.status_code
        parts = {part["name"]: part["status"] for part in ready.json()["parts"]}
        assert parts["prices"].startswith("down")
        assert parts["database"] == "ok"
        # a price that he states himself needs no source
        operator.post("/api/account/deposit/", {"amount": 1_000_000})
        bought = operator.post("/api/trade/buy/", {"stock_id": "2454", "buy_price": 1200, "quantity": 1})
        assert 200 == bought.status_code, bought.text
    assert 200 == until(lambda: asked(operator, "2454"), lambda status: status == 200)


def test_a_silent_source_keeps_nobody_waiting_but_who_needs_it(
    exchange: ExchangeServer, operator: Person, door: Door
) -> None:
    """While an order at the market and previews wait for the exchange, everybody else's trades are done, of that product too."""
    buyer, others = door.newcomer(), [door.newcomer() for _ in range(2)]
    now(exchange, "3008", z="2000.0000")
    until(lambda: asked(operator, "3008"), lambda status: status == 200)
    at_market = {"stock_id": "3045", "side": "buy", "quantity": 1, "type": "market"}
    with (
        exchange.being(moods.stalling),
        buyer.line_of_its_own() as line,
        buyer.lines_beside(READERS) as lines,
        ThreadPoolExecutor() as pool,
    ):
        before = len(exchange.asked)
        waiting = pool.submit(line.post, "/api/orders/", at_market)
        previews = [pool.submit(one.post, "/api/orders/preview/", at_market) for one in lines]
        until(lambda: len(exchange.asked), lambda count: count > before)
        for person, ticker in zip(others, (fresh_ticker(), "3045"), strict=True):
            for one in person.each_line():
                traded = one.post("/api/trade/buy/", {"stock_id": ticker, "buy_price": 90, "quantity": 1})
                assert 200 == traded.status_code, traded.text
            assert not waiting.done()
        refused(waiting.result(), 503, "unavailable")
        assert {"unavailable"} == {one.result().json()["refusal"]["code"] for one in previews}
    now(exchange, "3045", z="91.0000", a="-", b="-")
    done = until(lambda: buyer.post("/api/orders/", at_market), lambda answer: answer.status_code == 201)
    assert "91" == done.json()["total_price"]


def test_a_down_source_does_not_flood_the_log(
    exchange: ExchangeServer, operator: Person, service: ServiceServer
) -> None:
    """Each process says once that prices wait, and once that they are back."""
    operator.post("/api/products/", {"stock_id": "2330"})
    waits, back = "prices wait", "prices are back"

    def told(words: str) -> int:
        return service.log.read_text(errors="replace").count(words)

    until(lambda: told(waits) - told(back), lambda lasting: lasting == 0)
    before = told(waits)
    with exchange.being(moods.failing):
        until(lambda: told(waits), lambda count: count > before)
        count = len(exchange.asked)
        until(lambda: len(exchange.asked), lambda later: later > count)
    until(lambda: told(waits) - told(back), lambda lasting: lasting == 0)
    assert 1 <= told(waits) - before <= PROCESSES


def test_a_history_says_on_which_days_nobody_traded(exchange: ExchangeServer, operator: Person) -> None:
    """What nobody has gathered is not made up, and where to get it is said."""
    page = operator.get("/api/price/history/?stock_id=2330&from=2018-04-01&to=2018-04-30").json()
    assert ([], 0, True) == (page["results"], page["count"], "backfill 2330" in page["note"])


def test_the_feed_of_prices_hears_the_exchange(exchange: ExchangeServer, operator: Person) -> None:
    """What the exchange says comes to listeners, also to those who have come while it was silent."""
    now(exchange, "1216", z="75.0000")
    with exchange.being(moods.failing):
        until(lambda: asked(operator, "1216"), lambda status: status == 503)
        with listening(operator, "/ws/prices/?stock_id=1216") as ear:
            hear(ear)
            exchange.mood = None
            first = hear_until(ear, lambda message: message["type"] == "price")
            now(exchange, "1216", z="76.5000")
            second = hear_until(ear, lambda message: message.get("price") == "76.5")
    assert ("1216", "75", "twse") == (first["stock_id"], first["price"], first["source"])
    assert first["id"] < second["id"]
