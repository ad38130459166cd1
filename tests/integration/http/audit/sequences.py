"""One sequence of requests to a running service: how it begins and ends, and what its steps are made of."""

from __future__ import annotations

import time
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any, ClassVar, Final

from attrs import evolve
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize

from tests.integration.http.audit.asking import OPERATOR
from tests.integration.http.audit.house import Audit, House
from trading_core.domain.account import AccountTerms
from trading_core.domain.commands import OpenAccount, PlaceOrder, SetTradingState, Stage
from trading_core.domain.order_terms import OrderLine, OrderTerms
from trading_core.domain.quotes import Quote
from trading_core.domain.words import OrderType, Side, Source, TradingState
from trading_core.testing.auditor import PLAIN_WORLD
from trading_core.testing.auditor.worlds import Good

# Orders are counted by the minute: a sequence ends before the service and the auditor could count different ones.
LONGEST: Final = 50.0


def renamed(good: Good, symbol: str) -> Good:
    """The same under another name."""
    prices, quantities = (" ".join(map(str, numbers)) for numbers in (good.prices, good.quantities))
    return Good(symbol, good.law, prices, quantities)


class Sequence(RuleBasedStateMachine):
    """People, products and prices of one sequence; nobody else's are the same."""

    house: ClassVar[House]
    audit: Audit

    def __init__(self) -> None:
        super().__init__()
        self.until = time.monotonic() + LONGEST
        self.latest: dict[str, datetime] = {}
        self.opened = ExitStack()

    @property
    def over(self) -> bool:
        """Whether this sequence has gone on for long enough."""
        return time.monotonic() > self.until

    @initialize(quoted=st.booleans())
    def begin(self, *, quoted: bool) -> None:
        """Two people with money, products that nobody has heard of and a pair of currencies."""
        sequence = next(self.house.begun)
        first, second, third = PLAIN_WORLD.goods
        goods = (
            renamed(first, f"ACME{sequence}"),
            second,
            renamed(third, f"{100_000 + sequence}"),
        )
        self.audit = Audit(self.house, evolve(PLAIN_WORLD, goods=goods), sequence)
        self.opened.callback(self.audit.finish)
        self.audit.ask(SetTradingState(TradingState.ACTIVE, "a new sequence"), OPERATOR)
        for who in "AB":
            self.audit.open(OpenAccount(AccountTerms(who), PLAIN_WORLD.opening))
        for good in goods if quoted else goods[1:2]:
            self.tell(good.symbol, good.prices[0], 0)
        self.audit.look("A", "B")

    def teardown(self) -> None:
        """Compare everything once more."""
        self.opened.close()

    def good(self, pick: int) -> Good:
        """One of the products."""
        return self.audit.world.goods[pick % len(self.audit.world.goods)]

    def place(self, terms: OrderTerms, who: str, stage: Stage) -> None:
        """Ask for an order, and learn the number that it got."""
        command = PlaceOrder(terms, stage, terms.limit_price if stage is Stage.FILLED else None)
        answer = self.audit.ask(command, who)
        if answer.is_success:
            told = answer.json()
            number = told.get("order", told).get("number", told.get("order_number"))
            known = self.audit.model.state.orders
            if terms.number in known:
                self.audit.numbers[terms.number] = number
            else:  # the same order under a client's own name
                assert number in self.audit.numbers.values()

    def number(self) -> str:
        """The auditor's name of the next order."""
        return f"O-{len(self.audit.model.state.orders) + 1}"

    def likely(self, side: Side, who: str, pick: int) -> Good:
        """What is sold is mostly owned."""
        purse, goods = self.audit.model.state.purses[who], self.audit.world.goods
        owned = [good for good in goods if side is Side.SELL and purse.free((good.symbol, "long"))]
        return owned[pick % len(owned)] if owned and pick % 5 else self.good(pick)

    def transactions(self, who: str) -> dict[str, dict[str, Any]]:
        """Somebody's transactions by number."""
        rows = self.house.operator.get(f"/transactions/{self.audit.users[who]}/?page_size=500").json()
        return {row["order_number"]: row for row in rows["results"]}

    def terms(
        self,
        source: Source,
        side: Side,
        who: str,
        good: Good,
        place: tuple[int, int],
        *,
        stated: bool = True,
    ) -> OrderTerms:
        """An order at one of the good's prices, or at the market."""
        price, quantity = place
        return OrderTerms(
            number=self.number(),
            source=source,
            account=who,
            side=side,
            type=OrderType.LIMIT if stated else OrderType.MARKET,
            limit_price=good.prices[price % len(good.prices)] if stated else None,
            lines=[OrderLine(good.symbol, good.quantities[quantity % len(good.quantities)])],
        )

    def tell(self, symbol: str, price: Decimal, early: int) -> None:
        """Post a bar, so many days ago if any."""
        now = datetime.now(UTC)
        start = now - timedelta(days=early) if early % 5 == 1 else now
        body = {name: str(price) for name in ("open_price", "close_price", "high", "low")}
        answer = self.house.operator.post(
            "/stocks/", {**body, "ticker": symbol, "timestamp": start.isoformat()}
        )
        assert 201 == answer.status_code, answer.text
        if start > self.latest.get(symbol, datetime.min.replace(tzinfo=UTC)):
            self.latest[symbol] = start
            self.audit.model.see(Quote(symbol, price, start, "stored"))
        known = self.audit.model.state.quotes[symbol].last.value
        assert known == Decimal(self.house.operator.get(f"/stocks/{symbol}/").json()["close_price"])
