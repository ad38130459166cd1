"""Keys under which much happens at once, or that stand for secrets."""

from __future__ import annotations

from collections import Counter
from concurrent.futures import ThreadPoolExecutor, as_completed

import httpx
import pytest

from tests.integration.http.held import books_held
from tests.integration.http.people import Person
from tests.integration.http.promises import refused
from tests.integration.http.test_idempotency import CASES, DEPOSIT, keyed
from tests.servers.service import ServiceServer


def test_a_repeated_refresh_gives_the_same_tokens_and_they_hold(alice: Person) -> None:
    """Whoever lost the answer to a refresh gets it again, and is not taken for a thief."""
    key = keyed()
    first = alice.door.post("/api/token/refresh/", {"refresh": alice.refresh}, key).json()

    again = alice.door.post("/api/token/refresh/", {"refresh": alice.refresh}, key).json()

    assert first == again
    for pair in (first, again):
        visitor = alice.door.carrying({"Authorization": f"Bearer {pair['access']}"})
        assert 200 == visitor.get("/api/account/").status_code
    assert 200 == alice.door.post("/api/token/refresh/", {"refresh": again["refresh"]}).status_code


def test_while_the_first_is_running_another_is_told_to_wait(service: ServiceServer, alice: Person) -> None:
    """A repeat that comes too early gets 409 with Retry-After, has no effect, and gets the answer later."""
    key = keyed()
    with alice.lines_beside(4) as lines, ThreadPoolExecutor(4) as pool:
        with books_held(service):
            asked = [pool.submit(line.post, DEPOSIT, {"amount": 5}, key) for line in lines]
            done = as_completed(asked)
            early = [next(done).result() for _ in range(3)]
        (late,) = (future.result() for future in done)

    for answer in early:
        refused(answer, 409, "idempotency_key_in_use")
        assert int(answer.headers["retry-after"]) >= 1
    assert (200, {"balance": "1000005"}) == (late.status_code, late.json())
    again = alice.post(DEPOSIT, {"amount": 5}, key)
    assert (late.content, "true") == (again.content, again.headers["idempotent-replayed"])


@pytest.mark.parametrize(
    "path", ["/api/account/deposit/", "/api/auth/register/", "/users/", "/stocks/", "/api/keys/"]
)
def test_of_many_at_once_one_has_the_effect(alice: Person, operator: Person, path: str) -> None:
    """However many repeats race at however many processes, one is carried out and the others get its answer or 409."""
    case, key = CASES[path](alice, operator), keyed()

    def ask(_: int) -> httpx.Response:
        with case.caller.line_of_its_own() as line:
            return line.post(case.path, case.body, key)

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(ask, range(16)))

    told = Counter(answer.status_code for answer in answers)
    good = [answer for answer in answers if answer.is_success]
    assert {409} >= set(told) - {good[0].status_code}
    assert 1 == len({answer.content for answer in good})
    assert 1 == sum("idempotent-replayed" not in answer.headers for answer in good)
    for answer in answers:
        if answer.status_code == 409:
            refused(answer, 409, "idempotency_key_in_use")
