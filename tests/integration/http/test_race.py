"""
Many clients at once on few accounts: afterwards the books are what the clients were told, to the last cent.

RACE_CLIENTS, RACE_SECONDS and RACE_SEED choose another race; the schedule follows from the seed, the order in which
the service gets the requests does not.
"""

from __future__ import annotations

import json
import logging
import os
import subprocess
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from attrs import asdict, frozen

from tests.integration.http.people import Door, Person, fresh_ticker
from tests.integration.http.racers import OPENING, Wish
from tests.integration.http.stored import differences_in
from tests.integration.http.tally import Tally, traded_in
from tests.servers.service import ServiceServer

ROOT = Path(__file__).resolve().parents[3]
CLIENTS = int(os.environ.get("RACE_CLIENTS", "50"))
SECONDS = float(os.environ.get("RACE_SECONDS", "5"))
SEED = int(os.environ.get("RACE_SEED", "1"))
ACCOUNTS = 5
SECONDS_OF_SILENCE = 5.0
# What the rules of trading may say to a race; anything else, and any fault of the service, is a failure.
EXPECTED = {"insufficient_funds", "insufficient_holdings", "invalid_transition", "idempotency_key_in_use"}
NOT_DONE = {"idempotency_key_in_use"}

log = logging.getLogger(__name__)


@frozen
class Raced:
    """A race that is over: who raced, every answer that was given, and how many each process of the service gave."""

    people: dict[str, Person]
    records: list[dict[str, Any]]
    served: list[int]

    def first_times(self, name: str) -> Iterator[dict[str, Any]]:
        """The answers of an account; where a request was sent twice under its key, it counts once."""
        seen = set()
        for record in self.records:
            if record["account"] != name or record["told"].get("code") in NOT_DONE:
                continue
            if record["key"] is None or record["key"] not in seen:
                seen.add(record["key"])
                yield record

    def tally(self, name: str) -> Tally:
        """What the account must be, by its answers."""
        tally = Tally(Decimal(OPENING))
        for record in self.first_times(name):
            tally.add(record)
        return tally


@pytest.fixture(scope="module")
def fresh_door(service: ServiceServer) -> Iterator[Door]:
    """Lines of which each surely leads to another process: one that was closed since may have been opened anywhere."""
    with Door(service.url, service.processes) as door:
        yield door


@pytest.fixture(scope="module")
def raced(fresh_door: Door) -> Raced:
    """Let them race, on products of which a price is known."""
    door = fresh_door
    first = door.newcomer()
    stocks = tuple(fresh_ticker() for _ in range(3))
    for stock in stocks:
        first.post("/api/trade/buy/", {"stock_id": stock, "buy_price": 100, "quantity": 1})
    people = {person.name: person for person in (door.newcomer() for _ in range(ACCOUNTS))}
    wish = Wish(
        door.url, SECONDS, CLIENTS, SEED, {name: person.access for name, person in people.items()}, stocks
    )
    before = [served_by(line) for line in door.each_line()]
    records = [json.loads(line) for line in raced_by(door, wish).splitlines()]
    codes = Counter(record["told"].get("code", record["status"]) for record in records)
    log.info("%d answers to %d clients in %s s, seed %d: %s", len(records), CLIENTS, SECONDS, SEED, codes)
    served = [served_by(line) - earlier for line, earlier in zip(door.each_line(), before, strict=True)]
    return Raced(people, records, served)


