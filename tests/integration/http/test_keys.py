"""API keys."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from tests.integration.http.people import Person, until
from tests.integration.http.promises import refused


def test_a_key_is_shown_once(alice: Person) -> None:
    """The key itself is in the answer to its making, and in no list afterwards."""
    made = alice.post("/api/keys/", {"name": "charts", "scopes": ["read", "signals"]})

    assert 201 == made.status_code
    answer = made.json()
    assert {"id", "name", "scopes", "key"} <= set(answer)
    assert ("charts", ["read", "signals"]) == (answer["name"], answer["scopes"])
    listed = alice.get("/api/keys/")
    assert 200 == listed.status_code
    assert answer["key"] not in listed.text
    (shown,) = listed.json()["results"]
    assert answer["id"] == shown["id"]
    assert "key" not in shown


def test_a_key_opens_what_its_owner_may(alice: Person) -> None:
    """A program with a key acts for its owner."""
    program = alice.program("read")

    assert alice.name == program.get("/api/account/").json()["username"]


def test_the_last_use_of_a_key_is_shown(alice: Person) -> None:
    """A key that was never used says so, and one that was says when."""
    program = alice.program("read")
    (before,) = alice.get("/api/keys/").json()["results"]

    program.get("/api/account/")

    (after,) = alice.get("/api/keys/").json()["results"]
    assert None is before["last_used_at"]
    assert after["last_used_at"].endswith("Z")


def test_a_revoked_key_opens_nothing_at_any_process(alice: Person) -> None:
    """From the moment of its revocation a key is no credential; the list says since when."""
    program = alice.program("read")
    for line in program.each_line():
        assert 200 == line.get("/api/account/").status_code
    (key,) = alice.get("/api/keys/").json()["results"]

    gone = alice.delete(f"/api/keys/{key['id']}/")

    assert (204, b"") == (gone.status_code, gone.content)
    for line in program.each_line():
        refused(line.get("/api/account/"), 401, "unauthenticated")
    (after,) = alice.get("/api/keys/").json()["results"]
    assert after["revoked_at"].endswith("Z")


def test_a_key_expires(alice: Person) -> None:
    """A key is good until the moment that was asked for and not after it."""
    soon = (datetime.now(UTC) + timedelta(seconds=4)).isoformat()
    program = alice.program("read", expires_at=soon)

    assert 200 == program.get("/api/account/").status_code
    refused(
        until(lambda: program.get("/api/account/"), lambda answer: answer.status_code != 200),
        401,
        "unauthenticated",
    )


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", ""),
        ("name", "n" * 101),
        ("name", None),
        ("scopes", []),
        ("scopes", None),
        ("scopes", "read"),
        ("expires_at", "2030-01-01T00:00:00"),
        ("expires_at", "tomorrow"),
        ("expires_at", "2020-01-01T00:00:00Z"),
        ("expires_at", 1_900_000_000),
    ],
)
def test_what_cannot_be_a_key_is_refused_by_its_field(anyone: Person, field: str, value: object) -> None:
    """A key has a name, scopes, and an end that is a moment with an offset and still to come."""
    answer = anyone.post("/api/keys/", {"name": "charts", "scopes": ["read"], field: value})

    assert 400 == answer.status_code
    assert [field] == [fault["field"] for fault in answer.json()["errors"]]


def test_an_unknown_scope_is_refused(anyone: Person) -> None:
    """A right that does not exist cannot be given; the place in the list is named."""
    answer = anyone.post("/api/keys/", {"name": "charts", "scopes": ["read", "everything"]})

    refused(answer, 400, "invalid_body")
    assert answer.json()["errors"][0]["field"].startswith("scopes")


def test_only_operators_make_keys_that_operate(anyone: Person, operator: Person) -> None:
    """The right to operate is in nobody's gift who has not got it."""
    refused(anyone.post("/api/keys/", {"name": "a", "scopes": ["operate"]}), 403, "forbidden")
    assert 201 == operator.post("/api/keys/", {"name": "a", "scopes": ["operate"]}).status_code


def test_a_key_makes_no_key_that_may_more(alice: Person) -> None:
    """A program cannot give itself rights that its own key does not carry."""
    program = alice.program("trade")

    refused(program.post("/api/keys/", {"name": "a", "scopes": ["read", "trade"]}), 403, "forbidden")
    assert 201 == program.post("/api/keys/", {"name": "a", "scopes": ["trade"]}).status_code


def test_an_operators_key_without_the_right_does_not_operate(operator: Person, alice: Person) -> None:
    """The rights of a request are those of its credential, not those of its owner."""
    program = operator.program("read", "trade")

    refused(program.get(f"/users/{alice.name}/"), 404, "not_found")
    refused(program.post("/users/", {"username": "x", "balance": 1}), 403, "forbidden")


def test_a_key_that_is_not_there_cannot_be_revoked(anyone: Person) -> None:
    """Revoking what does not exist says so."""
    refused(anyone.delete("/api/keys/no-such-key/"), 404, "not_found")


@pytest.mark.parametrize("key", ["tk", "tk_", "tk__", "tk_a_b", "tk_\xe9_\xe9", "x" * 5000, "tk_" + "_" * 99])
def test_a_text_that_is_no_key_opens_nothing(anyone: Person, key: str) -> None:
    """Whatever stands in the header is refused alike, without an error of ours."""
    refused(anyone.door.carrying({"X-API-KEY": key}).get("/api/account/"), 401, "unauthenticated")


def test_a_key_with_another_secret_opens_nothing(anyone: Person) -> None:
    """The public part of a key finds it, and only the whole of it opens."""
    key = anyone.program("read").credential["X-API-KEY"]

    refused(anyone.door.carrying({"X-API-KEY": key[:-1] + "~"}).get("/api/account/"), 401, "unauthenticated")
    refused(anyone.door.carrying({"X-API-KEY": key + "A"}).get("/api/account/"), 401, "unauthenticated")
