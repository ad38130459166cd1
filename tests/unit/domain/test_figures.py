"""The figures of an account, and what each entry did to them."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.unit.domain.floor import ACME, PAIR, Floor, later
from tests.unit.untyped import untyped
from trading_core.domain.account import fold
from trading_core.domain.commands import Deposit
from trading_core.domain.figures import FIGURES, Figure
from trading_core.domain.journal import Bucket
from trading_core.domain.words import Side
from trading_core.errors import InvalidValue

BY_PRODUCT = {"quantity", "available"}
EITHER_WAY = {"margin", "cost"}


def told() -> Floor:
    """A gain, a short position and a waiting order, in two products."""
    floor = Floor().open(1000)
    floor.ok(Deposit("A", "50.5", "gift"), later(60))
    floor.trade("B", Side.BUY, 10, 10, now=later(120))
    floor.trade("P", Side.SELL, 3, 10, PAIR, now=later(180))
    floor.trade("S", Side.SELL, 4, 12, now=later(240))
    floor.place("W", Side.SELL, 2, limit=12, now=later(300))
    floor.place("L", Side.BUY, 1, limit=5, now=later(360))
    return floor


def test_a_figure_is_what_its_buckets_hold() -> None:
    """What is owed and earned is turned round, so that a gain and a deposit are more than nothing."""
    account = told().account()
    whole = {name: figure.now(account) for name, figure in FIGURES.items() if name not in BY_PRODUCT}
    assert {
        "cash": account.cash,
        "reserved": account.held,
        "unsettled": Decimal(0),
        "margin": account.total(Bucket.MARGIN),
        "owed": Decimal(0),
        "realized_pnl": Decimal(8),
        "fees": Decimal(0),
        "taxes": Decimal(0),
        "paid_in": Decimal("1050.5"),
        "cost": Decimal(60 - 30),
    } == whole


def test_a_figure_of_a_product_is_its_part() -> None:
    """What was bought counts up and what is owed down, and what an order has reserved is not available."""
    account = told().account()
    assert [Decimal(6), Decimal(-3)] == [FIGURES["quantity"].now(account, one) for one in (ACME, PAIR)]
    assert [Decimal(4), Decimal(-3)] == [FIGURES["available"].now(account, one) for one in (ACME, PAIR)]
    assert [Decimal(60), Decimal(-30)] == [FIGURES["cost"].now(account, one) for one in (ACME, PAIR)]
    assert account.total(Bucket.MARGIN) == FIGURES["margin"].now(account, PAIR) > Decimal(0)


def test_every_figure_is_the_sum_of_what_its_entries_did_to_it() -> None:
    """As of every entry, alone and by product."""
    floor = told()
    for end in range(1, len(floor.entries) + 1):
        entries = floor.entries[:end]
        account = fold(floor.account().terms, entries)
        for name, figure in FIGURES.items():
            for symbol in [ACME, PAIR] if figure.takes_product else [None]:
                changes = [figure.change(entry, symbol) for entry in entries]
                assert figure.now(account, symbol) == sum(changes), name


def test_what_is_counted_by_product_needs_one_and_nothing_else_takes_one() -> None:
    """Units of different products are not added up, and cash is no product's."""
    account = told().account()
    assert BY_PRODUCT == {name for name, figure in FIGURES.items() if figure.needs_product}
    assert BY_PRODUCT | EITHER_WAY == {name for name, figure in FIGURES.items() if figure.takes_product}
    with pytest.raises(InvalidValue, match="expected a product"):
        FIGURES["quantity"].now(account)
    with pytest.raises(InvalidValue, match="'ACME': expected none"):
        FIGURES["cash"].now(account, ACME)


@pytest.mark.parametrize("wrong", [None, 5, "cash"])
def test_what_is_no_figure_is_refused(wrong: object) -> None:
    """Neither a figure, nor an account, nor an entry is made of something else."""
    for mistake in (
        lambda: Figure(untyped(wrong)),
        lambda: Figure((Bucket.CASH,), turned=untyped(wrong)),
        lambda: FIGURES["cash"].now(untyped(wrong)),
        lambda: FIGURES["cash"].change(untyped(wrong)),
    ):
        with pytest.raises(InvalidValue):
            mistake()
