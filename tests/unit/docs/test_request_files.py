"""The files for Postman and for editors hold every request of the service, ready to be sent."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from entrypoints.http.app import ENDPOINTS
from entrypoints.http.openapi import document_of
from scripts.request_files import http_file, postman

DOCUMENT = document_of(ENDPOINTS)
COLLECTION: dict[str, Any] = json.loads(postman(DOCUMENT))
TEXT = http_file(DOCUMENT)
OPERATIONS = sorted((method.upper(), path) for path, ways in DOCUMENT["paths"].items() for method in ways)
VARIABLE = re.compile(r"\{\{(\w+)\}\}")


def items() -> Iterator[dict[str, Any]]:
    """Every request of the collection."""
    for folder in COLLECTION["item"]:
        yield from folder["item"]


def item_of(method: str, path: str) -> dict[str, Any]:
    """The request of the collection with this method and path."""
    (found,) = [
        one
        for one in items()
        if (one["request"]["method"], one["request"]["url"]["raw"]) == (method, "{{base}}" + path)
    ]
    return found


def test_the_collection_holds_every_operation_once() -> None:
    """In folders by their tags, at the address that is made of its parts."""
    found = []
    for one in items():
        url = one["request"]["url"]
        assert url["raw"] == "/".join([*url["host"], *url["path"]])
        path = re.sub(r":(\w+)", r"{\1}", url["raw"].removeprefix("{{base}}"))
        found.append((one["request"]["method"], path))
    assert sorted(found) == OPERATIONS
    assert [tag["name"] for tag in DOCUMENT["tags"]] == [folder["name"] for folder in COLLECTION["item"]]


def test_the_text_holds_every_operation_once() -> None:
    """And logging in stands in front of what needs a token."""
    lines = re.findall(r"^([A-Z]+) \{\{base\}\}([^?\n]*)", TEXT, re.MULTILINE)
    assert (
        sorted((method, path.replace("{{", "{").replace("}}", "}")) for method, path in lines) == OPERATIONS
    )
    assert ("POST", "/api/auth/login/") == lines[0]
    assert TEXT.index("login.response.body.access") < TEXT.index("Bearer {{access}}")


def test_whatever_is_filled_in_has_a_place_where_it_is_set() -> None:
    """No request waits for a variable that nobody knows."""
    declared = {one["key"] for one in COLLECTION["variable"]}
    assert set() == set(VARIABLE.findall(json.dumps(COLLECTION["item"]))) - declared
    assert set() == set(VARIABLE.findall(TEXT)) - set(re.findall(r"^@(\w+) = ", TEXT, re.MULTILINE))


def test_logging_in_sets_the_tokens_that_others_send() -> None:
    """Who has logged in needs to copy nothing."""
    login = item_of("POST", "/api/auth/login/")
    assert {"username": "{{username}}", "password": "{{password}}"} == json.loads(
        login["request"]["body"]["raw"]
    )
    script = " ".join(login["event"][0]["script"]["exec"])
    assert {"access", "refresh"} == set(re.findall(r'set\("(\w+)", told\.\1\)', script))
    assert "{{access}}" == COLLECTION["auth"]["bearer"][0]["value"]
    assert "noauth" == login["request"]["auth"]["type"]
    assert "auth" not in item_of("GET", "/api/account/")["request"]


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
