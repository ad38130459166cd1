"""Where the keys and values of a machine-written body stand."""

from __future__ import annotations

import json
import re
from typing import Final, NamedTuple
from urllib.parse import parse_qsl

from trading_core.domain.exact import show
from trading_core.domain.signals.refusals import refusal

_MARK: Final = re.compile(r'\s*("(?:[^"\\]|\\.)*"|[{}\[\],:]|[^\s{}\[\],:"]+)')
_NO_NUMBER: Final = frozenset(("NaN", "Infinity", "-Infinity"))
_PAIR: Final = re.compile(
    r"\s*/?([A-Za-z_][A-Za-z0-9_.-]{0,30})\s*=\s*(\"[^\"\n]{0,200}\"|'[^'\n]{0,200}'|[^,;&\s\"']{0,200})[,;&\s]*"
)
_PADDING: Final = " \r\n\t\"'"
_QUOTES: Final = "\"'"


class Place(NamedTuple):
    """Where a key and its value begin, inside their quotes, and each element of a value that is a list."""

    key: int
    value: int
    items: tuple[int, ...] = ()


class Fields(NamedTuple):
    """The fields of a body as they were named, and where each stands."""

    values: dict[str, object]
    places: dict[str, Place]


def key_of(name: str) -> str:
    """Make spellings of one key the same: take_profit, takeProfit, TAKE PROFIT."""
    return re.sub(r"[^a-z0-9]", "", name.lower())


def key_value_fields(text: str) -> Fields | None:
    """Read a text that is key=value pairs from its first to its last character; any other is not ours."""
    values: dict[str, object] = {}
    places: dict[str, Place] = {}
    at, size = len(text) - len(text.lstrip(_PADDING)), len(text.rstrip(_PADDING))
    while at < size:
        found = _PAIR.match(text, at)
        if found is None:
            return None
        name, raw = found[1], found[2]
        if key_of(name) in map(key_of, values):
            raise refusal("duplicate_key", text, *found.span(1))
        values[name] = raw.strip(_QUOTES)
        places[name] = Place(found.start(1), found.start(2) + raw.startswith(tuple(_QUOTES)))
        at = found.end()
    return Fields(values, places)


def form_fields(body: str) -> Fields:
    """Read a form; what is no pair of it is passed over."""
    values: dict[str, object] = {}
    places: dict[str, Place] = {}
    at = 0
    for pair in body.split("&"):
        for name, value in parse_qsl(pair):
            if key_of(name) in map(key_of, values):
                raise refusal("duplicate_key", body, at, at + pair.index("="))
            values[name] = value
            places[name] = Place(at, at + pair.index("=") + 1)
        at += len(pair) + 1
    return Fields(values, places)


def json_places(text: str) -> dict[str, Place]:
    """
    Find the places of the fields of a JSON object that is known to be one.

    A key that comes again in its object is refused where it does, and so are the words for what is no number.
    """
    return _Walk(text).members()


class _Walk:
    """One walk over the marks of a text that a JSON reader has accepted."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.marks = _MARK.finditer(text)
        self.step()

    def step(self) -> str:
        """Take one mark and remember where it stands."""
        found = next(self.marks)
        self.start, self.end = found.span(1)
        return found[1]

    def members(self) -> dict[str, Place]:
        """Walk over an object whose brace was taken."""
        places: dict[str, Place] = {}
        mark = self.step()
        while mark != "}":
            if mark == ",":
                mark = self.step()
            name, key = str(json.loads(mark)), self.start + 1
            if key_of(name) in map(key_of, places):
                raise refusal("duplicate_key", self.text, key, found=show(name))
            self.step()
            mark = self.step()
            value = self.start + mark.startswith('"')
            places[name] = Place(key, value, self.value(mark))
            mark = self.step()
        return places

    def value(self, mark: str) -> tuple[int, ...]:
        """Walk over a value whose first mark was taken, and tell where the elements of a list stand."""
        items: list[int] = []
        if mark == "{":
            self.members()
        elif mark == "[":
            while (mark := self.step()) != "]":
                if mark != ",":
                    items.append(self.start + mark.startswith('"'))
                    self.value(mark)
        elif mark in _NO_NUMBER:
            raise refusal("malformed_number", self.text, self.start, self.end)
        return tuple(items)
