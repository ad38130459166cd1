"""State, difference and outcome of a decision."""

from __future__ import annotations

from typing import Any

import pytest
from attrs import evolve, fields

from tests.unit.domain.floor import NOW, Floor, quote
from trading_core.domain.book import Book, Changes, Decision, Outcome, Settings, with_changes
from trading_core.domain.commands import Command, Deposit, SetLimits, SetTradingState
from trading_core.domain.decisions import decide
from trading_core.domain.limits import Limits
from trading_core.domain.markets import standard_markets
from trading_core.domain.words import Side, TradingState
from trading_core.errors import InvalidValue, NotFound

COMMAND = Deposit("A", 1, "R")


def test_usual_settings_trade_on_the_standard_markets() -> None:
    """All plain markets are open for trading."""
    settings = Settings()
    assert (TradingState.ACTIVE, "no reason given") == (settings.state, settings.state_reason)
    assert standard_markets() == settings.markets


@pytest.mark.parametrize("state", ["halted", None, True])
def test_a_kill_switch_is_one_of_its_states(state: Any) -> None:  # noqa: ANN401 - what a caller without types gives
    """A word that looks like a state would never be equal to one, and leave trading on."""
    with pytest.raises(InvalidValue) as caught:
        Settings(state=state)
    assert "state" == caught.value.field


def test_a_book_has_settings() -> None:
    """Anything else in their place is refused."""
    nothing: Any = None
    with pytest.raises(InvalidValue) as caught:
        Book(settings=nothing)
    assert "settings" == caught.value.field


def test_an_outcome_without_a_refusal_is_ok() -> None:
    """A replay is fine too; unwrapping gives the outcome or raises its refusal."""
    good, bad = Outcome(COMMAND, replayed=True), Outcome(COMMAND, NotFound("account", "A"))
    assert (True, False) == (good.ok, bad.ok)
    assert good is good.unwrap()
    with pytest.raises(NotFound) as caught:
        bad.unwrap()
    assert bad.refusal is caught.value


def test_no_changes_leave_a_book_as_it_is() -> None:
    """Nothing laid over a book is the book."""
    book = Floor().open(5).book
    assert book == with_changes(book, Changes())
    assert book == Decision(book, Changes(), ()).book


def test_changes_are_laid_over_what_was_there() -> None:
    """What was changed takes the place of what was known by the same name, the rest stays."""
    floor = Floor().open(1000, limits=Limits(max_position=500)).open(5, name="B").see(quote("ACME", 1))
    floor.trade("O", Side.BUY, 1, 10, client="mine")
    floor.ok(COMMAND)
    before = floor.book
    batch: list[Command] = [
        Deposit("B", 2, "R"),
        SetLimits("B", Limits(max_position=1)),
        SetTradingState(TradingState.HALTED, "x"),
    ]
    changes = decide(before, batch, NOW).changes
    after = with_changes(before, changes)
    for field in fields(Changes):
        if field.name in {"entries", "events", "trades"}:
            continue
        known, changed, found = (getattr(one, field.name) for one in (before, changes, after))
        if field.name == "settings":
            assert changed is found
        else:
            assert {**known, **changed} == found
            assert {*known} <= {*found}
    assert (before.trades, before.quotes) == (after.trades, after.quotes)
    assert 2 == len(after.movements)


def test_trades_of_changes_are_found_by_their_fills() -> None:
    """A trade stands in the book under the id of its fill."""
    floor = Floor().open(1000)
    (trade,) = floor.trade("O", Side.BUY, 1, 10).trades
    book = with_changes(Book(), Changes(trades=(trade,)))
    assert evolve(Book(), trades={trade.id: trade}) == book
