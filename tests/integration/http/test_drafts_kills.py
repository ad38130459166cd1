"""The service is killed while people confirm: each draft is an order once, or still a draft."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from queue import Empty, Queue
from threading import Event

import httpx
import pytest

from tests.integration.http.drafting import confirmed, orders_of, proposed
from tests.integration.http.people import Door, Person, new_line
from tests.integration.http.stored import differences_in
from tests.servers.service import ServiceServer

CLIENTS = 4
DRAFTS = 20
KILLS = 2
BESIDE = 9


@pytest.mark.parametrize("answered", range(2, 2 * KILLS + 1, 2))
def test_killed_while_confirming_every_draft_is_one_order_in_the_end(
    own_service: ServiceServer, answered: int
) -> None:
    """What was answered stands, what was not is confirmed again, and neither makes a second order."""
    with Door(own_service.url, own_service.processes) as door:
        owner = door.newcomer()
        program = owner.program("propose")
        drafts = [proposed(program) for _ in range(DRAFTS)]
    waiting: Queue[str] = Queue()
    for draft in drafts:
        waiting.put(draft["confirm_url"])
    told: list[str] = []
    enough = Event()

    def confirm_on() -> None:
        with new_line(own_service.url) as line, suppress(httpx.HTTPError, Empty):
            while True:
                answer = line.post(waiting.get_nowait(), headers=owner.credential)
                assert 200 == answer.status_code, answer.text
                told.append(answer.json()["number"])
                if len(told) >= answered:
                    enough.set()

    with ThreadPoolExecutor(CLIENTS) as pool:
        clients = [pool.submit(confirm_on) for _ in range(CLIENTS)]
        enough.wait()
        own_service.kill()
        for client in clients:
            client.result()
    own_service.start()

    with Door(own_service.url, own_service.processes) as door:
        person = Person(door, owner.name, owner.access, owner.refresh)
        seen = {draft["number"]: draft["status"] for draft in _drafts_of(person)}
        assert {"confirmed"} == {seen[number] for number in told}
        assert orders_of(person) == sum(status == "confirmed" for status in seen.values())
        assert {draft["number"] for draft in drafts} == {
            confirmed(person, draft)["number"] for draft in drafts
        }
        assert DRAFTS == orders_of(person)
        assert "982990" == person.cash
    assert () == differences_in(own_service)


def _drafts_of(person: Person) -> list[dict[str, str]]:
    found: list[dict[str, str]] = person.get("/api/drafts/").json()["results"]
    return found