def raced_by(door: Door, wish: Wish) -> str:
    """What the racers tell; who waits for them speaks now and then, as the service leaves lines on which nobody does."""
    words: str | None = json.dumps(asdict(wish))
    told = complaint = ""
    with subprocess.Popen(
        [sys.executable, "-m", "tests.integration.http.racers"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=ROOT,
        text=True,
    ) as racers:
        while racers.returncode is None:
            try:
                told, complaint = racers.communicate(words, timeout=SECONDS_OF_SILENCE)
            except subprocess.TimeoutExpired:
                words = None
                for line in door.each_line():
                    line.get("/health/live/")
    assert 0 == racers.returncode, complaint
    return told


def served_by(line: Door) -> int:
    """How many purchases a process has answered so far."""
    counted = line.get("/metrics").text.splitlines()
    wanted = [text for text in counted if "requests_total{" in text and '"POST /api/trade/buy"' in text]
    return sum(int(Decimal(text.rsplit(" ", 1)[1])) for text in wanted)


def all_of(person: Person, path: str) -> list[dict[str, Any]]:
    """Every row of a list, page by page."""
    rows: list[dict[str, Any]] = []
    link: str | None = path
    while link is not None:
        page = person.get(link).json()
        rows.extend(page["results"])
        link = page["next"]
    return rows


@pytest.fixture(params=range(ACCOUNTS), ids="account {}".format)
def racer(request: pytest.FixtureRequest, raced: Raced) -> tuple[Person, Tally]:
    """Each account that was raced on, and what it must be."""
    name = sorted(raced.people)[request.param]
    return raced.people[name], raced.tally(name)


def test_a_race_is_answered(raced: Raced) -> None:
    """Each request is done or refused by a rule of trading; none fails, and each kind of them is done somewhere."""
    done = [record for record in raced.records if record["status"] < 300]

    assert set() == {record["told"]["code"] for record in raced.records if record["status"] >= 300} - EXPECTED
    verbs = ("buy", "sell", "deposit", "withdraw", "orders", "cancel", "close")
    assert set(verbs) == {record["path"].rstrip("/").rsplit("/", 1)[-1] for record in done}
    assert {True, False} == {record["replayed"] for record in done}


def test_every_process_takes_part(raced: Raced) -> None:
    """Where the service has several processes, they race against one another on the same accounts."""
    asked = [record for record in raced.records if record["path"] == "/api/trade/buy/"]

    assert len(asked) == sum(raced.served)
    assert all(raced.served)


def test_a_request_that_was_sent_twice_has_one_answer(raced: Raced) -> None:
    """Under one key everybody hears the same, and at most once as news."""
    answers: dict[str, list[dict[str, Any]]] = {}
    for record in raced.records:
        if record["key"] is not None and record["told"].get("code") not in NOT_DONE:
            answers.setdefault(record["key"], []).append(record)

    assert [] == [told for told in answers.values() if any(one["told"] != told[0]["told"] for one in told)]
    assert [] == [told for told in answers.values() if [one["replayed"] for one in told].count(False) != 1]


def test_cash_is_what_was_acknowledged(racer: tuple[Person, Tally]) -> None:
    """No answer is lost and none counts twice: free and reserved money are the sum of what was told."""
    person, tally = racer

    account = person.get("/api/account/").json()

    assert tally.free_and_held_cash() == (Decimal(account["cash"]), Decimal(account["reserved"]))


def test_holdings_are_what_was_acknowledged(racer: tuple[Person, Tally]) -> None:
    """Units owned and free are the sum of what was told, and never below nothing."""
    person, tally = racer

    holdings = person.get("/api/holdings/").json()["holdings"]

    shown = {one["stock_id"]: (Decimal(one["quantity"]), Decimal(one["available"])) for one in holdings}
    assert tally.units() == shown
    assert all(owned >= free >= 0 for owned, free in shown.values())


def test_the_history_is_what_was_acknowledged(racer: tuple[Person, Tally]) -> None:
    """Every trade that was told is there once, and there is no other."""
    person, tally = racer

    rows = all_of(person, "/api/history/?page_size=500")

    verbs = {"buy": "bought", "sell": "sold"}
    found = Counter(
        (row["order_number"], verbs[row["side"]], Decimal(row["price"]), Decimal(row["quantity"]))
        for row in rows
    )
    assert tally.trades() == found
    assert len(rows) == len({row["id"] for row in rows})


def test_the_orders_are_what_was_acknowledged(racer: tuple[Person, Tally]) -> None:
    """Every order that was told is as it was told last; besides them only the refused ones were kept."""
    person, tally = racer

    rows = {row["number"]: row for row in all_of(person, "/api/orders/?page_size=500")}

    assert tally.orders == {number: rows.get(number) for number in tally.orders}
    others = Counter(row["status"] for number, row in rows.items() if number not in tally.orders)
    assert {"rejected"} >= set(others)
    refused = sum(tally.refusals[code] for code in ("insufficient_funds", "insufficient_holdings"))
    assert refused >= others["rejected"]


def test_the_statement_leads_from_one_answer_to_the_next(racer: tuple[Person, Tally]) -> None:
    """Entry by entry nothing is overdrawn or oversold, and each balance is the one that was told with it."""
    person, tally = racer

    rows = all_of(person, "/api/account/statement/?page_size=500")[::-1]

    cash = Decimal(0)
    units: dict[str, Decimal] = defaultdict(Decimal)
    told: dict[tuple[str, str | Decimal], Decimal] = {}
    for place, row in enumerate(rows, 1):
        cash += Decimal(row["amount"])
        assert (place, cash) == (row["id"], Decimal(row["balance"]))
        assert cash >= 0
        traded = traded_in(row["description"])
        if traded is not None:
            stock = row["description"].split(" ")[3]
            units[stock] += traded[2] if traded[0] == "bought" else -traded[2]
            assert units[stock] >= 0
            told[row["order_number"], traded[0]] = cash
        elif row["order_number"] is None:
            told["", Decimal(row["amount"])] = cash
    assert tally.balances == {name: told[name] for name in tally.balances}
    moved = Counter((row["cause"], Decimal(row["amount"])) for row in rows[1:] if row["order_number"] is None)
    assert tally.moved == moved


def test_the_books_verify(raced: Raced, service: ServiceServer) -> None:
    """Journals, accounts and orders as they are stored agree with one another by every law of the books."""
    assert raced.records
    assert () == differences_in(service)
