"""Where the price of an immediate fill comes from, and what such a fill is called."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from attrs import evolve

from tests.unit.domain.floor import ACME, NOW, PAIR, Floor, later, quote, terms
from trading_core.domain.amounts import Price, Quantity
from trading_core.domain.book import Book
from trading_core.domain.commands import ApplyFill
from trading_core.domain.decisions.pricing import Priced, fill_at, price_of
from trading_core.domain.decisions.work import Work
from trading_core.domain.orders import submitted
from trading_core.domain.quotes import Quote
from trading_core.domain.trades import STATED, Fill, Provenance, Purpose
from trading_core.domain.words import Side
from trading_core.errors import NoPrice

BUY, SELL = Side.BUY, Side.SELL
ONE = Priced(Price(10), STATED)


def seeing(*quotes: Quote) -> Work:
    return Work(Book(quotes={each.symbol: each for each in quotes}))


def test_a_stated_price_comes_first() -> None:
    """What somebody states is not compared with any quote."""
    assert Priced(Price(7), STATED) == price_of(seeing(quote(ACME, 10)), ACME, BUY, Price(7), NOW)


@pytest.mark.parametrize(("side", "expected"), [(BUY, 11), (SELL, 9)])
def test_a_buyer_meets_the_ask_and_a_seller_the_bid(side: Side, expected: int) -> None:
    """The quote's origin, age and both its prices are kept."""
    found = price_of(seeing(quote(ACME, 10, bid=9, ask=11)), ACME, side, None, later(75))
    assert Priced(Price(expected), Provenance("tests", 75, 9, 11)) == found


def test_without_bid_and_ask_the_last_price_counts() -> None:
    """A source may know one price alone."""
    found = price_of(seeing(quote(ACME, 10)), ACME, SELL, None, NOW)
    assert Priced(Price(10), Provenance("tests", 0)) == found


@pytest.mark.parametrize(
    ("age", "expected"),
    [
        (timedelta(days=2, seconds=3), 172_803),
        (timedelta(seconds=1, microseconds=999_999), 1),
        (timedelta(seconds=-5), 0),
    ],
)
def test_the_age_of_a_quote_is_told_in_whole_seconds(age: timedelta, expected: int) -> None:
    """Days count, parts of a second do not, and a quote from the future is fresh."""
    found = price_of(seeing(quote(ACME, 10)), ACME, SELL, None, NOW + age)
    assert Decimal(expected) == found.provenance.age_seconds


def test_a_product_without_a_quote_has_no_price() -> None:
    """Another product's quote is no price of this one."""
    with pytest.raises(NoPrice) as caught:
        price_of(seeing(quote(PAIR, 10)), ACME, BUY, None, NOW)
    assert NoPrice(ACME) == caught.value


def test_a_fill_is_named_after_its_order_and_counted() -> None:
    """The first fill of an order is number one, and everything else is as it was given."""
    order = submitted(terms("O", BUY, 10), NOW)
    found = fill_at(order, evolve(ONE, provenance=Provenance("x")), Quantity(3), Purpose.CLOSE, later(1))
    assert Fill("O.1", 10, 3, later(1), Purpose.CLOSE, Provenance("x")) == found


@pytest.mark.parametrize(
    ("named", "expected"), [(["F"], "O.2"), (["O.2"], "O.3"), (["F", "G"], "O.3"), (["O.3", "O.4"], "O.5")]
)
def test_names_that_the_order_knows_are_passed_over(named: list[str], expected: str) -> None:
    """Counting goes on behind the trades that are there."""
    floor = Floor().open(1000)
    floor.place("O", BUY, 10, limit=10)
    for name in named:
        floor.ok(ApplyFill("O", Fill(name, 10, 1, NOW)))
    assert expected == fill_at(floor.order("O"), ONE, Quantity(1), Purpose.ENTRY, NOW).id
