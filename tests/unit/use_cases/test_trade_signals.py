"""From texts to orders: read, sized, placed once, and what was refused says why."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from attrs import evolve, field, frozen

from tests.unit.use_cases.conftest import House, corrupt, quote
from trading_core.domain.account import AccountTerms
from trading_core.domain.amounts import Price, Quantity
from trading_core.domain.commands import OpenAccount, Stage
from trading_core.domain.product import product_for
from trading_core.domain.words import OrderType, Side
from trading_core.errors import (
    InsufficientFunds,
    InvalidValue,
    InvariantViolated,
    NoPrice,
    NotFound,
    SignalRefused,
    Unavailable,
)
from trading_core.ports.paging import Page
from trading_core.ports.signals import LONGEST_SIGNAL, SignalFate
from trading_core.testing import CountingIds, MemoryProducts, MemorySignals
from trading_core.use_cases.execute_commands import ExecuteCommands
from trading_core.use_cases.sizing import FixedQuantity, FixedValue, RiskedShare, Sizing
from trading_core.use_cases.trade_signals import SignalOutcome, SignalText, TradeSignals, storable

BUY = "BUY EURUSD @1.0860\nSL 1.0850\nTP 1.0890"
AT_MARKET = "BUY EURUSD\nSL 1.0850\nTP 1.0890"
RANGE = "SELL LIMIT EURUSD 1.0860-1.0870\nSL 1.0950\nTP 1.0790"
STOP = "BUY STOP EURUSD 1.0860\nSL 1.0850\nTP 1.0890\nTP 1.0880"
WINDOW = timedelta(minutes=5)


@frozen
class Desk:
    """A house that trades signals."""

    house: House = field(factory=House)
    signals: MemorySignals = field(factory=MemorySignals)
    ids: CountingIds = field(factory=CountingIds)

    def trader(
        self, sizing: Sizing | None = None, stage: Stage = Stage.SUBMITTED, window: timedelta = WINDOW
    ) -> TradeSignals:
        house = self.house
        return TradeSignals(
            execute=ExecuteCommands(house.books, house.quotes, house.clock),
            signals=self.signals,
            ids=self.ids,
            accounts=house.accounts,
            orders=house.orders,
            products=MemoryProducts(house.books.store),
            sizing=sizing or FixedQuantity(1000),
            stage=stage,
            window=window,
        )


@pytest.fixture
def desk() -> Desk:
    desk = Desk()
    desk.house.do(OpenAccount(AccountTerms("a", "USD"), 10_000))
    return desk


def said(text: str, account: str = "a") -> SignalText:
    return SignalText(account, "chat", text)


def one(outcomes: tuple[SignalOutcome, ...]) -> SignalOutcome:
    (outcome,) = outcomes
    return outcome


def test_a_signal_becomes_an_order(desk: Desk) -> None:
    """Every word of the signal is in the order, and the order is in the record of the signal."""
    outcome = one(desk.trader()([said(STOP)]))

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
    assert ("pending", Quantity(1000)) == (outcome.order.status, terms.quantity)
    assert (SignalFate.ORDERED, terms.number) == (outcome.received.fate, outcome.received.order)
    assert (outcome.received,) == desk.signals.find("chat", Page())


def test_a_price_without_a_word_is_a_limit(desk: Desk) -> None:
    """The order is executed at the stated entry and not beyond it."""
    outcome = one(desk.trader(stage=Stage.FILLED)([said(BUY)]))

    assert outcome.order is not None
    assert (OrderType.LIMIT, Price("1.0860")) == (outcome.order.terms.type, outcome.order.terms.limit_price)
    assert ("executed", Price("1.0860")) == (outcome.order.status, outcome.order.average_price)


def test_a_range_is_entered_at_the_end_that_risks_most(desk: Desk) -> None:
    """Sized at the end farther from the stop, no fill within the range loses more than was meant."""
    outcome = one(desk.trader(RiskedShare(1))([said(RANGE)]))

    assert outcome.order is not None
    terms = outcome.order.terms
    assert (Price("1.0860"), (Price("1.0860"), Price("1.0870"))) == (terms.limit_price, terms.entry_range)
    assert (Decimal("0.0090") * terms.quantity.value) <= Decimal(100)
    buying = one(desk.trader()([said("BUY LIMIT EURUSD 1.0860-1.0870\nSL 1.0790\nTP 1.0950")]))
    assert buying.order is not None
    assert Price("1.0870") == buying.order.terms.limit_price


def test_a_signal_at_the_market_is_sized_at_the_market(desk: Desk) -> None:
    """Without an entry, the quote says what a unit costs."""
    desk.house.quotes.see(evolve(quote("EURUSD", "1.0855"), ask="1.0860"))
    outcome = one(desk.trader(FixedValue(1086), Stage.FILLED)([said(AT_MARKET)]))

    assert outcome.order is not None
    assert (OrderType.MARKET, Quantity(1000)) == (outcome.order.terms.type, outcome.order.terms.quantity)
    assert Price("1.0860") == outcome.order.average_price


def test_equity_counts_what_the_account_holds(desk: Desk) -> None:
    """A share of equity is a share of cash and positions, at their last prices."""
    desk.trader(FixedQuantity(5000), Stage.FILLED)([said(BUY)])
    desk.house.quotes.see(quote("EURUSD", "2.0860"))
    outcome = one(desk.trader(RiskedShare(1))([said(STOP)]))

    assert outcome.order is not None
    assert Quantity(150_000) == outcome.order.terms.quantity


def test_the_size_is_in_steps_of_the_product(desk: Desk) -> None:
    """A product that is counted in whole units is not bought in parts."""
    MemoryProducts(desk.house.books.store).put(
        evolve(product_for(quote("EURUSD", 1).symbol, AccountTerms("a", "USD").currency), quantity_decimals=0)
    )
    outcome = one(desk.trader(FixedValue(1000))([said(BUY)]))

    assert outcome.order is not None
    assert Quantity(920) == outcome.order.terms.quantity


def test_what_is_no_signal_is_kept_with_the_reason(desk: Desk) -> None:
    """A bad text stops no other, and everybody can see what came and why it was refused."""
    outcomes = desk.trader()([said("hello"), said(BUY), said(BUY, "nobody")])

    assert isinstance(outcomes[0].refusal, SignalRefused)
    assert NotFound("account", "nobody") == outcomes[2].refusal
    assert [SignalFate.REFUSED, SignalFate.ORDERED] == [one.received.fate for one in outcomes[:2]]
    assert str(outcomes[0].refusal) == outcomes[0].received.detail
    assert outcomes[0].received in desk.signals.find(None, Page())


def test_what_the_rules_refuse_is_a_refused_signal_with_its_order(desk: Desk) -> None:
    """An order that cannot be paid is there to be seen, rejected."""
    outcome = one(desk.trader(FixedQuantity(50_000), Stage.FILLED)([said(BUY)]))

    assert isinstance(outcome.refusal, InsufficientFunds)
    assert outcome.order is not None
    assert "rejected" == outcome.order.status
    assert (SignalFate.REFUSED, outcome.order.number) == (outcome.received.fate, outcome.received.order)


def test_a_size_of_nothing_is_refused(desk: Desk) -> None:
    """An account too small for the smallest unit places no order."""
    desk.house.do(OpenAccount(AccountTerms("poor", "USD")))

    assert isinstance(one(desk.trader(RiskedShare(1))([said(BUY, "poor")])).refusal, InvalidValue)


def test_a_product_without_a_price_cannot_be_bought_at_the_market(desk: Desk) -> None:
    """A price is never invented."""
    assert NoPrice("EURUSD") == one(desk.trader()([said(AT_MARKET)])).refusal


def test_a_signal_waits_while_the_source_is_down(desk: Desk) -> None:
    """What needs a price is put off, not refused; what states its price goes on; the same text later trades."""
    desk.house.quotes.down = True
    trade = desk.trader()
    outcomes = trade([said(AT_MARKET), said(BUY)])

    assert [Unavailable("the quote source"), None] == [outcome.refusal for outcome in outcomes]
    assert SignalFate.RECEIVED is outcomes[0].received.fate
    desk.house.quotes.down = False
    desk.house.quotes.see(quote("EURUSD", "1.0860"))
    again = one(trade([said(AT_MARKET)]))
    assert (outcomes[0].received.id, SignalFate.ORDERED) == (again.received.id, again.received.fate)


def test_a_repeat_trades_once(desk: Desk) -> None:
    """A webhook that is delivered again, in other blanks, shows the order of the first time."""
    trade = desk.trader()
    first = one(trade([said(BUY)]))
    again = trade([said(f"\n{BUY}  "), said("hello"), said("hello")])
    later = one(trade([said("hello")]))

    assert (first.order, True) == (again[0].order, again[0].replayed)
    assert again[1].received.id == again[2].received.id
    assert isinstance(later.refusal, SignalRefused)
    assert (None, True) == (later.order, later.replayed)
    assert 1 == len(desk.house.books.store.orders)


def test_without_a_window_each_text_is_a_signal(desk: Desk) -> None:
    """A wish may be wished twice."""
    trade = desk.trader(window=timedelta(0))
    trade([said(BUY), said(BUY)])

    assert 2 == len(desk.house.books.store.orders)


def test_what_a_crash_has_left_is_finished(desk: Desk) -> None:
    """An order that was placed before its signal was concluded is found again and not placed a second time."""
    trade = desk.trader(RiskedShare(1))
    first = one(trade([said(BUY)]))
    known = desk.signals._signals
    known[first.received.id] = evolve(first.received, fate=SignalFate.RECEIVED, order=None)
    desk.house.do(OpenAccount(AccountTerms("b", "USD"), 1))
    bigger = one(desk.trader(RiskedShare(2))([said(BUY)]))

    assert (first.order, None) == (bigger.order, bigger.refusal)
    assert first.received == bigger.received
    assert 1 == len(desk.house.books.store.orders)


def test_an_order_that_was_rejected_before_a_crash_stays_so(desk: Desk) -> None:
    """A refusal that was not written down is a refusal all the same."""
    trade = desk.trader(FixedQuantity(50_000), Stage.FILLED)
    first = one(trade([said(BUY)]))
    known = desk.signals._signals
    known[first.received.id] = evolve(first.received, fate=SignalFate.RECEIVED, order=None, detail=None)

    assert SignalFate.REFUSED is one(trade([said(BUY)])).received.fate


def test_a_text_is_kept_as_far_as_it_can_be() -> None:
    """What no database can store is marked, what is endless is cut, all else is kept as it came."""
    assert BUY == storable(BUY)
    assert "買 \N{ROCKET}\r\n\t" == storable("買 \N{ROCKET}\r\n\t")
    assert "a\ufffdb" == storable("a\0b")
    assert "a?\ufffd" == storable("a\ud800\0")
    assert LONGEST_SIGNAL == len(storable("x" * 10_000))


def test_texts_that_are_no_text_are_refused_signals(desk: Desk) -> None:
    """Halves of characters, NUL and endless texts are refused and kept, and break nothing."""
    outcomes = desk.trader()([said("BUY \ud800"), said("\0"), said("x" * 10_000)])

    assert [SignalFate.REFUSED] * 3 == [outcome.received.fate for outcome in outcomes]


def test_books_that_contradict_themselves_stop_the_batch(desk: Desk) -> None:
    """It is better to stop than to be wrong; the texts stay received."""
    corrupt(desk.house, "a")
    with pytest.raises(InvariantViolated):
        desk.trader(FixedQuantity(1), Stage.FILLED)([said("BUY $ABC @5\nSL 4\nTP 6")])
    assert [SignalFate.RECEIVED] == [kept.fate for kept in desk.signals.find(None, Page())]


def test_no_text_is_nothing_to_do(desk: Desk) -> None:
    """An empty batch asks nobody anything."""
    assert () == desk.trader()([])
    assert [] == desk.house.quotes.asked
