"""What the decoder says of a field, in words for people who have never seen its types."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Final

_KINDS: Final[Mapping[str, str]] = {
    "str": "text",
    "int": "a whole number",
    "float": "a number",
    "bool": "true or false",
    "array": "a list",
    "object": "an object",
    "null": "null",
}
_PARTS: Final[Mapping[str, str]] = {"str": "characters", "array": "entries", "object": "fields"}
_BOUNDS: Final[Mapping[str, str]] = {
    ">=": "at least ",
    "<=": "at most ",
    ">": "more than ",
    "<": "less than ",
}
_OTHER: Final = re.compile(r"Expected `(?P<wanted>[^`]+)`, got `(?P<found>[^`]+)`")
_LENGTH: Final = re.compile(r"Expected `(?P<kind>\w+)` of length (?P<bound>[<>]=?) (?P<count>\d+)")
_RANGE: Final = re.compile(r"Expected `(?P<kind>\w+)` (?P<bound>[<>]=?) (?P<most>[-\d.]+)")
_WORD: Final = re.compile(r"Invalid enum value (?P<word>.+)", re.DOTALL)


def in_words(said: str, allowed: Callable[[], Sequence[str]] = tuple) -> str:
    """
    The same for people; what is not known here is told as it was said.

    ``allowed`` lists the words that may stand in the field, where it is one for words.
    """
    if found := _OTHER.fullmatch(said):
        wanted, given = _any_of(found["wanted"]), _any_of(found["found"])
        return f"expected {wanted}, found {given}"
    if found := _LENGTH.fullmatch(said):
        kind, least = found["kind"], _BOUNDS[found["bound"]]
        return (
            f"expected {_any_of(kind)} of {least}{_counted(int(found['count']), _PARTS.get(kind, 'parts'))}"
        )
    if found := _RANGE.fullmatch(said):
        return f"expected {_any_of(found['kind'])} of {_BOUNDS[found['bound']]}{found['most']}"
    if found := _WORD.fullmatch(said):
        return f"{found['word']} is none of the words that can stand here: {', '.join(allowed())}"
    return said


def _any_of(kinds: str) -> str:
    names = [_KINDS.get(kind.strip(), kind.strip()) for kind in kinds.split("|")]
    return " or ".join(names)


def _counted(count: int, parts: str) -> str:
    one = {"entries": "entry"}.get(parts, parts.removesuffix("s"))
    return f"{count} {one if count == 1 else parts}"
