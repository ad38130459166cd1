"""The document of the service and the pages that show it."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import jsonschema_rs
import pytest
import schemathesis

from tests.integration.http.people import Door
from tests.integration.http.routes import ROUTES

PAGES = ("/swagger/", "/dev/api/docs/")
ADDRESSES = ("src", "href", "action", "data", "poster", "srcset", "style")


class Seen(HTMLParser):
    """What a page loads and leads to."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.addresses: list[str] = []
        self.inline = 0
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = dict(attrs)
        self.addresses += [value for name in ADDRESSES if (value := told.get(name))]
        self.inline += tag == "script" and "src" not in told


@pytest.mark.parametrize("path", PAGES)
def test_the_pages_ask_the_internet_for_nothing(door: Door, path: str) -> None:
    """Everything that a page loads comes from the service itself and is there; no script stands in the page."""
    page = door.get(path)

    assert page.headers["content-type"] == "text/html; charset=utf-8"
    assert not re.search(r"(https?:)?//[a-z]", page.text)
    seen = Seen(page.text)
    assert 0 == seen.inline
    assert len(seen.addresses) >= 4
    for address in seen.addresses:
        assert address.startswith("/")
        loaded = door.get(address)
        assert 200 == loaded.status_code
        assert len(loaded.content) > 100
        kind = {"css": "text/css", "js": "text/javascript", "png": "image/png", "json": "application/json"}
        assert loaded.headers["content-type"].startswith(kind[address.rsplit(".", 1)[-1]])


@pytest.mark.parametrize("path", PAGES)
def test_a_page_may_load_and_tell_nothing_elsewhere(door: Door, path: str) -> None:
    """Even a script that wanted to could reach nobody but the service."""
    policy = door.get(path).headers["content-security-policy"]

    sources = dict(part.strip().split(" ", 1) for part in policy.split(";"))
    assert {"'none'"} == {sources[name] for name in ("default-src", "base-uri", "frame-ancestors")}
    assert {"'self'"} == {sources[name] for name in ("script-src", "connect-src", "form-action")}
    assert not [word for word in policy.split() if word.startswith(("http:", "https:", "//", "*"))]


def test_the_starter_leads_to_the_document_and_nowhere_else(door: Door) -> None:
    """The page shows our document, and asks nobody to judge it."""
    starter = door.get("/docs-assets/start.js").text

    assert '"/schema/openapi.json"' in starter
    assert "validatorUrl: null" in starter
    assert "http" not in starter


@pytest.mark.parametrize("name", ["nothing.js", "..%2f..%2fpyproject.toml", "%00", "swagger-ui.css.map"])
def test_no_other_file_is_handed_out(door: Door, name: str) -> None:
    """The folder of the pages is no way to the files beside it."""
    assert 404 == door.get(f"/docs-assets/{name}").status_code


def test_the_document_is_valid_openapi(door: Door) -> None:
    """Tools that read OpenAPI 3.1 can read ours."""
    document = door.get("/schema/openapi.json").json()

    assert document["openapi"].startswith("3.1.")
    schemathesis.openapi.from_dict(document).validate()
    for schema in document["components"]["schemas"].values():
        jsonschema_rs.Draft202012Validator({**schema, "components": document["components"]})


def test_every_operation_is_described_whole(door: Door) -> None:
    """Each has a name of its own, a summary, a tag, its refusals as problems, and its credentials where it needs any."""
    document = door.promises.document
    names = []
    for path, item in document["paths"].items():
        for method, operation in item.items():
            names.append(operation["operationId"])
            assert operation["summary"], path
            assert operation["tags"], path
            for status, answer in operation["responses"].items():
                if status >= "400" and (path, status) != ("/health/ready/", "503"):
                    assert ["application/problem+json"] == list(answer["content"])
            guarded = next(
                route.right != "open"
                for route in ROUTES
                if route.method == method.upper()
                and re.sub(r"\{\w+\}", "{}", route.path) == re.sub(r"\{\w+\}", "{}", path)
            )
            assert guarded == ("401" in operation["responses"] and "security" in operation), path
            in_path = {one["name"] for one in operation["parameters"] if one["in"] == "path"}
            assert set(re.findall(r"\{(\w+)\}", path)) == in_path

    assert len(set(names)) == len(names)


def test_examples_of_bodies_are_bodies(door: Door) -> None:
    """Whoever sends an example of the document sends what the document allows."""
    document = door.promises.document
    checked = 0
    for item in document["paths"].values():
        for operation in item.values():
            content = operation.get("requestBody", {}).get("content", {}).get("application/json")
            if content:
                schema = {**content["schema"], "components": document["components"]}
                shown = [one["value"] for one in content.get("examples", {}).values()]
                for example in shown or [content["example"]]:
                    assert jsonschema_rs.Draft202012Validator(schema).is_valid(example)
                checked += 1

    assert checked > 20
