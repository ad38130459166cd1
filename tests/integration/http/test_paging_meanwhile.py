"""Pages of lists that grow, that are empty, and that are too long to be counted."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from secrets import token_hex
from typing import Any

import pytest

from tests.integration.http.people import Person
from tests.integration.http.promises import refused
from tests.integration.http.test_paging import LISTS, OWN, List, an_order, page, spelt, walk, with_query
from tests.servers.service import ServiceServer


@pytest.mark.parametrize("one", LISTS, ids=str)
@pytest.mark.parametrize("sign", ["", "-"])
def test_no_row_is_shown_twice_or_skipped_while_rows_are_being_added(
    anyone: Person, operator: Person, one: List, sign: str
) -> None:
    """What was there when the walk began is met once, whatever is added on the way and at whatever process."""
    walker = anyone.door.newcomer() if one in OWN else anyone
    for _ in range(5):
        one.add(walker, operator)
    path = with_query(spelt(one, walker), ordering=f"{sign}{one.by}")
    before = [row[one.name] for rows in walk(walker, with_query(path, page_size=500)) for row in rows]

    met: list[Any] = []
    for rows in walk(walker, with_query(path, page_size=max(2, len(before) // 4))):
        met += [row[one.name] for row in rows]
        one.add(walker, operator)
        if len(met) > 2 * len(before):
            break

    assert len(set(met)) == len(met)
    assert before == [name for name in met if name in set(before)]


def test_what_was_added_meanwhile_is_found_by_going_back(alice: Person, operator: Person) -> None:
    """The newest rows stand before the page that was the first, and its link to them appears."""
    for _ in range(3):
        an_order(alice, operator)
    first = page(alice, "/api/orders/?page_size=2")
    following = page(alice, first["next"])
    an_order(alice, operator)

    again = page(alice, following["previous"])
    newest = page(alice, again["previous"])

    assert first["results"] == again["results"]
    assert None is first["previous"]
    assert 1 == len(newest["results"])
    assert newest["results"][0]["created_time"] > first["results"][0]["created_time"]


@pytest.mark.parametrize("one", OWN, ids=str)
def test_an_empty_list_has_no_links(operator: Person, one: List) -> None:
    """Where there is nothing, there is nowhere to go."""
    visitor = operator.door.newcomer()
    empty = page(visitor, with_query(spelt(one, visitor), **({} if "statement" in one.path else {"page": 1})))

    assert (None, None) == (empty["next"], empty["previous"])
    assert len(empty["results"]) == empty["count"] <= 1


def test_beyond_ten_thousand_a_count_says_that_it_may_be_more(
    service: ServiceServer, operator: Person, tmp_path: Path
) -> None:
    """A list of eleven thousand is walked like any other; its count is at least 10,001 and says that it is not exact."""
    assert "count_exact" not in page(operator, "/api/orders/?source=import&page_size=1")
    run = token_hex(4)
    lines = [json.dumps({"order_number": f"{run}-{place:05}", "total_price": "1"}) for place in range(10_001)]
    file = tmp_path / "orders.jsonl"
    file.write_text("\n".join(lines))
    environment = {"PATH": os.environ["PATH"], **service.settings}
    subprocess.run(
        [sys.executable, "-m", "entrypoints.cli", "import-orders", str(file)],
        env=environment, check=True, capture_output=True, cwd=tmp_path,
    )  # fmt: skip

    found = page(operator, "/api/orders/?source=import&page_size=1")

    assert found["count"] >= 10_001
    assert False is found["count_exact"]
    refused(
        operator.get("/api/orders/?source=import&page=22&page_size=500"), 400, "invalid_parameter", "page"
    )
    numbers = [
        row["number"]
        for rows in walk(operator, "/api/orders/?source=import&page_size=500")
        for row in rows
        if row["number"].startswith(run)
    ]
    assert 10_001 == len(numbers) == len(set(numbers))
