"""Answers: marked as data, never too long, and errors in one sentence."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from entrypoints.assistant.answering import TOO_LONG, Told, answered
from entrypoints.assistant.asked import Asked, Misunderstood
from entrypoints.assistant.tools import TOOLS
from entrypoints.assistant.wrapped import MOST_CHARACTERS, wrapped
from tests.injections import INJECTIONS

ROWS = 120


class Lists:
    """A service with one long list, read by cursors that are places in it, and told whole as holdings."""

    def __init__(self, length: int) -> None:
        self.rows = [f"{place:03}" + "x" * length for place in range(ROWS)]
        self.asked: list[Asked] = []

    async def ask(self, asked: Asked) -> Told:
        self.asked.append(asked)
        if asked.template == "/api/holdings":
            return Told(200, json.dumps({"holdings": self.rows}).encode())
        begin, size = int(asked.query.get("cursor", 0)), int(asked.query["page_size"])
        behind = begin + size < ROWS
        link = f"/api/orders/?{urlencode({'page_size': size, 'cursor': begin + size})}" if behind else None
        page = {"count": ROWS, "next": link, "previous": None, "results": self.rows[begin : begin + size]}
        return Told(200, json.dumps(page).encode())

    def call(self, tool: str, **arguments: object) -> dict[str, Any]:
        text = asyncio.run(answered(TOOLS[tool], arguments, self.ask))
        assert len(text) <= MOST_CHARACTERS
        found: dict[str, Any] = json.loads(text)
        return found


def told(status: int, body: Mapping[str, object]) -> str:
    async def ask(_asked: Asked) -> Told:
        return Told(status, json.dumps(body).encode())

    return asyncio.run(answered(TOOLS["get_account"], {}, ask))


@pytest.mark.parametrize(("length", "size"), [(1, 50), (1_000, 50), (5_000, 50), (20_000, 5)])
def test_by_the_cursor_every_row_comes_once(length: int, size: int) -> None:
    """However long rows are, pages are cut so that each is read, in order, and none twice."""
    lists, cursor = Lists(length), None
    found: list[str] = []
    while cursor is not None or not found:
        more: dict[str, object] = {} if cursor is None else {"cursor": cursor}
        page = lists.call("list_orders", page_size=size, **more)
        assert {"count", "results"} == set(page["data"])
        found += page["data"]["results"]
        cursor = page["next_cursor"]

    assert lists.rows == found


def test_a_row_that_is_too_long_alone_is_said_to_be() -> None:
    """There is an end to cutting, and it is a sentence."""
    with pytest.raises(Misunderstood) as wrong:
        Lists(MOST_CHARACTERS).call("list_orders")

    assert TOO_LONG == str(wrong.value)


def test_what_is_told_at_once_is_shown_by_pages() -> None:
    """Somebody with many holdings reads them all, a page after the other."""
    lists = Lists(10)
    found: list[str] = []
    page: int | None = 1
    while page is not None:
        part = lists.call("get_holdings", page=page, page_size=50)
        assert ROWS == part["count"]
        found += part["data"]["holdings"]
        page = part["next_page"]

    assert lists.rows == found
    assert lists.rows[:20] == lists.call("get_holdings")["data"]["holdings"]
    assert [] == lists.call("get_holdings", page=9)["data"]["holdings"]


def test_a_refusal_is_the_services_sentence() -> None:
    """What the door would say to a person is what a model is told, and no more."""
    problem = {"title": "Not Found", "detail": "There is no order 'x': check the name.", "code": "not_found"}
    for body, sentence in ((problem, problem["detail"]), ({"title": "Bad"}, "Bad"), ({}, "refused")):
        with pytest.raises(Misunderstood) as wrong:
            told(404, body)
        assert sentence in str(wrong.value)


@pytest.mark.parametrize("text", INJECTIONS)
def test_no_text_writes_its_own_marks(text: str) -> None:
    """Whatever a stranger writes, it is a string of the data: no tag, nothing invisible, and the same when it is read."""
    whole = told(200, {"name": text})

    envelope = json.loads(whole)
    assert {"name": text} == envelope["data"]
    assert ["trust", "note", "tool", "data"] == list(envelope)
    assert ("untrusted_data", "get_account") == (envelope["trust"], envelope["tool"])
    assert [] == [one for one in whole if one in "<>&" or not one.isprintable()]


@given(st.text())
def test_any_text_is_read_back_as_it_was(text: str) -> None:
    """Marking changes how a text is written, and nothing of what it says."""
    whole = wrapped("get_price", [text])

    assert [text] == json.loads(whole)["data"]
    assert whole.isprintable()
