"""What the tests of drafts share: proposing by a program, confirming by its owner."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any, Final

from adapters.sql.database import Database
from adapters.sql.drafts import SqlDrafts
from tests.integration.http.people import Door, Person
from tests.integration.http.stored import database_of
from tests.servers.service import ServiceServer
from trading_core.domain.drafts import Draft
from trading_core.domain.order_terms import OrderLine, OrderTerms
from trading_core.domain.words import Side

WISH: Final = {"stock_id": "2330", "side": "buy", "quantity": 1, "type": "limit", "limit_price": "850.5"}
SECOND: Final = timedelta(seconds=1)


def proposed(program: Door, **more: object) -> dict[str, Any]:
    """A draft that was made."""
    answer = program.post("/api/drafts/", {**WISH, **more})
    assert 201 == answer.status_code, answer.text
    draft: dict[str, Any] = answer.json()
    assert f"/api/drafts/{draft['number']}/" == answer.headers["location"]
    return draft


def confirmed(person: Person, draft: dict[str, Any]) -> dict[str, Any]:
    """The order that a draft has become."""
    answer = person.post(draft["confirm_url"])
    assert 200 == answer.status_code, answer.text
    order: dict[str, Any] = answer.json()
    assert draft["number"] == order["number"]
    return order


def dismissed(person: Person, draft: dict[str, Any]) -> None:
    """Let a draft be no order."""
    answer = person.delete(f"/api/drafts/{draft['number']}/")
    assert (204, b"") == (answer.status_code, answer.content)


def orders_of(person: Person) -> int:
    """How many orders he has."""
    count: int = person.get("/api/orders/").json()["count"]
    return count


def over(service: ServiceServer, person: Person, number: str) -> str:
    """Put a draft of his there that has just expired, and tell its number."""
    now = datetime.now(UTC)
    draft = Draft(
        terms=OrderTerms(
            number=number,
            account=person.get("/api/account/").json()["id"],
            side=Side.BUY,
            lines=[OrderLine("2330", 1)],
        ),
        proposed_by="a program",
        proposed_at=now - 2 * SECOND,
        expires_at=now - SECOND,
    )
    with Database(database_of(service)) as database:
        assert {draft.number} == SqlDrafts(database).keep([draft], 99)
    return draft.number
