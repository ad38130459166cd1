"""Laws of decisions that hold for any commands in any order."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.domain.asking import commands, floor_rules, quotes
from tests.unit.domain.floor import NOW, Floor, later
from trading_core.domain.account import AccountTerms
from trading_core.domain.book import Book, Changes
from trading_core.domain.commands import (
    ApplyFill,
    CancelOrder,
    CloseOrder,
    Deposit,
    OpenAccount,
    PlaceOrder,
    ProcessOrder,
    Withdraw,
)
from trading_core.domain.decisions import decide
from trading_core.domain.needs import needs_of
from trading_core.domain.words import CostMethod

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import TypeVar

    from trading_core.domain.book import Decision
    from trading_core.domain.commands import Command
    from trading_core.domain.needs import Needs

    K = TypeVar("K")
    V = TypeVar("V")


@st.composite
def floors(draw: st.DrawFn) -> Floor:
    """Two accounts with money, under any rules and prices, and any past."""
    floor = Floor(draw(floor_rules()))
    method, margin = draw(st.sampled_from(CostMethod)), draw(st.booleans())
    floor.do(*(OpenAccount(AccountTerms(name, "TWD", method, margin), 1000) for name in "AB"))
    floor.see(*draw(quotes()))
    for command in draw(st.lists(commands(), max_size=15)):
        floor.do(command)
    return floor


asked = st.lists(commands(), max_size=10)


@given(floors(), asked)
def test_no_sequence_of_commands_breaks_the_books(floor: Floor, commands: Sequence[Command]) -> None:
    """Whatever is asked, each answer belongs to its command and every law of the books still holds."""
    for command in commands:
        assert [command] == [outcome.command for outcome in floor.do(command)]


@given(floors(), asked)
def test_a_batch_is_its_commands_one_after_the_other(floor: Floor, commands: Sequence[Command]) -> None:
    """Many commands at once have the outcomes, entries and book that they have one by one."""
    together = decide(floor.book, commands, NOW)
    alone: list[Decision] = []
    for command in commands:
        alone.append(decide(alone[-1].book if alone else floor.book, [command], NOW))
    changes = together.changes
    assert tuple(outcome for each in alone for outcome in each.outcomes) == together.outcomes
    assert tuple(entry for each in alone for entry in each.changes.entries) == changes.entries
    assert tuple(event for each in alone for event in each.changes.events) == changes.events
    assert tuple(trade for each in alone for trade in each.changes.trades) == changes.trades
    assert (alone[-1].book if alone else floor.book) == together.book


@given(floors(), commands())
def test_a_refused_command_moves_nothing(floor: Floor, command: Command) -> None:
    """A refusal leaves the book as it was; a refused new order is kept, with no money moved for it."""
    before = floor.book
    decision = decide(before, [command], NOW)
    (outcome,) = decision.outcomes
    if outcome.refusal is None:
        return
    if not isinstance(command, PlaceOrder | ProcessOrder) or outcome.order is None:
        assert Changes() == decision.changes
        return
    after = decision.book
    assert ("rejected", str(outcome.refusal)) == (outcome.order.status, outcome.order.reason)
    released = isinstance(command, ProcessOrder) and bool(decision.changes.entries)
    assert released or before.accounts == after.accounts
    assert (before.trades, before.movements) == (after.trades, after.movements)
    assert {name: account.cash + account.held for name, account in before.accounts.items()} == {
        name: account.cash + account.held for name, account in after.accounts.items()
    }


@given(floors(), asked, asked, commands())
def test_a_refused_command_does_not_touch_those_around_it(
    floor: Floor, first: Sequence[Command], then: Sequence[Command], command: Command
) -> None:
    """Without a command that was refused and kept nothing, the others have the same outcomes."""
    whole = decide(floor.book, [*first, command, *then], NOW)
    outcome = whole.outcomes[len(first)]
    if outcome.refusal is not None and outcome.order is None:
        without = decide(floor.book, [*first, *then], NOW)
        assert without.changes == whole.changes
        assert without.outcomes == (*whole.outcomes[: len(first)], *whole.outcomes[len(first) + 1 :])


REPEATABLE = (Deposit, Withdraw, PlaceOrder, ApplyFill)


@given(floors(), commands(), st.integers(0, 100))
def test_a_command_that_is_repeated_changes_nothing(floor: Floor, command: Command, seconds: int) -> None:
    """Deposits, withdrawals, orders and fills are known again by their names, at any later time."""
    first = decide(floor.book, [command], NOW)
    again = decide(first.book, [command], later(seconds))
    if first.outcomes[0].ok and isinstance(command, REPEATABLE):
        assert Changes() == again.changes
        assert again.outcomes[0].replayed
    if first.outcomes[0].ok and isinstance(command, CancelOrder | CloseOrder):
        assert Changes() == again.changes
        assert not again.outcomes[0].ok


@given(floors(), asked)
def test_a_decision_depends_on_nothing_but_its_arguments(floor: Floor, commands: Sequence[Command]) -> None:
    """The same book, commands and moment give the same decision, and the book stays as it was."""
    before = evolve(floor.book, accounts=dict(floor.book.accounts), orders=dict(floor.book.orders))
    assert decide(floor.book, commands, NOW) == decide(floor.book, commands, NOW)
    assert before == floor.book


def chosen(mapping: Mapping[K, V], keys: set[K]) -> dict[K, V]:
    return {key: value for key, value in mapping.items() if key in keys}


def loaded(book: Book, needs: Needs) -> Book:
    """What a store loads: all that is named, and what the orders that were found lead on to."""
    known = chosen(book.client_orders, {*needs.client_orders})
    trades = chosen(book.trades, {*needs.fills})
    orders = chosen(book.orders, {*needs.orders, *known.values()})
    traded = [order.terms for order in orders.values() if order.terms.account is not None]
    accounts = {*needs.accounts, *(terms.account for terms in traded if terms.account is not None)}
    symbols = {*needs.symbols, *(terms.symbol for terms in traded)}
    positions = {
        symbol for name in accounts if name in book.accounts for symbol, _ in book.accounts[name].lots
    }
    return Book(
        settings=book.settings,
        accounts=chosen(book.accounts, accounts),
        limits=chosen(book.limits, accounts),
        recent_orders=chosen(book.recent_orders, accounts),
        products=chosen(book.products, symbols),
        quotes=chosen(book.quotes, symbols | positions),
        orders=orders,
        client_orders=known,
        trades=trades,
        movements=chosen(book.movements, {*needs.references}),
    )


@given(floors(), asked)
def test_what_the_needs_name_is_all_that_a_decision_reads(floor: Floor, commands: Sequence[Command]) -> None:
    """A store that loads what the commands need decides like one that holds everything."""
    part = loaded(floor.book, needs_of(commands))
    some, all_of_it = decide(part, commands, NOW), decide(floor.book, commands, NOW)
    assert all_of_it.outcomes == some.outcomes
    assert all_of_it.changes == some.changes


junk = st.one_of(
    st.none(),
    st.text(),
    st.integers(),
    st.floats(),
    st.binary(),
    st.lists(st.none()),
    st.just(object),
    st.just(PlaceOrder),
)


@given(floors(), junk, asked)
def test_what_is_no_command_is_refused_alone(
    floor: Floor, thing: object, commands: Sequence[Command]
) -> None:
    """Junk in a batch has a refusal of its own; the commands after it are decided as if it were not there."""
    batch: list[Any] = [thing, *commands]
    decision = decide(floor.book, batch, NOW)
    refusal = decision.outcomes[0].refusal
    assert refusal is not None
    assert ("invalid_value", "command") == (refusal.code, refusal.facts["field"])
    assert decide(floor.book, commands, NOW).changes == decision.changes
