"""Which words may stand in a field, for whoever wrote another one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from msgspec import inspect

_STEP: Final = re.compile(r"[^.\[\]]+")


def words_at(kind: object, path: str) -> Sequence[str]:
    """List the words that a body of this kind may have at a place, written as the decoder writes places."""
    found = [inspect.type_info(kind)]
    for step in _STEP.findall(path):
        found = [inner for one in found for part in _parts(one) for inner in _within(part, step)]
    return [
        str(member.value)
        for one in found
        for part in _parts(one)
        if isinstance(part, inspect.EnumType)
        for member in part.cls
    ]


def _parts(kind: inspect.Type) -> Iterator[inspect.Type]:
    """What a type may be, without what is only said of it."""
    if isinstance(kind, inspect.Metadata):
        yield from _parts(kind.type)
    elif isinstance(kind, inspect.UnionType):
        for one in kind.types:
            yield from _parts(one)
    else:
        yield kind


def _within(kind: inspect.Type, step: str) -> Iterator[inspect.Type]:
    if isinstance(kind, inspect.StructType):
        yield from (field.type for field in kind.fields if field.encode_name == step)
    elif isinstance(kind, inspect.ListType):
        yield kind.item_type
