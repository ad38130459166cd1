"""Whatever is wrong with a path, a query or a header is told as a problem of RFC 9457, and changes nothing."""

from __future__ import annotations

import json

import pytest

from entrypoints.http.app import ENDPOINTS
from entrypoints.http.endpoint import Endpoint
from tests.integration.http.bad_input.damage import (
    HEADER_VALUES,
    HEADERS,
    NOBODYS,
    PATH_VALUES,
    QUERY_VALUES,
)
from tests.integration.http.bad_input.senders import Sender, complaint, merely_refused, titled
from tests.integration.http.people import Door, Person

QUERIES = [(endpoint, parameter.name) for endpoint in ENDPOINTS for parameter in endpoint.query]
PATHS = [(endpoint, parameter.name) for endpoint in ENDPOINTS for parameter in endpoint.in_path]
# One endpoint of each kind, for what is the same for all of a kind.
KINDS = list(
    {(one.method, one.scope, one.keyed, one.body is None, bool(one.query)): one for one in ENDPOINTS}.values()
)


@pytest.mark.parametrize(("endpoint", "name"), QUERIES, ids=titled)
def test_a_wrong_parameter_is_refused_by_its_name(
    endpoint: Endpoint, name: str, victim: Person, operator: Person
) -> None:
    """A number, a choice or a time in a query is what the document says, or is refused and named."""
    sender = Sender(endpoint, victim, operator)
    parameter = next(one for one in endpoint.query if one.name == name)
    others = "".join(
        f"&{one.name}={one.example}" for one in endpoint.query if one.required and one is not parameter
    )
    judged = parameter.kind != "string" or parameter.choices or name == "cursor"

    answers = {
        title: sender.send(None, None, f"{sender.path()}?{name}={value}{others}")
        for title, value in QUERY_VALUES.items()
    }

    told = {
        title: complaint(answer, name) if judged else merely_refused(answer)
        for title, answer in answers.items()
    }
    assert {} == {title: text for title, text in told.items() if text is not None}


@pytest.mark.parametrize("endpoint", ENDPOINTS, ids=titled)
def test_a_parameter_that_nobody_knows_is_refused(
    endpoint: Endpoint, victim: Person, operator: Person
) -> None:
    """A filter that is spelt wrong must not show everything; one that is there twice says nothing."""
    sender = Sender(endpoint, victim, operator)
    body = None if endpoint.body is None else json.dumps(sender.good).encode()
    first = next((parameter.name for parameter in endpoint.query), None)

    for query in ("quantitty=1", "=1", "%00=1", "%ff=1", *([f"{first}=1&{first}=1"] if first else [])):
        answer = sender.send(body, "application/json", f"{sender.path()}?{query}")

        assert (400, None) == (answer.status_code, complaint(answer)), query


@pytest.mark.parametrize(("endpoint", "name"), PATHS, ids=titled)
def test_a_wrong_name_in_a_path_is_not_found(
    endpoint: Endpoint, name: str, victim: Person, operator: Person
) -> None:
    """What cannot be the name of anything is there as little as what is not there."""
    sender = Sender(endpoint, victim, operator)
    body = None if endpoint.body is None else json.dumps(sender.good).encode()

    answers = {
        title: sender.send(body, "application/json" if body else None, sender.path(**{name: value}))
        for title, value in PATH_VALUES.items()
    }

    told = {
        title: complaint(answer) if title in NOBODYS else merely_refused(answer)
        for title, answer in answers.items()
    }
    assert {} == {title: text for title, text in told.items() if text is not None}


@pytest.mark.parametrize("endpoint", KINDS, ids=titled)
def test_a_strange_header_breaks_nothing(endpoint: Endpoint, door: Door, operator: Person) -> None:
    """Whatever stands in a header, to each kind of endpoint, the answer is an answer or a problem."""
    sender = Sender(endpoint, door.newcomer(), operator)
    body = None if endpoint.body is None else json.dumps(sender.good).encode()
    media = None if body is None else "application/json"

    answers = {
        (header, value): merely_refused(sender.send(body, media, headers={header: value}))
        for header in HEADERS
        for value in HEADER_VALUES
    }

    assert {} == {name: told for name, told in answers.items() if told is not None}
