"""What the writer does with a batch of requests: who has logged out is served no more."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest

from entrypoints.http.services import carrier
from tests.unit.use_cases.conftest import House
from trading_core.domain.commands import Deposit, open_account
from trading_core.errors import Unauthenticated
from trading_core.ports.tokens import TokenFamily
from trading_core.testing import MemoryTasks, MemoryTokens
from trading_core.use_cases.answer_once import Answer, AnswerOnce, Request


class Office(House):
    """A house with a writer and logins."""

    @property
    def tokens(self) -> MemoryTokens:
        return MemoryTokens(self.books.store)

    def carry_out(self, *batch: Request) -> list[Answer | None]:
        answer_once = AnswerOnce(self.books, self.quotes, self.clock)
        return list(carrier(answer_once, MemoryTasks(), patient=False)(batch))


@pytest.fixture
def office() -> Office:
    found = Office()
    found.do(open_account("a", 100))
    for name in ("here", "there"):
        found.tokens.start(TokenFamily(name, "alice", found.clock.now() + timedelta(days=1)), f"{name}-1")
    return found


def deposit(name: str, family: str | None, key: str | None = None) -> Request:
    command = Deposit("a", 1, name)
    return Request(caller="alice", key=key, commands=[command], render=lambda _: b"done", family=family)


def gone(answer: Answer | None) -> bool:
    return answer is not None and answer.content is None and isinstance(answer.refusal, Unauthenticated)


def test_an_ended_login_is_turned_away_alone(office: Office) -> None:
    """Of a batch the others are served, also those that came with no token of a login."""
    office.tokens.revoke("there-1")

    here, there, nobody, key = office.carry_out(
        deposit("1", "here"), deposit("2", "there"), deposit("3", "nobody"), deposit("4", None)
    )

    assert (Answer(b"done"), Answer(b"done")) == (here, key)
    assert gone(there)
    assert gone(nobody)
    assert Decimal(102) == office.cash("a")


def test_an_ended_login_is_not_told_what_was_answered_before(office: Office) -> None:
    """An answer that is kept under a key is for whoever still may ask."""
    assert [Answer(b"done")] == office.carry_out(deposit("1", "there", key="k"))
    office.tokens.revoke("there-1")

    (again,) = office.carry_out(deposit("1", "there", key="k"))

    assert gone(again)
    assert [Answer(b"done", replayed=True)] == office.carry_out(deposit("1", "here", key="k"))


def test_who_repeats_what_an_ended_login_has_asked_is_served(office: Office) -> None:
    """The request that was turned away has taken nobody's key."""
    office.tokens.revoke("there-1")
    first, second = deposit("1", "there", key="k"), deposit("1", "here", key="k")

    turned_away, _ = office.carry_out(first, second)

    assert gone(turned_away)
    assert [Answer(b"done")] == office.carry_out(second)
    assert Decimal(101) == office.cash("a")


def test_a_login_whose_time_is_over_is_turned_away(office: Office) -> None:
    """It stands until its last moment, and at that no more."""
    end = office.clock.now() + timedelta(days=1)
    office.clock.set(end - timedelta(microseconds=1))
    assert [Answer(b"done")] == office.carry_out(deposit("1", "here"))
    office.clock.set(end)

    assert gone(*office.carry_out(deposit("2", "here")))
    assert Decimal(101) == office.cash("a")
