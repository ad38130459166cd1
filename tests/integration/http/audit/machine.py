"""The machine: any sequence of what people ask over HTTP, to a running service and to the auditor's books."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any, Final, Literal

from attrs import evolve
from hypothesis import strategies as st
from hypothesis.stateful import rule

from tests.integration.http.audit.asking import OPERATOR, STRANGER, Asked
from tests.integration.http.audit.predicting import NOTED
from tests.integration.http.audit.sequences import Sequence
from tests.integration.http.people import until
from trading_core.domain.account import AccountTerms
from trading_core.domain.commands import (
    CancelOrder,
    CloseOrder,
    ImportOrder,
    OpenAccount,
    ProcessOrder,
    SetTradingState,
    Stage,
)
from trading_core.domain.order_terms import OrderLine, OrderTerms
from trading_core.domain.words import OrderType, Side, Source, TradingState
from trading_core.testing.auditor import PLAIN_WORLD
from trading_core.testing.auditor.wishes import Errand, Trade, errand, order_terms

STATES: Final = (TradingState.ACTIVE, TradingState.REDUCING, TradingState.ACTIVE, TradingState.HALTED)

picks: Final = st.integers(0, 59)
people: Final = st.sampled_from("AAAAB")
sides: Final = st.sampled_from(Side)
types: Final = st.sampled_from([OrderType.LIMIT, OrderType.MARKET, *OrderType])
Money = Literal["deposit", "withdraw"]
monies: Final[st.SearchStrategy[Money]] = st.sampled_from(["deposit", "withdraw"])


class HttpMachine(Sequence):
    """Each rule asks for one thing and looks at everything that it may have changed."""

    @rule(side=sides, who=people, good=picks, price=picks, quantity=picks)
    def trade(self, side: Side, who: str, good: int, price: int, quantity: int) -> None:
        """Somebody buys or sells at a stated price."""
        if self.over:
            return
        chosen = self.likely(side, who, good)
        self.place(self.terms(Source.TRADE, side, who, chosen, (price, quantity)), who, Stage.FILLED)
        self.audit.look(who)

    @rule(side=sides, who=people, good=picks, price=picks, quantity=picks, extra=picks, kind=types)
    def order(
        self, side: Side, who: str, good: int, price: int, quantity: int, extra: int, kind: OrderType
    ) -> None:
        """Somebody places an order with everything that can be said of one."""
        if self.over:
            return
        wish = Trade(side, who, good, kind, price, quantity, extra, Stage.ACCEPTED, 0, together=False)
        terms = order_terms(len(self.audit.model.state.orders) + 1, wish, self.likely(side, who, good), extra)
        stage = Stage.FILLED if kind is OrderType.MARKET else Stage.ACCEPTED
        self.place(evolve(terms, lots=()), who, stage)
        self.audit.look(who)

    @rule(side=sides, who=people, good=picks, price=picks, quantity=picks, stated=st.booleans())
    def transaction(
        self, side: Side, who: str, good: int, price: int, quantity: int, *, stated: bool
    ) -> None:
        """The operator notes a transaction, and a task settles it."""
        if self.over:
            return
        chosen = self.likely(side, who, good)
        terms = self.terms(Source.TRANSACTION, side, who, chosen, (price, quantity), stated=stated)
        self.place(terms, who, Stage.SUBMITTED)
        number = self.audit.numbers[terms.number]
        self.audit.model.predict(ProcessOrder(terms.number, Stage.FILLED), datetime.now(UTC))
        expected = NOTED[self.audit.model.state.orders[terms.number].status]

        settled = until(lambda: self.transactions(who)[number], lambda row: row["status"] != "pending")
        assert (expected, expected == "failed") == (settled["status"], settled["reason"] is not None)
        self.audit.look(who)

    @rule(pick=picks, closing=st.booleans(), by=picks)
    def act(self, pick: int, by: int, *, closing: bool) -> None:
        """Somebody cancels or closes one of the latest orders: mostly the owner, else the operator or a stranger to it."""
        orders = list(self.audit.model.state.orders.items())[-6:]
        if self.over or not orders:
            return
        number, order = orders[pick % len(orders)]
        owner = OPERATOR if order.imported else str(order.terms.account)
        other = next(name for name in self.audit.people if name != owner)
        who = {0: OPERATOR, 1: other}.get(by % 8, owner)
        if who == other:  # what is not his is not there
            path = f"/api/orders/{self.audit.numbers[number]}/{'close' if closing else 'cancel'}/"
            assert 404 == self.audit.caller(other).post(path).status_code
        else:
            self.audit.ask(CloseOrder(number) if closing else CancelOrder(number), who)
        self.audit.look(*(() if order.imported else (str(order.terms.account),)))

    @rule(kind=monies, who=people, first=picks, second=picks)
    def money(self, kind: Money, who: str, first: int, second: int) -> None:
        """Money comes or goes."""
        if self.over:
            return
        wish = Errand(kind, who, first, second, together=False)
        command: Any = errand(wish, self.audit.model.state, datetime.now(UTC))
        answer = self.audit.ask(evolve(command, reference=f"R-{next(self.audit.asks)}"), who)
        if answer.is_success:
            assert self.audit.model.account(who).money["cash"] == Decimal(answer.json()["balance"])
        self.audit.look(who)

    @rule(who=people, first=picks, second=picks, loosen=st.booleans())
    def bound(self, who: str, first: int, second: int, *, loosen: bool) -> None:
        """An account is bounded by its owner, who cannot take that back, or by the operator."""
        if self.over:
            return
        wish = Errand("limit", who, first, second, together=False)
        command: Any = errand(wish, self.audit.model.state, datetime.now(UTC))
        self.audit.ask(evolve(command, loosen=loosen), who)
        self.audit.look(who)

    @rule(good=picks, price=picks, early=picks)
    def quote(self, good: int, price: int, early: int) -> None:
        """The operator posts a bar; one of long ago changes no price that is known."""
        if not self.over:
            chosen = self.good(good)
            self.tell(chosen.symbol, chosen.prices[price % len(chosen.prices)], early)
            self.audit.look("A")

    @rule(pick=picks)
    def switch(self, pick: int) -> None:
        """The operator turns the kill switch."""
        if not self.over:
            state = STATES[pick % len(STATES)]
            self.audit.ask(SetTradingState(state, "a drill"), OPERATOR)
            seen = self.audit.caller("A").get("/api/trading-state/").json()
            assert {"state": state.value, "reason": "a drill"} == seen
            self.audit.look()

    @rule(first=picks, second=picks)
    def record(self, first: int, second: int) -> None:
        """Somebody imports an order, sometimes under a number that is taken."""
        if self.over:
            return
        known = list(self.audit.model.state.orders)
        taken = known[first % len(known)] if known and second % 3 == 0 else None
        number = taken or f"I-{self.audit.sequence}-{first}"
        lines = [OrderLine(good.symbol, 2, 10) for good in self.audit.world.goods[: first % 3]]
        terms = OrderTerms(number=number, source=Source.IMPORT, lines=lines, total_price=20 * len(lines))
        answer = self.audit.ask(ImportOrder(terms), STRANGER)
        if answer.is_success:
            self.audit.numbers[number] = number
            assert answer.json() == self.house.operator.get(f"/api/orders/{number}/").json()
            assert "accepted" == answer.json()["status"]
        self.audit.look()

    @rule(pick=picks)
    def again(self, pick: int) -> None:
        """Somebody asks again under the key of one of the latest requests."""
        heard = self.audit.heard[-12:]
        if heard and not self.over:
            self.audit.again(heard[pick % len(heard)])
            self.audit.look()

    @rule(who=people)
    def recompute(self, who: str) -> None:
        """Somebody has his holdings recomputed, and everything agreed already."""
        if not self.over:
            answer = self.audit.send(Asked(who, "POST", "/api/holdings/"))
            assert {"synced": True, "drift": []} == answer.json()
            self.audit.look(who)

    @rule(who=st.sampled_from("ABCC"))
    def register(self, who: str) -> None:
        """Somebody else registers, or finds that his name is taken."""
        if not self.over:
            self.audit.open(OpenAccount(AccountTerms(who), PLAIN_WORLD.opening))
            self.audit.look(who)
