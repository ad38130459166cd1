"""What the fakes can do beyond their ports, and the front door to them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from attrs import evolve

from tests.unit.testing.test_fakes import BARS
from tests.unit.untyped import untyped
from trading_core import testing
from trading_core.domain.amounts import Price, Quantity
from trading_core.domain.book import Changes
from trading_core.domain.commands import ApplyFill, PlaceOrder, Stage, open_account
from trading_core.domain.decisions import decide
from trading_core.domain.ids import OrderNumber
from trading_core.domain.orders import Order, submitted
from trading_core.domain.quotes import Quote
from trading_core.domain.words import OrderType, Side
from trading_core.errors import InvariantViolated, Unavailable
from trading_core.ports.bar_source import Interval
from trading_core.testing import FakeBarSource, FakeBroker, FakeClock, MemoryBooks, MemoryStore
from trading_core.testing.contracts.books_under_load import books_under_load
from trading_core.testing.contracts.making import Make, opened
from trading_core.testing.contracts.tour import MONDAY, order
from trading_core.testing.contracts.travel import World
from trading_core.testing.fakes.books import MemoryUnitOfWork


def test_every_public_name_is_there() -> None:
    """What the front door promises can be fetched, and what it does not know is named."""
    assert [] == [name for name in testing.__all__ if getattr(testing, name) is None]
    assert set(testing.__all__) <= set(dir(testing))
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        assert untyped(testing).nothing


def test_books_lose_patience() -> None:
    """Who waits too long for his turn is told so, and can ask again later."""
    books = MemoryBooks(MemoryStore(patience_seconds=0))
    with books.begin(), pytest.raises(Unavailable), books.begin():
        pass
    with books.begin() as work:
        assert () == work.claim_pending(1)


def test_the_journal_has_no_gap() -> None:
    """An entry whose predecessor is missing contradicts the books."""
    entry = decide(World().book, [open_account("a", 1)], MONDAY).changes.entries[0]
    with MemoryBooks().begin() as work, pytest.raises(InvariantViolated):
        work.save(Changes(entries=(evolve(entry, sequence=2),)))


def test_bars_of_another_interval_are_none() -> None:
    """A day is not a minute."""
    assert () == FakeBarSource(BARS).bars(BARS[0].symbol, BARS[0].start, BARS[-1].start, Interval.MINUTE)


def test_a_fake_clock_is_set_in_both_directions() -> None:
    """A test says what time it is."""
    clock = FakeClock()
    clock.advance(-5)
    before = clock.now()
    clock.set(MONDAY)

    assert (MONDAY, True) == (clock.now(), before < MONDAY)


def working(number: str, side: Side, kind: OrderType, symbol: str = "ABC", **prices: object) -> Order:
    terms = order(number, "a", side, symbol, 2, type=kind, **prices)
    return submitted(PlaceOrder(terms, Stage.ACCEPTED).terms, MONDAY)


def filled(broker: FakeBroker) -> dict[str, Price]:
    reports = broker.reports().commands
    return {report.number: report.fill.price for report in reports if isinstance(report, ApplyFill)}


def test_a_broker_trades_at_what_he_sees() -> None:
    """A buyer meets the ask and a seller the bid, and nobody trades beyond his limit."""
    broker = FakeBroker(FakeClock())
    broker.send(
        [
            working("market", Side.BUY, OrderType.MARKET),
            working("willing", Side.BUY, OrderType.LIMIT, limit_price=11),
            working("unwilling", Side.BUY, OrderType.LIMIT, limit_price="10.9"),
            working("seller", Side.SELL, OrderType.LIMIT, limit_price=9),
            working("proud", Side.SELL, OrderType.LIMIT, limit_price="9.1"),
            working("stop", Side.BUY, OrderType.STOP, stop_price=1),
            working("other", Side.BUY, OrderType.MARKET, "XYZ"),
        ]
    )
    broker.see(Quote("ABC", 10, MONDAY, "exchange", bid=9, ask=11))

    assert {"market": Price(11), "willing": Price(11), "seller": Price(9)} == filled(broker)


def test_a_broker_fills_what_is_left_when_not_told_how_much() -> None:
    """A script may fill a part and then the rest."""
    broker = FakeBroker(FakeClock())
    broker.send([working("N", Side.BUY, OrderType.MARKET)])
    broker.fill(OrderNumber("N"), Price(5), Quantity("0.5"))
    broker.fill(OrderNumber("N"), Price(6))

    quantities = [
        report.fill.quantity for report in broker.reports().commands if isinstance(report, ApplyFill)
    ]
    assert [Quantity("0.5"), Quantity("1.5")] == quantities


def test_a_broker_who_is_down_says_so() -> None:
    """Nobody knows whether he was heard."""
    broker = FakeBroker(FakeClock())
    broker.down = True
    with pytest.raises(Unavailable):
        broker.send([])


def test_an_adapter_is_closed_after_its_example() -> None:
    """A contract opens what it is given and leaves nothing open behind."""
    closed = []

    @contextmanager
    def make() -> Iterator[str]:
        yield "adapter"
        closed.append("adapter")

    maker: Make[str] = make
    with opened(maker) as adapter:
        assert ("adapter", []) == (adapter, closed)
    assert ["adapter"] == closed


def test_books_that_never_answer_are_not_asked_for_ever() -> None:
    """A suite ends on an adapter that always puts it off."""

    class Deaf(MemoryBooks):
        def begin(self) -> MemoryUnitOfWork:
            raise Unavailable("the books")

    with pytest.raises(Unavailable):
        books_under_load(Deaf)().test_no_update_is_lost()
