"""How a fill moves money and units: plain purchases and sales, reservations, and fills that cross."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.unit.domain.floor import ACME, MONDAY, NOW, PAIR, A, Floor, FloorRules, imported, later
from trading_core.domain.amounts import Price, Quantity
from trading_core.domain.booking import book
from trading_core.domain.commands import ApplyFill, CancelOrder
from trading_core.domain.exact import ZERO
from trading_core.domain.ids import FillId, OrderNumber
from trading_core.domain.journal import Bucket, Cause, Posting
from trading_core.domain.orders import submitted
from trading_core.domain.trades import STATED, Fill, Provenance, Purpose, Trade
from trading_core.domain.words import Direction, Side
from trading_core.errors import (
    InsufficientFunds,
    InsufficientHoldings,
    InvalidValue,
    InvariantViolated,
    Overfill,
)

BUY, SELL = Side.BUY, Side.SELL
COSTLY = FloorRules(fee_rate=Decimal("0.01"), tax_rate=Decimal("0.03"))


def fill(name: str, price: object, quantity: object, purpose: Purpose = Purpose.ENTRY) -> Fill:
    return Fill(name, price, quantity, NOW, purpose)


def money(**balances: object) -> dict[str, Decimal]:
    return {name: Decimal(str(amount)) for name, amount in balances.items()}


def test_a_purchase_moves_cash_into_cost_and_fees() -> None:
    """What was paid is what the units have cost, and the fee stands beside it."""
    floor = Floor(COSTLY).open(1000)
    outcome = floor.trade("B", BUY, 10, 50)
    expected = (
        Posting(Bucket.MARKET, ACME, Decimal(-10)),
        Posting(Bucket.LONG, ACME, Decimal(10)),
        Posting(Bucket.CASH, None, Decimal(-505)),
        Posting(Bucket.FEES, None, Decimal(5)),
        Posting(Bucket.COST_LONG, ACME, Decimal(500)),
    )
    (entry,) = outcome.entries
    assert set(expected) == set(entry.postings)
    assert len(expected) == len(entry.postings)
    assert (A, 2, NOW, Cause.FILL) == (entry.account, entry.sequence, entry.at, entry.cause)
    assert (OrderNumber("B"), None, None) == (entry.order, entry.reference, entry.due)
    assert (entry.trade,) == outcome.trades


def test_a_sale_books_profit_fee_and_tax_apart() -> None:
    """The cost leaves, the difference to the value is profit, and costs are paid from the proceeds."""
    floor = Floor(COSTLY).open(1000)
    floor.trade("B", BUY, 10, 50)
    floor.trade("S", SELL, 4, 100, now=later(days=1))
    expected = money(cash=495 + 400 - 4 - 12, cost_long=300, realized=-200, fees=9, taxes=12, funding=-1000)
    assert expected == floor.money()
    assert Decimal(6) == floor.account().units(ACME, Direction.LONG)
    assert Decimal(-6) == floor.balance(Bucket.MARKET, ACME)


def test_a_trade_states_everything_that_happened() -> None:
    """Each field of a trade is a fact of its fill, its order or its booking."""
    floor = Floor(COSTLY).open(1000)
    floor.trade("B", BUY, 10, 50)
    floor.place("S", SELL, 4, limit=90)
    report = Fill("F", 100, 3, later(5), Purpose.ENTRY, Provenance("exchange", 2))
    (trade,) = floor.ok(ApplyFill("S", report)).trades
    expected = Trade(
        id=FillId("F"),
        order=OrderNumber("S"),
        account=A,
        symbol=ACME,
        side=SELL,
        price=Price(100),
        quantity=Quantity(3),
        value=Decimal(300),
        fee=Decimal(3),
        tax=Decimal(4),  # 4.5 at half the rate, as they were bought today
        realized=Decimal(150),
        currency=floor.account().currency,
        closed=Quantity(3),
        day_traded=Quantity(3),
        day_tradable=Quantity(0),
        purpose=Purpose.ENTRY,
        provenance=Provenance("exchange", 2),
        executed_at=later(5),
        day=MONDAY,
    )
    assert expected == trade
    assert report == trade.fill


def test_a_fill_of_more_than_is_wanted_is_refused() -> None:
    """The remaining quantity may be filled, one unit more may not."""
    floor = Floor().open(1000)
    floor.place("B", BUY, 10, limit=10)
    floor.ok(ApplyFill("B", fill("F-1", 10, 4)))
    assert Overfill("B", Decimal(7), Decimal(6)) == floor.no(ApplyFill("B", fill("F-2", 10, 7)))
    assert floor.ok(ApplyFill("B", fill("F-3", 10, 6))).ok


def test_an_exit_of_more_than_is_open_is_refused() -> None:
    """No exit undoes more than its order has opened."""
    floor = Floor().open(1000)
    floor.trade("B", BUY, 10, 10)
    floor.ok(ApplyFill("B", fill("F-1", 10, 4, Purpose.CLOSE)))
    refusal = floor.no(ApplyFill("B", fill("F-2", 10, 7, Purpose.STOP_LOSS)))
    assert Overfill("B", Decimal(7), Decimal(6)) == refusal


def test_a_fill_that_is_worth_nothing_is_refused() -> None:
    """A value that rounds to zero would move units for nothing."""
    floor = Floor().open(1000)
    floor.place("B", BUY, 10, limit="0.00000001")
    expected = InvalidValue("quantity", "0.5", "a quantity whose value is not zero")
    assert expected == floor.no(ApplyFill("B", fill("F", "0.00000001", "0.5")))
    assert floor.ok(ApplyFill("B", fill("F", "0.00000001", "0.50000001"))).ok


def test_money_is_rounded_half_even_beyond_eight_decimals_and_none_is_lost() -> None:
    """Two fills of half a unit are rounded to even by themselves, and the journal still balances."""
    floor = Floor().open(10)
    floor.place("B", BUY, 2, limit="1.00000003")
    values = [
        floor.ok(ApplyFill("B", fill(f"F-{count}", "1.00000003", "0.5"))).trades[0].value for count in (1, 2)
    ]
    assert [Decimal("0.50000002"), Decimal("0.50000002")] == values
    assert Decimal("1.00000004") == floor.balance(Bucket.COST_LONG, ACME)


def test_only_trading_orders_are_booked() -> None:
    """An order without a side can have no fill; whoever books one has broken the books."""
    floor = Floor().open(1000)
    order = submitted(imported("I", (ACME, 1, 10)), NOW)
    market = next(iter(floor.book.settings.markets.values()))
    with pytest.raises(InvariantViolated) as caught:
        book(floor.account(), order, fill("F", 10, 1), floor.book.products[ACME], market)
    assert InvariantViolated("only trading orders are filled", "I") == caught.value


def test_a_fill_is_paid_by_the_reservation_first() -> None:
    """A fill at the limit uses up what was reserved for it and leaves free cash alone."""
    floor = Floor().open(1000)
    floor.place("B", BUY, 10, limit=10)
    floor.ok(ApplyFill("B", fill("F", 10, 4)))
    assert money(cash=900, held=60, cost_long=40, funding=-1000) == floor.money()


def test_a_better_price_gives_the_rest_of_the_reservation_back_with_the_last_fill() -> None:
    """What a fill below the limit saves stays reserved until the order is complete."""
    floor = Floor().open(1000)
    floor.place("B", BUY, 10, limit=10)
    floor.ok(ApplyFill("B", fill("F-1", 8, 5)))
    assert money(cash=900, held=60, cost_long=40, funding=-1000) == floor.money()
    last = floor.ok(ApplyFill("B", fill("F-2", 8, 5)))
    assert money(cash=920, cost_long=80, funding=-1000) == floor.money()
    assert 1 == len(last.entries)


def test_slippage_beyond_the_reservation_is_paid_by_free_cash() -> None:
    """A market order that is filled above the price it was accepted at takes the difference from cash."""
    floor = Floor().open(120)
    floor.place("B", BUY, 10, limit=10)
    floor.ok(ApplyFill("B", fill("F", 12, 10)))
    assert money(cost_long=120, funding=-120) == floor.money()


def test_slippage_beyond_all_money_is_refused() -> None:
    """One unit too little refuses the fill, and says what the account had free or reserved for it."""
    floor = Floor().open(119)
    floor.place("B", BUY, 10, limit=10)
    refusal = floor.no(ApplyFill("B", fill("F", 12, 10)))
    assert InsufficientFunds(Decimal(120), Decimal(119), floor.account().currency) == refusal
    assert money(cash=19, held=100, funding=-119) == floor.money()


def test_units_that_were_reserved_are_used_first() -> None:
    """A sale takes its own reserved units and leaves those that are free."""
    floor = Floor().open(1000)
    floor.trade("B", BUY, 10, 10)
    floor.place("S", SELL, 6, limit=12)
    assert [Decimal(4), Decimal(6)] == [
        floor.balance(bucket, ACME) for bucket in (Bucket.LONG, Bucket.LONG_HELD)
    ]
    floor.ok(ApplyFill("S", fill("F", 12, 5)))
    assert [Decimal(4), Decimal(1)] == [
        floor.balance(bucket, ACME) for bucket in (Bucket.LONG, Bucket.LONG_HELD)
    ]


def test_a_late_fill_takes_free_units_and_is_refused_when_they_are_gone() -> None:
    """After a cancellation nothing is reserved: a fill that was on its way meets what is there by then."""
    floor = Floor().open(1000)
    floor.trade("B", BUY, 10, 10)
    floor.place("S", SELL, 6, limit=12)
    floor.ok(CancelOrder("S"))
    floor.trade("OTHER", SELL, 7, 10)
    refusal = floor.no(ApplyFill("S", fill("F", 12, 4)))
    assert InsufficientHoldings(ACME, Decimal(4), Decimal(3)) == refusal
    floor.ok(ApplyFill("S", fill("F", 12, 3)))
    assert ZERO == floor.account().units(ACME, Direction.LONG)


def test_a_refused_sale_counts_its_reserved_and_the_free_units() -> None:
    """What is available to an exit is what its order has reserved and what is free besides."""
    floor = Floor().open(1000)
    floor.place("B", BUY, 10, take_profits=[20], limit=10)
    floor.ok(ApplyFill("B", fill("F-1", 10, 10)))
    floor.trade("C", BUY, 2, 10)
    floor.place("S", SELL, 2, limit=12)
    floor.ok(ApplyFill("S", fill("F-2", 12, 2)))
    assert Decimal(10) == floor.balance(Bucket.LONG_HELD, ACME)
    floor.ok(ApplyFill("B", fill("F-3", 12, 10, Purpose.TAKE_PROFIT)))
    assert ZERO == floor.account().units(ACME, Direction.LONG)


def test_a_late_fill_whose_money_was_spent_is_refused() -> None:
    """After a cancellation the money is free for others; what is gone cannot pay a late fill."""
    floor = Floor().open(100)
    floor.place("B", BUY, 10, limit=10)
    floor.ok(CancelOrder("B"))
    floor.trade("OTHER", BUY, 1, 1)
    refusal = floor.no(ApplyFill("B", fill("F", 10, 10)))
    assert InsufficientFunds(Decimal(100), Decimal(99), floor.account().currency) == refusal
    assert floor.ok(ApplyFill("B", fill("F", "9.9", 10))).ok


def test_one_fill_can_close_a_long_and_open_a_short() -> None:
    """A sale of more than is held closes first: its proceeds are cash, those of the rest are margin."""
    floor = Floor().open(1000)
    floor.trade("B", BUY, 10, 10, PAIR)
    (trade,) = floor.trade("S", SELL, 15, 12, PAIR).trades
    assert (Quantity(10), Decimal(20)) == (trade.closed, trade.realized)
    assert (
        money(cash=1000 + 20 - 60, margin=120, cost_short=-60, realized=-20, funding=-1000) == floor.money()
    )
    assert Decimal(-5) == floor.balance(Bucket.SHORT, PAIR)
    assert ZERO == floor.balance(Bucket.LONG, PAIR)


def test_one_fill_can_close_a_short_and_open_a_long() -> None:
    """A purchase of more than is owed frees the margin and pays the rest."""
    floor = Floor().open(1000)
    floor.trade("S", SELL, 10, 10, PAIR)
    (trade,) = floor.trade("B", BUY, 15, 8, PAIR).trades
    assert (Quantity(10), Decimal(20)) == (trade.closed, trade.realized)
    assert money(cash=1000 + 20 - 40, cost_long=40, realized=-20, funding=-1000) == floor.money()
    assert Decimal(5) == floor.balance(Bucket.LONG, PAIR)
    assert ZERO == floor.balance(Bucket.SHORT, PAIR)


def test_partial_fills_of_a_crossing_order_close_before_they_open() -> None:
    """The part that closes is filled first, whatever the size of the fills."""
    floor = Floor().open(1000)
    floor.trade("B", BUY, 10, 10, PAIR)
    floor.place("S", SELL, 15, PAIR, limit=12)
    closed = [
        floor.ok(ApplyFill("S", fill(f"F-{quantity}", 12, quantity))).trades[0].closed
        for quantity in (8, 4, 3)
    ]
    assert [Quantity(8), Quantity(2), Quantity(0)] == closed
    assert (
        money(cash=1000 + 20 - 60, margin=120, cost_short=-60, realized=-20, funding=-1000) == floor.money()
    )


def test_the_origin_of_a_price_goes_with_the_trade() -> None:
    """A fill at a stated price says so."""
    assert STATED == Floor().open(1000).trade("B", BUY, 1, 1).trades[0].provenance
