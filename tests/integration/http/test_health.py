"""How the service says that it does well."""

from __future__ import annotations

import pytest

from tests.integration.http.people import Door, Person
from tests.servers.service import ServiceServer


def test_a_process_that_answers_is_alive(door: Door) -> None:
    """Liveness says nothing but that somebody answers."""
    for line in door.each_line():
        answer = line.get("/health/live/")
        assert (200, {"status": "ok"}) == (answer.status_code, answer.json())


def test_readiness_names_each_part_and_its_state(door: Door) -> None:
    """Whoever operates sees the database, the cache and the prices, each by itself."""
    for line in door.each_line():
        answer = line.get("/health/ready/")
        assert 200 == answer.status_code
        assert "ready" == answer.json()["status"]
        parts = {part["name"]: part for part in answer.json()["parts"]}
        assert {"database", "cache", "prices"} <= set(parts)
        assert {"ok"} == {part["status"] for part in parts.values()}
        assert parts["database"]["needed"]


def count(door: Door, *marks: str) -> float:
    """The sum of the counter's lines with these marks."""
    lines = [
        line
        for line in door.get("/metrics/").text.splitlines()
        if line.startswith("trading_http_requests_total") and all(mark in line for mark in marks)
    ]
    return sum(float(line.rsplit(" ", 1)[1]) for line in lines)


def test_metrics_are_what_prometheus_reads(door: Door) -> None:
    """Each line is a comment or a name with a number, in the type that Prometheus knows."""
    answer = door.get("/metrics/")

    assert answer.headers["content-type"].startswith("text/plain; version=")
    for line in answer.text.splitlines():
        assert line.startswith("# ") or float(line.rsplit(" ", 1)[1]) is not None


@pytest.mark.parametrize(
    ("method", "path", "status"), [("GET", "/api/account/", "200"), ("POST", "/api/account/deposit/", "400")]
)
def test_requests_are_counted_by_endpoint_and_status(
    anyone: Person, method: str, path: str, status: str
) -> None:
    """Each answer adds one to the counter of its endpoint and status."""
    for line in anyone.each_line():
        marks = (f'status="{status}"', path.rstrip("/"), f'method="{method}"')
        before = count(line, *marks)
        for _ in range(3):
            line.send(method, path, {} if method == "POST" else None)

        assert before + 3 == count(line, *marks)


def test_what_is_counted_does_not_grow_with_what_is_asked(anyone: Person) -> None:
    """Names of users, orders and paths of strangers are in no label, which would never end."""
    line = next(anyone.each_line())
    for place in range(3):
        line.get(f"/api/orders/never-there-{place}/")
        line.get(f"/nowhere-{place}/")
        line.get(f"/users/{anyone.name}/")
        line.send(f"BREW{place}", "/health/live/")

    counted = line.get("/metrics/").text
    for word in ("never-there", "nowhere", "BREW", anyone.name):
        assert word not in counted


def test_no_secret_is_in_the_log(service: ServiceServer, anyone: Person) -> None:
    """Neither passwords nor tokens nor keys of all these tests were written down."""
    key = anyone.program("read").credential["X-API-KEY"]
    anyone.door.post("/api/token/", {"username": anyone.name, "password": "canary-of-a-password"})
    log = service.log.read_text(errors="replace")

    for secret in (
        anyone.access,
        anyone.refresh,
        key,
        "canary-of-a-password",
        service.settings["SECRET_KEY"],
    ):
        assert secret not in log
