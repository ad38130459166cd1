"""Commands of every kind, over a small world so that they meet each other's accounts, orders and positions."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from hypothesis import strategies as st

from trading_core.domain.commands import (
    ApplyFill,
    CancelOrder,
    CloseOrder,
    Command,
    Deposit,
    ExpireOrder,
    ImportOrder,
    OpenAccount,
    PlaceOrder,
    ProcessOrder,
    RejectOrder,
    SetLimits,
    SettleCash,
    SetTradingState,
    Stage,
    TriggerOrder,
    Withdraw,
)
from trading_core.domain.ids import AccountId
from trading_core.domain.words import TradingState
from trading_core.testing.strategies.dice import Dice, any_of, evenly
from trading_core.testing.strategies.dice import dice as throws
from trading_core.testing.strategies.fills import MONDAY, fills
from trading_core.testing.strategies.listings import LISTINGS, MOST_UNITS, STEPS, Listing, listing_for
from trading_core.testing.strategies.names import account_ids, order_numbers
from trading_core.testing.strategies.numbers import amounts
from trading_core.testing.strategies.terms import account_terms, imported_terms, limits, order_terms
from trading_core.testing.strategies.wishes import wished

if TYPE_CHECKING:
    from trading_core.domain.amounts import Quantity

_OFTEN: Final = 5
# Few names, or nothing would ever be sold that was bought.
ACCOUNTS: Final = any_of([*[evenly("AAAABBC").map(AccountId)] * 7, account_ids()])
_DAYS: Final = st.integers(0, 9).map(lambda count: (MONDAY + timedelta(days=count)).date())
_MOMENTS: Final = st.integers(0, 900_000).map(lambda count: MONDAY + timedelta(seconds=count))
REASONS: Final = st.sampled_from(["a drill", "\u6f14\u7fd2 'quoted' 100%"])
_STATES: Final = st.sampled_from([TradingState.ACTIVE, TradingState.ACTIVE, *TradingState])


def commands(*, account: object = None, symbol: object = None) -> st.SearchStrategy[Command]:
    """
    Commands of every kind; those of orders come most often, since the others only stand in their way.

    >>> from hypothesis import given
    >>> from trading_core import Book, decide
    >>> from datetime import UTC, datetime
    >>> from hypothesis import strategies as st
    >>> from trading_core.testing import commands
    >>> monday = datetime(2026, 1, 5, tzinfo=UTC)
    >>> @given(commands(account="A", symbol=st.sampled_from(["2330", "0050"])))
    ... def check(command):
    ...     (outcome,) = decide(Book(), [command], monday).outcomes
    ...     assert outcome.ok or str(outcome.refusal)
    >>> check()
    """
    named = wished(account, ACCOUNTS, AccountId)
    listed = wished(symbol, evenly(LISTINGS), listing_for)
    number, stage = order_numbers(), evenly(Stage)
    near = st.builds(Listing.price, listed, evenly(STEPS))
    at = st.none() | near
    sizes = st.builds(_size, listed, throws(2))
    often: list[st.SearchStrategy[Command]] = [
        st.builds(PlaceOrder, order_terms(account=named, symbol=listed.map(_symbol)), stage, at),
        st.builds(ApplyFill, number, fills(price=near, quantity=sizes)),
    ]
    acts: list[st.SearchStrategy[Command]] = [
        st.builds(ProcessOrder, number, stage, at),
        st.builds(CloseOrder, number, at),
        st.builds(CancelOrder, number),
        st.builds(ExpireOrder, number),
        st.builds(RejectOrder, number, REASONS),
        st.builds(TriggerOrder, number),
    ]
    return any_of([*often * _OFTEN, *acts, *errands(named)])


def errands(named: st.SearchStrategy[AccountId]) -> list[st.SearchStrategy[Command]]:
    """Everything that is not about one order: money, limits, the switch, what was traded elsewhere."""
    money = amounts(min_value="0.01", max_value=5_000_000, decimals=2)
    references = st.integers(1, 5).map("R-{}".format)
    return [
        st.builds(Deposit, named, money, references),
        st.builds(Withdraw, named, money, references),
        st.builds(SettleCash, named, _DAYS),
        st.builds(ImportOrder, imported_terms(), st.none() | _MOMENTS),
        st.builds(SetLimits, named, limits(), st.booleans()),
        st.builds(SetTradingState, _STATES, REASONS),
        st.builds(OpenAccount, account_terms(account=named), money),
    ]


def _symbol(listing: Listing) -> str:
    return listing.symbol


def _size(listing: Listing, dice: Dice) -> Quantity:
    return listing.quantity(dice.choose(listing.units), dice.within(1, MOST_UNITS))
