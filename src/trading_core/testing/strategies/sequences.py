"""Commands in a row, of which the later ones often speak of the earlier ones."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Final

from hypothesis import strategies as st

from trading_core.domain.account import AccountTerms
from trading_core.domain.commands import (
    ApplyFill,
    CancelOrder,
    CloseOrder,
    ExpireOrder,
    OpenAccount,
    PlaceOrder,
    ProcessOrder,
    RejectOrder,
    Stage,
    TriggerOrder,
)
from trading_core.domain.exact import UNIT, multiply, to_unit
from trading_core.domain.ids import AccountId
from trading_core.domain.needs import needs_of
from trading_core.domain.trades import Fill, Purpose
from trading_core.domain.words import CostMethod
from trading_core.testing.strategies.commands import ACCOUNTS, commands, errands
from trading_core.testing.strategies.dice import Dice, any_of, evenly
from trading_core.testing.strategies.dice import dice as throws
from trading_core.testing.strategies.fills import MONDAY
from trading_core.testing.strategies.listings import LISTINGS, Listing, listing_for
from trading_core.testing.strategies.terms import near, order_terms
from trading_core.testing.strategies.wishes import size_of, wished

if TYPE_CHECKING:
    from trading_core.domain.amounts import Price
    from trading_core.domain.commands import Command
    from trading_core.domain.order_terms import OrderTerms

_LONGEST: Final = 1_000
_MONEY: Final = 100_000_000
_THROWS: Final = 8
_STAGES: Final = evenly([Stage.FILLED, Stage.ACCEPTED, Stage.FILLED, Stage.SUBMITTED])
_SHARES: Final = tuple(map(Decimal, ("1", "1", "0.5", "0.25", "2")))
_NAMES: Final = 4


def command_sequences(
    *, account: object = None, symbol: object = None, min_size: int = 0, max_size: int = 12
) -> st.SearchStrategy[tuple[Command, ...]]:
    """
    Commands to be carried out one after the other, behind two that open accounts with money.

    >>> from hypothesis import given
    >>> from trading_core import Book, decide
    >>> from datetime import UTC, datetime
    >>> from trading_core.testing import command_sequences
    >>> monday = datetime(2026, 1, 5, tzinfo=UTC)
    >>> @given(command_sequences(max_size=3))
    ... def check(asked):
    ...     outcomes = decide(Book(), asked, monday).outcomes
    ...     assert outcomes[0].ok and outcomes[1].ok
    >>> check()

    A wished ``account`` is the one that is opened, and all commands are about it:

    >>> @given(command_sequences(account="mine", min_size=1))
    ... def check(asked):
    ...     assert set(decide(Book(), asked, monday).book.accounts) <= {"mine"}
    >>> check()
    """
    most = size_of(max_size, "max_size", 0, _LONGEST)
    least = size_of(min_size, "min_size", 0, most)
    named = wished(account, ACCOUNTS, AccountId)
    listed = wished(symbol, evenly(LISTINGS), listing_for)
    terms = order_terms(account=named, symbol=listed.map(_symbol))
    placed = st.builds(_placed, terms, _STAGES, throws(2))
    kinds: list[st.SearchStrategy[Command | Dice]] = [
        *[placed] * 5,
        *[throws(_THROWS)] * 8,
        *[any_of(errands(named))] * 3,
        commands(account=account, symbol=symbol),
    ]
    more = st.lists(any_of(kinds), min_size=max(least - 1, 0), max_size=max(most - 1, 0))
    steps = st.builds(_told, placed, more)
    asked = steps if least else st.just(()) if not most else any_of([*[steps] * 7, st.just(())])
    return asked.map(_behind_the_usual if account is None else _behind_their_own)


def _symbol(listing: Listing) -> str:
    return listing.symbol


def _placed(terms: OrderTerms, stage: Stage, dice: Dice) -> Command:
    """At its own limit when it has one, else at a price near the usual."""
    at = None if terms.limit_price is not None else _near(terms, dice)
    return PlaceOrder(terms, stage, at)


def _near(terms: OrderTerms, dice: Dice) -> Price:
    return listing_for(terms.symbol).price(near(dice))


def _told(first: Command, steps: list[Command | Dice]) -> tuple[Command, ...]:
    """Let every throw of dice become something that happens to an order placed before."""
    asked = [first]
    placed: dict[str, OrderTerms] = {}
    for step in steps:
        last = asked[-1]
        if isinstance(last, PlaceOrder):
            placed.setdefault(last.terms.number, last.terms)
        latest_first = list(placed.values())[::-1]
        asked.append(_happening(step, step.choose(latest_first)) if isinstance(step, Dice) else step)
    return tuple(asked)


def _happening(dice: Dice, terms: OrderTerms) -> Command:
    number, way, at = terms.number, dice.below(12), _near(terms, dice)
    rarely: tuple[Command, ...] = (
        ProcessOrder(number, Stage.FILLED, at if terms.limit_price is None else None),
        CloseOrder(number, at),
        CancelOrder(number),
        ExpireOrder(number),
        TriggerOrder(number),
        RejectOrder(number, "not at this broker"),
    )
    if way < len(rarely):
        return rarely[way]
    purpose = dice.choose([Purpose.ENTRY, Purpose.ENTRY, *Purpose])
    quantity = max(to_unit(multiply(terms.quantity.value, dice.choose(_SHARES))), UNIT)
    return ApplyFill(number, Fill(f"{number}/{dice.below(_NAMES)}", at, quantity, MONDAY, purpose))


def _behind_the_usual(asked: tuple[Command, ...]) -> tuple[Command, ...]:
    """Two accounts are there; whoever else is named in what is asked is a stranger."""
    average, oldest_first = AccountTerms("A"), AccountTerms("B", cost_method=CostMethod.FIFO)
    return (OpenAccount(average, _MONEY), OpenAccount(oldest_first, _MONEY), *asked)


def _behind_their_own(asked: tuple[Command, ...]) -> tuple[Command, ...]:
    named = needs_of(asked).accounts
    return (*(OpenAccount(AccountTerms(name), _MONEY) for name in named), *asked)
