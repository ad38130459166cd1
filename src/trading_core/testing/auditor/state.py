"""What the auditor knows of the world: plain dictionaries and whole numbers, nothing of the library's own books."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from attrs import define, field

from trading_core.testing.auditor.units import part, units, worth
from trading_core.testing.auditor.worlds import World

if TYPE_CHECKING:
    from trading_core.testing.auditor.markets import Law


class No(Exception):
    """The prediction that a command is refused, with the code of the refusal."""

    def __init__(self, code: str) -> None:
        """Say no."""
        super().__init__(code)
        self.code = code


@define
class Batch:
    """Units that came together, and their cost."""

    name: str
    quantity: int
    cost: int


@define
class Day:
    """What one order has traded and paid on one side in one day."""

    quantity: int = 0
    value: int = 0
    matched: int = 0
    fee: int = 0
    tax: int = 0


@define
class Hold:
    """What an order has set aside: money, and units of a product in one direction."""

    cash: int = 0
    units: int = 0
    place: tuple[str, str] | None = None


@define
class Purse:
    """One account."""

    currency: str
    method: str
    margin: bool
    cash: int = 0
    unsettled: dict[date, int] = field(factory=dict)
    behind: dict[str, int] = field(factory=dict)
    fees: int = 0
    taxes: int = 0
    realized: int = 0
    funding: int = 0
    shortfall: int = 0
    batches: dict[tuple[str, str], list[Batch]] = field(factory=dict)
    holds: dict[str, Hold] = field(factory=dict)
    day_trades: dict[str, tuple[date, int, int]] = field(factory=dict)
    result: tuple[date, int] | None = None
    limits: Any = None
    accepted: list[datetime] = field(factory=list)
    movements: dict[str, tuple[str, int]] = field(factory=dict)

    def repay(self) -> None:
        """The first money that is free pays what was lost beyond it."""
        paid = min(self.cash, self.shortfall)
        self.cash, self.shortfall = self.cash - paid, self.shortfall - paid

    def day_trade(self, symbol: str, day: date) -> tuple[int, int]:
        """Units bought on a day, and how many of them were sold on it; only the latest day is remembered."""
        latest, bought, matched = self.day_trades.get(symbol, (day, 0, 0))
        return (bought, matched) if latest == day else (0, 0)

    def owned(self, place: tuple[str, str]) -> int:
        """All units of a product in one direction."""
        return sum(batch.quantity for batch in self.batches.get(place, ()))

    def reserved(self, place: tuple[str, str]) -> int:
        """Those of them that some order has set aside."""
        return sum(hold.units for hold in self.holds.values() if hold.place == place)

    def free(self, place: tuple[str, str]) -> int:
        """Those of them that nobody has set aside."""
        return self.owned(place) - self.reserved(place)

    def hold(self, number: str) -> Hold:
        """What an order has set aside."""
        return self.holds.get(number) or Hold()


@define
class Asked:
    """One order: what was asked, and how far it has come."""

    terms: Any
    status: str = "pending"
    accepted: bool = False
    closing: int = 0
    filled: int = 0
    exited: int = 0
    triggered: bool = False
    fees: int = 0
    taxes: int = 0
    realized: int = 0
    days: dict[tuple[str, date], Day] = field(factory=dict)
    fills: list[str] = field(factory=list)

    @property
    def imported(self) -> bool:
        """Whether it was made elsewhere, so that nobody trades it here."""
        return self.terms.account is None

    @property
    def quantity(self) -> int:
        """How much it wants in all."""
        return units(self.terms.lines[0].quantity.value)

    @property
    def symbol(self) -> str:
        """What it trades."""
        return str(self.terms.lines[0].symbol)

    @property
    def waits(self) -> bool:
        """Whether a stop price stands between it and the market."""
        return self.terms.stop_price is not None and not self.triggered

    @property
    def guarded(self) -> bool:
        """Whether it brings its own stop or targets."""
        return self.terms.stop_loss is not None or bool(self.terms.take_profits)

    @property
    def working(self) -> bool:
        """Whether it still wants to trade."""
        return self.status in {"pending", "accepted", "partially_filled"}

    @property
    def lively(self) -> bool:
        """Whether something can still come of it."""
        ended = self.status in {"cancelled", "expired"}
        return not self.imported and (self.working or ended or self.still_open > 0)

    @property
    def still_open(self) -> int:
        """What it has opened and nothing has undone."""
        return self.filled - min(self.closing, self.filled) - self.exited


@define
class State:
    """Everything."""

    world: World
    purses: dict[str, Purse] = field(factory=dict)
    orders: dict[str, Asked] = field(factory=dict)
    clients: dict[tuple[str, str], str] = field(factory=dict)
    products: dict[str, str] = field(factory=dict)
    quotes: dict[str, Any] = field(factory=dict)
    fills: dict[str, tuple[str, object]] = field(factory=dict)
    switch: str = "active"

    def purse(self, name: str) -> Purse:
        """The account of that name, or the prediction that there is none."""
        if name not in self.purses:
            raise No("not_found")
        return self.purses[name]

    def asked(self, number: str) -> Asked:
        """The order of that number, or the prediction that there is none."""
        if number not in self.orders:
            raise No("not_found")
        return self.orders[number]

    def trader(self, asked: Asked) -> Purse:
        """Who trades an order; an imported one has nobody."""
        if asked.imported:
            raise No("not_found")
        return self.purse(asked.terms.account)

    def law(self, symbol: str) -> Law:
        """The law that a product trades by."""
        return self.world.good(symbol).law

    def spendable(self, purse: Purse, closing: str = "", count: int = 0) -> int:
        """Free money less what short positions have lost on paper, but for units that are being bought back."""
        losses = 0
        for symbol, direction in purse.batches:
            quote = self.quotes.get(symbol)
            if direction == "short" and quote is not None:
                batches = purse.batches[symbol, direction]
                now_worth = worth(units(quote.last.value), sum(batch.quantity for batch in batches))
                loss = max(now_worth - sum(batch.cost for batch in batches), 0)
                owed = sum(batch.quantity for batch in batches)
                losses += part(loss, owed - count, owed) if symbol == closing and loss else loss
        return max(purse.cash - losses, 0)

    def price(self, symbol: str, side: str, *stated: Any) -> tuple[int, str]:  # noqa: ANN401 - prices or none
        """The first price that is stated, else what this side meets in the market; and who says so."""
        for price in stated:
            if price is not None:
                return units(price.value), "stated"
        quote = self.quotes.get(symbol)
        if quote is None:
            raise No("no_price")
        facing = quote.ask if side == "buy" else quote.bid
        return units((facing or quote.last).value), str(quote.source)
