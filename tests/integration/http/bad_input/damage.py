"""What people and programs send by mistake or on purpose: wrong values for a field, a body, a query and a path."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any, Final

import jsonschema_rs
import msgspec
from attrs import frozen

from entrypoints.http.endpoint import Endpoint

Schema = dict[str, Any]

DEEP: Final = 20_000
MARK: Final = "\x02damage\x02"

# Wrong for a field of any kind, as it is written in the body.
NEVER_RIGHT: Final[Mapping[str, str]] = {
    "NaN": "NaN",
    "Infinity": "Infinity",
    "less than nothing at all": "-Infinity",
    "1e999": "1e999",
    "a number of forty digits": "9" * 40,
    "a number of thousands of digits": "9" * 5_000,
    "NUL": '"\\u0000"',
    "NUL within": '"a\\u0000b"',
    "a control character": '"\\u0085"',
    "half a character": '"\\ud800"',
    "the other half": '"a\\udfff"',
    "a list of half a character": '["\\ud800"]',
    "a list with NaN": "[NaN]",
    "a long text": json.dumps("x" * 30_000),
    "deep nesting": "[" * DEEP + "]" * DEEP,
    "deep objects": '{"a":' * (DEEP // 3) + "1" + "}" * (DEEP // 3),
}
# Wrong for some fields: the document says which.
SOMETIMES_RIGHT: Final[Mapping[str, str]] = {
    "null": "null",
    "yes": "true",
    "zero": "0",
    "less than zero": "-1",
    "a fraction": "0.5",
    "nine decimals": "0.000000001",
    "a tiny number": "1e-300",
    "the largest whole number of a computer": "9223372036854775807",
    "one more": "9223372036854775808",
    "a text": '"x"',
    "no text": '""',
    "a blank": '" "',
    "a number and blanks": '" 1 "',
    "a number and a new line": '"1\\n"',
    "a code and a new line": '"AAPL\\n"',
    "digits of Arabia": '"\\u0661\\u0662"',
    "wide digits": '"\\uff11"',
    "a line between digits": '"1_000"',
    "a comma between digits": '"1,000"',
    "sixteen": '"0x10"',
    "not a number": '"NaN"',
    "endless": '"Infinity"',
    "large by exponent": '"1e400"',
    "an exponent of a million": '"1e1000000"',
    "an emoji": '"\\ud83d\\udca5"',
    "letters of Taiwan": '"\u53f0\u7a4d\u96fb"',
    "from right to left": '"\\u202etxt.exe"',
    "a way out of SQL": '"x\'; DROP TABLE accounts; --"',
    "a time without an offset": '"2026-01-01T00:00:00"',
    "a time before all times": '"0001-01-01T00:00:00+23:59"',
    "no time": '"2026-02-30T00:00:00Z"',
    "an empty list": "[]",
    "a list": "[1]",
    "a list of lists": "[[]]",
    "an empty object": "{}",
    "an object": '{"a": 1}',
}
# Where a fault cannot be put down to a field, none is named.
NO_FIELD: Final = {"deep nesting", "deep objects"}

BODIES: Final[Mapping[str, bytes]] = {
    "nothing": b"",
    "blanks": b" \r\n\t",
    "null": b"null",
    "a text": b'"text"',
    "a number": b"1",
    "a list": b"[]",
    "a list of objects": b"[{}]",
    "half an object": b'{"a": ',
    "an unknown field": b'{"\xf0\x9f\x92\xa5": 1}',
    "two objects": b"{}{}",
    "a comma too many": b'{"a": 1,}',
    "single quotes": b"{'a': 1}",
    "a comment": b"{/* a */}",
    "no key": b"{1: 2}",
    "a form": b"a=1&b=2",
    "broken UTF-8": b'{"a": "\xff\xfe"}',
    "overlong UTF-8": b'{"a": "\xc0\xaf"}',
    "half a character in UTF-8": b'{"a": "\xed\xa0\x80"}',
    "UTF-16": '{"a": 1}'.encode("utf-16"),
    "a byte order mark": b"\xef\xbb\xbf{}",
    "NUL": b"\x00",
    "half a character twice": b'{"\\ud800": 1, "\\ud800": 2}',
    "half a character as a field": b'{"\\ud800": 1}',
    "a raw control character": b'{"a": "\x01"}',
    "deep lists": b"[" * DEEP,
    "deep objects": b'{"a":' * (DEEP // 3),
}
MEDIA: Final = (
    None,
    "",
    "text/plain",
    "text/json",
    "application/xml",
    "application/x-www-form-urlencoded",
    "multipart/form-data; boundary=x",
    "application/jsonp",
    "application/json-patch+json",
    "\xe4/\xe4",
)

QUERY_VALUES: Final[Mapping[str, str]] = {
    "nothing": "",
    "zero": "0",
    "less than zero": "-1",
    "a fraction": "1.5",
    "many digits": "9" * 1_000,
    "digits of Arabia": "%D9%A1",
    "NaN": "NaN",
    "NUL": "%00",
    "a new line": "%0A",
    "broken UTF-8": "%ff%fe",
    "half a character": "%ed%a0%80",
    "a broken escape": "%zz",
    "an emoji": "%F0%9F%92%A5",
    "a long text": "x" * 2_000,
    "a way out of SQL": "%27%20OR%201%3D1--",
    "a time without an offset": "2026-01-01T00:00:00",
    "a plus sign that became a blank": "2026-01-01T00:00:00+08:00",
    "a list": "1,2",
    "a deep cursor": "W1tbW1tbW1tb",
    "a cursor of another kind": "WzAsImEiLCJiIl0",
}
PATH_VALUES: Final[Mapping[str, str]] = {
    name: text for name, text in QUERY_VALUES.items() if text not in {"", "0", "1.5"} and len(text) < 1_000
} | {
    "dots": "%2e%2e",
    "a slash": "%2F",
    "a slash back": "%5C",
    "a question mark": "%3F",
    "a long text": "x" * 3_000,
    "a blank": "%20",
}

# What can be nobody's name.
NOBODYS: Final = PATH_VALUES.keys() - {
    "a slash",
    "NaN",
    "a time without an offset",
    "a plus sign that became a blank",
}

HEADERS: Final = (
    "Accept",
    "Accept-Encoding",
    "Authorization",
    "Content-Type",
    "Cookie",
    "Forwarded",
    "Host",
    "Idempotency-Key",
    "If-None-Match",
    "Origin",
    "Range",
    "X-API-KEY",
    "X-Forwarded-For",
    "X-HTTP-Method-Override",
    "X-Request-ID",
)
HEADER_VALUES: Final = (
    b"",
    b"x",
    b"\xff\xfe",
    b"\xf0\x9f\x92\xa5",
    b"a\tb",
    b"*/*; q=NaN",
    b"Bearer",
    b"Bearer \xff.\xff.\xff",
    b"Bearer a.b.c",
    b"Basic =",
    b"key_\xff_\xff",
    b"9" * 5_000,
    b'; ; ,, = "',
    b"bytes=9-0",
    b"DELETE",
)


@frozen
class Place:
    """One field of a body: how the body calls it, and the keys that lead to it."""

    endpoint: Endpoint
    keys: tuple[str | int, ...]
    required: bool

    @property
    def name(self) -> str:
        """The field as a fault should name it."""
        text = "".join(f"[{key}]" if isinstance(key, int) else f".{key}" for key in self.keys)
        return text.removeprefix(".")

    def written(self, good: Mapping[str, Any], value: str) -> bytes:
        """A good body with this value in the place, exactly as it is written."""
        return _changed(good, self.keys, MARK).replace(json.dumps(MARK), value).encode()

    def missing(self, good: Mapping[str, Any]) -> bytes:
        """A good body without the field."""
        return _changed(good, self.keys, None).encode()

    def twice(self, good: Mapping[str, Any]) -> bytes:
        """A good body in which the field stands twice."""
        key = json.dumps(self.keys[-1])
        return _changed(good, self.keys, MARK).replace(json.dumps(MARK), f"1, {key}: 1").encode()


def _changed(good: Mapping[str, Any], keys: tuple[str | int, ...], value: str | None) -> str:
    body = json.loads(json.dumps(good))
    inner: Any = body
    for key in keys[:-1]:
        inner = inner[key]
    inner.pop(keys[-1], None)
    if value is not None:
        inner[keys[-1]] = value
    return json.dumps(body)


def places(endpoint: Endpoint) -> Iterator[Place]:
    """Every field of an endpoint's body, also those of the objects within it."""
    schema = msgspec.json.schema(endpoint.body)
    example = json.loads(json.dumps(endpoint.example))
    yield from _places(endpoint, _resolved(schema, schema), schema, example, ())


def _places(
    endpoint: Endpoint, part: Schema, whole: Schema, example: Schema, keys: tuple[str | int, ...]
) -> Iterator[Place]:
    for name, inner in part.get("properties", {}).items():
        yield Place(endpoint, (*keys, name), name in part.get("required", []))
        items = _resolved(inner.get("items", {}), whole)
        if example.get(name) and "properties" in items:
            yield from _places(endpoint, items, whole, example[name][0], (*keys, name, 0))


def _resolved(part: Schema, whole: Schema) -> Schema:
    found: Schema = whole["$defs"][part["$ref"].rsplit("/", 1)[-1]] if "$ref" in part else part
    return found


def validator_of(endpoint: Endpoint) -> jsonschema_rs.Draft202012Validator:
    """What the document says of a body."""
    return jsonschema_rs.Draft202012Validator(msgspec.json.schema(endpoint.body), validate_formats=True)
