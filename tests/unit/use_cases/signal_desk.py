"""A house in memory that trades signals."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta
from itertools import count
from typing import Any, Final

from attrs import field, frozen

from tests.unit.use_cases.conftest import House
from trading_core.domain.amounts import Price
from trading_core.domain.commands import ApplyFill, Stage
from trading_core.domain.ids import Symbol
from trading_core.domain.orders import Order
from trading_core.domain.sizing import FixedQuantity
from trading_core.domain.trades import Fill, Purpose
from trading_core.testing import MemoryFirstPrices, MemoryProducts, MemorySignals
from trading_core.use_cases.answer_once import AnswerOnce
from trading_core.use_cases.concluding import SignalOutcome
from trading_core.use_cases.finish_signals import FinishSignals
from trading_core.use_cases.trade_signals import SignalText, TradeSignals

BUY: Final = "BUY EURUSD @1.0860\nSL 1.0850\nTP 1.0890"
AT_MARKET: Final = "BUY EURUSD\nSL 1.0850\nTP 1.0890"
RANGE: Final = "SELL LIMIT EURUSD 1.0860-1.0870\nSL 1.0950\nTP 1.0790"
STOP: Final = "BUY STOP EURUSD 1.0860\nSL 1.0850\nTP 1.0890\nTP 1.0880"
WINDOW: Final = timedelta(minutes=5)
NUMBERS: Final = count(100_000)


@frozen
class Desk:
    """A house that trades signals."""

    house: House = field(factory=House)
    first_prices: MemoryFirstPrices = field(factory=MemoryFirstPrices)
    signals: MemorySignals = field()

    @signals.default
    def _signals(self) -> MemorySignals:
        return MemorySignals(self.house.books.store)

    def finisher(self, stage: Stage = Stage.ACCEPTED) -> FinishSignals:
        house = self.house
        return FinishSignals(
            answer_once=AnswerOnce(house.books, house.quotes, house.clock),
            signals=self.signals,
            accounts=house.accounts,
            orders=house.orders,
            products=MemoryProducts(house.books.store),
            first_prices=self.first_prices,
            stage=stage,
        )

    def trader(self, stage: Stage = Stage.ACCEPTED) -> TradeSignals:
        return TradeSignals(self.signals, self.finisher(stage))

    def trade(self, texts: Sequence[SignalText]) -> tuple[SignalOutcome, ...]:
        return self.trader()(texts)

    def first_price(self, symbol: str) -> Price:
        return self.first_prices.find([Symbol(symbol)])[Symbol(symbol)].price

    def later(self, passed: timedelta) -> None:
        self.house.clock.set(self.house.clock.now() + passed)

    @contextmanager
    def busy(self) -> Iterator[None]:
        """Let somebody else have the books, so that nobody who wants them gets them."""
        self.house.books.store.patience_seconds = 0
        with self.house.books.begin():
            yield

    def fill(self, order: Order, price: str) -> None:
        """Let the broker have filled an order a moment later."""
        self.later(timedelta(seconds=1))
        fill = Fill(f"F-{order.number}", price, order.terms.quantity, self.house.clock.now(), Purpose.ENTRY)
        self.house.do(ApplyFill(order.number, fill))


def said(body: str | bytes, account: str = "a", **more: Any) -> SignalText:  # noqa: ANN401 - fields of a text
    named = {"sizing": FixedQuantity(1000), "window": WINDOW, **more}
    return SignalText(id=f"s{next(NUMBERS)}", account=account, sender="chat", body=body, **named)


def one(outcomes: tuple[SignalOutcome, ...]) -> SignalOutcome:
    (outcome,) = outcomes
    return outcome
