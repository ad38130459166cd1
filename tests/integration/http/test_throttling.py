"""Who asks too often, and who asks under another name: services of their own, with low bounds."""

from __future__ import annotations

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from itertools import count
from math import ceil
from pathlib import Path

import httpx
import pytest

from adapters.sql.migrations import migrate
from tests.integration.http.deployments import DEPLOYMENTS, SECRET
from tests.integration.http.people import PASSWORD, Door, Person, fresh_name
from tests.integration.http.promises import refused
from tests.servers import dropped_afterwards, new_database
from tests.servers.service import ServiceServer

LOGINS, REQUESTS = 8, 40
BOUNDS = {
    "SECRET_KEY": SECRET,
    "LOGINS_PER_MINUTE": str(LOGINS),
    "REQUESTS_PER_MINUTE": str(REQUESTS),
    "ALLOWED_HOSTS": "127.0.0.1,.desk.example",
    "CORS_ORIGINS": "https://desk.example",
}
LOGIN = "/api/auth/login/"
ASKING = {"Accept": "application/json, text/event-stream", "MCP-Protocol-Version": "2025-06-18"}
SAID: tuple[tuple[str, dict[str, object]], ...] = (
    ("tools/list", {}),
    ("ping", {}),
    ("tools/call", {"name": "get_account", "arguments": {}}),
)
_places = count(1)


@pytest.fixture(scope="module", params=DEPLOYMENTS)
def strict(
    request: pytest.FixtureRequest, session_folder: Path, postgres_url: str, redis_url: str
) -> Iterator[Door]:
    """A service behind a proxy that it trusts, so that a test can come from any address."""
    settings = BOUNDS | {"TRUSTED_PROXIES": "127.0.0.1"}
    with ExitStack() as stack:
        if request.param != "sqlite":
            database = stack.enter_context(dropped_afterwards(new_database(postgres_url), postgres_url))
            migrate(database)
            settings |= {"DATABASE_URL": database, "REDIS_URL": redis_url, "WORKERS": "2"}
        folder = session_folder / f"strict-{DEPLOYMENTS.index(request.param)}"
        server = stack.enter_context(ServiceServer(folder, **settings))
        yield stack.enter_context(Door(server.url, int(settings.get("WORKERS", "1"))))


@pytest.fixture(scope="module")
def bare(session_folder: Path) -> Iterator[Door]:
    """A service that trusts no proxy."""
    with ServiceServer(session_folder / "strict-bare", **BOUNDS) as server, Door(server.url) as door:
        yield door


def somewhere() -> dict[str, str]:
    """An address that nobody has come from."""
    place = next(_places)
    return {"X-Forwarded-For": f"10.9.{place // 250}.{place % 250 + 1}"}


def at(door: Door, address: dict[str, str]) -> Door:
    """A stranger from an address."""
    return door.carrying(address)


def somebody(door: Door) -> Person:
    """A user who has registered from an address of his own, and asks from there."""
    address, name = somewhere(), fresh_name()
    body = {"username": name, "password": PASSWORD}
    assert 201 == at(door, address).post("/api/auth/register/", body).status_code
    told = at(door, address).post(LOGIN, body).json()
    return Person(door, name, told["access"], told["refresh"])


def too_often(answer: httpx.Response) -> None:
    """Make sure that an answer says: not so often, and when again."""
    refused(answer, 429, "too_many_requests")
    assert 1 <= int(answer.headers["retry-after"]) <= 900


def passed(statuses: list[int], bound: int, begun: float) -> None:
    """Make sure that as many passed as are allowed, and those that have become so meanwhile."""
    good = sum(status != 429 for status in statuses)
    assert bound <= good <= bound + ceil((time.monotonic() - begun) * bound / 60)


