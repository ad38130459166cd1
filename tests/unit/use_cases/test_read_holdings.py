"""What is held, from a cache that is never stale."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.unit.use_cases.conftest import House, quote
from trading_core.domain.commands import buy, open_account, sell
from trading_core.domain.ids import AccountId, Symbol
from trading_core.domain.valuation import positions
from trading_core.errors import NotFound
from trading_core.testing import MemoryAccounts, MemoryCache
from trading_core.use_cases.read_holdings import ReadFrom, ReadHoldings

NAME = AccountId("a")


def reading(house: House) -> ReadHoldings:
    house.do(
        open_account("a", 1000),
        buy("N-1", "a", "ABC", 3, 10),
        sell("N-2", "a", "EURUSD", 7, "1.5"),
        buy("N-3", "a", "DEF", "0.33333333", 3),
    )
    return ReadHoldings(MemoryAccounts(house.books.store), MemoryCache())


def test_what_is_read_twice_is_remembered(house: House) -> None:
    """The second answer comes from the cache and says the same to the last digit."""
    read = reading(house)
    expected = positions(house.books.store.accounts[NAME], {})
    first, second = read(NAME), read(NAME)
    assert (ReadFrom.DATABASE, ReadFrom.CACHE) == (first.source, second.source)
    assert expected == first.positions == second.positions
    assert 3 == len(expected)


def test_what_was_written_is_never_missing(house: House) -> None:
    """After a trade nothing remembered is used, even if no deletion has reached the cache."""
    read = reading(house)
    read(NAME)
    house.do(sell("N-4", "a", "ABC", 1, 10))
    after = read(NAME)
    assert ReadFrom.DATABASE is after.source
    assert Decimal(2) == next(one.quantity for one in after.positions if one.symbol == "ABC")
    assert ReadFrom.CACHE is read(NAME).source


def test_who_has_just_looked_says_how_young_the_account_is(house: House) -> None:
    """A revision that is given is believed, and means the same as one that is looked up."""
    read = reading(house)
    revision = read.accounts.revisions((NAME,))[NAME]
    assert ReadFrom.DATABASE is read(NAME, revision).source
    assert read(NAME) == read(NAME, revision)
    house.do(sell("N-4", "a", "ABC", 1, 10))
    assert ReadFrom.CACHE is read(NAME, revision).source
    assert ReadFrom.DATABASE is read(NAME).source


def test_what_is_forgotten_is_read_again(house: House) -> None:
    """Forgetting costs time alone."""
    read = reading(house)
    read(NAME)
    read.forget(NAME)
    assert ReadFrom.DATABASE is read(NAME).source


def test_prices_are_those_of_the_moment(house: House) -> None:
    """Only what is held is remembered, not what it is worth."""
    read = reading(house)
    read(NAME)
    priced = read(NAME).at({Symbol("ABC"): quote("ABC", 12)})
    assert [Decimal(12), None, None] == [one.last_price for one in priced]
    assert Decimal(6) == priced[0].unrealized


def test_an_account_that_is_not_there_holds_nothing_to_show(house: House) -> None:
    """Nobody is told that nobody holds nothing."""
    with pytest.raises(NotFound):
        reading(house)(AccountId("nobody"))


class Vanishing(MemoryAccounts):
    """An account that is gone between two looks."""

    def get(self, account: AccountId) -> None:
        del account


def test_an_account_that_vanishes_meanwhile_is_not_there(house: House) -> None:
    """Two looks may find two worlds; the answer is of the second."""
    reading(house)
    with pytest.raises(NotFound):
        ReadHoldings(Vanishing(house.books.store), MemoryCache())(NAME)
