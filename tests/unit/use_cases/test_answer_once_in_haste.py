"""Who is in haste answers those whose accounts are free, and puts the others off."""

from __future__ import annotations

import pytest
from attrs import evolve

from tests.unit.use_cases.conftest import House
from tests.unit.use_cases.test_answer_once import render, request_of
from trading_core.domain.commands import CancelOrder, Deposit, open_account
from trading_core.domain.ids import AccountId
from trading_core.domain.needs import Needs
from trading_core.testing.fakes.books import MemoryBooks, MemoryUnitOfWork
from trading_core.use_cases.answer_once import Answer, AnswerOnce, Request

PUT_OFF = Answer(None, put_off=True)


class Crowded(MemoryUnitOfWork):
    """Somebody else is at work on the accounts whose names begin with a b."""

    def reserve(self, needs: Needs) -> frozenset[AccountId]:
        free = tuple(account for account in needs.accounts if not account.startswith("b"))
        return super().reserve(evolve(needs, accounts=free))


class CrowdedBooks(MemoryBooks):
    def begin(self) -> Crowded:
        return Crowded(self.store)


@pytest.fixture
def answer(house: House) -> AnswerOnce:
    house.do(*(open_account(name, 100) for name in ("a", "b", "b2", "c")))
    return AnswerOnce(CrowdedBooks(house.books.store), house.quotes, house.clock)


def deposit(account: str, key: str | None = None) -> Request:
    command = Deposit(account, 1, "r")
    if key is None:
        return Request(caller="alice", commands=[command], render=render)
    return request_of(key, command)


def test_those_whose_accounts_are_free_do_not_wait(house: House, answer: AnswerOnce) -> None:
    """The others are as if they had not come, and are answered when they are asked with patience."""
    batch = [deposit("a"), deposit("b", "k"), deposit("b2"), deposit("c", "k-2")]

    assert (Answer(b"ok"), PUT_OFF, PUT_OFF, Answer(b"ok")) == answer(batch, patient=False)
    assert [101, 100, 100, 101] == [house.cash(name) for name in ("a", "b", "b2", "c")]
    assert (Answer(b"ok"), Answer(b"ok")) == answer(batch[1:3])
    assert [101, 101, 101, 101] == [house.cash(name) for name in ("a", "b", "b2", "c")]


def test_the_same_request_twice_is_put_off_twice(house: House, answer: AnswerOnce) -> None:
    """A repeat has nothing to repeat yet; what was answered before is told at once."""
    answer([deposit("b", "known")])
    batch = [deposit("a"), deposit("b", "k"), deposit("b", "k"), deposit("b", "known")]

    assert (Answer(b"ok"), PUT_OFF, PUT_OFF, Answer(b"ok", replayed=True)) == answer(batch, patient=False)
    assert 101 == house.cash("b")


@pytest.mark.parametrize(
    "batch",
    [
        [deposit("b")],
        [deposit("b"), deposit("b2")],
        [deposit("a"), deposit("b"), Request(caller="alice", commands=[CancelOrder("O-1")], render=render)],
    ],
    ids=["one account", "none is free", "an order leads to an account"],
)
def test_who_holds_nothing_may_wait(answer: AnswerOnce, batch: list[Request]) -> None:
    """Nothing is put off where waiting cannot block anybody, or where the accounts are not known beforehand."""
    assert [] == [one for one in answer(batch, patient=False) if one.put_off]