def test_logins_from_one_address_are_bounded_over_all_processes(strict: Door) -> None:
    """However many try at once at however many processes, no more come through than the bound says."""
    address, begun = somewhere(), time.monotonic()

    def attempt(_: int) -> int:
        with at(strict, address).line_of_its_own() as line:
            return line.post(LOGIN, {"username": fresh_name(), "password": PASSWORD}).status_code

    with ThreadPoolExecutor(8) as pool:
        statuses = list(pool.map(attempt, range(24)))

    assert {401, 429} == set(statuses)
    passed(statuses, LOGINS, begun)
    too_often(at(strict, address).post(LOGIN, {"username": fresh_name(), "password": PASSWORD}))
    elsewhere = at(strict, somewhere()).post(LOGIN, {"username": fresh_name(), "password": PASSWORD})
    refused(elsewhere, 401, "unauthenticated")


def test_registrations_count_as_logins_do(strict: Door) -> None:
    """Nobody makes users by the thousand from one address."""
    address, begun = somewhere(), time.monotonic()
    statuses = [
        at(strict, address)
        .post("/api/auth/register/", {"username": fresh_name(), "password": PASSWORD})
        .status_code
        for _ in range(LOGINS + 3)
    ]

    assert {201, 429} == set(statuses)
    passed(statuses, LOGINS, begun)


def test_guesses_for_one_name_from_many_addresses_are_bounded(strict: Door) -> None:
    """Whoever guesses from a thousand places is bounded by the name that he guesses for."""
    name, begun = fresh_name(), time.monotonic()
    statuses = [
        at(strict, somewhere()).post(LOGIN, {"username": name, "password": "a guess"}).status_code
        for _ in range(LOGINS + 4)
    ]

    assert {401, 429} == set(statuses)
    passed(statuses, LOGINS, begun)


def test_after_five_wrong_passwords_the_right_one_waits_too(strict: Door) -> None:
    """Guessing ends after five tries; the user himself comes in from elsewhere meanwhile."""
    person, address = somebody(strict), somewhere()
    guess = {"username": person.name, "password": "a guess"}
    for _ in range(5):
        refused(at(strict, address).post(LOGIN, guess), 401, "unauthenticated")

    too_often(at(strict, address).post("/api/token/", guess))
    too_often(at(strict, address).post(LOGIN, guess | {"password": PASSWORD}))
    home = at(strict, somewhere()).post(LOGIN, {"username": person.name, "password": PASSWORD})
    assert 200 == home.status_code


def test_a_right_password_begins_a_fresh_count(strict: Door) -> None:
    """Who mistypes now and then is not kept out."""
    person, address = somebody(strict), somewhere()
    good = {"username": person.name, "password": PASSWORD}
    statuses = [
        at(strict, address).post(LOGIN, body).status_code
        for body in [good | {"password": "mistyped"}] * 4 + [good] + [good | {"password": "mistyped"}] * 2
    ]

    assert [*[401] * 4, 200, 401, 401] == statuses


def test_the_left_part_of_a_forwarded_address_is_not_believed(strict: Door) -> None:
    """What a client writes before its proxy's own word changes nothing: the last hop that is not trusted counts."""
    address, begun = somewhere()["X-Forwarded-For"], time.monotonic()
    statuses = [
        at(strict, {"X-Forwarded-For": f"10.1.1.{place}, {address}"})
        .post(LOGIN, {"username": fresh_name(), "password": PASSWORD})
        .status_code
        for place in range(LOGINS + 4)
    ]

    assert {401, 429} == set(statuses)
    passed(statuses, LOGINS, begun)


def test_without_a_trusted_proxy_no_forwarded_address_is_believed(bare: Door) -> None:
    """Who connects directly cannot be somebody else for each of his guesses."""
    begun = time.monotonic()
    statuses = [
        at(bare, somewhere()).post(LOGIN, {"username": fresh_name(), "password": PASSWORD}).status_code
        for _ in range(LOGINS + 4)
    ]

    assert {401, 429} == set(statuses)
    passed(statuses, LOGINS, begun)


