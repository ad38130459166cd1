"""An order that passes every rule, and what a rule says to it when some of its facts are others."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any, Unpack

from attrs import evolve

from tests.unit.domain.floor import ACME, FLOOR, NOW, Floor, FloorRules, product, terms
from trading_core.domain.amounts import Price, Quantity
from trading_core.domain.effect import Effect
from trading_core.domain.limits import Limits
from trading_core.domain.markets import Market
from trading_core.domain.rules import (
    Case,
)
from trading_core.domain.words import Side, TradingState
from trading_core.errors import (
    TradingError,
)

if TYPE_CHECKING:
    from tests.unit.domain.floor import Wishes
    from trading_core.domain.rules import Rule

EXAMPLE = Floor().open(1000)
SELL = Side.SELL
BUY = Side.BUY


def effect(closing: object, opening: object) -> Effect:
    return Effect(Quantity(closing), Quantity(opening))


def case(**facts: Any) -> Case:  # noqa: ANN401 - any field of a case
    """An order to buy ten ACME at ten, which passes every rule, with other facts where a test needs them."""
    rules = FloorRules()
    usual = Case(
        account=EXAMPLE.account(),
        terms=terms("O", BUY, 10, limit=10),
        side=BUY,
        product=product(ACME),
        market=Market(FLOOR, (rules,)),
        rules=rules,
        effect=effect(0, 10),
        price=Price(10),
        value=Decimal(100),
        now=NOW,
        limits=Limits(),
        recent_orders=(),
        state=TradingState.ACTIVE,
        state_reason="a test",
        quotes={},
    )
    return evolve(usual, **facts)


def refused(rule: Rule, found: Case) -> TradingError | None:
    """What a rule says to a case; None when it passes."""
    try:
        rule.check(found)
    except TradingError as refusal:
        return refusal
    return None


def selling(quantity: object, closing: object, **wishes: Unpack[Wishes]) -> dict[str, object]:
    wanted = terms("O", SELL, quantity, ACME, **wishes)
    opening = Quantity(quantity) - Quantity(closing)
    return {"side": SELL, "terms": wanted, "effect": Effect(Quantity(closing), opening)}
