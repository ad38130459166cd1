"""Journeys that nobody has planned: random commands on a few accounts, as a strategy."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

from trading_core.domain.commands import (
    ApplyFill,
    CancelOrder,
    CloseOrder,
    Command,
    Deposit,
    ExpireOrder,
    PlaceOrder,
    ProcessOrder,
    SettleCash,
    SetTradingState,
    Stage,
    TriggerOrder,
    Withdraw,
    open_account,
)
from trading_core.domain.trades import Fill, Purpose
from trading_core.domain.words import OrderType, Side, TradingState
from trading_core.testing.contracts.tour import MONDAY, Stop, order

if TYPE_CHECKING:
    from trading_core.domain.order_terms import OrderTerms

ACCOUNTS = st.sampled_from(["ann", "ben"])
SYMBOLS = st.sampled_from(["ABC", "EURUSD"])
NUMBERS = st.integers(1, 9).map("N-{}".format)
NAMES = st.integers(1, 5).map("r{}".format)
PRICES = st.decimals("0.5", "900", places=2)
QUANTITIES = st.integers(1, 60)


@st.composite
def _terms(draw: st.DrawFn) -> OrderTerms:
    kind = draw(st.sampled_from(OrderType))
    more: dict[str, Any] = {"type": kind}
    if kind in (OrderType.LIMIT, OrderType.STOP_LIMIT):
        more["limit_price"] = draw(PRICES)
    if kind in (OrderType.STOP, OrderType.STOP_LIMIT):
        more["stop_price"] = draw(PRICES)
    side = draw(st.sampled_from(Side))
    if draw(st.booleans()):
        more["stop_loss"] = "0.1" if side is Side.BUY else "5000"
    name = draw(st.none() | NAMES)
    account, symbol = draw(ACCOUNTS), draw(SYMBOLS)
    return order(draw(NUMBERS), account, side, symbol, draw(QUANTITIES), client_order_id=name, **more)


def _fills() -> st.SearchStrategy[Fill]:
    names = st.integers(1, 30).map("fill-{}".format)
    return st.builds(Fill, names, PRICES, QUANTITIES, st.just(MONDAY), st.sampled_from(Purpose))


def commands() -> st.SearchStrategy[Command]:
    """One command; names come from small sets, so that commands meet each other's orders."""
    return st.one_of(
        st.builds(Deposit, ACCOUNTS, st.integers(1, 5000), NAMES),
        st.builds(Withdraw, ACCOUNTS, st.integers(1, 5000), NAMES),
        st.builds(PlaceOrder, _terms(), st.sampled_from(Stage), st.none() | PRICES),
        st.builds(ProcessOrder, NUMBERS, st.sampled_from(Stage), st.none() | PRICES),
        st.builds(ApplyFill, NUMBERS, _fills()),
        st.builds(TriggerOrder, NUMBERS),
        st.builds(CancelOrder, NUMBERS),
        st.builds(ExpireOrder, NUMBERS),
        st.builds(CloseOrder, NUMBERS, PRICES),
        st.builds(SettleCash, ACCOUNTS, st.just(MONDAY.date() + timedelta(days=9))),
        st.builds(SetTradingState, st.sampled_from(TradingState), st.just("a reason")),
    )


def journeys() -> st.SearchStrategy[tuple[Stop, ...]]:
    """Two accounts with money, then some batches of commands, one second after the other."""
    beginning = Stop((open_account("ann", 50_000), open_account("ben", 9_000)), MONDAY)

    def along(batches: list[list[Command]]) -> tuple[Stop, ...]:
        later = (MONDAY + timedelta(seconds=count) for count in range(1, len(batches) + 1))
        return (beginning, *(Stop(tuple(batch), at) for batch, at in zip(batches, later, strict=True)))

    return st.lists(st.lists(commands(), min_size=1, max_size=6), max_size=6).map(along)
