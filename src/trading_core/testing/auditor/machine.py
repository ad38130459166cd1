"""The machine: any sequence of what can be asked, to a system and to the auditor's model of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, ExitStack
from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, ClassVar

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule

from trading_core.domain.account import AccountTerms
from trading_core.domain.book import Settings
from trading_core.domain.commands import ApplyFill, Command, OpenAccount, PlaceOrder, Stage
from trading_core.domain.quotes import Quote
from trading_core.domain.trades import Fill, Purpose
from trading_core.domain.words import CostMethod, OrderType, Side
from trading_core.testing.auditor import wishes
from trading_core.testing.auditor.auditing import Audit
from trading_core.testing.auditor.desks import AuditedDesk
from trading_core.testing.auditor.facts import AuditedSystem
from trading_core.testing.auditor.wishes import picks, together
from trading_core.testing.auditor.worlds import WORLDS, World

if TYPE_CHECKING:
    from trading_core.testing.auditor.state import Asked
    from trading_core.testing.auditor.worlds import Good

Maker = Callable[[Settings], AuditedSystem | AbstractContextManager[AuditedSystem]]

_flags = st.booleans()
_methods = st.sampled_from(CostMethod)
_pairs = st.tuples(_methods, _methods)
_MANY = 12


class _Machine(RuleBasedStateMachine):
    """Each rule asks for one thing; what was asked together is decided as one batch."""

    make_system: ClassVar[Maker]
    worlds: ClassVar[Sequence[World]]
    audit: Audit

    def __init__(self) -> None:
        super().__init__()
        self.opened = ExitStack()
        self.history: list[Command] = []
        self.reports = 0

    @initialize(world=picks, methods=_pairs, margins=st.tuples(_flags, _flags), quoted=_flags)
    def begin(
        self, world: int, methods: tuple[CostMethod, ...], margins: tuple[bool, ...], quoted: bool
    ) -> None:
        """Two accounts with money, in one of the worlds, with or without prices that are known."""
        chosen = self.worlds[world % len(self.worlds)]
        made = type(self).make_system(chosen.settings)
        system = self.opened.enter_context(made) if isinstance(made, AbstractContextManager) else made
        self.audit = Audit(system, chosen)
        for who, method, margin in zip("AB", methods, margins, strict=True):
            self.ask(OpenAccount(AccountTerms(who, "TWD", method, margin), chosen.opening))
        self.ask(OpenAccount(AccountTerms("C", "USD"), chosen.opening))
        for good in chosen.goods if quoted else ():
            self.audit.see(Quote(good.symbol, good.prices[0], self.audit.now, "street"))

    def teardown(self) -> None:
        """Compare everything once more."""
        with self.opened:
            if hasattr(self, "audit"):
                self.audit.finish()

    def ask(self, command: Command, *, together: bool = False) -> None:
        """Ask both sides."""
        self.history.append(command)
        self.audit.ask(command, together=together)

    def good(self, pick: int) -> Good:
        """One of the products of this world."""
        return self.audit.world.goods[pick % len(self.audit.world.goods)]

    def orders(self) -> dict[str, Asked]:
        """The orders that are kept."""
        return self.audit.model.state.orders

    def order(self, pick: int, fitting: Callable[[Asked], bool]) -> tuple[str, Asked]:
        """One of the latest orders, mostly one that fits what is going to be asked of it."""
        known = list(self.orders().items())[-_MANY:]
        likely = [(number, asked) for number, asked in known if fitting(asked)] if pick % 7 else known
        chosen = likely or known
        return chosen[-1 - pick % len(chosen)]

    def price(self, asked: Asked, pick: int) -> Decimal:
        """A price of what an order trades."""
        fitting = [good for good in self.audit.world.goods if asked.terms.lines and good.symbol == asked.symbol]
        prices = (fitting or self.audit.world.goods)[0].prices
        return prices[pick % len(prices)]

    @rule(
        who=wishes.whos,
        good=picks,
        kind=wishes.kinds,
        price=picks,
        quantity=picks,
        extra=picks,
        stage=wishes.stages,
        at=picks,
        together=together,
    )
    def buy(
        self,
        who: str,
        good: int,
        kind: OrderType,
        price: int,
        quantity: int,
        extra: int,
        stage: Stage,
        at: int,
        together: bool,
    ) -> None:
        """An order to buy."""
        self.trade(Side.BUY, who, self.good(good), kind, price, quantity, extra, stage, at, together)

    @rule(
        who=wishes.whos,
        good=picks,
        kind=wishes.kinds,
        price=picks,
        quantity=picks,
        extra=picks,
        stage=wishes.stages,
        at=picks,
        together=together,
    )
    def sell(
        self,
        who: str,
        good: int,
        kind: OrderType,
        price: int,
        quantity: int,
        extra: int,
        stage: Stage,
        at: int,
        together: bool,
    ) -> None:
        """An order to sell: mostly what can be sold short or is owned, and then without exits."""
        purse = self.audit.model.state.purses.get(who)
        chosen = self.good(good)
        if purse is not None and quantity % 7:
            likely = [
                one
                for one in self.audit.world.goods
                if purse.free((one.symbol, "long")) or (one.law.shorts and purse.margin)
            ]
            chosen = likely[good % len(likely)] if likely else chosen
            owned = purse.free((chosen.symbol, "long"))
            extra = wishes.NO_EXTRAS if owned and not chosen.law.shorts else extra
        self.trade(Side.SELL, who, chosen, kind, price, quantity, extra, stage, at, together)

    def trade(
        self,
        side: Side,
        who: str,
        good: Good,
        kind: OrderType,
        price: int,
        quantity: int,
        extra: int,
        stage: Stage,
        at: int,
        together: bool,
    ) -> None:
        """Place an order under a new number."""
        terms = wishes.order_terms(len(self.orders()) + 1, who, good, side, kind, price, quantity, extra)
        stated = good.prices[at % len(good.prices)] if at < len(good.prices) else None
        self.ask(PlaceOrder(terms, stage, stated), together=together)

    @precondition(orders)
    @rule(order=picks, price=picks, share=picks, name=picks, late=picks, together=together)
    def fill(self, order: int, price: int, share: int, name: int, late: int, together: bool) -> None:
        """A broker reports a fill, sometimes late, sometimes under a name that was used."""
        number, asked = self.order(order, wishes.FITTING["fill"])
        left = 0 if asked.imported else asked.quantity - asked.filled
        self.report(number, asked, Purpose.ENTRY, price, wishes.share_of(left, share), name, late, together)

    @precondition(orders)
    @rule(order=picks, purpose=wishes.exits, price=picks, share=picks, name=picks, late=picks, together=together)
    def leave(
        self, order: int, purpose: Purpose, price: int, share: int, name: int, late: int, together: bool
    ) -> None:
        """A broker reports that a stop or a target was met."""
        number, asked = self.order(order, wishes.FITTING["leave"])
        self.report(number, asked, purpose, price, wishes.share_of(asked.still_open, share), name, late, together)

    def report(
        self,
        number: str,
        asked: Asked,
        purpose: Purpose,
        price: int,
        quantity: Decimal,
        name: int,
        late: int,
        together: bool,
    ) -> None:
        """Report a fill."""
        self.reports += name < wishes.RARE
        name_of_fill = f"F-{self.reports}" if name < wishes.RARE else wishes.used_name(name)
        at = self.audit.now - timedelta(days=late >= wishes.RARE)
        fill = Fill(name_of_fill, self.price(asked, price), quantity, at, purpose)
        self.ask(ApplyFill(number, fill), together=together)

    @precondition(orders)
    @rule(kind=wishes.steps, order=picks, stage=wishes.stages, at=picks, together=together)
    def go_on(self, kind: wishes.Step, order: int, stage: Stage, at: int, together: bool) -> None:
        """An order goes further, ends, is triggered or is closed."""
        number, asked = self.order(order, wishes.FITTING[kind])
        stated = self.price(asked, at) if at % 2 else None
        self.ask(wishes.step(kind, number, stage, stated), together=together)

    @rule(kind=wishes.errands, who=wishes.whos, first=picks, second=picks, together=together)
    def run(self, kind: wishes.Errand, who: str, first: int, second: int, together: bool) -> None:
        """Money moves, limits are set, the switch is turned, something is recorded."""
        audit = self.audit
        command = wishes.errand(
            kind, who, first, second, audit.world, audit.now, list(self.orders()) or ["O-1"]
        )
        self.ask(command, together=together)

    @rule(back=picks, together=together)
    def repeat(self, back: int, together: bool) -> None:
        """Something is asked a second time, word for word."""
        self.ask(self.history[-1 - back % min(len(self.history), _MANY)], together=together)

    @rule(good=picks, price=picks, spread=picks, close=picks)
    def quote(self, good: int, price: int, spread: int, close: int) -> None:
        """The market has moved."""
        self.audit.see(wishes.quote(self.good(good), price, spread, close, self.audit.now))

    @rule(wait=wishes.waits)
    def wait(self, wait: timedelta) -> None:
        """Time passes."""
        self.audit.settle()
        self.audit.now += wait


def auditor_machine(
    make_system: Maker = AuditedDesk, worlds: Sequence[World] = WORLDS
) -> type[RuleBasedStateMachine]:
    """
    Build a machine that audits a system: ``TestMySystem = auditor_machine(make).TestCase``.

    ``make_system`` is given the settings of a world and makes a system with an empty book; it may make a context
    manager instead, which is entered for each sequence and left at its end.
    """
    parts = {"make_system": staticmethod(make_system), "worlds": tuple(worlds)}
    return type("AuditorMachine", (_Machine,), parts)
