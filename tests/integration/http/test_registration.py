"""Registering."""

from __future__ import annotations

import pytest

from tests.integration.http.people import PASSWORD, Door, Person, fresh_name
from tests.integration.http.promises import refused


def test_registering_opens_an_account_with_the_opening_balance(door: Door) -> None:
    """A new user gets an id, his name and a million of paper money, and can log in at once."""
    name = fresh_name()

    made = door.post("/api/auth/register/", {"username": name, "password": PASSWORD})

    assert 201 == made.status_code
    answer = made.json()
    assert {"id", "username", "balance"} == set(answer)
    assert (name, "1000000") == (answer["username"], answer["balance"])
    assert answer["id"] == door.log_in(name, PASSWORD).get("/api/account/").json()["id"]


def test_a_taken_name_is_a_conflict(door: Door, anyone: Person) -> None:
    """A name belongs to whoever registered it first, and his password stays his."""
    again = door.post("/api/auth/register/", {"username": anyone.name, "password": "another password"})

    refused(again, 409, "already_exists")
    assert anyone.name == door.log_in(anyone.name, PASSWORD).name


@pytest.mark.parametrize("length", [5, 6])
def test_six_characters_are_the_shortest_password(door: Door, length: int) -> None:
    """Five characters are refused by the field's name, six are enough."""
    made = door.post("/api/auth/register/", {"username": fresh_name(), "password": "pass12"[:length]})

    if length == 6:
        assert 201 == made.status_code
    else:
        refused(made, 400, "invalid_body", "password")


@pytest.mark.parametrize("name", ["", "a b", "-a", "a" * 65, "\uff41lice", "a'; drop table users; --", "a\n"])
def test_a_name_that_is_none_is_refused(door: Door, name: str) -> None:
    """Names are plain letters, digits and a few signs; the field is named."""
    made = door.post("/api/auth/register/", {"username": name, "password": PASSWORD})

    assert 400 == made.status_code
    assert ["username"] == [fault["field"] for fault in made.json()["errors"]]


@pytest.mark.parametrize("missing", ["username", "password"])
def test_a_missing_field_is_named(door: Door, missing: str) -> None:
    """Both fields are needed."""
    body = {"username": fresh_name(), "password": PASSWORD}
    del body[missing]

    refused(door.post("/api/auth/register/", body), 400, "invalid_body", missing)


@pytest.mark.parametrize("extra", ["role", "balance", "is_operator", "id"])
def test_nobody_registers_with_more_than_a_name_and_a_password(door: Door, extra: str) -> None:
    """A field that the body does not have is refused and named, above all one that would give rights or money."""
    body = {"username": fresh_name(), "password": PASSWORD, extra: "operator"}

    refused(door.post("/api/auth/register/", body), 400, "invalid_body", extra)


def test_an_answer_never_holds_the_password(door: Door) -> None:
    """What is secret comes in and never leaves, neither as it was nor as it is kept."""
    made = door.post("/api/auth/register/", {"username": fresh_name(), "password": "canary-password"})

    assert "canary-password" not in made.text
    assert "argon2" not in made.text
