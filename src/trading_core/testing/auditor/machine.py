"""The machine: any sequence of what can be asked, to a system and to the auditor's model of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, ExitStack
from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, ClassVar

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule

from trading_core.domain.account import AccountTerms
from trading_core.domain.book import Settings
from trading_core.domain.commands import ApplyFill, CancelOrder, Command, OpenAccount, PlaceOrder, Stage
from trading_core.domain.quotes import Quote
from trading_core.domain.trades import Fill
from trading_core.domain.words import CostMethod, Side
from trading_core.testing.auditor.auditing import Audit
from trading_core.testing.auditor.desks import AuditedDesk
from trading_core.testing.auditor.facts import AuditedSystem
from trading_core.testing.auditor.wishes import (
    NO_EXTRAS,
    RARE,
    Act,
    Errand,
    Step,
    Trade,
    Wish,
    command_of,
    errand,
    order_terms,
    purpose_of,
    quote,
    share_of,
    step_of,
    wait_of,
    wishes,
)
from trading_core.testing.auditor.worlds import WORLDS, World

if TYPE_CHECKING:
    from trading_core.testing.auditor.state import Asked
    from trading_core.testing.auditor.worlds import Good

Maker = Callable[[Settings], AuditedSystem | AbstractContextManager[AuditedSystem]]

_flags = st.booleans()
_methods = st.sampled_from(CostMethod)
_pairs = st.tuples(_methods, _methods)
_MANY = 12
_FEW = 2


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

    @initialize(world=st.integers(0, 11), methods=_pairs, margins=st.tuples(_flags, _flags), quoted=_flags)
    def begin(
        self, world: int, methods: tuple[CostMethod, ...], margins: tuple[bool, ...], quoted: bool
    ) -> None:
        """Two accounts with money, in one of the worlds, with or without prices that are known."""
        chosen = self.worlds[world % len(self.worlds)]
        made = type(self).make_system(chosen.settings)
        system = self.opened.enter_context(made) if isinstance(made, AbstractContextManager) else made
        self.audit = Audit(system, chosen)
        self.opened.callback(self.audit.finish)
        for who, method, margin in zip("AB", methods, margins, strict=True):
            self.audit.ask(OpenAccount(AccountTerms(who, "TWD", method, margin), chosen.opening))
        self.audit.ask(OpenAccount(AccountTerms("C", "USD"), chosen.opening))
        for good in chosen.goods if quoted else ():
            self.audit.see(Quote(good.symbol, good.prices[0], self.audit.now, "street"))

    def teardown(self) -> None:
        """Compare everything once more, then let the system go."""
        self.opened.close()

    def put(self, command: Command, *, together: bool) -> None:
        """Ask both sides."""
        self.history.append(command)
        self.audit.ask(command, together=together)

    def good(self, pick: int) -> Good:
        """One of the products of this world."""
        return self.audit.world.goods[pick % len(self.audit.world.goods)]

    def orders(self) -> dict[str, Asked]:
        """The orders that are kept."""
        return self.audit.model.state.orders

    @rule(wish=wishes)
    def ask(self, wish: Wish) -> None:
        """Something is asked, or happens."""
        match wish:
            case Trade():
                self.trade(wish)
            case Act():
                self.act(wish)
            case _:
                self.run(wish)

    def trade(self, wish: Trade) -> None:
        """Place an order under a new number; what is sold is mostly owned, or can be sold short."""
        good, extra = self.good(wish.good), wish.extra
        purse = self.audit.model.state.purses.get(wish.who)
        if wish.side is Side.SELL and purse is not None and wish.quantity < RARE:
            owned = [one for one in self.audit.world.goods if purse.free((one.symbol, "long"))]
            likely = owned + [one for one in self.audit.world.goods if one.law.shorts and purse.margin]
            good = likely[wish.good % len(likely)] if likely else good
            extra = NO_EXTRAS if good in owned and not good.law.shorts else extra
        if wish.who == "C":  # his money is another one, and what he trades first is nobody else's any more
            good = self.audit.world.goods[-1]
        stated = good.prices[wish.at] if wish.at < len(good.prices) else None
        terms = order_terms(len(self.orders()) + 1, wish, good, extra)
        self.put(PlaceOrder(terms, wish.stage, stated), together=wish.together)

    def act(self, wish: Act) -> None:
        """Let something happen to one of the latest orders."""
        orders = self.orders().items()
        lively = [(number, asked) for number, asked in orders if asked.lively] if wish.name < RARE else []
        latest = (lively or list(orders))[-(_MANY if wish.order % 3 == 0 else _FEW) :]
        if not latest:
            self.put(CancelOrder("O-1"), together=wish.together)
            return
        number, asked = latest[-1 - wish.order // 3 % len(latest)]
        goods = [
            good for good in self.audit.world.goods if not asked.imported and good.symbol == asked.symbol
        ]
        prices = (goods or self.audit.world.goods)[0].prices
        price = prices[wish.price % len(prices)]
        step = step_of(asked, wish.step)
        if wish.price >= RARE:  # a gap: the market has run away from everybody who is short of it
            price = max(prices)
        if step in {"fill", "leave"}:
            self.report(number, asked, step, price, wish)
        else:
            stated = price if wish.share % 2 else None
            stage = Stage.FILLED if asked.status == "accepted" else wish.stage
            self.put(command_of(step, number, stage, stated), together=wish.together)

    def report(self, number: str, asked: Asked, step: Step, price: Decimal, wish: Act) -> None:
        """A broker reports a fill, sometimes late, sometimes under a name that was used."""
        left = 0 if asked.imported else asked.quantity - asked.filled if step == "fill" else asked.still_open
        self.reports += wish.name < RARE
        booked = sorted(self.audit.model.state.fills) if wish.name >= RARE else []
        name = booked[wish.name % len(booked)] if booked else f"F-{self.reports}"
        at = self.audit.now - timedelta(days=wish.name % 3 == 0)
        fill = Fill(name, price, share_of(left, wish.share), at, purpose_of(step, wish.name))
        self.put(ApplyFill(number, fill), together=wish.together)

    def run(self, wish: Errand) -> None:
        """Time passes, prices move, something is asked again or concerns no trade."""
        audit = self.audit
        if wish.kind == "wait":
            audit.wait(wait_of(wish.first))
        elif wish.kind == "quote":
            audit.see(quote(self.good(wish.first), wish, audit.now))
        elif wish.kind == "repeat" and self.history:
            latest = self.history[-_MANY:]
            self.put(latest[-1 - wish.first % len(latest)], together=wish.together)
        else:
            command = errand(wish, audit.model.state, audit.now)
            self.put(command, together=wish.together)


def auditor_machine(
    make_system: Maker = AuditedDesk, worlds: Sequence[World] = WORLDS
) -> type[RuleBasedStateMachine]:
    """
    Build a machine that audits whatever is made for it; its ``TestCase`` is what pytest finds and runs.

    ``make_system`` is given the settings of a world and makes a system with an empty book; it may make a context
    manager instead, which is entered for each sequence and left at its end.
    """
    parts = {"make_system": staticmethod(make_system), "worlds": tuple(worlds)}
    return type("AuditorMachine", (_Machine,), parts)
