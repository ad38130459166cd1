"""The tools as data: what they may ask of the service, and what they may not."""

from __future__ import annotations

import re

import pytest

from entrypoints.assistant.tool import Tool
from entrypoints.assistant.tools import MOST_ROWS, TOOLS
from entrypoints.http.app import ENDPOINTS
from trading_core.ports.api_keys import Scope

BY_PLACE = {
    (endpoint.method, path.replace(":str}", "}")): endpoint
    for endpoint in ENDPOINTS
    for path in endpoint.paths
}


@pytest.mark.parametrize("tool", TOOLS.values(), ids=list(TOOLS))
def test_a_tool_asks_an_endpoint_that_is_there(tool: Tool) -> None:
    """What a tool offers is what its endpoint takes, by the same names, so no call fails for a word of ours."""
    endpoint = BY_PLACE[tool.method, tool.path]
    taken = {parameter.name for parameter in (*endpoint.query, *endpoint.in_path)}
    if endpoint.body is not None:
        taken |= set(endpoint.body.__struct_fields__)

    local = {"page", "page_size"} if tool.rows else set()
    assert set(tool.arguments) <= taken | local
    assert set(tool.needed) <= set(tool.arguments)
    assert set(tool.in_path) <= set(tool.needed)
    assert tool.paged == ("cursor" in tool.arguments)


@pytest.mark.parametrize("tool", TOOLS.values(), ids=list(TOOLS))
def test_no_tool_reaches_what_trades(tool: Tool) -> None:
    """A tool reads, asks for an analysis or proposes: nothing that a key with the scope to trade is needed for."""
    endpoint = BY_PLACE[tool.method, tool.path]

    assert endpoint.scope in {Scope.READ, Scope.PROPOSE}
    assert not endpoint.people_only
    assert (endpoint.scope is Scope.PROPOSE) == tool.proposes
    if tool.method != "GET":
        assert tool.path in {"/api/analyze", "/api/drafts"}


@pytest.mark.parametrize("tool", TOOLS.values(), ids=list(TOOLS))
def test_a_tool_says_what_it_takes(tool: Tool) -> None:
    """Every argument is described, numbers of money are texts, and pages have a bound."""
    schema = tool.schema

    assert schema["additionalProperties"] is False
    assert re.fullmatch(r"[a-z]+(_[a-z]+)+", tool.name)
    for name, form in schema["properties"].items():
        assert form["description"], name
        assert form["type"] != "number", name
    if "page_size" in tool.arguments:
        assert MOST_ROWS == tool.arguments["page_size"]["maximum"]


def test_confirming_is_for_people() -> None:
    """The endpoint that turns a draft into an order is open to no key."""
    assert BY_PLACE["POST", "/api/orders/{number}/confirm"].people_only
