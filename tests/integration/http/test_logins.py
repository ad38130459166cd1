"""Logging in."""

from __future__ import annotations

import pytest

from tests.integration.http.people import PASSWORD, Door, Person, fresh_name
from tests.integration.http.promises import refused

LOGINS = ("/api/auth/login/", "/api/token/")


@pytest.mark.parametrize("path", LOGINS)
def test_a_name_and_its_password_are_exchanged_for_two_tokens(door: Door, anyone: Person, path: str) -> None:
    """Both documented paths let in, and the access token opens what is the user's own."""
    answer = door.post(path, {"username": anyone.name, "password": PASSWORD})

    assert 200 == answer.status_code
    assert {"access", "refresh"} == set(answer.json())
    visitor = door.carrying({"Authorization": f"Bearer {answer.json()['access']}"})
    assert anyone.name == visitor.get("/api/account/").json()["username"]


@pytest.mark.parametrize("path", LOGINS)
def test_a_wrong_password_and_an_unknown_name_are_told_alike(door: Door, alice: Person, path: str) -> None:
    """A stranger does not learn from the answer which names there are."""
    asked = {"X-Request-ID": "the-same-request"}
    wrong = door.post(path, {"username": alice.name, "password": "not his password"}, asked)
    unknown = door.post(path, {"username": fresh_name(), "password": PASSWORD}, asked)
    impossible = door.post(path, {"username": "no name", "password": PASSWORD}, asked)

    refused(wrong, 401, "unauthenticated")
    assert wrong.content == unknown.content == impossible.content
    assert "Bearer" == wrong.headers["www-authenticate"]


def test_capitals_make_another_name(door: Door, alice: Person) -> None:
    """A name is what was registered and nothing like it."""
    refused(
        door.post("/api/token/", {"username": alice.name.upper(), "password": PASSWORD}),
        401,
        "unauthenticated",
    )


@pytest.mark.parametrize("path", LOGINS)
@pytest.mark.parametrize("missing", ["username", "password"])
def test_a_missing_field_is_named(door: Door, path: str, missing: str) -> None:
    """Both fields are needed at both paths."""
    body = {"username": "alice", "password": PASSWORD}
    del body[missing]

    refused(door.post(path, body), 400, "invalid_body", missing)


def test_a_user_without_a_password_cannot_log_in(door: Door, operator: Person) -> None:
    """Whom an operator has made trades through the operator alone: no password opens his account."""
    name = fresh_name()
    operator.post("/users/", {"username": name, "balance": 1})

    refused(door.post("/api/token/", {"username": name, "password": "nobody"}), 401, "unauthenticated")
