"""Where every route is, and what every route has in common."""

from __future__ import annotations

import re

import pytest

from tests.integration.http.people import Door, Person
from tests.integration.http.promises import refused
from tests.integration.http.routes import ADDRESS, GUARDED, OPEN, PAGES, ROUTES, Route

METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")
PATHS = sorted({route.path for route in ROUTES})


def test_the_document_and_the_contract_name_the_same_routes(door: Door) -> None:
    """Nothing that the service offers goes untested here, and nothing that was promised is missing."""
    documented = {
        f"{method.upper()} {re.sub('{[a-z_]+}', '{}', path)}"
        for path, item in door.promises.document["paths"].items()
        for method in item
    }
    promised = {
        str(route).replace("{name}", "{}").replace("{start}", "{}").replace("{end}", "{}") for route in ROUTES
    }

    assert promised == documented


def test_the_document_says_which_repeats_are_known_by_their_key(door: Door) -> None:
    """The header Idempotency-Key is documented exactly where it is honoured."""
    keyed = {
        f"{method.upper()} {re.sub('{[a-z_]+}', '{name}', path)}"
        for path, item in door.promises.document["paths"].items()
        for method, operation in item.items()
        if "Idempotency-Key" in [parameter["name"] for parameter in operation["parameters"]]
    }

    assert {str(route) for route in ROUTES if route.keyed} == keyed


@pytest.mark.parametrize("route", ROUTES, ids=str)
def test_every_path_answers_with_and_without_its_slash(door: Door, route: Route) -> None:
    """Both spellings are the same endpoint, and neither sends the client elsewhere."""
    answers = [
        door.send(route.method, path, route.body, headers={"X-Request-ID": "same"})
        for path in (route.asked, route.asked.rstrip("/"))
    ]

    expected = {200, 400} if route.right == OPEN else {401}
    assert answers[0].status_code in expected, answers[0].text
    assert answers[0].status_code == answers[1].status_code
    if route.method != "GET":
        assert answers[0].content == answers[1].content


@pytest.mark.parametrize("path", PAGES)
def test_every_page_answers_with_and_without_its_slash(door: Door, path: str) -> None:
    """The same holds for what people look at."""
    for spelt in (path.rstrip("/"), path.rstrip("/") + "/"):
        assert 200 == door.get(spelt).status_code


@pytest.mark.parametrize("path", PATHS)
def test_a_method_that_a_path_does_not_take_is_told_which_it_takes(anyone: Person, path: str) -> None:
    """Who asks in a wrong way gets 405 and the right ways, whoever he is."""
    taken = {route.method for route in ROUTES if route.path == path}
    asked = next(route.asked for route in ROUTES if route.path == path)

    for method in sorted(set(METHODS) - taken):
        for spelt in (asked, asked.rstrip("/")):
            answer = anyone.send(method, spelt)
            refused(answer, 405, "method_not_allowed")
            assert taken == set(answer.headers["allow"].split(", ")) - {"OPTIONS", "HEAD"}


@pytest.mark.parametrize("route", GUARDED, ids=str)
def test_a_stranger_is_asked_for_a_credential_before_anything_else(door: Door, route: Route) -> None:
    """Without a credential every guarded route says 401, whatever else is wrong with the request."""
    answer = door.send(
        route.method, route.asked + "?nonsense=1", content=b"{" if route.body is not None else None
    )

    refused(answer, 401, "unauthenticated")
    assert "Bearer" == answer.headers["www-authenticate"]


@pytest.mark.parametrize("route", [route for route in ROUTES if route.right != ADDRESS], ids=str)
def test_an_unknown_parameter_is_refused_with_the_known_ones(operator: Person, route: Route) -> None:
    """A misspelt filter is never passed over: the answer would be another one than was asked for."""
    known = [
        parameter["name"]
        for path, item in operator.promises.document["paths"].items()
        if re.fullmatch(re.sub("{[a-z_]+}", "[^/]+", path), route.asked)
        for parameter in item.get(route.method.lower(), {"parameters": []})["parameters"]
        if parameter["in"] == "query"
    ]

    answer = operator.send(route.method, route.asked + "?colour=red", route.body)

    problem = refused(answer, 400, "unknown_parameter", "colour")
    assert (", ".join(known) or "none") in problem["detail"]


@pytest.mark.parametrize(
    "path", ["/api/", "/api/nothing/", "/stocks/a/b/", "/users/a/b/", "/x" * 500, "/%00", "/\xe9"]
)
def test_what_is_nowhere_is_not_found(anyone: Person, path: str) -> None:
    """A path without an endpoint is a problem like any other refusal."""
    refused(anyone.get(path), 404, "not_found")
