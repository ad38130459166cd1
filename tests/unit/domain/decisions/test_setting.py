"""Limits that owners tighten and operators set, and the kill switch."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.unit.domain.floor import A, Floor, terms
from trading_core.domain.commands import CloseOrder, PlaceOrder, SetLimits, SetTradingState
from trading_core.domain.limits import Limits
from trading_core.domain.words import Side, TradingState
from trading_core.errors import LimitExceeded, NotFound, ReduceOnly, TradingHalted

BUY, SELL = Side.BUY, Side.SELL


def test_an_owner_may_tighten_and_not_loosen() -> None:
    """A smaller bound is taken, a larger or a removed one is refused and the old one stays."""
    floor = Floor().open(1000)
    outcome = floor.ok(SetLimits("A", Limits(max_order_value=100)))
    assert (floor.account(), Limits(max_order_value=100)) == (outcome.account, floor.book.limits[A])
    floor.ok(SetLimits("A", Limits(max_order_value=50)))
    expected = LimitExceeded("max_order_value", Decimal(50), Decimal(51))
    assert expected == floor.no(SetLimits("A", Limits(max_order_value=51)))
    removing = LimitExceeded("max_order_value", Decimal(50), Decimal("Infinity"))
    assert removing == floor.no(SetLimits("A", Limits()))
    assert Limits(max_order_value=50) == floor.book.limits[A]


def test_an_operator_may_loosen() -> None:
    """With the right to, any bound may be set or removed."""
    floor = Floor().open(1000, limits=Limits(max_order_value=50))
    floor.ok(SetLimits("A", Limits(max_position=7), loosen=True))
    assert Limits(max_position=7) == floor.book.limits[A]


def test_tightening_counts_from_what_the_batch_has_set() -> None:
    """The second command of a batch sees the first."""
    floor = Floor().open(1000)
    first, second = floor.do(SetLimits("A", Limits(max_position=5)), SetLimits("A", Limits(max_position=6)))
    assert (None, LimitExceeded("max_position", Decimal(5), Decimal(6))) == (first.refusal, second.refusal)


def test_limits_need_an_account() -> None:
    """Nobody's limits cannot be set."""
    assert NotFound("account", "X") == Floor().no(SetLimits("X", Limits(), loosen=True))


@pytest.mark.parametrize("state", TradingState)
def test_the_kill_switch_is_kept_with_its_reason(state: TradingState) -> None:
    """State and reason are those of the command, and the markets stay what they were."""
    floor = Floor()
    markets = floor.book.settings.markets
    outcome = floor.ok(SetTradingState(state, "a storm"))
    settings = floor.book.settings
    assert (state, "a storm", markets) == (settings.state, settings.state_reason, settings.markets)
    assert (None, None) == (outcome.account, outcome.order)


def test_the_kill_switch_acts_within_its_batch() -> None:
    """Commands before it pass, commands after it do not, and turning it back lets them pass again."""
    floor = Floor().open(1000)
    outcomes = floor.do(
        PlaceOrder(terms("O-1", BUY, 1, limit=1)),
        SetTradingState(TradingState.HALTED, "a storm"),
        PlaceOrder(terms("O-2", BUY, 1, limit=1)),
        CloseOrder("O-1"),
        SetTradingState(TradingState.REDUCING, "less wind"),
        PlaceOrder(terms("O-3", BUY, 1, limit=1)),
        SetTradingState(TradingState.ACTIVE, "sun"),
        PlaceOrder(terms("O-4", BUY, 1, limit=1)),
    )
    storm, wind = TradingHalted("a storm"), ReduceOnly("less wind")
    assert [None, None, storm, storm, None, wind, None, None] == [outcome.refusal for outcome in outcomes]


def test_while_reducing_holdings_may_be_sold() -> None:
    """What only makes a position smaller passes."""
    floor = Floor().open(1000)
    floor.trade("B", BUY, 10, 10)
    floor.ok(SetTradingState(TradingState.REDUCING, "less wind"))
    floor.trade("S", SELL, 10, 10)
    assert ReduceOnly("less wind") == floor.no(PlaceOrder(terms("X", SELL, 1, limit=1)))
