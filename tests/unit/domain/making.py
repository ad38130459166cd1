"""Trades and entries made by hand, for tests of what is folded over them."""

from __future__ import annotations

from typing import Any

from tests.unit.domain.floor import ACME, MONDAY, NOW, TWD, A
from trading_core.domain.amounts import Price, Quantity, value_of
from trading_core.domain.exact import ZERO, decimal_of
from trading_core.domain.ids import FillId, OrderNumber
from trading_core.domain.journal import Bucket, Cause, Entry, Posting
from trading_core.domain.trades import STATED, Purpose, Trade
from trading_core.domain.words import Side


def trade(fill: str = "F-1", quantity: object = 10, price: object = 10, **changes: object) -> Trade:
    """Make a trade of ten units at ten, without costs, in which nothing was closed."""
    known = Quantity(quantity)
    parts: dict[str, Any] = {
        "id": FillId(fill),
        "order": OrderNumber("O-1"),
        "account": A,
        "symbol": ACME,
        "side": Side.BUY,
        "price": Price(price),
        "quantity": known,
        "value": value_of(Price(price), known),
        "fee": ZERO,
        "tax": ZERO,
        "realized": ZERO,
        "currency": TWD,
        "closed": Quantity(0),
        "day_traded": Quantity(0),
        "day_tradable": Quantity(0),
        "purpose": Purpose.ENTRY,
        "provenance": STATED,
        "executed_at": NOW,
        "day": MONDAY,
        **changes,
    }
    return Trade(**parts)


OF_PRODUCTS = "margin cost_long cost_short long long_held short short_held market".split()


def postings(**amounts: object) -> tuple[Posting, ...]:
    """Make postings out of amounts by the names of their buckets; those of a product are all of ACME."""
    return tuple(
        Posting(Bucket(bucket), ACME if bucket in OF_PRODUCTS else None, decimal_of(amount))
        for bucket, amount in amounts.items()
    )


def entry(sequence: int = 1, moved: tuple[Posting, ...] = (), **changes: object) -> Entry:
    """Make an entry of account A."""
    parts: dict[str, Any] = {
        "account": A,
        "sequence": sequence,
        "at": NOW,
        "cause": Cause.FILL,
        "postings": moved,
        **changes,
    }
    return Entry(**parts)
