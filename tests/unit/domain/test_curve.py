"""What an account was worth at moments of its past."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.domain.floor import ACME, Floor, later
from trading_core.domain.account import Account
from trading_core.domain.commands import Deposit, Withdraw
from trading_core.domain.curve import Prices, Worth, accounts_at, curve
from trading_core.domain.explain import account_at
from trading_core.domain.ids import Symbol
from trading_core.domain.quotes import Quote
from trading_core.domain.words import Side
from trading_core.errors import InvalidValue

MOST = 400


def told() -> Floor:
    """A short history, one thing a minute."""
    floor = Floor().open(1000)
    floor.ok(Deposit("A", "50.5", "gift"), later(60))
    floor.trade("B", Side.BUY, 10, 10, now=later(120))
    floor.trade("S", Side.SELL, 4, 12, now=later(180))
    floor.ok(Withdraw("A", 20, "rent"), later(240))
    return floor


def at_price(last: object) -> Prices:
    """A market that says one price at all moments."""

    def prices(at: datetime, held: frozenset[Symbol]) -> Mapping[Symbol, Quote]:
        return {symbol: Quote(symbol, last, at, "told") for symbol in held}

    return prices


@given(st.lists(st.integers(-10, MOST), max_size=12))
def test_one_walk_makes_what_a_walk_for_each_moment_makes(seconds: list[int]) -> None:
    """However many moments are asked for, each account is the one that the books had then."""
    floor = told()
    moments = [later(second) for second in seconds]
    found = list(accounts_at(floor.account().terms, floor.entries, moments))

    assert [
        (
            at,
            account_at(floor.account().terms, floor.entries, at)
            if at >= later(0)
            else Account(floor.account().terms),
        )
        for at in sorted(moments)
    ] == found


def test_worth_moves_with_prices_and_paid_in_with_money_that_comes_and_goes() -> None:
    """A price moves the equity alone; a deposit or a withdrawal moves both by the same."""
    floor = told()
    moments = [later(second) for second in (0, 60, 120, 240)]
    accounts = list(accounts_at(floor.account().terms, floor.entries, moments))

    assert (
        Worth(later(0), Decimal(1000), Decimal(1000)),
        Worth(later(60), Decimal("1050.5"), Decimal("1050.5")),
        Worth(later(120), Decimal("1060.5"), Decimal("1050.5")),
        Worth(later(240), Decimal("1044.5"), Decimal("1030.5")),
    ) == curve(accounts, at_price(11))


def test_what_has_no_price_counts_at_its_cost() -> None:
    """Where nobody knows a price, a position neither vanishes nor shows a profit that nobody knows of."""
    floor = told()
    accounts = accounts_at(floor.account().terms, floor.entries, [later(120)])

    assert [Decimal("1050.5")] == [one.equity for one in curve(accounts, lambda _at, _held: {})]


def test_prices_are_asked_of_what_is_held_alone() -> None:
    """Before anything was bought nobody is asked for a price."""
    floor, asked = told(), []

    def prices(at: datetime, held: frozenset[Symbol]) -> Mapping[Symbol, Quote]:
        asked.append((at, held))
        return {}

    curve(accounts_at(floor.account().terms, floor.entries, [later(60), later(120)]), prices)

    assert [(later(120), frozenset({ACME}))] == asked


@pytest.mark.parametrize("wrong", [None, "terms"])
def test_terms_of_another_kind_are_refused(wrong: object) -> None:
    """A wrong account is told as a wrong value, in our own words."""
    with pytest.raises(InvalidValue):
        list(accounts_at(wrong, [], []))  # type: ignore[arg-type] # the mistake
