"""A tour through everything that can happen to books, so that each field of each stored value is used once."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

from attrs import field, frozen

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
    buy,
    sell,
)
from trading_core.domain.limits import Limits
from trading_core.domain.order_terms import OrderLine, OrderTerms
from trading_core.domain.quotes import Quote
from trading_core.domain.trades import Fill, Provenance, Purpose
from trading_core.domain.words import CostMethod, OrderType, Side, Source, TimeInForce, TradingState

if TYPE_CHECKING:
    from collections.abc import Iterator

MONDAY: Final = datetime(2026, 1, 5, 2, 0, 0, 123456, tzinfo=UTC)

# Names that a careless statement would break on.
ALICE: Final = "alice O'Neil %_\\\";--"
BOB: Final = "bob"
CAROL: Final = "carol"
STRANGE: Final = "A-1'\"%_\\;--"
REASON: Final = "原因: Ünïcode, 'quoted' \"twice\" %s {0}"


@frozen
class Stop:
    """Commands that are decided together, at a moment, at these prices."""

    commands: tuple[Command, ...]
    at: datetime
    quotes: tuple[Quote, ...] = field(default=())


def order(number: str, account: str, side: Side, symbol: str, quantity: object, **more: Any) -> OrderTerms:  # noqa: ANN401 - any of the terms
    """A trading order; what is not said is a market order."""
    return OrderTerms(
        number=number,
        account=account,
        side=side,
        lines=[OrderLine(symbol, quantity, more.pop("unit_price", None), more.pop("name", None))],
        **more,
    )


def _limit(price: object) -> dict[str, Any]:
    return {"type": OrderType.LIMIT, "limit_price": price}


def _opening() -> Iterator[Command]:
    yield OpenAccount(AccountTerms(ALICE), "10000000.00000001")
    yield OpenAccount(AccountTerms(BOB, "USD", CostMethod.FIFO, margin=False), 5000)
    yield OpenAccount(AccountTerms(CAROL, "TWD", CostMethod.SPECIFIC), 3000000)
    yield OpenAccount(AccountTerms("poor", "USD"), 20)
    yield Deposit(ALICE, "0.1", "salary % 1")
    yield Withdraw(BOB, 10, "rent")
    yield SetLimits(BOB, Limits(100000, 200000, 300000, 600, "99.5"), loosen=True)
    yield SetTradingState(TradingState.REDUCING, "a drill")
    yield buy("while-reducing", ALICE, "2330", 1000, 900)
    yield SetTradingState(TradingState.ACTIVE, REASON)


def _orders() -> Iterator[Command]:
    gtc_with_exits = order(
        STRANGE,
        ALICE,
        Side.BUY,
        "2330",
        3000,
        **_limit(900),
        source=Source.SIGNAL,
        entry_range=(880, 905),
        stop_loss=850,
        take_profits=(950, 1000, 930),
        client_order_id="mine 'one'",
        unit_price="900",
        name="台積電",
    )
    yield PlaceOrder(gtc_with_exits, Stage.FILLED)
    stop_limit = order(
        "A-2",
        ALICE,
        Side.BUY,
        "0050",
        2000,
        type=OrderType.STOP_LIMIT,
        limit_price="200.05",
        stop_price="200.00",
        time_in_force=TimeInForce.DAY,
    )
    yield PlaceOrder(stop_limit, Stage.ACCEPTED)
    yield TriggerOrder("A-2", REASON)
    yield PlaceOrder(order("A-3", ALICE, Side.BUY, "2330", 1000, **_limit(901)), Stage.ACCEPTED)
    yield ApplyFill("A-3", Fill("f-1 '%", 900, 400, MONDAY, provenance=Provenance("broker", "1.5", 899, 901)))
    yield PlaceOrder(order("A-4", ALICE, Side.BUY, "2330", 1000, **_limit(890)), Stage.SUBMITTED)
    yield PlaceOrder(
        order("A-5", ALICE, Side.SELL, "EURUSD", 10000, **_limit("1.1"), stop_loss="1.2"), Stage.FILLED
    )
    yield PlaceOrder(order("A-6", ALICE, Side.BUY, "2330", 9000000, **_limit(900)), Stage.ACCEPTED)
    yield PlaceOrder(
        order("A-7", ALICE, Side.SELL, "2330", 100, **_limit(900), time_in_force=TimeInForce.IOC),
        Stage.ACCEPTED,
    )
    yield PlaceOrder(order("A-8", ALICE, Side.SELL, "GBPUSD", 10, **_limit("1.3")), Stage.FILLED)


def _more_orders() -> Iterator[Command]:
    yield PlaceOrder(order("B-1", BOB, Side.BUY, "AAPL", 3), Stage.FILLED)
    yield PlaceOrder(
        order("B-2", BOB, Side.BUY, "AAPL", 2, source=Source.TRANSACTION, **_limit(101)), Stage.FILLED
    )
    yield PlaceOrder(order("B-3", BOB, Side.SELL, "AAPL", 4, **_limit(99)), Stage.FILLED)
    yield PlaceOrder(order("C-1", CAROL, Side.BUY, "2317", 1000, **_limit(200)), Stage.FILLED)
    yield PlaceOrder(order("C-2", CAROL, Side.BUY, "2317", 1000, **_limit(201)), Stage.FILLED)
    yield PlaceOrder(
        order("C-3", CAROL, Side.SELL, "2317", 1000, **_limit(205), lots=("C-2.1",)), Stage.FILLED
    )
    yield PlaceOrder(order("P-1", "poor", Side.SELL, "EURGBP", 20, **_limit("0.9"), stop_loss="0.99"))
    yield ApplyFill("P-1", Fill("p-entry", "0.9", 20, MONDAY))
    yield ApplyFill("P-1", Fill("p-exit", "9", 20, MONDAY, Purpose.STOP_LOSS))
    imported = [OrderLine("SKU-1", 2, "10.5", "品名 %"), OrderLine("SKU-2", "0.00000001", "100000000")]
    terms = OrderTerms(number="imported-1", source=Source.IMPORT, lines=imported, total_price="22.0")
    yield ImportOrder(terms, MONDAY - timedelta(days=900))
    yield ImportOrder(OrderTerms(number="imported-2", source=Source.IMPORT, lines=[], total_price=7))


def _endings() -> Iterator[Command]:
    yield ApplyFill(STRANGE, Fill("target", 930, 1000, MONDAY, Purpose.TAKE_PROFIT))
    yield CancelOrder("A-3", REASON)
    yield ExpireOrder("A-2", REASON)
    yield sell("A-9", ALICE, "2330", 200, 910)
    yield CloseOrder("A-8", "1.31")
    yield PlaceOrder(order("A-10", ALICE, Side.BUY, "0050", 1000, **_limit(200)), Stage.SUBMITTED)
    yield ProcessOrder("A-10", Stage.ACCEPTED)
    yield PlaceOrder(order("A-0", ALICE, Side.BUY, "0050", 1000, **_limit(200)), Stage.SUBMITTED)


def tour() -> tuple[Stop, ...]:
    """Open, trade, end and settle, on real market rules."""
    apple = Quote("AAPL", 100, MONDAY - timedelta(seconds=2), "exchange", "99.5", "100.5", 98)
    later = MONDAY + timedelta(seconds=30)
    return (
        Stop(tuple(_opening()), MONDAY),
        Stop(tuple(_orders()), MONDAY + timedelta(seconds=1)),
        Stop(tuple(_more_orders()), MONDAY + timedelta(seconds=2), (apple,)),
        Stop(tuple(_endings()), later),
        Stop((SettleCash(ALICE, date(2026, 1, 8)),), MONDAY + timedelta(days=3)),
    )
