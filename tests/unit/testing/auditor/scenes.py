"""Single questions that a random trader rarely asks, with the answers that the law wants."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

from trading_core.domain.commands import (
    ApplyFill,
    CancelOrder,
    CloseOrder,
    Command,
    Deposit,
    PlaceOrder,
    ProcessOrder,
    RejectOrder,
    SetLimits,
    SettleCash,
    Stage,
    TriggerOrder,
    Withdraw,
    buy,
    open_account,
    sell,
)
from trading_core.domain.limits import Limits
from trading_core.domain.order_terms import OrderLine, OrderTerms
from trading_core.domain.trades import Fill, Purpose
from trading_core.domain.words import OrderType, Side
from trading_core.testing.auditor import (
    HARSH_WORLD,
    PLAIN_WORLD,
    STRICT_WORLD,
    Audit,
    AuditedDesk,
    World,
)
from trading_core.testing.auditor.auditing import BEGINNING
from trading_core.testing.auditor.model import Model


def an_audit(world: World, *commands: Command) -> Audit:
    """An account with money that has done something already."""
    audit = Audit(AuditedDesk(world.settings), world)
    for command in (open_account("A", world.opening), *commands):
        audit.ask(command)
    return audit


def market_order(
    number: str,
    symbol: str,
    quantity: object,
    side: Side = Side.BUY,
    **more: Any,  # noqa: ANN401 - any of the terms
) -> OrderTerms:
    """An order without a price of its own."""
    wishes: dict[str, Any] = {"type": OrderType.MARKET, **more}
    return OrderTerms(number=number, account="A", side=side, lines=[OrderLine(symbol, quantity)], **wishes)


def limited(number: str, symbol: str, quantity: object, price: object, side: Side = Side.BUY) -> OrderTerms:
    """An order with a limit."""
    return market_order(number, symbol, quantity, side, type=OrderType.LIMIT, limit_price=price)


def said(world: World, *commands: Command) -> list[str | None]:
    """What the model says to each command, after an audit has seen to it that the desk says the same."""
    an_audit(world, *commands).finish()
    model = Model(world)
    model.predict(open_account("A", world.opening), BEGINNING)
    return [model.predict(command, BEGINNING).refusal for command in commands]


def fill(name: str, price: object, quantity: object, purpose: Purpose = Purpose.ENTRY) -> Fill:
    """A report of now."""
    return Fill(name, price, quantity, BEGINNING, purpose)


TINY = Decimal("1e-8")
EXITS: dict[str, Any] = {"stop_loss": 90, "take_profits": [110]}

SCENES: dict[str, tuple[World, list[Command], list[str | None]]] = {
    "the library passes over a name that a broker has used": (
        PLAIN_WORLD,
        [
            PlaceOrder(market_order("O-1", "ACME", 4), Stage.ACCEPTED, 100),
            ApplyFill("O-1", fill("O-1.2", 100, 4)),
            CloseOrder("O-1", 101),
        ],
        [None, None, None],
    ),
    "a name of its own that a broker used for another order is a duplicate": (
        PLAIN_WORLD,
        [
            PlaceOrder(market_order("O-1", "ACME", 4), Stage.ACCEPTED, 100),
            ApplyFill("O-1", fill("O-2.1", 100, 4)),
            buy("O-2", "A", "ACME", 1, 100),
        ],
        [None, None, "duplicate_fill"],
    ),
    "nothing is traded for nothing": (
        PLAIN_WORLD,
        [
            PlaceOrder(market_order("O-1", "ACME", 1), Stage.ACCEPTED, 100),
            ApplyFill("O-1", fill("F-1", TINY, TINY)),
            PlaceOrder(market_order("O-2", "ACME", TINY), Stage.ACCEPTED, TINY),
        ],
        [None, "invalid_value", "invalid_value"],
    ),
    "exits stand around the price at which an order is taken": (
        PLAIN_WORLD,
        [
            PlaceOrder(market_order("O-1", "ACME", 1, **EXITS), Stage.ACCEPTED, 90),
            PlaceOrder(market_order("O-2", "ACME", 1, **EXITS), Stage.ACCEPTED, 110),
            PlaceOrder(market_order("O-3", "ACME", 1, **EXITS), Stage.ACCEPTED, 100),
        ],
        ["invalid_value", "invalid_value", None],
    ),
    "a share that was sold twice is missing": (
        PLAIN_WORLD,
        [
            buy("O-1", "A", "ACME", 4, 100),
            sell("O-2", "A", "ACME", 4, 100),
            CloseOrder("O-1", 100),
            ApplyFill("O-1", fill("F-1", 100, 4, Purpose.STOP_LOSS)),
        ],
        [None, None, "insufficient_holdings", "insufficient_holdings"],
    ),
    "what exits guard is not for others": (
        PLAIN_WORLD,
        [
            PlaceOrder(market_order("O-1", "ACME", 4, **EXITS), Stage.FILLED, 100),
            buy("O-2", "A", "ACME", 1, 100),
            sell("O-3", "A", "ACME", 1, 100),
            CloseOrder("O-2", 100),
        ],
        [None, None, None, "insufficient_holdings"],
    ),
    "named lots must be there": (
        PLAIN_WORLD,
        [
            buy("O-1", "A", "ACME", 2, 100),
            PlaceOrder(market_order("O-2", "ACME", 1, Side.SELL, lots=["F-9"]), Stage.FILLED, 100),
            PlaceOrder(market_order("O-3", "ACME", 1, Side.SELL, lots=["pool"]), Stage.FILLED, 100),
        ],
        [None, "lots_not_held", None],
    ),
    "a currency is traded on its tick and in hundredths": (
        STRICT_WORLD,
        [
            PlaceOrder(market_order("O-1", "EURUSD", "0.001"), Stage.ACCEPTED, 1),
            buy("O-2", "A", "EURUSD", 1, "1.100001"),
            buy("O-3", "A", "EURUSD", 1, "1.10001"),
        ],
        ["off_lot", "off_tick", None],
    ),
    "a least part of a lot needs a limit": (
        STRICT_WORLD,
        [PlaceOrder(market_order("O-1", "2330", 5), Stage.ACCEPTED, 600)],
        ["order_type_not_taken"],
    ),
    "a loss is not hidden by reserving the money that would pay it": (
        HARSH_WORLD,
        [
            PlaceOrder(market_order("O-1", "BOLT", 100, Side.SELL), Stage.FILLED, 10),
            PlaceOrder(market_order("O-3", "ACME", 20), Stage.ACCEPTED, 100),
            ApplyFill("O-1", fill("F-1", 90, 100, Purpose.STOP_LOSS)),
            CancelOrder("O-3"),
            Withdraw("A", 1, "R-1"),
        ],
        [None, None, None, None, "insufficient_funds"],
    ),
    "nothing is filled at a worse price than the order's limit": (
        PLAIN_WORLD,
        [
            PlaceOrder(limited("O-1", "ACME", 1, 100), Stage.FILLED, 101),
            PlaceOrder(limited("O-1", "ACME", 1, 100), Stage.ACCEPTED),
            ProcessOrder("O-1", Stage.FILLED, 101),
            ProcessOrder("O-1", Stage.FILLED, 99),
        ],
        ["invalid_value", None, "invalid_value", None],
    ),
    "a stop waits until it was passed, and then for a price": (
        PLAIN_WORLD,
        [
            PlaceOrder(market_order("O-1", "ACME", 1, type=OrderType.STOP, stop_price=110), Stage.FILLED),
            ProcessOrder("O-1"),
            TriggerOrder("O-1"),
            ProcessOrder("O-1"),
            ProcessOrder("O-1", Stage.FILLED, 111),
        ],
        [None, None, None, "no_price", None],
    ),
    "what a broker does not take gives back what it reserved": (
        PLAIN_WORLD,
        [
            PlaceOrder(market_order("O-1", "ACME", 4), Stage.ACCEPTED, 100),
            RejectOrder("O-1", "margin call elsewhere"),
            ApplyFill("O-1", fill("F-1", 100, 4)),
            PlaceOrder(market_order("O-2", "ACME", 4), Stage.ACCEPTED, 100),
            ApplyFill("O-2", fill("F-2", 100, 2)),
            RejectOrder("O-2", "too late"),
        ],
        [None, None, "invalid_transition", None, None, "invalid_transition"],
    ),
    "a least fee may be more than a first small part brings": (
        HARSH_WORLD,
        [
            PlaceOrder(limited("O-1", "ACME", 20, 100), Stage.FILLED),
            PlaceOrder(limited("O-2", "ACME", 20, "0.5", Side.SELL), Stage.ACCEPTED),
            Withdraw("A", "976.8", "R-1"),
            ApplyFill("O-2", fill("F-1", "0.5", 1)),
            ApplyFill("O-2", fill("F-2", "0.5", 19)),
        ],
        [None, None, None, None, None],
    ),
    "less than a lot is no half of a day trade": (
        STRICT_WORLD,
        [
            buy("O-1", "A", "2330", 900, 600),
            sell("O-2", "A", "2330", 900, 600),
            buy("O-3", "A", "2330", 1000, 600),
            sell("O-4", "A", "2330", 500, 600),
        ],
        [None, None, None, None],
    ),
    "a part of a lot pays the least fee of a lot": (
        STRICT_WORLD,
        [
            PlaceOrder(limited("O-1", "0050", 1000, 7), Stage.ACCEPTED),
            ApplyFill("O-1", fill("F-1", 7, 500)),
            ApplyFill("O-1", fill("F-2", 7, 500)),
        ],
        [None, None, None],
    ),
    "a loss leaves the reservation of the units still to come alone": (
        HARSH_WORLD,
        [
            PlaceOrder(market_order("O-1", "BOLT", 100, Side.SELL, stop_loss=20), Stage.ACCEPTED, 10),
            ApplyFill("O-1", fill("F-1", 10, 50)),
            ApplyFill("O-1", fill("F-2", 30, 50, Purpose.STOP_LOSS)),
            ApplyFill("O-1", fill("F-3", 10, 50)),
        ],
        [None, None, None, None],
    ),
    "who buys back what he is short of pays from what lies behind it": (
        HARSH_WORLD,
        [
            PlaceOrder(market_order("O-1", "BOLT", 100, Side.SELL), Stage.FILLED, 10),
            buy("O-2", "A", "BOLT", 100, 11),
        ],
        [None, None],
    ),
    "a position grows to its bound and no further": (
        PLAIN_WORLD,
        [
            SetLimits("A", Limits(max_position=100)),
            buy("O-1", "A", "ACME", 2, 100),
            buy("O-2", "A", "ACME", 1, 100),
        ],
        [None, "limit_exceeded", None],
    ),
    "a share is traded on its tick": (
        STRICT_WORLD,
        [buy("O-1", "A", "2330", 1000, "605.5"), buy("O-2", "A", "2330", 1000, 605)],
        ["off_tick", None],
    ),
    "a client's name under another number is the same order again": (
        PLAIN_WORLD,
        [
            PlaceOrder(market_order("O-1", "ACME", 1, client_order_id="mine"), Stage.ACCEPTED, 100),
            PlaceOrder(market_order("O-2", "ACME", 1, client_order_id="mine"), Stage.ACCEPTED, 100),
        ],
        [None, None],
    ),
    "proceeds wait, and losses beyond all money are owed": (
        HARSH_WORLD,
        [
            PlaceOrder(market_order("O-1", "BOLT", 100, Side.SELL), Stage.FILLED, 10),
            ApplyFill("O-1", fill("F-1", 90, 100, Purpose.STOP_LOSS)),
            Deposit("A", 7000, "R-1"),
            buy("O-2", "A", "BOLT", 20, 10),
            sell("O-3", "A", "BOLT", 20, 12),
            SettleCash("A", (BEGINNING + timedelta(days=1)).date()),
            ProcessOrder("O-3"),
        ],
        [None] * 7,
    ),
}
