"""Imported orders: kept as they came, with many lines that add up to their total."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.domain.junk import refusal
from trading_core.domain.amounts import Price
from trading_core.domain.order_terms import OrderLine, OrderTerms
from trading_core.domain.words import OrderType, Side, Source
from trading_core.errors import InvalidValue

BOUNDS = "a number of at most 8 decimals between -1000000000000000 and 1000000000000000"
LINES = st.lists(
    st.tuples(st.decimals("0.01", 100, places=2), st.decimals("0.001", 100, places=3)), max_size=5
)


def imported(**changes: object) -> OrderTerms:
    wanted: dict[str, Any] = {
        "number": "O-1",
        "source": Source.IMPORT,
        "lines": [OrderLine("ACME", 2, 5), OrderLine("BOLT", 3, "1.5", "Bolt")],
        "total_price": "14.5",
        **changes,
    }
    return OrderTerms(**wanted)


def test_an_imported_order_has_many_lines_and_nobody_who_trades() -> None:
    """It has neither side nor account, and holds what was bought elsewhere."""
    order = imported()

    assert (None, None, 2) == (order.side, order.account, len(order.lines))
    assert Decimal("14.5") == order.total_price
    assert Decimal("14.5") == order.lines_total


def test_an_imported_order_may_have_no_lines() -> None:
    """An order whose products are not told is its total alone."""
    order = imported(lines=[], total_price=99)

    assert ((), Decimal(99), Decimal(0)) == (order.lines, order.total_price, order.lines_total)


@pytest.mark.parametrize(
    ("changes", "refused"),
    [
        ({"side": Side.BUY}, InvalidValue("side", "'buy'", "none on an imported order")),
        ({"account": "A"}, InvalidValue("account", "'A'", "none on an imported order")),
        ({"total_price": None}, InvalidValue("total_price", "None", "the order's total")),
        ({"total_price": -1}, InvalidValue("total_price", "-1", "a number not below zero")),
        ({"total_price": "x"}, InvalidValue("total_price", "'x'", BOUNDS)),
        (
            {"lines": [OrderLine("ACME", 2, 5), OrderLine("BOLT", 3)]},
            InvalidValue("unit_price", "None", "a price on every line of an imported order"),
        ),
        (
            {"total_price": "14.50000001"},
            InvalidValue("total_price", "14.50000001", "the sum of the lines, 14.5"),
        ),
        ({"total_price": "0"}, InvalidValue("total_price", "0", "the sum of the lines, 14.5")),
        ({"total_price": "20.00"}, InvalidValue("total_price", "20", "the sum of the lines, 14.5")),
    ],
)
def test_each_law_of_an_imported_order_is_told(changes: dict[str, object], refused: InvalidValue) -> None:
    """An import with one fault is refused for that fault."""
    assert refused == refusal(lambda: imported(**changes))


def test_a_total_of_nothing_is_lawful() -> None:
    """What was given away has cost nothing."""
    assert Decimal(0) == imported(lines=[], total_price=0).total_price


@given(LINES, st.decimals(-1, 1, places=5))
def test_lines_add_up_exactly_to_the_total(lines: list[tuple[Decimal, Decimal]], off: Decimal) -> None:
    """A total that differs in the last decimal belongs to another order."""
    made = [OrderLine("ACME", quantity, price) for quantity, price in lines]
    total = sum((Fraction(quantity) * Fraction(price) for quantity, price in lines), Fraction(0))
    exact = Decimal(total.numerator) / Decimal(total.denominator)

    assert total == Fraction(imported(lines=made, total_price=exact).lines_total)
    if off and made and exact + off >= 0:
        refused = refusal(lambda: imported(lines=made, total_price=exact + off))
        assert "total_price" == refused.facts["field"]


def test_a_sum_of_lines_beyond_money_is_refused() -> None:
    """Two lawful lines may come to more than is kept."""
    most = 10**15
    lines = [OrderLine("ACME", 1, most), OrderLine("BOLT", 1, 1)]

    assert Decimal(most) == imported(lines=lines[:1], total_price=most).lines_total
    expected = InvalidValue("total_price", str(most + 1), BOUNDS)
    assert expected == refusal(lambda: imported(lines=lines, total_price=most))
    assert "value" == refusal(lambda: imported(lines=[OrderLine("ACME", 2, most)])).facts["field"]


def test_lines_without_a_price_count_nothing() -> None:
    """A trading order need not say what it will cost."""
    priced = OrderTerms(number="O", account="A", side=Side.BUY, lines=[OrderLine("ACME", 3, "2.5")])
    bare = OrderTerms(number="O", account="A", side=Side.BUY, lines=[OrderLine("ACME", 3)])

    assert (Decimal("7.5"), Decimal(0)) == (priced.lines_total, bare.lines_total)


def test_prices_of_trading_are_no_matter_of_an_import() -> None:
    """An imported order is a record: what it was elsewhere is not judged as an order that is to trade."""
    order = imported(type=OrderType.LIMIT, take_profits=[5, 5])

    assert (OrderType.LIMIT, (Price(5), Price(5))) == (order.type, order.take_profits)
