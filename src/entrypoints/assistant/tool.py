"""A tool as data: what a model may ask for, and which endpoint of the service answers."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

from attrs import field, frozen

_IN_PATH: Final = re.compile(r"\{(\w+)\}")

Form = Mapping[str, Any]


@frozen(kw_only=True)
class Tool:
    """
    One tool.

    A call with ``arguments`` asks ``method`` and ``path``: those that the path names go into it, and the others into the
    query, or into the body of a POST. ``paged`` lists are read by cursor; where the endpoint tells all at once, ``rows``
    names the list of which a page is shown. What ``proposes`` changes something, though never money.
    """

    name: str
    title: str
    about: str
    method: str = "GET"
    path: str
    arguments: Mapping[str, Form] = field(factory=dict)
    needed: tuple[str, ...] = ()
    paged: bool = False
    rows: str | None = None
    proposes: bool = False

    @property
    def in_path(self) -> tuple[str, ...]:
        """The arguments that stand in the path."""
        return tuple(_IN_PATH.findall(self.path))

    @property
    def schema(self) -> dict[str, Any]:
        """What a call may say, as JSON Schema."""
        return {
            "type": "object",
            "properties": {name: dict(form) for name, form in self.arguments.items()},
            "required": list(self.needed),
            "additionalProperties": False,
        }
