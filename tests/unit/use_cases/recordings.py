"""Recordings of a few bars, and strategies that answer what a test wants."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from trading_core.domain.account import Account
from trading_core.domain.commands import PlaceOrder
from trading_core.domain.ids import Symbol
from trading_core.domain.order_terms import OrderLine, OrderTerms
from trading_core.domain.quotes import Bar
from trading_core.domain.words import Side
from trading_core.use_cases.replay_strategy import Strategy
from trading_core.use_cases.replayed import Replayed

MONDAY = datetime(2026, 1, 5, 1, tzinfo=UTC)
DAY, HOUR = timedelta(days=1), timedelta(hours=1)
Prices = tuple[int, int, int, int]
CALM: Prices = (100, 101, 99, 100)
LONG = "BUY EURUSD @1.1000\nSL 1.0900\nTP 1.1200"


def days(*prices: Prices, symbol: str = "ACME", first: datetime = MONDAY, step: timedelta = DAY) -> list[Bar]:
    return [Bar(symbol, first + step * place, *four) for place, four in enumerate(prices)]


def euros(*prices: tuple[str, str, str, str]) -> list[Bar]:
    return [Bar("EURUSD", MONDAY + DAY * place, *four) for place, four in enumerate(prices)]


def answering(*answers: object) -> Strategy:
    """A strategy that gives one answer after each of the first bars."""
    left = list(answers)

    def decide(moment: datetime, bars: Mapping[Symbol, Bar], account: Account) -> Any:  # noqa: ANN401 - whatever
        del moment, bars, account
        return left.pop(0) if left else None

    return decide


def market(number: str, side: Side = Side.BUY, quantity: int = 10, **more: Any) -> PlaceOrder:  # noqa: ANN401 - terms
    return PlaceOrder(
        OrderTerms(number=number, account="replay", side=side, lines=[OrderLine("ACME", quantity)], **more)
    )


def fills(replayed: Replayed) -> list[str]:
    return [f"{one.purpose} {one.side} {one.quantity} @ {one.price}" for one in replayed.trades]


def reasons(replayed: Replayed) -> list[tuple[str, str]]:
    return [(one.what, one.refusal.code) for one in replayed.refused]
