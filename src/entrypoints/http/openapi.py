"""The OpenAPI document, written from the endpoints themselves."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from http import HTTPStatus
from importlib.metadata import version
from typing import Any, Final

import msgspec

from entrypoints.http.endpoint import Endpoint, Parameter
from entrypoints.http.fields import pattern_of
from entrypoints.http.problems import PROBLEM, Problem
from trading_core.ports.answers import IdempotencyKey

_IN_PATH: Final = re.compile(r"\{(\w+):\w+\}")
_KEY: Final = {
    "name": "Idempotency-Key",
    "in": "header",
    "required": False,
    "description": "Your own name of this request: sent again, the first answer comes back and nothing is done twice.",
    "schema": {"type": "string", "maxLength": 64, "pattern": pattern_of(IdempotencyKey)},
}
_TIME: Final = {"type": "string", "format": "date-time"}
_KINDS: Final[dict[str, dict[str, Any]]] = {
    "string": {"type": "string"},
    "integer": {"type": "integer", "minimum": 1},
    "date-time": _TIME,
    "date": {"type": "string", "format": "date"},
    "date or date-time": {"anyOf": [{"type": "string", "format": "date"}, _TIME]},
    "moment": {"anyOf": [_TIME, {"type": "string", "pattern": "^[0-9]{1,11}$"}]},
}
_DESCRIPTION: Final = (
    "Accounts, orders, trades, holdings and imports on paper money. Amounts are exact: they come in as numbers or "
    "strings and leave as strings. Times carry their offset and leave in UTC. Errors are problems of RFC 9457."
)


def document_of(endpoints: Sequence[Endpoint]) -> dict[str, Any]:
    """Describe every endpoint under its first path; the others are named in its description."""
    kinds = {kind for endpoint in endpoints for kind in _kinds(endpoint)} | {Problem}
    ordered = sorted(kinds, key=str)
    schemas, components = msgspec.json.schema_components(ordered, ref_template="#/components/schemas/{name}")
    by_kind = dict(zip(ordered, schemas, strict=True))
    paths: dict[str, dict[str, Any]] = {}
    for endpoint in endpoints:
        for place, path in enumerate(endpoint.paths):
            shown = _IN_PATH.sub(r"{\1}", path) + "/"
            paths.setdefault(shown, {})[endpoint.method.lower()] = _operation(endpoint, by_kind, place)
    return {
        "openapi": "3.1.0",
        "info": {"title": "trading-core", "version": version("trading-core"), "description": _DESCRIPTION},
        "paths": dict(sorted(paths.items())),
        "components": {
            "schemas": components,
            "securitySchemes": {
                "bearer": {"type": "http", "scheme": "bearer", "bearerFormat": "JWT"},
                "apiKey": {"type": "apiKey", "in": "header", "name": "X-API-KEY"},
            },
        },
        "tags": [{"name": tag} for tag in dict.fromkeys(endpoint.tag for endpoint in endpoints)],
    }


def _kinds(endpoint: Endpoint) -> Iterable[type]:
    if endpoint.body is not None:
        yield endpoint.body
    for kind in endpoint.answers.values():
        yield from _each(kind)


def _each(kind: Any) -> tuple[type, ...]:  # noqa: ANN401 - a struct, some of which an answer is one, or nothing
    if kind is None:
        return ()
    return kind if isinstance(kind, tuple) else (kind,)


def _operation(endpoint: Endpoint, by_kind: Mapping[type, Any], place: int) -> dict[str, Any]:
    operation: dict[str, Any] = {
        "operationId": f"{endpoint.handler.__module__.rsplit('.', 1)[-1]}_{endpoint.handler.__name__}"
        + (f"_{place + 1}" if place else ""),
        "summary": endpoint.summary,
        "tags": [endpoint.tag],
        "parameters": [
            *(_parameter(one, "path") for one in endpoint.in_path),
            *(_parameter(one, "query") for one in endpoint.query),
            *(_parameter(one, "header") for one in endpoint.headers),
            *([_KEY] if endpoint.keyed else []),
        ],
        "responses": {
            **{str(status): _refusal(status, by_kind) for status in endpoint.all_refusals},
            **{
                str(status): _answer(endpoint, status, kind, by_kind)
                for status, kind in endpoint.answers.items()
            },
        },
    }
    if endpoint.description:
        operation["description"] = endpoint.description
    if endpoint.scope is not None:
        operation["security"] = [{"bearer": []}] + ([] if endpoint.people_only else [{"apiKey": []}])
    elif endpoint.address is not None:
        operation["security"] = [{}]  # the path itself is the credential
    if endpoint.body is not None:
        content: dict[str, Any] = {"schema": by_kind[endpoint.body]}
        if endpoint.example is not None:
            content["example"] = endpoint.example
        operation["requestBody"] = {"required": True, "content": {"application/json": content}}
    if endpoint.texts:
        texts = {
            media: {
                "schema": {"type": "string", "maxLength": endpoint.most_bytes}
                if media == "text/plain"
                else {"type": "object"},
                "examples": {name: {"value": value} for name, value in examples.items()},
            }
            for media, examples in endpoint.texts.items()
        }
        operation["requestBody"] = {"required": True, "content": texts}
    return operation


def _parameter(parameter: Parameter, place: str) -> dict[str, Any]:
    schema: dict[str, Any] = dict(_KINDS[parameter.kind])
    if parameter.most is not None:
        schema["maximum"] = parameter.most
    if parameter.choices:
        schema["enum"] = list(parameter.choices)
    if parameter.pattern:
        schema["pattern"] = parameter.pattern
    found: dict[str, Any] = {
        "name": parameter.name,
        "in": place,
        "required": place == "path" or parameter.required,
        "description": parameter.meaning,
        "schema": schema,
    }
    if parameter.example is not None:
        found["example"] = parameter.example
    return found


def _answer(
    endpoint: Endpoint,
    status: int,
    kind: Any,  # noqa: ANN401 - a struct, some of which the answer is one, or nothing
    by_kind: Mapping[type, Any],
) -> dict[str, Any]:
    found: dict[str, Any] = {"description": HTTPStatus(status).phrase}
    if kind is not None:
        forms = [by_kind[one] for one in _each(kind)]
        form = forms[0] if len(forms) == 1 else {"anyOf": forms}
        found["content"] = {
            media: {"schema": form if media == "application/json" else {"type": "string"}}
            for media in endpoint.media
        }
        if status in endpoint.examples:
            found["content"][endpoint.media[0]]["example"] = endpoint.examples[status]
    elif status != HTTPStatus.NO_CONTENT:
        found["content"] = {media: {"schema": {"type": "string"}} for media in endpoint.media}
    return found


def _refusal(status: int, by_kind: Mapping[type, Any]) -> dict[str, Any]:
    return {"description": HTTPStatus(status).phrase, "content": {PROBLEM: {"schema": by_kind[Problem]}}}
