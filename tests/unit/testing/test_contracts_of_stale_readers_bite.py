"""A cache in front of a store that nobody tells what has changed, and the suites that notice."""

# ruff: noqa: ANN401 - any reader, asked anything

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

import pytest

from tests.unit.testing.conftest import beside, red
from trading_core.testing import (
    MemoryAccounts,
    MemoryAnalyses,
    MemoryApiKeys,
    MemoryBars,
    MemoryDrafts,
    MemoryFeed,
    MemoryFirstPrices,
    MemoryJournal,
    MemoryMonths,
    MemoryMovePolicies,
    MemoryMoves,
    MemoryOrders,
    MemoryOutbox,
    MemoryProducts,
    MemorySignals,
    MemoryTokens,
    MemoryTrades,
    MemoryUsers,
    accounts_contract,
    analyses_contract,
    api_keys_contract,
    bars_contract,
    drafts_contract,
    feed_contract,
    first_prices_contract,
    journal_contract,
    months_contract,
    move_policies_contract,
    moves_contract,
    orders_contract,
    outbox_contract,
    products_contract,
    signals_contract,
    tokens_contract,
    trades_contract,
    users_contract,
    working_orders_contract,
)

Suite = Callable[..., type]

# Each reader with its suite and everything that it can be asked; what a feed has forgotten is changed by nobody who
# uses it, but by whoever sweeps it.
READERS: Final[list[tuple[type, Suite, tuple[str, ...]]]] = [
    (MemoryAnalyses, analyses_contract, ("get",)),
    (MemoryApiKeys, api_keys_contract, ("get", "of")),
    (
        MemoryBars,
        bars_contract,
        ("latest", "latest_of_all", "between", "before", "standing", "around", "unlooked", "behind"),
    ),
    (MemoryFirstPrices, first_prices_contract, ("find",)),
    (MemoryMonths, months_contract, ("get", "quiet_days")),
    (MemoryMovePolicies, move_policies_contract, ("find",)),
    (MemoryMoves, moves_contract, ("states", "get", "find", "count")),
    (MemorySignals, signals_contract, ("waiting", "untold", "get", "find", "count")),
    (MemoryTokens, tokens_contract, ("active",)),
    (MemoryUsers, users_contract, ("get", "named")),
    (MemoryFeed, feed_contract, ("since", "last")),
]
BESIDE: Final[list[tuple[type, Suite, tuple[str, ...]]]] = [
    (MemoryAccounts, accounts_contract, ("get", "revisions", "limits", "owed", "page")),
    (MemoryDrafts, drafts_contract, ("get", "find", "count")),
    (MemoryJournal, journal_contract, ("entries", "latest", "touching")),
    (MemoryOrders, orders_contract, ("get", "named", "find", "count")),
    (MemoryOrders, working_orders_contract, ("working",)),
    (MemoryOutbox, outbox_contract, ("unsent",)),
    (MemoryProducts, products_contract, ("get", "find", "all")),
    (MemoryTrades, trades_contract, ("find", "count")),
]


def stale(reader: type[Any], question: str) -> type[Any]:
    """A reader that answers a question as it has answered it before."""

    def begin(self: Any, *arguments: Any) -> None:
        reader.__init__(self, *arguments)
        self._answers = {}

    def ask(self: Any, *arguments: Any, **named: Any) -> Any:
        asked = repr((arguments, named))
        if asked not in self._answers:
            self._answers[asked] = getattr(reader, question)(self, *arguments, **named)
        return self._answers[asked]

    return type("Stale", (reader,), {"__init__": begin, question: ask})


CASES: Final = [
    *(
        pytest.param(suite, stale(reader, question), id=f"{reader.__name__}.{question}")
        for reader, suite, questions in READERS
        for question in questions
    ),
    *(
        pytest.param(suite, beside(stale(reader, question)), id=f"{reader.__name__}.{question}")
        for reader, suite, questions in BESIDE
        for question in questions
    ),
]


@pytest.mark.usefixtures("quick_properties")
@pytest.mark.parametrize(("suite", "make"), CASES)
def test_an_answer_that_was_right_once_is_found_out(suite: Suite, make: Callable[[], Any]) -> None:
    """Every suite asks before something changes and again behind it, each question that its port answers."""
    assert [] != red(suite(make))
