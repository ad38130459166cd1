"""Users, as operators see them, under both roots."""

from __future__ import annotations

import pytest

from tests.integration.http.people import Person, fresh_name
from tests.integration.http.promises import refused

ROOTS = ("", "/stocks")


@pytest.mark.parametrize("root", ROOTS)
def test_an_operator_makes_a_user_with_a_balance(operator: Person, root: str) -> None:
    """What was asked for is what is there, under either root and by name or by id."""
    name = fresh_name()

    made = operator.post(f"{root}/users/", {"username": name, "balance": "10000.50"})

    assert 201 == made.status_code
    user = made.json()
    assert {"id", "username", "balance", "created_at"} == set(user)
    assert (name, "10000.5") == (user["username"], user["balance"])
    assert user["created_at"].endswith("Z")
    for path in (
        f"/users/{name}/",
        f"/stocks/users/{name}/",
        f"/users/{user['id']}/",
        made.headers["location"],
    ):
        assert user == operator.get(path).json()


@pytest.mark.parametrize(
    ("stated", "balance"), [({}, "1000000"), ({"balance": 0}, "0"), ({"balance": None}, "1000000")]
)
def test_a_user_without_a_stated_balance_gets_the_opening_one(
    operator: Person, stated: dict[str, object], balance: str
) -> None:
    """Nothing stated is the house's opening balance, and zero is zero."""
    assert balance == operator.post("/users/", {"username": fresh_name(), **stated}).json()["balance"]


@pytest.mark.parametrize("root", ROOTS)
def test_a_user_reads_himself_and_nobody_else(alice: Person, bob: Person, root: str) -> None:
    """Another user is not there, exactly as one who does not exist."""
    own = alice.get(f"{root}/users/{alice.name}/")
    assert (200, alice.name, "1000000") == (own.status_code, own.json()["username"], own.json()["balance"])

    refused(alice.get(f"{root}/users/{bob.name}/"), 404, "not_found")
    refused(alice.get(f"{root}/users/{fresh_name()}/"), 404, "not_found")


def test_the_balance_that_is_shown_is_never_an_old_one(alice: Person, operator: Person) -> None:
    """Right after money has moved, every process tells the new balance."""
    for amount in range(1, 4):
        balance = alice.post("/api/account/deposit/", {"amount": amount}).json()["balance"]
        for line in operator.each_line():
            assert balance == line.get(f"/users/{alice.name}/").json()["balance"]


@pytest.mark.parametrize("root", ROOTS)
def test_only_operators_make_users(anyone: Person, root: str) -> None:
    """Money for others is not in a user's gift."""
    refused(anyone.post(f"{root}/users/", {"username": fresh_name(), "balance": 1}), 403, "forbidden")


@pytest.mark.parametrize("root", ROOTS)
def test_a_taken_name_is_a_conflict(operator: Person, anyone: Person, root: str) -> None:
    """A name belongs to one user, whichever door he came through."""
    refused(operator.post(f"{root}/users/", {"username": anyone.name, "balance": 1}), 409, "already_exists")


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("username", ""),
        ("username", "a b"),
        ("username", None),
        ("balance", -1),
        ("balance", "1e16"),
        ("balance", "0.000000001"),
        ("role", "operator"),
    ],
)
def test_what_cannot_be_a_user_is_refused_by_its_field(operator: Person, field: str, value: object) -> None:
    """A user has a name and money that is not below zero, and no more can be given."""
    answer = operator.post("/users/", {"username": fresh_name(), "balance": 1, field: value})

    assert 400 == answer.status_code
    assert [field] == [fault["field"] for fault in answer.json()["errors"]]


@pytest.mark.parametrize("root", ROOTS)
@pytest.mark.parametrize("name", ["%00", "a%20b", "x" * 70, "..%2f", "'%20or%201=1"])
def test_a_name_that_nobody_can_have_is_not_found(operator: Person, root: str, name: str) -> None:
    """Whatever stands in the path, a user of that name is found or he is not."""
    refused(operator.get(f"{root}/users/{name}/"), 404, "not_found")


@pytest.mark.parametrize("root", ROOTS)
def test_an_operator_sees_every_user_by_name(operator: Person, alice: Person, bob: Person, root: str) -> None:
    """The list leads through all users in order, says what each may do, and nothing of their passwords."""
    page = operator.get(f"{root}/users/?page_size=100").json()
    found = list(page["results"])
    while page["next"]:
        page = operator.get(page["next"]).json()
        found += page["results"]

    names = [user["username"] for user in found]
    assert sorted(names) == names
    assert {alice.name, bob.name, operator.name} <= set(names)
    assert {"id", "username", "role", "created_at"} == set(found[0])
    assert {"operator"} == {user["role"] for user in found if user["username"] == operator.name}
    refused(alice.get(f"{root}/users/"), 403, "forbidden")