def test_a_user_is_bounded_whatever_he_asks_and_by_himself(strict: Door) -> None:
    """All requests of a user count together, at all processes and whichever his credential; another is not touched."""
    person, other = somebody(strict), somebody(strict)
    program, begun = person.program("read"), time.monotonic()

    answers = []
    for place in range(REQUESTS + 5):
        caller = program if place % 3 == 0 else person
        path = ("/api/account/", "/api/orders/", "/api/holdings/", "/api/orders/none/")[place % 4]
        answers.append(caller.get(path))

    # making the key was one of them
    passed([201, *(answer.status_code for answer in answers)], REQUESTS, begun)
    too_often(person.post("/api/account/deposit/", {"amount": 1}))
    assert 200 == other.get("/api/account/").status_code


def test_whatever_an_assistant_asks_counts_as_a_request(strict: Door) -> None:
    """Listing tools, calling one and beginning a talk count once each, at all processes, together with everything else."""
    person, other = somebody(strict), somebody(strict)
    program, begun = person.program("read"), time.monotonic()

    def ask(caller: Door, place: int) -> httpx.Response:
        method, parameters = SAID[place % len(SAID)]
        body = {"jsonrpc": "2.0", "id": place, "method": method, "params": parameters}
        return caller.post("/mcp", body, headers=ASKING)

    answers = [ask(program, place) for place in range(REQUESTS + 5)]

    assert {200, 429} == {answer.status_code for answer in answers}
    # making the key was one of them
    passed([201, *(answer.status_code for answer in answers)], REQUESTS, begun)
    too_often(ask(program, 0))
    too_often(person.get("/api/account/"))
    assert 200 == ask(other.program("read"), 0).status_code


def test_a_stranger_is_bounded_by_his_address(strict: Door) -> None:
    """Whoever has no credential is known by where he comes from."""
    address, begun = somewhere(), time.monotonic()

    def ask(place: dict[str, str]) -> httpx.Response:
        return at(strict, place).post("/api/token/verify/", {"token": "of nobody"})

    statuses = [ask(address).status_code for _ in range(REQUESTS + 5)]

    passed(statuses, REQUESTS, begun)
    too_often(ask(address))
    refused(ask(somewhere()), 401, "unauthenticated")


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("127.0.0.1", 200),
        ("127.0.0.1:1", 200),
        ("desk.example", 200),
        ("A.Desk.Example:8000", 200),
        ("desk.example.evil", 400),
        ("xdesk.example", 400),
        ("evil", 400),
    ],
)
def test_a_request_for_another_host_is_none_for_us(strict: Door, host: str, status: int) -> None:
    """Only the configured names are ours, on any port, and those below one that begins with a dot."""
    answer = at(strict, somewhere()).get("/health/live/", {"Host": host})

    if status == 400:
        refused(answer, 400, "unknown_host")
    assert status == answer.status_code


def test_only_the_configured_page_may_ask_from_a_browser(strict: Door) -> None:
    """The allowed origin is told that it may, before and with each request; another is told nothing."""
    asked = {
        "Access-Control-Request-Method": "POST",
        "Access-Control-Request-Headers": "authorization,idempotency-key",
    }
    for origin, allowed in (("https://desk.example", "https://desk.example"), ("https://evil.example", None)):
        headers = {"Origin": origin}
        before = at(strict, somewhere()).send("OPTIONS", "/api/trade/buy/", headers=headers | asked)
        answer = at(strict, somewhere()).get("/health/live/", headers)

        assert allowed == before.headers.get("access-control-allow-origin")
        assert allowed == answer.headers.get("access-control-allow-origin")
        assert "access-control-allow-credentials" not in answer.headers


@pytest.mark.parametrize("path", ["/health/live/", "/health/ready/", "/metrics/"])
def test_whoever_watches_the_service_may_ask_as_often_as_he_likes(strict: Door, path: str) -> None:
    """A probe that is told that it asks too often would have a healthy service ended."""
    prober = at(strict, somewhere())

    assert [200] * (2 * REQUESTS) == [prober.get(path).status_code for _ in range(2 * REQUESTS)]
