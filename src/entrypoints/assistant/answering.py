"""A call of a tool, answered by one endpoint of the service, in pages that are short enough."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable, Mapping
from http import HTTPStatus
from typing import Any, Final

from attrs import evolve, frozen

from entrypoints.assistant.asked import Asked, Misunderstood, asked_of, whole
from entrypoints.assistant.tool import Tool
from entrypoints.assistant.tools import MOST_ROWS, USUAL_ROWS
from entrypoints.assistant.wrapped import MOST_CHARACTERS, fits, without_links, wrapped

TOO_LONG: Final = "The answer is too long to be read: ask for fewer rows or a shorter stretch of time."
MOST_PAGES: Final = 1_000_000


@frozen
class Told:
    """What the service answered."""

    status: int
    content: bytes


Ask = Callable[[Asked], Awaitable[Told]]


async def answered(tool: Tool, arguments: Mapping[str, Any], ask: Ask) -> str:
    """Answer a call, or raise the one sentence that says why not."""
    asked = asked_of(tool, arguments)
    while True:
        text = _text(tool, arguments, _read(await ask(asked)))
        rows = int(asked.query.get("page_size", 1))
        if fits(text):
            return text
        if rows == 1:
            raise Misunderstood(TOO_LONG)
        # as many rows as look like fitting and no more than half, from the same place on: the cursor leaves no gap
        fewer = min(rows // 2, max(1, rows * MOST_CHARACTERS // len(text)))
        asked = evolve(asked, query={**asked.query, "page_size": str(fewer)})


def _read(told: Told) -> dict[str, Any]:
    data: dict[str, Any] = json.loads(told.content)
    if told.status >= HTTPStatus.BAD_REQUEST:
        raise Misunderstood(str(data.get("detail") or data.get("title") or "The request was refused."))
    return data


def _text(tool: Tool, arguments: Mapping[str, Any], data: dict[str, Any]) -> str:
    if tool.paged:
        return wrapped(tool.name, *without_links(data))
    return wrapped(tool.name, data) if tool.rows is None else _part(tool, tool.rows, arguments, data)


def _part(tool: Tool, rows: str, arguments: Mapping[str, Any], data: dict[str, Any]) -> str:
    """A page of what the endpoint tells all at once."""
    said = {name: value for name, value in arguments.items() if value is not None}
    page = whole(said, "page", 1, MOST_PAGES)
    size = whole(said, "page_size", USUAL_ROWS, MOST_ROWS)
    every, begin = data[rows], (page - 1) * size
    more = {
        "count": len(every),
        "next_page": page + 1 if begin + size < len(every) else None,
    }
    return wrapped(tool.name, {**data, rows: every[begin : begin + size]}, more)
