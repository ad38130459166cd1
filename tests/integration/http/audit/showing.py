"""What a person is shown of his account, in the words of the auditor."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any, Final

from attrs import frozen

from tests.integration.http.people import Door, Person
from trading_core.testing.auditor import AccountFacts, OrderFacts, PositionFacts

Row = dict[str, Any]

_MONEY: Final = {
    "cash": "cash",
    "held": "reserved",
    "unsettled": "unsettled",
    "margin": "margin",
    "shortfall": "owed",
    "fees": "fees",
    "taxes": "taxes",
    "realized": "realized_pnl",
}
_WORTH: Final = ("equity", "unrealized_pnl", "buying_power")
_FUNDED: Final = frozenset({"opening", "deposit", "withdrawal"})


@frozen
class Shown:
    """Everything that the lists and pages of one person say."""

    account: Row
    holdings: Sequence[Row]
    orders: Mapping[str, Row]
    trades: Mapping[str, Row]
    statement: Sequence[Row]

    def facts(self) -> AccountFacts:
        """The account in the auditor's words; what was put in is what the statement says of it."""
        money = {word: Decimal(self.account[name]) for word, name in _MONEY.items()}
        money["funding"] = _sum(row["amount"] for row in self.statement if row["cause"] in _FUNDED)
        return AccountFacts(money, dict(map(_position, self.holdings)))

    def worth(self) -> dict[str, Decimal]:
        """What the account is said to be worth."""
        return {name: Decimal(self.account[name]) for name in _WORTH}

    def order(self, number: str) -> OrderFacts:
        """An order in the auditor's words; its costs are those of its trades."""
        order = self.orders[number]
        trades = [trade for trade in self.trades.values() if trade["order_number"] == number]
        exits = [trade["quantity"] for trade in trades if trade["side"] != order["side"]]
        return OrderFacts(
            {
                "status": order["status"],
                "filled": Decimal(order["filled"]),
                "exited": _sum(exits),
                "fees": _sum(trade["fee"] for trade in trades),
                "taxes": _sum(trade["tax"] for trade in trades),
                "realized": _sum(trade["realized_pnl"] for trade in trades),
            }
        )

    def told_trades(self) -> dict[str, tuple[str, str, str, Decimal, Decimal]]:
        """Each trade: order, product, side, price and quantity."""
        return {
            name: (
                row["order_number"],
                row["stock_id"],
                row["side"],
                Decimal(row["price"]),
                Decimal(row["quantity"]),
            )
            for name, row in self.trades.items()
        }

    def faults_of_statement(self) -> Iterator[str]:
        """Row by row the balance is the sum of what has moved, and at the end it is the cash of the account."""
        balance = Decimal(0)
        for place, row in enumerate(self.statement, 1):
            balance += Decimal(row["amount"])
            if (place, balance) != (row["id"], Decimal(row["balance"])):
                yield f"the statement has {row}, expected {place} and {balance}"
        if balance != Decimal(self.account["cash"]):
            yield f"the statement ends with {balance}, the account with {self.account['cash']}"


def shown(person: Person) -> Shown:
    """Ask for everything; each answer may come from another process."""
    return Shown(
        person.get("/api/account/").json(),
        person.get("/api/holdings/").json()["holdings"],
        {row["number"]: row for row in every(person, "/api/orders/")},
        {row["id"]: row for row in every(person, "/api/history/")},
        every(person, "/api/account/statement/")[::-1],
    )


def every(door: Door, path: str) -> list[Row]:
    """Every row of a list, the newest first, page by page."""
    page = door.get(f"{path}?page_size=100").json()
    rows: list[Row] = page["results"]
    while page["next"] is not None:
        page = door.get(page["next"]).json()
        rows = [*rows, *page["results"]]
    assert page["count"] == len(rows), f"{path} counts {page['count']} and has {len(rows)}"
    return rows


def _position(row: Row) -> tuple[tuple[str, str], PositionFacts]:
    """A holding; its cost is not shown, and is what it is worth less what it has gained."""
    quantity, free, value, gain = (
        Decimal(row[name]) for name in ("quantity", "available", "market_value", "unrealized_pnl")
    )
    direction = "long" if quantity > 0 else "short"
    facts = PositionFacts(abs(free), abs(quantity) - abs(free), abs(value - gain))
    return (row["stock_id"], direction), facts


def _sum(texts: Iterable[str]) -> Decimal:
    return sum(map(Decimal, texts), Decimal(0))
