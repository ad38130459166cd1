"""The files for Postman and for editors hold every request of the service, ready to be sent."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from entrypoints.http.app import ENDPOINTS
from entrypoints.http.openapi import document_of
from scripts.request_files import http_file, postman
from scripts.request_journey import JOURNEY

DOCUMENT = document_of(ENDPOINTS)
COLLECTION: dict[str, Any] = json.loads(postman(DOCUMENT))
TEXT = http_file(DOCUMENT)
OPERATIONS = {(method.upper(), path) for path, ways in DOCUMENT["paths"].items() for method in ways}
STEPS = [step for steps in JOURNEY.values() for step in steps]
VARIABLE = re.compile(r"\{\{(\w+)\}\}")


def items() -> Iterator[dict[str, Any]]:
    """Every request of the collection."""
    for folder in COLLECTION["item"]:
        yield from folder["item"]


def item_of(method: str, path: str) -> dict[str, Any]:
    """The request of the collection with this method and path."""
    return next(
        one
        for one in items()
        if (one["request"]["method"], one["request"]["url"]["raw"]) == (method, "{{base}}" + path)
    )


def test_the_journey_passes_every_operation() -> None:
    """An endpoint that is added has its place in it; and no two answers go by one name."""
    assert OPERATIONS == {(step.method, step.path) for step in STEPS}
    named = re.findall(r"^# @name (\w+)$", TEXT, re.MULTILINE)
    assert sorted(set(named)) == sorted(named)


def test_the_collection_holds_the_journey() -> None:
    """In its folders and its order, each at the address that is made of its parts."""
    found = []
    for one in items():
        url = one["request"]["url"]
        assert url["raw"].partition("?")[0] == "/".join([*url["host"], *url["path"]])
        path = re.sub(r":(\w+)", r"{\1}", url["raw"].partition("?")[0].removeprefix("{{base}}"))
        found.append((one["request"]["method"], path))
    wished = [(one.method, f"{{{{{one.whole_path}}}}}" if one.whole_path else one.path) for one in STEPS]
    assert wished == found
    assert list(JOURNEY) == [folder["name"] for folder in COLLECTION["item"]]


def test_the_text_holds_the_journey() -> None:
    """With one request in each part, and logging in in front of what needs a token."""
    parts = TEXT.split("\n### ")[1:]
    assert [step.method for step in STEPS] == [
        found[0] for part in parts if (found := re.findall(r"^([A-Z]+) \{\{base\}\}", part, re.MULTILINE))
    ]
    assert TEXT.index("post_api_auth_login.response.body.$.access") < TEXT.index("Bearer {{access}}")


def test_whatever_is_filled_in_has_a_place_where_it_is_set() -> None:
    """No request waits for a variable that nobody knows."""
    declared = {one["key"] for one in COLLECTION["variable"]}
    assert set() == set(VARIABLE.findall(json.dumps(COLLECTION["item"]))) - declared
    assert set() == set(VARIABLE.findall(TEXT)) - set(re.findall(r"^@(\w+) = ", TEXT, re.MULTILINE))


def test_a_text_names_what_was_answered_behind_the_request() -> None:
    """A line that names something stands before the next request: behind a body it would be a part of that body."""
    for part in TEXT.split("\n### ")[1:]:
        lines = part.splitlines()[1:]
        first = next(place for place, line in enumerate(lines) if "{{base}}" in line)
        assert [] == [line for line in lines[first:] if line.startswith(("@", "#"))]


def test_logging_in_sets_the_tokens_that_others_send() -> None:
    """Who has logged in needs to copy nothing; what operators do is sent with the operator's token."""
    login = item_of("POST", "/api/auth/login/")
    assert {"username": "{{username}}", "password": "{{password}}"} == json.loads(
        login["request"]["body"]["raw"]
    )
    script = " ".join(login["event"][0]["script"]["exec"])
    assert {"access", "refresh"} == set(re.findall(r'set\("(\w+)", told\.\1\)', script))
    assert "{{access}}" == COLLECTION["auth"]["bearer"][0]["value"]
    assert "noauth" == login["request"]["auth"]["type"]
    assert "auth" not in item_of("GET", "/api/account/")["request"]
    assert "{{operator_access}}" == item_of("POST", "/users/")["request"]["auth"]["bearer"][0]["value"]


def test_bodies_are_the_examples_of_the_document() -> None:
    """What is sent is what the document says that one may send, and a text stays a text."""
    buy = item_of("POST", "/api/trade/buy/")["request"]
    content = DOCUMENT["paths"]["/api/trade/buy/"]["post"]["requestBody"]["content"]["application/json"]
    assert content["example"] == json.loads(buy["body"]["raw"])
    assert {"Content-Type", "Idempotency-Key"} == {one["key"] for one in buy["header"]}
    signal = item_of("POST", "/api/v1/broker/webhook/receive-signal/")["request"]
    assert ("text", True) == (
        signal["body"]["options"]["raw"]["language"],
        signal["body"]["raw"].startswith(("BUY", "SELL")),
    )
    assert {"key": "X-API-KEY", "value": "{{key}}"} in signal["header"]
