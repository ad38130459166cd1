"""What the service's own document promises, held against every answer that a test gets."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

import httpx
import jsonschema_rs

# Said before anything knows which operation was asked for.
TOO_LONG: Final = "431"
PROBLEM: Final = "application/problem+json"
INTERNAL_ERROR: Final = 500
INSIDE: Final = (
    "Traceback",
    'File "',
    ".py",
    "sqlalchemy",
    "psycopg",
    "sqlite3",
    "SELECT ",
    "UndefinedTable",
)
_EXPONENT: Final = re.compile(r"-?[0-9]+(\.[0-9]+)?[eE][+-]?[0-9]+|-0|NaN|-?Infinity")
_TIME: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}")
# Whoever names a thing may call it NaN or 1E400: a word in one of these places is his and no number of ours.
CALLED: Final = frozenset(
    {"id", "name", "username", "user_id", "number", "order_number", "client_order_id", "stock_id", "ticker"}
    | {"reason", "description", "subject", "reference"}
)
# Drawn by chance, and so may hold any word.
DRAWN: Final = frozenset({"access", "refresh", "key", "ticket", "address", "signing_secret"})
_IN_PATH: Final = re.compile(r"\{\w+\}")


class Promises:
    """The operations of an OpenAPI document, found by method and path."""

    def __init__(self, document: dict[str, Any]) -> None:
        self.document = document
        # A path without a parameter counts before one with: /stocks/users before /stocks/{ticker}.
        templates = sorted(document["paths"], key=lambda path: (path.count("{"), path))
        self._paths = [(_pattern(path), document["paths"][path]) for path in templates]
        self._validators: dict[str, jsonschema_rs.Draft202012Validator] = {}

    def check(self, answer: httpx.Response) -> None:
        """Refuse an answer that the document does not promise: its status, its type, its body."""
        _check_values(answer)
        operation = self._operation(answer.request.method, answer.request.url.path)
        if operation is None:
            return
        status = str(answer.status_code)
        told = f"{answer.request.method} {answer.request.url.path} answered {status}: {answer.text[:500]}"
        if status == TOO_LONG:
            return
        assert status in operation["responses"], f"not documented: {told}"
        content = operation["responses"][status].get("content", {})
        media = answer.headers.get("content-type", "").split(";", 1)[0]
        if not content:
            assert answer.content == b"", f"documented without a body: {told}"
            return
        assert media in content, f"{media} is not documented, {sorted(content)} is: {told}"
        if media.endswith("json"):
            faults = [
                str(fault) for fault in self._validator(content[media]["schema"]).iter_errors(answer.json())
            ]
            assert faults == [], f"{faults} in: {told}"

    def _operation(self, method: str, path: str) -> dict[str, Any] | None:
        item: dict[str, Any] = next((item for pattern, item in self._paths if pattern.fullmatch(path)), {})
        operation: dict[str, Any] | None = item.get(method.lower())
        return operation

    def _validator(self, schema: dict[str, Any]) -> jsonschema_rs.Draft202012Validator:
        name = str(schema)
        if name not in self._validators:
            whole = {**schema, "components": self.document["components"]}
            self._validators[name] = jsonschema_rs.Draft202012Validator(whole, validate_formats=True)
        return self._validators[name]


def _pattern(path: str) -> re.Pattern[str]:
    return re.compile(_IN_PATH.sub("[^/]+", path.rstrip("/")) + "/?")


def _check_values(answer: httpx.Response) -> None:
    """No answer of ours holds a binary fraction, an exponent, a time of another zone or what is inside of us."""
    assert answer.status_code != INTERNAL_ERROR, answer.text
    media = answer.headers.get("content-type", "")
    if not (answer.content and media.startswith(("application/json", PROBLEM))):
        return
    told = answer.json()
    if "openapi" in told:
        return
    told.pop("request_id", None)
    for field, value in _values("", told):
        assert not isinstance(value, float), f"{value} left as a binary fraction: {answer.text}"
        text = str(value)
        inside = [] if field in DRAWN else [word for word in INSIDE if word in text]
        assert not inside, f"{text} tells what is inside: {answer.text}"
        if field not in CALLED:
            assert not _EXPONENT.fullmatch(text), f"{text} left with an exponent: {answer.text}"
            assert not _TIME.match(text) or text.endswith("Z"), f"{text} left in another zone: {answer.text}"


def _values(field: str, found: object) -> Iterator[tuple[str, object]]:
    """Every value within, each with the name of the field that it stands in."""
    if isinstance(found, dict):
        for name, one in found.items():
            yield from _values(name, one)
    elif isinstance(found, list):
        for one in found:
            yield from _values(field, one)
    else:
        yield field, found


def refused(answer: httpx.Response, status: int, code: str, field: str | None = None) -> dict[str, Any]:
    """Make sure that an answer is a problem of RFC 9457 with this status and code, and names the field."""
    assert (status, PROBLEM) == (answer.status_code, answer.headers["content-type"]), answer.text
    problem: dict[str, Any] = answer.json()
    assert code == problem["code"], answer.text
    assert status == problem["status"]
    assert f"urn:trading-core:problem:{code}" == problem["type"]
    assert answer.headers["x-request-id"] == problem["request_id"]
    assert problem["title"]
    assert problem["detail"]
    if field is not None:
        assert field in [fault["field"] for fault in problem["errors"]], answer.text
        assert all(fault["message"] for fault in problem["errors"])
    return problem
