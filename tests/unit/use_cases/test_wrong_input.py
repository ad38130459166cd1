"""Use cases that are given what they cannot use say which argument it is, before anything is begun."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.untyped import untyped
from tests.unit.use_cases.conftest import House
from tests.unit.use_cases.signal_desk import Desk
from trading_core.domain.markets import standard_markets
from trading_core.domain.sizing import FixedQuantity, FixedValue, RiskedShare
from trading_core.errors import InvalidValue, TradingError
from trading_core.testing import (
    FakeClock,
    MemoryBars,
    MemoryCache,
    MemoryMovePolicies,
    MemoryMoves,
    MemoryProducts,
    MemoryStore,
    MemoryTokens,
    MemoryUsers,
    QuickHasher,
    anything,
    command_sequences,
    near_valid,
)
from trading_core.use_cases.answer_once import AnswerOnce, Request
from trading_core.use_cases.execute_commands import ExecuteCommands
from trading_core.use_cases.explain_balance import BalanceQuestion, ExplainBalance
from trading_core.use_cases.import_orders import ImportOrders
from trading_core.use_cases.log_in import LogIn
from trading_core.use_cases.preview_orders import PreviewOrders
from trading_core.use_cases.process_pending import ProcessPending
from trading_core.use_cases.read_holdings import ReadHoldings
from trading_core.use_cases.record_bars import RecordBars
from trading_core.use_cases.refresh_session import RefreshSession
from trading_core.use_cases.repair_account import RepairAccount
from trading_core.use_cases.trade_signals import SignalText

house = House()
execute = ExecuteCommands(house.books, house.quotes, house.clock)
clock = FakeClock()
log_in = LogIn(MemoryUsers(), QuickHasher(2), MemoryTokens(), clock, timedelta(days=1))
refresh = RefreshSession(MemoryUsers(), MemoryTokens(), clock)
USE_CASES: dict[str, Callable[[Any], object]] = {
    "commands": execute,
    "requests": AnswerOnce(house.books, house.quotes, house.clock),
    "questions": ExplainBalance(house.accounts, house.journal),
    "orders": PreviewOrders(house.books, house.quotes, house.clock),
    "rows": ImportOrders(execute, house.orders),
    "told": ProcessPending(house.books, house.quotes, house.clock),
    "bars": RecordBars(
        MemoryBars(), MemoryMoves(), MemoryProducts(MemoryStore()), MemoryMovePolicies(), standard_markets()
    ),
    "texts": Desk(house).trader(),
    "AccountId": ReadHoldings(house.accounts, MemoryCache(clock)),
    "password": lambda found: log_in("alice", found, "family", "digest"),
    "family": lambda found: log_in("alice", "secret", found, "digest"),
    "digest": lambda found: log_in("alice", "secret", "family", found),
    "old": lambda found: refresh(found, "new"),
    "new": lambda found: refresh("old", found),
}
MADE: dict[str, Callable[[Any], object]] = {
    "a request of": lambda found: Request(caller=found, key=found, commands=found, render=lambda _: b""),
    "a question about": BalanceQuestion,
    "a bucket": lambda found: BalanceQuestion("A", bucket=found),
    "a product": lambda found: BalanceQuestion("A", symbol=found),
    "a moment": lambda found: BalanceQuestion("A", at=found),
    "a text": lambda found: SignalText(id="s", account="A", sender=found, body=found, name=found),
    "a size": FixedQuantity,
    "a value": FixedValue,
    "a share": RiskedShare,
}


@pytest.mark.parametrize("name", [*USE_CASES, *MADE])
@given(st.one_of(anything(), st.lists(anything(), max_size=2), near_valid(command_sequences(max_size=2))))
def test_no_use_case_fails_in_another_way_than_ours(name: str, found: object) -> None:
    """Whatever a door or an embedder passes on, out comes an outcome or a refusal."""
    try:
        {**USE_CASES, **MADE}[name](found)
    except TradingError as refusal:
        assert refusal.message.isprintable()  # noqa: PT017 - some of it is lawful after all


@pytest.mark.parametrize("name", USE_CASES)
def test_what_cannot_be_used_is_named(name: str) -> None:
    """The caller is told which argument it is."""
    with pytest.raises(InvalidValue) as refused:
        USE_CASES[name](5)

    assert name == refused.value.field


@pytest.mark.parametrize("name", ["requests", "questions", "rows", "told", "bars", "texts"])
def test_everything_in_a_batch_is_looked_at_before_it_begins(name: str) -> None:
    """One thing that is none refuses the batch, and nothing of it was done."""
    with pytest.raises(InvalidValue) as refused:
        USE_CASES[name]([5])

    assert (name, "5") == (refused.value.field, refused.value.found)


def test_what_is_no_command_is_refused_in_its_place() -> None:
    """The commands around it are carried out."""
    (outcome,) = execute(untyped([5]))

    assert isinstance(outcome.refusal, InvalidValue)
    assert "command" == outcome.refusal.field


def test_only_an_account_can_be_repaired() -> None:
    """A name that none can have is no account that is missing."""
    with pytest.raises(InvalidValue, match="AccountId"):
        RepairAccount(house.books, house.journal)(untyped(5))


@pytest.mark.parametrize("password", [1234, "half a \ud83d", b"secret"])
def test_a_password_that_cannot_be_hashed_is_refused_and_not_shown(password: Any) -> None:  # noqa: ANN401 - wrong on purpose
    """Half a character can be in no password, and a log is no place for one."""
    with pytest.raises(InvalidValue) as refused:
        log_in("alice", password, "family", "digest")

    assert ("password", "no text that can be written") == (refused.value.field, refused.value.found)
    assert refused.value.__suppress_context__


def test_a_request_holds_commands() -> None:
    """What cannot be walked through is refused when the request is made."""
    with pytest.raises(InvalidValue) as refused:
        Request(caller="alice", commands=5, render=lambda _: b"")

    assert ("commands", "a sequence") == (refused.value.field, refused.value.expected)
