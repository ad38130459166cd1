"""An account that has drifted from its journal is mended from it."""

from __future__ import annotations

import pytest
from attrs import evolve

from tests.unit.use_cases.conftest import House
from trading_core.domain.commands import buy, open_account
from trading_core.domain.ids import AccountId
from trading_core.domain.journal import Bucket
from trading_core.errors import NotFound
from trading_core.testing import MemoryJournal
from trading_core.use_cases.repair_account import RepairAccount

NAME = AccountId("a")


def repairing(house: House) -> RepairAccount:
    house.do(open_account("a", 100), buy("N-1", "a", "ABC", 2, 5))
    return RepairAccount(house.books, MemoryJournal(house.books.store))


def test_an_account_that_agrees_is_left_alone(house: House) -> None:
    """Nothing is written, and nothing is told."""
    repair = repairing(house)
    before = house.books.store.accounts[NAME]
    assert () == repair(NAME)
    assert before is house.books.store.accounts[NAME]


def test_what_has_drifted_is_made_again(house: House) -> None:
    """The journal wins, and whoever asked is told what was wrong."""
    repair = repairing(house)
    right = house.books.store.accounts[NAME]
    wrong = {place: amount + 1 for place, amount in right.balances.items() if place[0] is Bucket.CASH}
    house.books.store.accounts[NAME] = evolve(right, balances={**right.balances, **wrong}, tallies={})
    found = repair(NAME)
    assert ["a balances", "a tallies"] == sorted(one.subject for one in found)
    assert right == house.books.store.accounts[NAME]
    assert () == repair(NAME)


def test_an_unknown_account_is_not_repaired(house: House) -> None:
    """There is nothing to fold."""
    with pytest.raises(NotFound):
        repairing(house)(AccountId("nobody"))
