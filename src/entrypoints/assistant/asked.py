"""From a call of a tool to a request: what a model said, checked as far as the request can be written."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from decimal import Decimal
from typing import Any, Final
from urllib.parse import quote

from attrs import field, frozen

from entrypoints.assistant.tool import Tool
from entrypoints.assistant.tools import MOST_ROWS, USUAL_ROWS

# Below it a binary fraction with up to 8 decimals has at most 15 digits, of which none is lost.
EXACT_BELOW: Final = 10**7
MOST_DIGITS: Final = 15
LONGEST: Final = 2_000


class Misunderstood(Exception):
    """A call that no request can be made of; its sentence is for whoever called."""


@frozen(kw_only=True)
class Asked:
    """A request to an endpoint of the service; ``template`` names the endpoint."""

    method: str
    template: str
    in_path: Mapping[str, str] = field(factory=dict)
    query: Mapping[str, str] = field(factory=dict)
    body: bytes = b""

    @property
    def path(self) -> str:
        """The path as it would stand in a request."""
        found = self.template
        for name, value in self.in_path.items():
            found = found.replace(f"{{{name}}}", quote(value, safe=""))
        return f"{found}/"


def asked_of(tool: Tool, arguments: Mapping[str, Any]) -> Asked:
    """Write the request that a call stands for."""
    said = {name: value for name, value in arguments.items() if value is not None}
    for name in said:
        if name not in tool.arguments:
            known = ", ".join(tool.arguments) or "none"
            raise Misunderstood(f"{name[:60]} is no argument of {tool.name}: known are {known}.")
    for name in tool.needed:
        if name not in said:
            raise Misunderstood(f"{name} is missing: {tool.arguments[name]['description']}")
    in_path = {name: _text(name, said.pop(name)) for name in tool.in_path}
    if tool.method == "POST":
        body = json.dumps({name: _value(name, value) for name, value in said.items()}).encode()
        return Asked(method=tool.method, template=tool.path, in_path=in_path, body=body)
    if tool.paged:
        said["page_size"] = whole(said, "page_size", USUAL_ROWS, MOST_ROWS)
    query = {} if tool.rows else {name: _text(name, value) for name, value in said.items()}
    return Asked(method=tool.method, template=tool.path, in_path=in_path, query=query)


def whole(said: Mapping[str, Any], name: str, usual: int, most: int) -> int:
    """Read a whole number from 1 on, also from its digits in quotes."""
    value = said.get(name, usual)
    if isinstance(value, str) and value.isascii() and value.isdecimal() and len(value) <= len(str(most)):
        value = int(value)
    if not isinstance(value, int) or isinstance(value, bool) or not 1 <= value <= most:
        raise Misunderstood(f"{name} is {_shown(value)}: expected a whole number from 1 to {most}.")
    return value


def _text(name: str, value: object) -> str:
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    if not isinstance(value, str) or not value or len(value) > LONGEST:
        raise Misunderstood(f"{name} is {_shown(value)}: expected a text of 1 to {LONGEST} characters.")
    return value


def _value(name: str, value: object) -> object:
    if isinstance(value, float):
        return _exact(name, value)
    if isinstance(value, list):
        return [_value(name, one) for one in value]
    if isinstance(value, str) or (isinstance(value, int) and not isinstance(value, bool)):
        return value
    raise Misunderstood(f"{name} is {_shown(value)}: expected a text, or a number in quotes.")


def _exact(name: str, value: float) -> str:
    """A number that came without quotes, where nothing of it can have been lost."""
    if math.isfinite(value) and abs(value) < EXACT_BELOW:
        written = Decimal(repr(value))
        if len(written.as_tuple().digits) <= MOST_DIGITS:
            return f"{written:f}"
    raise Misunderstood(f'{name} may have lost digits: write the number in quotes, as "850.5".')


def _shown(value: object) -> str:
    return f"{value!r:.60}" if isinstance(value, str | int | float) else f"a {type(value).__name__}"
