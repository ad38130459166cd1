"""What a store must load for each command, named once and in order."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.domain.asking import commands
from tests.unit.domain.floor import ACME, MONDAY, NOW, PAIR, A, B, imported, terms
from trading_core.domain.account import AccountTerms
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
    SetLimits,
    SettleCash,
    SetTradingState,
    Stage,
    TriggerOrder,
    Withdraw,
)
from trading_core.domain.ids import AccountId, ClientOrderId, FillId, OrderNumber
from trading_core.domain.journal import Reference
from trading_core.domain.limits import Limits
from trading_core.domain.needs import Needs, accounts_named, needs_of
from trading_core.domain.trades import Fill
from trading_core.domain.words import Side, TradingState

O1, O2 = OrderNumber("O-1"), OrderNumber("O-2")
BUY = Side.BUY


@pytest.mark.parametrize(
    ("command", "expected"),
    [
        (OpenAccount(AccountTerms("A"), 5), Needs(accounts=(A,))),
        (Deposit("A", 5, "R"), Needs(accounts=(A,), references=((A, Reference("R")),))),
        (Withdraw("A", 5, "R"), Needs(accounts=(A,), references=((A, Reference("R")),))),
        (SettleCash("A", MONDAY), Needs(accounts=(A,))),
        (SetLimits("A", Limits()), Needs(accounts=(A,))),
        (SetTradingState(TradingState.HALTED, "why"), Needs()),
        (PlaceOrder(terms("O-1", BUY, 1)), Needs(accounts=(A,), orders=(O1,), symbols=(ACME,))),
        (
            PlaceOrder(terms("O-1", BUY, 1, client="mine"), Stage.SUBMITTED),
            Needs(
                accounts=(A,),
                orders=(O1,),
                symbols=(ACME,),
                client_orders=((A, ClientOrderId("mine")),),
            ),
        ),
        (
            ImportOrder(imported("O-1", (PAIR, 1, 1), (ACME, 1, 1))),
            Needs(orders=(O1,), symbols=(ACME, PAIR)),
        ),
        (ProcessOrder("O-1"), Needs(orders=(O1,))),
        (TriggerOrder("O-1"), Needs(orders=(O1,))),
        (CancelOrder("O-1"), Needs(orders=(O1,))),
        (ExpireOrder("O-1"), Needs(orders=(O1,))),
        (CloseOrder("O-1"), Needs(orders=(O1,))),
        (ApplyFill("O-1", Fill("F", 1, 1, NOW)), Needs(orders=(O1,), fills=(FillId("F"),))),
    ],
)
def test_each_command_names_what_it_touches(command: Command, expected: Needs) -> None:
    """All that a decision will look up by a name of the command, and nothing else."""
    assert expected == needs_of([command])


def test_names_are_told_once_and_in_ascending_order() -> None:
    """Two batches that name the same accounts lock them in the same order."""
    batch: list[Command] = [
        Deposit("B", 1, "R-2"),
        PlaceOrder(terms("O-2", BUY, 1, PAIR, client="y", account="B")),
        ApplyFill("O-2", Fill("F-2", 1, 1, NOW)),
        Deposit("B", 1, "R-1"),
        Withdraw("A", 1, "R-3"),
        PlaceOrder(terms("O-1", BUY, 1, ACME, client="x", account="B")),
        ApplyFill("O-1", Fill("F-1", 1, 1, NOW)),
        CancelOrder("O-1"),
        Deposit("B", 1, "R-1"),
    ]
    expected = Needs(
        accounts=(A, B),
        orders=(O1, O2),
        symbols=(ACME, PAIR),
        fills=(FillId("F-1"), FillId("F-2")),
        client_orders=((B, ClientOrderId("x")), (B, ClientOrderId("y"))),
        references=((A, Reference("R-3")), (B, Reference("R-1")), (B, Reference("R-2"))),
    )
    assert expected == needs_of(batch)


def test_no_commands_need_nothing() -> None:
    """An empty batch loads and locks nothing."""
    assert Needs() == needs_of([])


@given(st.lists(commands(), max_size=8))
def test_the_order_of_the_commands_does_not_matter(batch: list[Command]) -> None:
    """The same commands backwards need the same."""
    assert needs_of(batch) == needs_of(reversed(batch))


@pytest.mark.parametrize(
    ("commands", "expected"),
    [
        ([], frozenset()),
        ([Deposit("A", 5, "R"), Withdraw("B", 5, "R")], {A, B}),
        ([SettleCash("A", MONDAY), SetLimits("B", Limits()), PlaceOrder(terms("O-1", BUY, 1))], {A, B}),
        ([Deposit("A", 5, "R"), CancelOrder("O-1")], None),
        ([OpenAccount(AccountTerms("A"), 5)], None),
        ([SetTradingState(TradingState.HALTED, "why")], None),
    ],
)
def test_only_commands_that_name_their_accounts_tell_them(
    commands: list[Command], expected: frozenset[AccountId] | None
) -> None:
    """Where an order leads to an account, or all are concerned, nobody may believe to know which it is."""
    assert expected == accounts_named(commands)
