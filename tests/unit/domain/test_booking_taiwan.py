"""Trades under Taiwan's dated rules: fee, tax, the day trade's lower tax and payment on the second business day."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from trading_core.domain.amounts import Price, Quantity
from trading_core.domain.book import Settings
from trading_core.domain.commands import ApplyFill, PlaceOrder, SettleCash, Stage, buy, open_account, sell
from trading_core.domain.desk import Desk
from trading_core.domain.journal import Bucket
from trading_core.domain.markets import MarketMode, standard_markets
from trading_core.domain.order_terms import OrderLine, OrderTerms
from trading_core.domain.quotes import Quote
from trading_core.domain.trades import Fill
from trading_core.domain.words import OrderType, Side
from trading_core.errors import InsufficientHoldings, OffLot, OffTick, OrderTypeNotTaken, SessionClosed

MONDAY = datetime(2026, 3, 2, 2, 0, tzinfo=UTC)  # ten o'clock in Taipei
THURSDAY = datetime(2026, 3, 5, 2, 0, tzinfo=UTC)
FRIDAY = datetime(2026, 3, 6, 2, 0, tzinfo=UTC)


def strict(opened: datetime = MONDAY) -> Desk:
    """A million and a half, on the strict markets."""
    desk = Desk(Settings(markets=standard_markets(MarketMode.STRICT)))
    desk.do(open_account("A", 1_500_000), now=opened)
    return desk


def test_a_board_lot_pays_commission_and_no_tax_when_bought() -> None:
    """600 x 1000 at 0.1425 percent is 855; buyers pay no tax, and what is bought is paid at once."""
    desk = strict()
    (outcome,) = desk.do(buy("B", "A", "2330", 1000, 600), now=MONDAY)
    (trade,) = outcome.unwrap().trades
    assert (Decimal(855), Decimal(0)) == (trade.fee, trade.tax)
    assert Decimal(1_500_000 - 600_000 - 855) == desk.account("A").cash


@pytest.mark.parametrize(
    ("sold_at", "tax", "matched", "due"),
    [
        (MONDAY, 900, 1000, date(2026, 3, 4)),
        (THURSDAY, 1800, 0, date(2026, 3, 9)),
        (FRIDAY, 1800, 0, date(2026, 3, 10)),
    ],
)
def test_a_sale_is_taxed_by_its_day_and_paid_out_two_business_days_later(
    sold_at: datetime, tax: int, matched: int, due: date
) -> None:
    """Sold on the day of purchase, half the tax; sold before a weekend, paid out after it."""
    desk = strict()
    desk.do(buy("B", "A", "2330", 1000, 600), now=MONDAY)
    cash = desk.account("A").cash
    (outcome,) = desk.do(sell("S", "A", "2330", 1000, 600), now=sold_at)
    (trade,) = outcome.unwrap().trades
    assert (Decimal(855), Decimal(tax), Quantity(matched)) == (trade.fee, trade.tax, trade.day_traded)
    account = desk.account("A")
    proceeds = Decimal(600_000 - 855 - tax)
    assert (cash, {due: proceeds}) == (account.cash, account.settlements)
    desk.do(SettleCash("A", sold_at.date()), now=sold_at)
    assert cash == desk.account("A").cash
    desk.do(SettleCash("A", due), now=sold_at)
    assert (cash + proceeds, Decimal(0)) == (
        desk.account("A").cash,
        desk.account("A").balance(Bucket.UNSETTLED),
    )


def test_only_the_matched_part_of_a_day_trade_pays_less() -> None:
    """Two lots sold of which one was bought today: 900 and 1800."""
    desk = strict()
    desk.do(buy("B-1", "A", "2330", 1000, 600), now=MONDAY)
    desk.do(buy("B-2", "A", "2330", 1000, 600), now=THURSDAY)
    (outcome,) = desk.do(sell("S", "A", "2330", 2000, 600), now=THURSDAY)
    (trade,) = outcome.unwrap().trades
    assert (Quantity(1000), Decimal(900 + 1800)) == (trade.day_traded, trade.tax)


def test_the_trading_day_is_taipeis() -> None:
    """Half past eight in the morning there is after midnight in London, and the day of the trade is the same."""
    desk = strict()
    early = datetime(2026, 3, 3, 0, 45, tzinfo=UTC)
    (outcome,) = desk.do(buy("B", "A", "2330", 1000, 600), now=early)
    assert date(2026, 3, 3) == outcome.unwrap().trades[0].day


@pytest.mark.parametrize(
    ("quantity", "price", "refusal"),
    [(1500, 600, OffLot), (1000, "600.5", OffTick)],
)
def test_the_form_of_an_order_is_the_markets(quantity: int, price: object, refusal: type[Exception]) -> None:
    """No mixture of board and odd lots, no price between two ticks."""
    (outcome,) = strict().do(buy("B", "A", "2330", quantity, price), now=MONDAY)
    assert refusal is type(outcome.refusal)


def test_stocks_are_not_sold_short_and_not_traded_at_night() -> None:
    """What is not held cannot be sold, and orders are taken in the session."""
    desk = strict()
    night = datetime(2026, 3, 2, 14, tzinfo=UTC)
    outcomes = (
        *desk.do(sell("S", "A", "2330", 1000, 600), now=MONDAY),
        *desk.do(buy("B", "A", "2330", 1000, 600), now=night),
    )
    assert [InsufficientHoldings, SessionClosed] == [type(outcome.refusal) for outcome in outcomes]


def test_an_odd_lot_is_no_half_of_a_day_trade() -> None:
    """Nine hundred shares bought and sold on one day are taxed as on any day, and so is a lot sold after them."""
    desk = strict()
    desk.do(buy("B-1", "A", "2330", 1000, 600), now=MONDAY)
    desk.do(buy("B-2", "A", "2330", 900, 600), now=THURSDAY)
    odd, whole = desk.do(
        sell("S-1", "A", "2330", 900, 600), sell("S-2", "A", "2330", 1000, 600), now=THURSDAY
    )
    (first,), (second,) = odd.unwrap().trades, whole.unwrap().trades
    assert (Quantity(0), Decimal(1620)) == (first.day_traded, first.tax)
    assert (Quantity(0), Decimal(1800)) == (second.day_traded, second.tax)


def test_a_lot_bought_today_is_day_traded_by_a_lot_alone() -> None:
    """Half a lot sold on the day of purchase pays the whole tax."""
    desk = strict()
    desk.do(buy("B", "A", "2330", 1000, 600), now=MONDAY)
    (outcome,) = desk.do(sell("S", "A", "2330", 500, 600), now=MONDAY)
    (trade,) = outcome.unwrap().trades
    assert (Quantity(0), Decimal(900)) == (trade.day_traded, trade.tax)


def test_a_part_of_a_lot_pays_the_least_fee_of_a_lot() -> None:
    """The order is of a whole lot, however small the parts that it is filled in."""
    desk = strict()
    desk.do(place("B", 1000, 10, OrderType.LIMIT), now=MONDAY)
    (outcome,) = desk.do(ApplyFill("B", Fill("F", 10, 1, MONDAY)), now=MONDAY)
    assert Decimal(20) == outcome.unwrap().trades[0].fee


def test_odd_lots_have_their_own_hours() -> None:
    """Before nine whole lots are taken and less than a lot is not."""
    early = MONDAY.replace(hour=0, minute=45)
    desk = strict(early)
    (whole,) = desk.do(place("B-1", 1000, 600, OrderType.LIMIT), now=early)
    (odd,) = desk.do(place("B-2", 999, 600, OrderType.LIMIT), now=early)
    (later,) = desk.do(place("B-3", 999, 600, OrderType.LIMIT), now=MONDAY)
    assert (True, SessionClosed("tw", early), True) == (whole.ok, odd.refusal, later.ok)


def test_an_odd_lot_needs_a_limit() -> None:
    """The rules of the market refuse it; the caller's words are in order."""
    desk = strict()
    desk.see(Quote("2330", 600, MONDAY, "tests"))
    (outcome,) = desk.do(place("B", 999, None, OrderType.MARKET), now=MONDAY)
    assert isinstance(outcome.refusal, OrderTypeNotTaken)


def test_the_price_of_a_fill_at_once_is_on_the_ladder() -> None:
    """A market order that names its price names one that the market trades."""
    command = PlaceOrder(place("B", 1000, None, OrderType.MARKET).terms, Stage.FILLED, Price("600.5"))
    (outcome,) = strict().do(command, now=MONDAY)
    assert OffTick(Decimal("600.5"), Decimal(1)) == outcome.refusal


def place(number: str, quantity: int, limit: object, kind: OrderType) -> PlaceOrder:
    """An order to buy that is accepted and not filled."""
    return PlaceOrder(
        OrderTerms(
            number=number,
            account="A",
            side=Side.BUY,
            type=kind,
            limit_price=limit,
            lines=[OrderLine("2330", quantity)],
        )
    )
