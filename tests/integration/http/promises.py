"""What the service's own document promises, held against every answer that a test gets."""

from __future__ import annotations

import re
from typing import Any, Final

import httpx
import jsonschema_rs

# Said before anything knows which operation was asked for.
TOO_LONG: Final = "431"
PROBLEM: Final = "application/problem+json"
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
