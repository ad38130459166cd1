"""Every request that the service knows, for people who try it in Postman or in an editor: made from the OpenAPI document."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Final

from attrs import frozen

from scripts.request_journey import JOURNEY, KEY, USER, VARIABLES, Step

SCHEMA: Final = "https://schema.getpostman.com/json/collection/v2.1.0/collection.json"
IN_PATH: Final = re.compile(r"\{(\w+)\}")
ABOUT: Final = (
    "Every request of trading-core, in an order in which all of them work: register or log in first, which sets the tokens that the others "
    "send. What operators do needs `operator_password`, which is printed at the first start or is yours in OPERATOR_PASSWORD; importing "
    "an order needs a service whose IMPORT_TOKENS name `import_token`."
)
EDITORS: Final = (
    "Made for the REST Client of Visual Studio Code; whatever knows its request variables sends it, too."
)
WELL: Final = (
    'pm.test("is answered well", () => pm.expect(pm.response.code, pm.response.text()).to.be.below(400));'
)


@frozen
class Request:
    """One step of the journey, with what the document says of it."""

    folder: str
    step: Step
    summary: str
    open: bool
    keyed: bool
    places: Sequence[Mapping[str, Any]]
    query: Sequence[Mapping[str, Any]]
    media: str | None
    body: str | None

    @property
    def label(self) -> str:
        """How its answer is named in a text: an identifier of its own."""
        told = self.step.name or f"{self.step.method} {self.step.path}"
        return re.sub(r"\W+", "_", told.lower()).strip("_")

    @property
    def host(self) -> str:
        """What stands in front of the path: the address, and a path that is told in one piece."""
        return "{{base}}" + (_braced(self.step.whole_path) if self.step.whole_path else "")

    def path(self, shown: Callable[[str], str]) -> str:
        """Its path, with each of its places as it is to be shown."""
        return "" if self.step.whole_path else IN_PATH.sub(lambda found: shown(found[1]), self.step.path)

    def variable(self, place: str) -> str:
        """The variable that stands at a place of the path."""
        return _braced(self.step.places.get(place, place))


def _braced(variable: str) -> str:
    return f"{{{{{variable}}}}}"


def requests_of(document: Mapping[str, Any]) -> Iterator[Request]:
    """Each operation, in the order of the journey."""
    for folder, steps in JOURNEY.items():
        for step in steps:
            operation = document["paths"][step.path][step.method.lower()]
            parameters = operation["parameters"]
            media, body = _body(step, operation.get("requestBody", {}).get("content", {}))
            yield Request(
                folder=folder,
                step=step,
                summary=step.name or operation["summary"],
                open="security" not in operation or operation["security"] == [{}],
                keyed=any(one["name"] == "Idempotency-Key" for one in parameters),
                places=[one for one in parameters if one["in"] == "path" and step.whole_path is None],
                query=[one for one in parameters if one["in"] == "query"],
                media=media,
                body=body,
            )


def _body(step: Step, content: Mapping[str, Any]) -> tuple[str | None, str | None]:
    """The first example of the first kind of body."""
    for media, told in content.items():
        found = told["example"] if "example" in told else next(iter(told["examples"].values()))["value"]
        if isinstance(found, str):
            return media, found
        return media, json.dumps({**found, **step.body}, indent=2, ensure_ascii=False)
    return None, None


def postman(document: Mapping[str, Any]) -> str:
    """A collection of version 2.1: a folder for each part of the journey, and variables that answers set."""
    requests = list(requests_of(document))
    told = {name: "" for request in requests for name in request.step.tells}
    collection = {
        "info": {"name": document["info"]["title"], "description": ABOUT, "schema": SCHEMA},
        "auth": _bearer(USER),
        "event": [_script("test", [WELL])],
        "variable": [{"key": name, "value": value} for name, value in {**VARIABLES, **told}.items()],
        "item": [
            {"name": folder, "item": [_item(one) for one in requests if one.folder == folder]}
            for folder in JOURNEY
        ],
    }
    return json.dumps(collection, indent=2, ensure_ascii=False) + "\n"


def _item(request: Request) -> dict[str, Any]:
    path = request.path(lambda name: f":{name}")
    query = [_optional(one) for one in request.query]
    asked = "&".join(f"{one['key']}={one['value']}" for one in query if "disabled" not in one)
    told: dict[str, Any] = {
        "method": request.step.method,
        "header": _headers(request),
        "url": {
            "raw": request.host + path + (f"?{asked}" if asked else ""),
            "host": [request.host],
            "path": path.removeprefix("/").split("/") if path else [],
            "query": query,
            "variable": [
                {"key": one["name"], "value": request.variable(one["name"])} for one in request.places
            ],
        },
    }
    if request.open or request.step.token == KEY:
        told["auth"] = {"type": "noauth"}
    elif request.step.token != USER:
        told["auth"] = _bearer(request.step.token)
    if request.body is not None:
        language = "json" if request.media == "application/json" else "text"
        told["body"] = {
            "mode": "raw",
            "raw": request.body,
            "options": {"raw": {"language": language}},
        }
    item: dict[str, Any] = {"name": request.summary, "request": told}
    if request.step.tells:
        sets = [
            f'pm.collectionVariables.set("{name}", told.{place});'
            for name, place in request.step.tells.items()
        ]
        item["event"] = [_script("test", ["const told = pm.response.json();", *sets])]
    return item


def _bearer(variable: str) -> dict[str, Any]:
    return {"type": "bearer", "bearer": [{"key": "token", "value": _braced(variable), "type": "string"}]}


def _script(listen: str, lines: Sequence[str]) -> dict[str, Any]:
    return {"listen": listen, "script": {"type": "text/javascript", "exec": list(lines)}}


def _headers(request: Request) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    if request.step.token == KEY:
        found.append({"key": "X-API-KEY", "value": _braced(KEY)})
    if request.media is not None:
        found.append({"key": "Content-Type", "value": request.media})
    if request.keyed:
        found.append({"key": "Idempotency-Key", "value": "{{$guid}}", "disabled": True})
    return found


def _optional(parameter: Mapping[str, Any]) -> dict[str, Any]:
    found = {
        "key": parameter["name"],
        "value": str(parameter.get("example", "")),
        "description": parameter["description"],
    }
    return found if parameter["required"] else {**found, "disabled": True}


def http_file(document: Mapping[str, Any]) -> str:
    """The same for an editor that sends requests from a text; what an answer tells is named before the next request."""
    parts = [f"# {ABOUT}", f"# {EDITORS}", *(f"@{name} = {value}" for name, value in VARIABLES.items()), ""]
    told: list[str] = []
    known: set[str] = set()
    for request in requests_of(document):
        # what is named twice would stay without a value until the second request is sent
        fresh = {name: place for name, place in request.step.tells.items() if name not in known}
        parts += _written(request, told, named=bool(fresh))
        told = [f"@{name} = {{{{{request.label}.response.body.$.{place}}}}}" for name, place in fresh.items()]
        known |= set(fresh)
    return "\n".join(parts).rstrip() + "\n"


def _written(request: Request, told: Sequence[str], *, named: bool) -> Iterator[str]:
    yield f"### {request.folder}: {request.summary}"
    yield from told
    if named:
        yield f"# @name {request.label}"
    asked = "&".join(f"{one['name']}={one.get('example', '')}" for one in request.query if one["required"])
    path = request.host + request.path(request.variable)
    yield f"{request.step.method} {path}{'?' if asked else ''}{asked}"
    if request.step.token == KEY:
        yield f"X-API-KEY: {_braced(KEY)}"
    elif not request.open:
        yield f"Authorization: Bearer {_braced(request.step.token)}"
    if request.media is not None:
        yield f"Content-Type: {request.media}"
    if request.body is not None:
        yield from ("", request.body)
    yield ""
