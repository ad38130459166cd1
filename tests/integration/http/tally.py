"""A plain second book: what an account must have, by nothing but the answers that its clients were given."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from decimal import Decimal
from typing import Any, Final

from attrs import define, field

_TRADED: Final = re.compile(r"(?P<verb>bought|sold) (?P<quantity>\S+) at (?P<price>\S+)(?: \((?P<why>.*)\))?")


@define
class Tally:
    """One account's acknowledged answers, added up."""

    cash: Decimal
    moved: Counter[tuple[str, Decimal]] = field(factory=Counter)
    orders: dict[str, dict[str, Any]] = field(factory=dict)
    balances: dict[tuple[str, str | Decimal], Decimal] = field(factory=dict)
    refusals: Counter[str] = field(factory=Counter)

    def add(self, record: dict[str, Any]) -> None:
        """Take in one answer to something that was asked for the first time."""
        path, told = record["path"], record["told"]
        if record["status"] >= 400:
            self.refusals[told["code"]] += 1
        elif path.startswith("/api/account/"):
            sign = 1 if "deposit" in path else -1
            amount = sign * Decimal(record["body"]["amount"])
            self.moved["deposit" if sign > 0 else "withdrawal", amount] += 1
            self.cash += amount
            self.balances["", amount] = Decimal(told["balance"])
        else:
            order = told.get("order", told)
            known = self.orders.get(order["number"])
            if known is None or len(known["history"]) < len(order["history"]):
                self.orders[order["number"]] = order
            if "balance" in told:
                verb = "bought" if "buy" in path else "sold"
                self.balances[order["number"], verb] = Decimal(told["balance"])

    def trades(self) -> Counter[tuple[str, str, Decimal, Decimal]]:
        """Every trade that an answer has shown: order, verb, price and quantity."""
        return Counter(trade for order in self.orders.values() for trade in _trades(order))

    def free_and_held_cash(self) -> tuple[Decimal, Decimal]:
        """The money that must be left, and what waiting purchases have set aside of it."""
        cash = self.cash
        for (_, verb, price, quantity), times in self.trades().items():
            cash += times * (price * quantity if verb == "sold" else -price * quantity)
        held = sum((_value(order) for order in self._waiting("buy")), Decimal(0))
        return cash - held, held

    def units(self) -> dict[str, tuple[Decimal, Decimal]]:
        """What must be held of each product, and how much of that is free."""
        owned: dict[str, Decimal] = defaultdict(Decimal)
        for order in self.orders.values():
            for _, verb, _, quantity in _trades(order):
                owned[order["stock_id"]] += quantity if verb == "bought" else -quantity
        reserved: dict[str, Decimal] = defaultdict(Decimal)
        for order in self._waiting("sell"):
            reserved[order["stock_id"]] += Decimal(order["quantity"])
        return {stock: (count, count - reserved[stock]) for stock, count in owned.items() if count}

    def _waiting(self, side: str) -> Iterable[dict[str, Any]]:
        return (
            order for order in self.orders.values() if order["status"] == "pending" and order["side"] == side
        )


def _value(order: dict[str, Any]) -> Decimal:
    return Decimal(order["limit_price"]) * Decimal(order["quantity"])


def _trades(order: dict[str, Any]) -> Iterable[tuple[str, str, Decimal, Decimal]]:
    for step in order["history"]:
        found = _TRADED.fullmatch(step["detail"] or "")
        if found:
            yield order["number"], found["verb"], Decimal(found["price"]), Decimal(found["quantity"])


def traded_in(description: str) -> tuple[str, Decimal, Decimal] | None:
    """The trade that a line of the statement tells of: its verb, price and quantity."""
    found = re.fullmatch(r"\S+: (bought|sold) (\S+) \S+ at (\S+) \(.*\)", description)
    return None if found is None else (found[1], Decimal(found[3]), Decimal(found[2]))
