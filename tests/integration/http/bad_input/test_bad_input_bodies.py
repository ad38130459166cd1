"""
Whatever is wrong with a body is told as a problem of RFC 9457 that names the field, and changes nothing.

The tests walk over the endpoints themselves, so an endpoint that is new is covered by being there.
"""

from __future__ import annotations

import json
from itertools import chain, repeat

import pytest

from entrypoints.http.app import ENDPOINTS
from entrypoints.http.endpoint import Endpoint
from tests.integration.http.bad_input.damage import (
    BODIES,
    MEDIA,
    NEVER_RIGHT,
    NO_FIELD,
    SOMETIMES_RIGHT,
    Place,
    places,
    validator_of,
)
from tests.integration.http.bad_input.senders import Sender, complaint, merely_refused, titled
from tests.integration.http.people import Door, Person, fresh_ticker

WITH_BODY = [endpoint for endpoint in ENDPOINTS if endpoint.body is not None]
WITHOUT_BODY = [endpoint for endpoint in ENDPOINTS if endpoint.body is None]
PLACES = [place for endpoint in WITH_BODY for place in places(endpoint)]
BLANKS = b" " * 10_000
LARGE = 1_000


@pytest.mark.parametrize("place", PLACES, ids=titled)
def test_a_wrong_value_is_refused_by_its_field(place: Place, victim: Person, operator: Person) -> None:
    """What no field can be, and what the document says that this one cannot be, is refused and named."""
    sender = Sender(place.endpoint, victim, operator)
    validator = validator_of(place.endpoint)
    found = {}
    for name, value in {**NEVER_RIGHT, **SOMETIMES_RIGHT}.items():
        body = place.written(sender.good, value)
        if name in NEVER_RIGHT or not validator.is_valid(json.loads(body)):
            found[name] = complaint(sender.send(body), None if name in NO_FIELD else place.name)

    assert {} == {name: told for name, told in found.items() if told is not None}


@pytest.mark.parametrize("endpoint", WITH_BODY, ids=titled)
def test_a_value_that_may_be_right_never_breaks_anything(
    endpoint: Endpoint, door: Door, operator: Person
) -> None:
    """What the document allows is taken or refused; whatever it is, it is no failure of ours."""
    sender = Sender(endpoint, door.newcomer(), operator)
    validator = validator_of(endpoint)
    found = {}
    for place in places(endpoint):
        for name, value in SOMETIMES_RIGHT.items():
            body = place.written(sender.good, value)
            if validator.is_valid(json.loads(body)):
                found[place.name, name] = merely_refused(sender.send(body))

    assert {} == {name: told for name, told in found.items() if told is not None}


@pytest.mark.parametrize("place", PLACES, ids=titled)
def test_a_missing_field_is_named(place: Place, victim: Person, operator: Person) -> None:
    """A field that the document requires is missed; without any other the request is not broken."""
    sender = Sender(place.endpoint, victim, operator)
    if not place.required:
        assert validator_of(place.endpoint).is_valid(json.loads(place.missing(sender.good)))
        return

    answer = sender.send(place.missing(sender.good))

    assert (400, None) == (answer.status_code, complaint(answer, place.name))


@pytest.mark.parametrize("place", PLACES, ids=titled)
def test_a_field_that_is_there_twice_is_named(place: Place, victim: Person, operator: Person) -> None:
    """Nobody can know which of the two was meant, so neither is taken."""
    sender = Sender(place.endpoint, victim, operator)

    answer = sender.send(place.twice(sender.good))

    assert (400, None) == (answer.status_code, complaint(answer, place.name))


@pytest.mark.parametrize("endpoint", WITH_BODY, ids=titled)
def test_a_field_that_nobody_knows_is_named(endpoint: Endpoint, victim: Person, operator: Person) -> None:
    """A word that is spelt wrong is told, instead of being passed over in silence."""
    sender = Sender(endpoint, victim, operator)

    answer = sender.send(json.dumps({**sender.good, "quantitty": 1}).encode())

    assert (400, None) == (answer.status_code, complaint(answer, "quantitty"))


@pytest.mark.parametrize("endpoint", WITH_BODY, ids=titled)
def test_a_body_that_is_no_object_of_json_is_refused(
    endpoint: Endpoint, victim: Person, operator: Person
) -> None:
    """Empty, broken, of another kind, in another encoding or nested without end: each is told what it is."""
    sender = Sender(endpoint, victim, operator)

    found = {name: sender.send(body) for name, body in BODIES.items()}

    assert {400} == {answer.status_code for answer in found.values()}
    told = {name: complaint(answer) for name, answer in found.items()}
    assert {} == {name: text for name, text in told.items() if text is not None}


@pytest.mark.parametrize("endpoint", WITH_BODY, ids=titled)
def test_only_json_is_json(endpoint: Endpoint, victim: Person, operator: Person) -> None:
    """A good body under another type is refused, because any page of the web could have sent it."""
    sender = Sender(endpoint, victim, operator)
    good = json.dumps(sender.good).encode()

    answers = [sender.send(good, media) for media in MEDIA]

    assert {(415, None)} == {(answer.status_code, complaint(answer)) for answer in answers}


@pytest.mark.parametrize("endpoint", WITH_BODY, ids=titled)
@pytest.mark.parametrize("announced", [True, False], ids=["of known length", "piece by piece"])
def test_a_body_of_ten_megabytes_is_refused(
    endpoint: Endpoint, victim: Person, operator: Person, *, announced: bool
) -> None:
    """What is too large is not read to its end, whether its length is announced or not."""
    sender = Sender(endpoint, victim, operator)
    good = json.dumps(sender.good).encode()

    content = good + BLANKS * LARGE if announced else chain([good], repeat(BLANKS, LARGE))
    answer = sender.send(content)

    assert (413, None) == (answer.status_code, complaint(answer))


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/api/trade/buy/", {"buy_price": 10**15}),
        ("/api/trade/sell/", {"sell_price": 10**15}),
        ("/api/orders/", {"side": "buy", "type": "limit", "limit_price": 10**15}),
        ("/api/orders/", {"side": "buy", "type": "stop", "stop_price": 10**15}),
        ("/api/orders/", {"side": "buy", "type": "market"}),
    ],
)
def test_an_order_beyond_all_bounds_is_refused_and_can_be_listed(
    door: Door, path: str, body: dict[str, object]
) -> None:
    """An order whose value is no amount is refused; that it was refused can be looked up, like any other order."""
    person, stock = door.newcomer(), fresh_ticker()
    door.newcomer().post("/api/trade/buy/", {"stock_id": stock, "buy_price": 100, "quantity": 1})

    answer = person.post(path, {"stock_id": stock, "quantity": 10**15, **body})

    assert (400, None) == (answer.status_code, complaint(answer))
    (order,) = person.get("/api/orders/").json()["results"]
    assert ("rejected", None) == (order["status"], order["total_price"])
    assert order == person.get(f"/api/orders/{order['number']}/").json()


@pytest.mark.parametrize("endpoint", WITHOUT_BODY, ids=titled)
def test_a_body_that_nobody_asked_for_breaks_nothing(
    endpoint: Endpoint, victim: Person, operator: Person
) -> None:
    """Where no body is expected one is refused or passed over."""
    sender = Sender(endpoint, victim, operator)

    answers = {
        name: merely_refused(sender.send(body, media))
        for name, body in BODIES.items()
        for media in ("application/json", None)
    }

    assert {} == {name: told for name, told in answers.items() if told is not None}
