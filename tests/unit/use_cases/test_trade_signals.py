"""From texts to orders: read, sized, placed once, and what was refused says why."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from attrs import evolve

from tests.unit.use_cases.conftest import corrupt, quote
from tests.unit.use_cases.signal_desk import AT_MARKET, BUY, RANGE, STOP, Desk, one, said
from trading_core.domain.account import AccountTerms
from trading_core.domain.amounts import Price, Quantity
from trading_core.domain.commands import OpenAccount, Stage, buy
from trading_core.domain.ids import Symbol
from trading_core.domain.product import product_for
from trading_core.domain.sizing import FixedQuantity, FixedValue, RiskedShare
from trading_core.domain.words import OrderType, Side
from trading_core.errors import InvalidValue, Unavailable
from trading_core.ports.paging import Page
from trading_core.ports.signals import LONGEST_SIGNAL, SignalFate, SignalFilter
from trading_core.testing import MemoryProducts
from trading_core.use_cases.trade_signals import storable

MINE = SignalFilter(account="a")


@pytest.fixture
def desk() -> Desk:
    desk = Desk()
    desk.house.do(OpenAccount(AccountTerms("a", "USD"), 10_000))
    return desk


def test_a_signal_becomes_an_order(desk: Desk) -> None:
    """Every word of the signal is in the order, and the order is in the record of the signal."""
    outcome = one(desk.trade([said(STOP)]))

    assert outcome.order is not None
    terms = outcome.order.terms
    assert ("signal", Side.BUY, "EURUSD", OrderType.STOP) == (
        terms.source,
        terms.side,
        terms.symbol,
        terms.type,
    )
    assert (Price("1.0860"), None) == (terms.stop_price, terms.limit_price)
    assert (Price("1.0850"), {Price("1.0890"), Price("1.0880")}) == (terms.stop_loss, set(terms.take_profits))
    assert ("accepted", Quantity(1000)) == (outcome.order.status, terms.quantity)
    received = outcome.received
    assert (SignalFate.ORDERED, terms.number, "EURUSD") == (received.fate, received.order, received.symbol)
    (seen,) = desk.signals.find(MINE, Page())
    assert (received, "accepted") == (seen.signal, seen.status)


def test_a_price_without_a_word_is_a_limit(desk: Desk) -> None:
    """The order is executed at the stated entry and not beyond it, and what it needs is reserved."""
    outcome = one(desk.trade([said(BUY)]))

    assert outcome.order is not None
    assert (OrderType.LIMIT, Price("1.0860")) == (outcome.order.terms.type, outcome.order.terms.limit_price)
    assert Decimal(10_000) - 1086 == desk.house.cash("a")


def test_a_range_is_entered_at_the_end_that_risks_most(desk: Desk) -> None:
    """Sized at the end farther from the stop, no fill within the range loses more than was meant."""
    outcome = one(desk.trade([said(RANGE, sizing=RiskedShare("0.1"))]))

    assert outcome.order is not None
    terms = outcome.order.terms
    assert (Price("1.0860"), (Price("1.0860"), Price("1.0870"))) == (terms.limit_price, terms.entry_range)
    assert Decimal(10) - Decimal("0.0090") < Decimal("0.0090") * terms.quantity.value <= Decimal(10)
    buying = one(desk.trade([said("BUY LIMIT EURUSD 1.0860-1.0870\nSL 1.0790\nTP 1.0950")]))
    assert buying.order is not None
    assert Price("1.0870") == buying.order.terms.limit_price


def test_a_signal_at_the_market_is_sized_at_the_market(desk: Desk) -> None:
    """Without an entry, the quote says what a unit costs."""
    desk.house.quotes.see(evolve(quote("EURUSD", "1.0855"), ask="1.0860"))
    outcome = one(desk.trade([said(AT_MARKET, sizing=FixedValue(1086))]))

    assert outcome.order is not None
    assert (OrderType.MARKET, Quantity(1000)) == (outcome.order.terms.type, outcome.order.terms.quantity)


def test_equity_counts_what_the_account_holds(desk: Desk) -> None:
    """A share of equity is a share of cash and positions, at their last prices."""
    desk.house.quotes.see(quote("EURUSD", "1.0860"))
    one(desk.trader(stage=Stage.FILLED)([said(AT_MARKET, sizing=FixedQuantity(5000))]))
    desk.house.quotes.see(quote("EURUSD", "2.0860"))
    outcome = one(desk.trade([said("BUY STOP $ABC 2\nSL 1\nTP 3", sizing=RiskedShare(1))]))

    assert outcome.order is not None
    assert Quantity(150) == outcome.order.terms.quantity


def test_the_size_is_in_steps_of_the_product(desk: Desk) -> None:
    """A product that is counted in whole units is not bought in parts."""
    MemoryProducts(desk.house.books.store).put(
        evolve(product_for(quote("EURUSD", 1).symbol, AccountTerms("a", "USD").currency), quantity_decimals=0)
    )
    outcome = one(desk.trade([said(BUY, sizing=FixedValue(1000))]))

    assert outcome.order is not None
    assert Quantity(920) == outcome.order.terms.quantity


def test_what_is_no_signal_is_kept_with_the_place(desk: Desk) -> None:
    """A bad text stops no other, and everybody can see what came and why it was refused."""
    outcomes = desk.trade([said("hello"), said(BUY), said(BUY, account="nobody")])

    assert ["refused", "ordered", "refused"] == [outcome.received.fate for outcome in outcomes]
    codes = [outcome.received.refusal and outcome.received.refusal.code for outcome in outcomes]
    assert ["invalid_signal", None, "not_found"] == codes
    (seen, _) = desk.signals.find(MINE, Page(newest_first=False))
    assert outcomes[0].received == seen.signal
    refusal = outcomes[0].received.refusal
    assert refusal is not None
    assert ("missing_side", 1, 6) == (refusal.reason, refusal.line, refusal.column)
    assert None not in {refusal.found, refusal.expected}
    assert (outcomes[0].received,) == desk.signals.untold(9)


def test_what_the_rules_refuse_is_a_refused_signal_with_its_order(desk: Desk) -> None:
    """An order that cannot be paid is there to be seen, rejected."""
    outcome = one(desk.trade([said(BUY, sizing=FixedQuantity(50_000))]))

    assert outcome.received.refusal is not None
    assert "insufficient_funds" == outcome.received.refusal.code
    assert outcome.order is not None
    assert "rejected" == outcome.order.status
    assert (SignalFate.REFUSED, outcome.order.number) == (outcome.received.fate, outcome.received.order)
    assert () == desk.signals.untold(9)


def test_a_size_of_nothing_is_refused(desk: Desk) -> None:
    """An account too small for the smallest unit places no order."""
    desk.house.do(OpenAccount(AccountTerms("poor", "USD")))
    outcome = one(desk.trade([said(BUY, account="poor", sizing=RiskedShare(1))]))

    assert outcome.received.refusal is not None
    assert ("size_too_small", None) == (outcome.received.refusal.code, outcome.order)


def test_a_product_without_a_price_cannot_be_bought_at_the_market(desk: Desk) -> None:
    """A price is never invented, but a market that is not there is told where it may begin."""
    outcome = one(desk.trade([said(AT_MARKET)]))

    assert outcome.received.refusal is not None
    assert "no_price" == outcome.received.refusal.code
    assert Price("1.0870") == desk.first_price("EURUSD")


@pytest.mark.parametrize(
    ("text", "price"),
    [
        (BUY, "1.0860"),
        (RANGE, "1.0860"),
        ("SELL EURUSD SL 1.0890 TP1 1.0850 TP2 1.0800", "1.0870"),
        ("BUY EURUSD SL 1.0850 TP1 1.0890 TP2 1.0950", "1.0870"),
    ],
)
def test_a_market_begins_where_the_first_signal_says(desk: Desk, text: str, price: str) -> None:
    """The first one's entry, or the middle between its stop and its nearest target, and no later one's."""
    desk.trade([said(text), said("BUY EURUSD @1.5 SL 1.4 TP 1.6")])

    assert Price(price) == desk.first_price("EURUSD")


def test_no_signal_moves_the_market_of_what_is_traded(desk: Desk) -> None:
    """What was used before and has a price, or may have one that nobody tells just now, begins nowhere else."""
    desk.house.do(buy("N-1", "a", "EURUSD", 1, "1.0860"))
    desk.house.quotes.see(quote("EURUSD", "1.0860"))
    desk.trade([said("BUY EURUSD @1.5 SL 1.4 TP 1.6")])
    desk.house.quotes.down = True
    desk.trade([said("BUY EURUSD @1.7 SL 1.6 TP 1.8")])
    assert {} == desk.first_prices.find([Symbol("EURUSD")])


def test_what_is_known_and_has_no_price_begins_where_a_signal_says(desk: Desk) -> None:
    """A product that was made beforehand is no less without a price than one that nobody knows."""
    desk.house.do(buy("N-1", "a", "EURUSD", 1, "1.0860"))
    desk.trade([said(BUY)])
    assert Price("1.0860") == desk.first_price("EURUSD")


def test_a_signal_waits_while_the_source_is_down(desk: Desk) -> None:
    """What needs a price is put off, not refused; what states its price goes on; the same text later trades."""
    desk.house.quotes.down = True
    outcomes = desk.trade([said(AT_MARKET), said(BUY)])

    assert [SignalFate.RECEIVED, SignalFate.ORDERED] == [outcome.received.fate for outcome in outcomes]
    desk.house.quotes.down = False
    desk.house.quotes.see(quote("EURUSD", "1.0860"))
    again = one(desk.trade([said(AT_MARKET)]))
    assert (outcomes[0].received.id, SignalFate.ORDERED) == (again.received.id, again.received.fate)


def test_a_share_of_what_nobody_can_value_waits(desk: Desk) -> None:
    """Equity without prices is a guess, so a share of it is put off; of cash alone it is none."""
    shared = said(BUY, sizing=RiskedShare("0.01"))
    desk.house.quotes.down = True
    assert SignalFate.ORDERED is one(desk.trade([shared])).received.fate
    desk.house.quotes.down = False
    desk.house.quotes.see(quote("EURUSD", "1.0860"))
    one(desk.trader(stage=Stage.FILLED)([said(AT_MARKET)]))
    desk.house.quotes.down = True

    later = said("BUY EURUSD @1.0861\nSL 1.0850\nTP 1.0890", sizing=RiskedShare("0.01"))
    assert SignalFate.RECEIVED is one(desk.trade([later])).received.fate


def test_a_store_that_fails_after_a_signal_was_kept_leaves_it_received(desk: Desk) -> None:
    """Who has kept a signal says so, whatever happens then; whoever finishes signals goes on from there."""
    heard: list[object] = []
    trade = evolve(desk.trader(), note=heard.append)
    with desk.busy():
        outcome = one(trade([said(BUY)]))

    assert (SignalFate.RECEIVED, None) == (outcome.received.fate, outcome.order)
    assert isinstance(heard[0], Unavailable)
    desk.later(timedelta(seconds=5))
    (done,) = desk.finisher()()
    assert (outcome.received.id, SignalFate.ORDERED) == (done.received.id, done.received.fate)


def test_a_form_is_read_as_one(desk: Desk) -> None:
    """What a form says is known only by what it is called, so that is kept too."""
    body = b"side=buy&symbol=EURUSD&price=1.0860&sl=1.0850&tp=1.0890"
    outcome = one(desk.trade([said(body, media="application/x-www-form-urlencoded")]))

    assert SignalFate.ORDERED is outcome.received.fate
    assert body.decode() == outcome.received.text


def test_a_text_is_kept_as_far_as_it_can_be() -> None:
    """What no database can store is marked, what is endless is cut, all else is kept as it came."""
    assert BUY == storable(BUY)
    assert "買 \N{ROCKET}\r\n\t" == storable("買 \N{ROCKET}\r\n\t")
    assert "a\ufffdb" == storable("a\0b")
    assert "a?\ufffd" == storable("a\ud800\0")
    assert LONGEST_SIGNAL == len(storable("x" * 10_000))


def test_what_is_neither_text_nor_bytes_is_no_signal() -> None:
    """A program that hands in what it has read already is told so before anything is kept."""
    with pytest.raises(InvalidValue, match="text or bytes") as refused:
        evolve(said("BUY"), body={"side": "buy"})

    assert "body" == refused.value.field


def test_texts_that_are_no_text_are_refused_signals(desk: Desk) -> None:
    """Halves of characters, NUL, endless texts and bytes of other kinds are refused and kept, and break nothing."""
    outcomes = desk.trade(
        [
            said("BUY \ud800"),
            said("\0"),
            said("x" * 10_000),
            said(b"\xff\xfe"),
            said(b"\xff\xfd"),
            said(b"\xff\xfe"),
        ]
    )

    assert {SignalFate.REFUSED} == {outcome.received.fate for outcome in outcomes}
    assert [False, False, False, False, False, True] == [outcome.replayed for outcome in outcomes]


def test_books_that_contradict_themselves_refuse_one_signal_alone(desk: Desk) -> None:
    """What cannot be decided is refused without its details, and what came beside it is traded."""
    desk.house.do(OpenAccount(AccountTerms("b", "USD"), 10_000))
    corrupt(desk.house, "b")
    outcomes = desk.trader(stage=Stage.FILLED)(
        [said("BUY $ABC @5\nSL 4\nTP 6", account="b", sizing=FixedQuantity(1)), said(BUY)]
    )

    assert [SignalFate.REFUSED, SignalFate.ORDERED] == [outcome.received.fate for outcome in outcomes]
    refusal = outcomes[0].received.refusal
    assert refusal is not None
    assert "invariant_violated" == refusal.code
    assert "break" not in refusal.message


def test_no_text_is_nothing_to_do(desk: Desk) -> None:
    """An empty batch asks nobody anything."""
    assert () == desk.trade([])
    assert [] == desk.house.quotes.asked
