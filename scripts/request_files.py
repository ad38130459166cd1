"""Every request that the service knows, for people who try it in Postman or in an editor: made from the OpenAPI document."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from attrs import frozen

SCHEMA: Final = "https://schema.getpostman.com/json/collection/v2.1.0/collection.json"
LOGIN: Final = "/api/auth/login/"
IN_PATH: Final = re.compile(r"\{(\w+)\}")
# What is filled in by whoever uses the files; logging in fills in the tokens.
VARIABLES: Final = {
    "base": "http://127.0.0.1:8000",
    "username": "alice",
    "password": "correct horse",
    "access": "",
    "refresh": "",
}
# What examples say in bodies, and what it is for whoever uses the files.
ONES_OWN: Final = {name: f"{{{{{name}}}}}" for name in ("username", "password", "refresh")}
REMEMBER: Final = (
    "const told = pm.response.json();",
    'pm.collectionVariables.set("access", told.access);',
    'pm.collectionVariables.set("refresh", told.refresh);',
)


@frozen
class Request:
    """One operation of the document, as it is sent."""

    method: str
    path: str
    tag: str
    summary: str
    open: bool
    keyed: bool
    places: Sequence[Mapping[str, Any]]
    query: Sequence[Mapping[str, Any]]
    media: str | None
    body: str | None

    @property
    def sets_tokens(self) -> bool:
        """Whether what it answers opens the others."""
        return self.path == LOGIN


def requests_of(document: Mapping[str, Any]) -> Iterator[Request]:
    """Each operation, in the order of its path."""
    for path, operations in document["paths"].items():
        for method, operation in operations.items():
            parameters = operation["parameters"]
            media, body = _body(path, operation.get("requestBody", {}).get("content", {}))
            yield Request(
                method=method.upper(),
                path=path,
                tag=operation["tags"][0],
                summary=operation["summary"],
                open="security" not in operation or operation["security"] == [{}],
                keyed=any(one["name"] == "Idempotency-Key" for one in parameters),
                places=[one for one in parameters if one["in"] == "path"],
                query=[one for one in parameters if one["in"] == "query"],
                media=media,
                body=body,
            )


def _body(path: str, content: Mapping[str, Any]) -> tuple[str | None, str | None]:
    """The first example of the first kind of body."""
    for media, told in content.items():
        found = told["example"] if "example" in told else next(iter(told["examples"].values()))["value"]
        if isinstance(found, str):
            return media, found
        if path.startswith(("/api/auth/", "/api/token/")):
            found = {
                name: "{{access}}" if name == "token" else ONES_OWN.get(name, value)
                for name, value in found.items()
            }
        return media, json.dumps(found, indent=2, ensure_ascii=False)
    return None, None


def _in_braces(path: str) -> str:
    return IN_PATH.sub(r"{{\1}}", path)


def _named(requests: Sequence[Request]) -> dict[str, str]:
    """All variables: those of everybody, and what stands in paths."""
    places = {one["name"]: str(one.get("example", "")) for request in requests for one in request.places}
    return {**dict(sorted(places.items())), **VARIABLES}


def postman(document: Mapping[str, Any]) -> str:
    """A collection of version 2.1: a folder for each tag, and variables that logging in sets."""
    requests = list(requests_of(document))
    folders = [
        {"name": tag["name"], "item": [_item(one) for one in requests if one.tag == tag["name"]]}
        for tag in document["tags"]
    ]
    collection = {
        "info": {
            "name": document["info"]["title"],
            "description": "Register or log in first: that sets the token which the others send.",
            "schema": SCHEMA,
        },
        "auth": {"type": "bearer", "bearer": [{"key": "token", "value": "{{access}}", "type": "string"}]},
        "variable": [{"key": name, "value": value} for name, value in _named(requests).items()],
        "item": folders,
    }
    return json.dumps(collection, indent=2, ensure_ascii=False) + "\n"


def _item(request: Request) -> dict[str, Any]:
    path = IN_PATH.sub(r":\1", request.path)
    told: dict[str, Any] = {
        "method": request.method,
        "header": _headers(request),
        "url": {
            "raw": "{{base}}" + path,
            "host": ["{{base}}"],
            "path": path.removeprefix("/").split("/"),
            "query": [_optional(one["name"], one.get("example", ""), one) for one in request.query],
            "variable": [{"key": one["name"], "value": f"{{{{{one['name']}}}}}"} for one in request.places],
        },
    }
    if request.open:
        told["auth"] = {"type": "noauth"}
    if request.body is not None:
        language = "json" if request.media == "application/json" else "text"
        told["body"] = {
            "mode": "raw",
            "raw": request.body,
            "options": {"raw": {"language": language}},
        }
    item: dict[str, Any] = {"name": request.summary, "request": told}
    if request.sets_tokens:
        item["event"] = [{"listen": "test", "script": {"type": "text/javascript", "exec": list(REMEMBER)}}]
    return item


def _headers(request: Request) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    if request.media is not None:
        found.append({"key": "Content-Type", "value": request.media})
    if request.keyed:
        found.append({"key": "Idempotency-Key", "value": "{{$guid}}", "disabled": True})
    return found


def _optional(name: str, value: object, parameter: Mapping[str, Any]) -> dict[str, Any]:
    needed = parameter["required"]
    found = {"key": name, "value": str(value), "description": parameter["description"]}
    return found if needed else {**found, "disabled": True}


def http_file(document: Mapping[str, Any]) -> str:
    """The same for an editor that sends requests from a text: logging in comes first, and names its answer."""
    requests = list(requests_of(document))
    first = [one for one in requests if one.sets_tokens]
    variables = {name: value for name, value in _named(requests).items() if name not in {"access", "refresh"}}
    parts = [
        "# Every request of trading-core, in the form of the REST Client for Visual Studio Code. Log in first.",
        *(f"@{name} = {value}" for name, value in variables.items()),
        "",
        *(line for request in first for line in _written(request, name="login")),
        "@access = {{login.response.body.access}}",
        "@refresh = {{login.response.body.refresh}}",
        "",
        *(line for request in requests if not request.sets_tokens for line in _written(request)),
    ]
    return "\n".join(parts).rstrip() + "\n"


def _written(request: Request, name: str | None = None) -> Iterator[str]:
    yield f"### {request.tag}: {request.summary}"
    if name is not None:
        yield f"# @name {name}"
    asked = "&".join(f"{one['name']}={one.get('example', '')}" for one in request.query if one["required"])
    yield f"{request.method} {{{{base}}}}{_in_braces(request.path)}{'?' if asked else ''}{asked}"
    if not request.open:
        yield "Authorization: Bearer {{access}}"
    if request.media is not None:
        yield f"Content-Type: {request.media}"
    if request.body is not None:
        yield from ("", request.body)
    yield ""
