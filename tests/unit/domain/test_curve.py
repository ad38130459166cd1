"""What an account was worth at moments of its past."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.domain.floor import ACME, PAIR, Floor, later
from tests.unit.untyped import untyped
from trading_core.domain.account import fold
from trading_core.domain.commands import Deposit, Withdraw
from trading_core.domain.curve import Prices, Worth, balances_at, curve
from trading_core.domain.explain import until
from trading_core.domain.ids import Symbol
from trading_core.domain.quotes import Quote
from trading_core.domain.valuation import equity
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


@given(st.lists(st.integers(-10, MOST), max_size=12), st.integers(0, 9))
def test_one_walk_back_finds_what_a_fold_up_to_each_moment_makes(seconds: list[int], read: int) -> None:
    """However many moments are asked for, the buckets are those of the books then, as far as the entries reach back."""
    floor = told()
    known = floor.entries[::-1][:read]
    reached = [
        second
        for second in sorted(seconds, reverse=True)
        if read >= len(floor.entries) or (read and known[-1].at <= later(second))
    ]
    found = list(balances_at(floor.account(), known, [later(second) for second in seconds]))

    assert [later(second) for second in reached] == [at for at, _ in found]
    for at, balances in found:
        before = until(floor.entries, at)
        assert fold(floor.account().terms, before).balances == {
            place: amount for place, amount in balances.items() if amount
        }


def test_a_walk_back_ends_where_the_last_moment_was_found() -> None:
    """Nobody reads on to the opening for what he has seen already."""
    floor = told()
    entries = iter(floor.entries[::-1])
    ((at, balances),) = balances_at(floor.account(), entries, [later(150)])

    assert later(150) == at
    then = fold(floor.account().terms, floor.entries[:3]).balances
    assert then == {place: amount for place, amount in balances.items() if amount}
    assert floor.entries[1] == next(entries)


def test_before_the_opening_there_was_nothing_and_before_what_was_read_nothing_is_known() -> None:
    """Only a walk that has reached the opening may speak of the time before it."""
    floor = told()
    whole, part = floor.entries[::-1], floor.entries[:0:-1]
    ((at, balances),) = balances_at(floor.account(), whole, [later(-60)])

    assert (later(-60), {Decimal(0)}) == (at, set(balances.values()))
    assert [] == list(balances_at(floor.account(), part, [later(-60)]))


def shorting() -> Floor:
    """An account that owes units, too."""
    floor = told()
    floor.trade("X", Side.SELL, 9, 12, PAIR, now=later(300))
    return floor


@pytest.mark.parametrize("prices", [at_price(11), at_price("0.00000003"), lambda _at, _held: {}])
@pytest.mark.parametrize("make", [told, shorting])
def test_the_curve_ends_in_what_the_account_is_worth(make: Callable[[], Floor], prices: Prices) -> None:
    """What is read off buckets is what is said of whole accounts, long or short, with prices and without."""
    account = make().account()
    (now,) = curve(balances_at(account, make().entries[::-1], [later(MOST)]), prices)

    assert equity(account, prices(later(MOST), frozenset({ACME, PAIR}))) == now.equity


def test_worth_moves_with_prices_and_paid_in_with_money_that_comes_and_goes() -> None:
    """A price moves the equity alone; a deposit or a withdrawal moves both by the same."""
    moments = [later(second) for second in (0, 60, 120, 240)]

    assert (
        Worth(later(240), Decimal("1044.5"), Decimal("1030.5")),
        Worth(later(120), Decimal("1060.5"), Decimal("1050.5")),
        Worth(later(60), Decimal("1050.5"), Decimal("1050.5")),
        Worth(later(0), Decimal(1000), Decimal(1000)),
    ) == curve(balances_at(told().account(), told().entries[::-1], moments), at_price(11))


def test_prices_are_asked_of_what_is_held_alone() -> None:
    """Before anything was bought nobody is asked for a price."""
    floor, asked = told(), []

    def prices(at: datetime, held: frozenset[Symbol]) -> Mapping[Symbol, Quote]:
        asked.append((at, held))
        return {}

    curve(balances_at(floor.account(), floor.entries[::-1], [later(60), later(120)]), prices)

    assert [(later(120), frozenset({ACME}))] == asked


@pytest.mark.parametrize("wrong", [None, "account"])
def test_accounts_of_another_kind_are_refused(wrong: object) -> None:
    """A wrong account is told as a wrong value, in our own words."""
    with pytest.raises(InvalidValue):
        list(balances_at(untyped(wrong), [], []))
