"""While trading is halted, a waiting order that was accepted before is not filled; the auditor knows that too."""

from __future__ import annotations

import pytest

from trading_core.domain.commands import PlaceOrder, ProcessOrder, SetTradingState, Stage, open_account
from trading_core.domain.order_terms import OrderLine, OrderTerms
from trading_core.domain.words import OrderType, Side, TradingState
from trading_core.testing.auditor import PLAIN_WORLD, Audit, AuditedDesk

LIMIT = OrderTerms(
    number="O-1",
    account="A",
    side=Side.BUY,
    type=OrderType.LIMIT,
    limit_price=10,
    lines=[OrderLine(PLAIN_WORLD.goods[0].symbol, 1)],
)


@pytest.mark.parametrize("state", [TradingState.HALTED, TradingState.ACTIVE])
def test_an_accepted_order_is_filled_only_while_trading_is_on(state: TradingState) -> None:
    """Model and desk agree on what a halt does to an order that has its place already."""
    audit = Audit(AuditedDesk(PLAIN_WORLD.settings), PLAIN_WORLD)
    for command in (
        open_account("A", 1000),
        PlaceOrder(LIMIT),
        SetTradingState(state, "as the operator says"),
        ProcessOrder("O-1", Stage.FILLED),
    ):
        audit.ask(command)
    audit.finish()

    assert ("executed" if state is TradingState.ACTIVE else "accepted") == audit.model.order("O-1").words[
        "status"
    ]
