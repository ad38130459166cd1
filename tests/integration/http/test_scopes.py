"""What each credential opens, on every route."""

from __future__ import annotations

import pytest

from tests.integration.http.people import Door, Person
from tests.integration.http.promises import refused
from tests.integration.http.routes import GUARDED, OPERATE, PROPOSE, Route

SCOPES = ("read", "propose", "trade", "signals")


@pytest.fixture(scope="module")
def programs(anyone: Person, operator: Person) -> list[tuple[set[str], Door]]:
    """A program for each set of rights: of a user with one each, of an operator with one each."""
    whose = [(anyone, scope) for scope in SCOPES] + [(operator, scope) for scope in (*SCOPES, OPERATE)]
    return [({scope}, owner.program(scope)) for owner, scope in whose]


@pytest.mark.parametrize("route", GUARDED, ids=str)
def test_a_key_opens_what_its_scopes_name_and_nothing_else(
    programs: list[tuple[set[str], Door]], route: Route
) -> None:
    """Each of the rights opens its routes, and every other is forbidden to it, an operator's key not excepted; who may trade may propose."""
    for scopes, program in programs:
        answer = program.send(route.method, route.asked, route.body)

        if route.right in scopes or (route.right == PROPOSE and "trade" in scopes):
            assert answer.status_code in {200, 400, 404}, answer.text
        else:
            refused(answer, 403, "forbidden")


@pytest.mark.parametrize("route", GUARDED, ids=str)
def test_a_session_opens_all_but_what_is_an_operators(anyone: Person, operator: Person, route: Route) -> None:
    """A user's access token reads and trades; only an operator's operates."""
    answer = anyone.send(route.method, route.asked, route.body)

    if route.right == OPERATE:
        refused(answer, 403, "forbidden")
        answer = operator.send(route.method, route.asked, route.body)
    assert answer.status_code in {200, 400, 404}, answer.text


@pytest.mark.parametrize("route", GUARDED, ids=str)
def test_a_key_in_another_place_is_no_key(anyone: Person, route: Route) -> None:
    """A key stands in its header alone: as a bearer, in the query or as a cookie it opens nothing."""
    key = anyone.program("read", "trade").credential["X-API-KEY"] if route is GUARDED[0] else "tk_a_b"
    stranger = anyone.door

    for headers, query in (
        ({"Authorization": f"Bearer {key}"}, ""),
        ({"Cookie": f"X-API-KEY={key}; api_key={key}"}, ""),
        ({}, f"?api_key={key}"),
    ):
        answer = stranger.send(route.method, route.asked + query, route.body, headers=headers)
        refused(answer, 401, "unauthenticated")
