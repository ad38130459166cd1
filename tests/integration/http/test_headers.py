"""Headers of every answer."""

from __future__ import annotations

import httpx
import pytest

from tests.integration.http.people import Door, Person
from tests.integration.http.promises import refused
from tests.integration.http.routes import PAGES, ROUTES

EVERYWHERE = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "x-frame-options": "DENY",
}
ASKED = sorted({route.asked for route in ROUTES} | set(PAGES) | {"/nowhere/", "/docs-assets/swagger-ui.css"})


@pytest.mark.parametrize("path", ASKED)
def test_every_answer_keeps_browsers_from_guessing_framing_and_telling(anyone: Person, path: str) -> None:
    """Whatever the answer is, found, refused or nowhere, its headers close what a browser would leave open."""
    for caller in (anyone, anyone.door):
        answer = caller.get(path)
        assert EVERYWHERE.items() <= dict(answer.headers).items()
        policy = answer.headers["content-security-policy"]
        assert policy.startswith("default-src 'none'")
        assert "frame-ancestors 'none'" in policy
        assert "unsafe-eval" not in policy


@pytest.mark.parametrize("path", sorted({route.asked for route in ROUTES}))
def test_nothing_of_a_caller_is_kept_on_the_way(anyone: Person, path: str) -> None:
    """No cache between the service and its caller stores an answer of the API."""
    assert "no-store" == anyone.get(path).headers["cache-control"]


@pytest.mark.parametrize("given", ["a", "A-b.c_9", "x" * 64, "0af7651916cd43dd8448eb211c80319c"])
def test_a_sane_request_id_comes_back(door: Door, given: str) -> None:
    """The caller's own id is in the header of the answer, and in the body of a refusal."""
    asked = {"X-Request-ID": given}

    assert given == door.get("/health/live/", asked).headers["x-request-id"]
    refusal = door.get("/api/account/", asked)
    assert given == refusal.headers["x-request-id"] == refusal.json()["request_id"]


@pytest.mark.parametrize("given", ["", "x" * 65, "a b", "<script>", "a\tb", "\xe9", "a;b"])
def test_another_request_id_is_replaced(door: Door, given: str) -> None:
    """What would do harm in a log or a page is not taken over."""
    told = door.get("/health/live/", {"X-Request-ID": given}).headers["x-request-id"]

    assert given != told
    assert told.isalnum()


def test_every_request_has_an_id_of_its_own(door: Door) -> None:
    """Without an id each request gets one, wherever it leads."""
    paths = ["/health/live/", "/nowhere/", "/api/account/", "/swagger/"] * 3

    assert len(paths) == len({door.get(path).headers["x-request-id"] for path in paths})


def test_no_foreign_page_reads_an_answer_unless_it_is_allowed(anyone: Person) -> None:
    """Without configured origins there is no permission for any."""
    foreign = {"Origin": "https://evil.example"}
    answer = anyone.get("/api/account/", foreign)
    asked = anyone.send(
        "OPTIONS", "/api/account/", headers={**foreign, "Access-Control-Request-Method": "GET"}
    )

    for one in (answer, asked):
        assert not [name for name in one.headers if name.startswith("access-control-")]


def test_nobody_gets_a_cookie(anyone: Person) -> None:
    """Credentials stand in headers that a foreign page cannot make a browser send."""
    for path in ("/api/account/", "/swagger/", "/health/live/"):
        assert "set-cookie" not in anyone.get(path).headers


@pytest.mark.parametrize(
    "path", ["/health/live/", "/api/account/", "/swagger/", "/schema/openapi.json", "/stocks/"]
)
def test_a_look_at_the_head_alone_is_the_same_look(anyone: Person, path: str) -> None:
    """HEAD answers as GET does, with its status and headers and without its body."""
    whole, head = anyone.get(path), anyone.send("HEAD", path)

    assert (whole.status_code, b"") == (head.status_code, head.content)
    assert whole.headers["content-type"] == head.headers["content-type"]


def test_more_headers_than_anybody_needs_are_refused(anyone: Person) -> None:
    """A flood of headers is a problem like any other, and the same connection goes on."""
    refused(anyone.get("/api/account/", {"X-Long": "x" * 17_000}), 431, "headers_too_large")
    assert 200 == anyone.get("/api/account/", {"X-Long": "x" * 14_000}).status_code


@pytest.mark.parametrize(
    "name", ["Idempotency-Key", "Authorization", "X-API-KEY", "Content-Type", "Content-Encoding"]
)
def test_a_header_that_says_two_things_is_refused(door: Door, name: str) -> None:
    """Two on the way who each believe another one of them would do different things for one request."""
    head = [("host", door.lines[0].base_url.netloc.decode()), (name, "one"), (name.lower(), "two")]
    with httpx.Client(base_url=door.url) as line:
        answer = line.request("POST", "/api/account/deposit/", headers=head, content=b'{"amount": 1}')
        same = line.request("GET", "/health/live/", headers=[*head[:2], (name, "one")])

    assert name.lower() in refused(answer, 400, "repeated_header")["detail"]
    assert 200 == same.status_code
