"""Requests under keys: one effect, one answer, whatever is repeated."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

import pytest

from tests.unit.use_cases.conftest import House, market, quote
from trading_core.domain.book import Outcome
from trading_core.domain.commands import Command, Deposit, open_account
from trading_core.errors import AlreadyExists, IdempotencyKeyReused, InvariantViolated, TradingError
from trading_core.ports.users import User
from trading_core.testing import MemoryUsers
from trading_core.testing.contracts.making import at_once
from trading_core.use_cases.answer_once import Answer, AnswerOnce, Request


def render(outcomes: Sequence[Outcome]) -> bytes:
    return " ".join(
        "ok" if outcome.refusal is None else outcome.refusal.code for outcome in outcomes
    ).encode()


def request_of(key: str, *commands: Command, caller: str = "alice", fingerprint: str = "f") -> Request:
    return Request(caller=caller, key=key, fingerprint=fingerprint, commands=commands, render=render)


@pytest.fixture
def answer(house: House) -> AnswerOnce:
    house.do(open_account("a", 100))
    return AnswerOnce(house.books, house.quotes, house.clock)


def test_a_repeated_request_gets_the_first_answer(house: House, answer: AnswerOnce) -> None:
    """The second time the bytes are those of the first, and nothing happens, even after a refusal."""
    deposit = request_of("k-1", Deposit("a", 1, "r-1"))
    refused = request_of("k-2", Deposit("nobody", 1, "r-2"))

    assert (Answer(b"ok"), Answer(b"not_found")) == answer([deposit, refused])
    house.do(open_account("nobody"))
    assert (Answer(b"not_found", replayed=True), Answer(b"ok", replayed=True)) == answer([refused, deposit])
    assert Decimal(101) == house.cash("a")


def test_a_key_is_the_callers_own(house: House, answer: AnswerOnce) -> None:
    """Two callers with one key have asked two things."""
    mine = request_of("k", Deposit("a", 1, "r-1"))
    yours = request_of("k", Deposit("a", 1, "r-2"), caller="bob")

    assert (Answer(b"ok"), Answer(b"ok")) == answer([mine, yours])
    assert Decimal(102) == house.cash("a")


def test_a_key_of_another_request_is_refused(house: House, answer: AnswerOnce) -> None:
    """A key that is used again by mistake neither does the new thing nor shows the old answer."""
    answer([request_of("k", Deposit("a", 1, "r-1"))])
    (again,) = answer([request_of("k", Deposit("a", 2, "r-2"), fingerprint="other")])

    assert again.content is None
    assert isinstance(again.refusal, IdempotencyKeyReused)
    assert "k" == again.refusal.key
    assert Decimal(101) == house.cash("a")


def test_equal_requests_of_one_batch_are_one(house: House, answer: AnswerOnce) -> None:
    """A client that sends twice at once is answered twice and served once; another body under the key is refused."""
    one = request_of("k", Deposit("a", 1, "r-1"))
    two = request_of("k", Deposit("a", 1, "r-1"))
    other = request_of("k", Deposit("a", 5, "r-3"), fingerprint="other")
    answers = answer([one, two, other])

    assert (Answer(b"ok"), Answer(b"ok", replayed=True)) == answers[:2]
    assert answers[2].refusal is not None
    assert Decimal(101) == house.cash("a")


def test_each_request_is_answered_by_its_own_commands(answer: AnswerOnce) -> None:
    """Requests of several commands, of one and of none stand side by side in a batch."""
    several = request_of("k-1", Deposit("a", 1, "r-1"), Deposit("nobody", 1, "r-2"))
    none = request_of("k-2")
    one = request_of("k-3", Deposit("a", 1, "r-3"))

    assert [b"ok not_found", b"", b"ok"] == [given.content for given in answer([several, none, one])]
    assert [True] * 3 == [given.replayed for given in answer([several, none, one])]
    assert () == answer([])


def test_what_was_put_off_may_be_asked_again(house: House, answer: AnswerOnce) -> None:
    """A key is not used up by an answer that says: later."""
    house.quotes.down = True
    order = request_of("k", market("N-1", "a"))
    mixed = request_of("k-2", market("N-2", "a"), Deposit("a", 1, "r"))

    assert [b"unavailable", b"unavailable ok"] == [given.content for given in answer([order, mixed])]
    house.quotes.down = False
    house.quotes.see(quote("ABC", 1))
    answers = answer([order, mixed])
    assert [(b"ok", False), (b"unavailable ok", True)] == [(one.content, one.replayed) for one in answers]


def test_an_answer_that_cannot_be_written_leaves_no_effect(house: House, answer: AnswerOnce) -> None:
    """Effect and answer are kept together or not at all."""

    def fail(_outcomes: Sequence[Outcome]) -> bytes:
        law = "answers can be written"
        raise InvariantViolated(law, "this one cannot")

    with pytest.raises(TradingError):
        answer(
            [Request(caller="alice", key="k", fingerprint="f", commands=[Deposit("a", 1, "r")], render=fail)]
        )
    assert Decimal(100) == house.cash("a")


def test_requests_at_the_same_moment_have_one_effect(house: House, answer: AnswerOnce) -> None:
    """Of many that arrive together one is carried out, and all get its answer."""
    given = at_once(8, lambda _: answer([request_of("k", Deposit("a", 1, "r"))])[0])

    assert {b"ok"} == {one.content for one in given}
    assert 7 == sum(one.replayed for one in given)
    assert Decimal(101) == house.cash("a")


def keyless(*commands: Command) -> Request:
    return Request(caller="alice", commands=commands, render=render)


def test_requests_without_a_key_are_always_new(house: House, answer: AnswerOnce) -> None:
    """They share the transaction of those with keys, are each carried out, and nothing is kept of them."""
    keyed = request_of("k", Deposit("a", 1, "r-1"))
    one, two = (
        keyless(Deposit("a", 10, "r-2")),
        keyless(Deposit("a", 100, "r-3"), Deposit("nobody", 1, "r-4")),
    )

    assert (Answer(b"ok"), Answer(b"ok"), Answer(b"ok not_found")) == answer([one, keyed, two])
    assert Decimal(211) == house.cash("a")
    assert 1 == len(house.books.store.answers)


def test_what_is_added_beside_commands_is_there_with_them(house: House, answer: AnswerOnce) -> None:
    """A user and his account appear together, and a repeat adds nothing."""
    user = User(id="u", username="carol", account="c", created_at=house.clock.now())
    register = Request(
        caller="door",
        key="k",
        fingerprint="f",
        commands=[open_account("c", 5)],
        render=render,
        also=lambda work: work.add_users([user]),
    )

    assert (Answer(b"ok"),) == answer([register])
    assert (user, Decimal(5)) == (MemoryUsers(house.books.store).named(user.username), house.cash("c"))
    assert (Answer(b"ok", replayed=True),) == answer([register])


def test_nothing_is_added_beside_what_was_refused(house: House, answer: AnswerOnce) -> None:
    """No user without an account, and no account without its user."""
    user = User(id="u", username="carol", account="a", created_at=house.clock.now())
    taken = Request(
        caller="door", commands=[open_account("a")], render=render, also=lambda work: work.add_users([user])
    )
    assert (Answer(b"already_exists"),) == answer([taken])
    assert MemoryUsers(house.books.store).named(user.username) is None

    MemoryUsers(house.books.store).add(user)
    fresh = Request(
        caller="door", commands=[open_account("b")], render=render, also=lambda work: work.add_users([user])
    )
    with pytest.raises(AlreadyExists):
        answer([fresh])
    assert "b" not in house.books.store.accounts
