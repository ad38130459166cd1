"""A broker who trades on paper, at the quotes of a source."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from attrs import evolve

from adapters.broker import paper
from adapters.broker.paper import PaperBroker
from tests.unit.domain.paper.pit import MONDAY, pit, taken, terms
from trading_core.domain.amounts import Quantity
from trading_core.domain.commands import ApplyFill, ExpireOrder
from trading_core.domain.ids import MarketCode, OrderNumber, Symbol
from trading_core.domain.markets import MarketMode, standard_markets
from trading_core.domain.orders import Order
from trading_core.domain.paper import PaperPolicy
from trading_core.domain.product import Product
from trading_core.domain.quotes import Quote
from trading_core.domain.words import TimeInForce
from trading_core.errors import Unavailable
from trading_core.ports.broker import Broker
from trading_core.testing import FakeClock, FakeQuotes, MemoryProducts, MemoryStore, broker_contract

START = FakeClock().now()


class Hall(PaperBroker):
    """A paper broker with his clock and quotes at hand."""

    def __init__(
        self,
        policy: PaperPolicy | None = None,
        markets: Any = None,  # noqa: ANN401 - or the plain ones
        source: FakeQuotes | None = None,
    ) -> None:
        self.clock = FakeClock(START + timedelta(days=70))
        self.source = source or FakeQuotes()
        self.products = MemoryProducts(MemoryStore())
        super().__init__(self.source, self.clock, self.products, markets or standard_markets(), policy)

    def see(self, bid: object, ask: object, symbol: str = "EURUSD") -> None:
        """A second passes, and the market says something new."""
        self.clock.advance(1)
        self.source.see(Quote(symbol, bid, self.clock.now(), "street", bid, ask))


def on_paper(broker: Broker, order: Order, quantity: int) -> None:
    """Show the order a quote at its limit, of which it may take so much."""
    assert isinstance(broker, Hall)
    assert order.terms.limit_price is not None
    limit = order.terms.limit_price.value
    broker.policy = PaperPolicy(at_most=Quantity(quantity))
    broker.see(limit, limit, order.terms.symbol)
    broker.look([order.number])


TestPaperBroker = broker_contract(Hall, trade=on_paper)


def fills(broker: Broker, cursor: str = "") -> list[tuple[str, Decimal]]:
    """The names and prices of the fills that are told."""
    reports = broker.reports(cursor).commands
    return [(r.fill.id, r.fill.price.value) for r in reports if isinstance(r, ApplyFill)]


def test_an_order_is_looked_at_when_it_is_sent() -> None:
    """The quote that is there is met at once, and what came of it is told as something that is still to be booked."""
    broker = Hall()
    broker.see(99, 101)
    broker.send([taken(terms())])

    assert [("N.1", Decimal(101))] == fills(broker)
    assert not broker.reports().facts
    assert frozenset() == broker.working()


def test_prices_are_asked_for_once() -> None:
    """However many orders there are, the source is asked once for all their products, and not for other orders'."""
    broker = Hall()
    broker.send([taken(terms(number=f"N{place}", limit=1)) for place in range(3)])
    broker.send([taken(terms(number="M", symbol="ACME", limit=1)), taken(terms(number="L", limit=1))])
    broker.send([])

    assert [{"EURUSD"}, {"ACME", "EURUSD"}] == broker.source.asked
    broker.look()
    assert {"ACME", "EURUSD"} == broker.source.asked[-1]
    broker.look([OrderNumber("unknown")])
    assert 3 == len(broker.source.asked)


def test_what_the_books_did_not_take_is_withdrawn() -> None:
    """An order that is sent again stands as it is sent: what was made of it before is not told any more."""
    broker = Hall()
    broker.see(99, 101)
    order = taken(terms())
    broker.send([order])
    told = broker.reports()
    broker.see(97, 98)
    broker.send([order])

    assert [("N.1", Decimal(98))] == fills(broker)
    assert [("N.1", Decimal(98))] == fills(broker, told.cursor)


def test_a_broker_who_begins_anew_goes_on_where_another_one_ended() -> None:
    """Nothing is kept that the orders do not say themselves."""
    policy = PaperPolicy(fraction="0.5", seed=3)
    old, new = Hall(policy), Hall(policy)
    for broker in (old, new):
        broker.see(99, 101)
    order = taken(terms())
    old.send([order])
    desk = pit()
    order = taken(terms(), desk)
    desk.do(*old.reports().commands, now=MONDAY)
    new.see(99, 102)
    new.send([desk.order("N")])

    assert [("N.1", Decimal(101))] == fills(old)
    assert [("N.2", Decimal(102))] == fills(new)


def test_a_cursor_of_another_broker_begins_at_the_beginning() -> None:
    """Nothing is lost when a process is replaced by another one."""
    old, new = Hall(), Hall()
    for broker in (old, new):
        broker.see(99, 101)
        broker.send([taken(terms()), taken(terms(number="M"))])

    assert 2 == len(new.reports(old.reports().cursor).commands)
    assert 2 == len(new.reports("nonsense").commands)
    assert 1 == len(new.reports(new.reports(limit=1).cursor).commands)
    assert new.reports().cursor == new.reports(new.reports().cursor).cursor


def test_time_runs_out_without_a_price() -> None:
    """A silent source keeps no order of yesterday, and is not hushed up."""
    broker = Hall()
    broker.source.down = True
    yesterday = evolve(taken(terms(limit=1, force=TimeInForce.DAY)), created_at=START)
    with pytest.raises(Unavailable):
        broker.send([yesterday, taken(terms(number="M", limit=1))])

    assert [ExpireOrder("N", "its day is over")] == list(broker.reports().commands)
    assert {"M"} == broker.working()


def test_a_product_without_a_price_waits() -> None:
    """Where nothing is known, nothing happens."""
    broker = Hall()
    broker.see(1, 2, "ACME")
    broker.send([taken(terms())])

    assert () == broker.reports().commands


def test_the_markets_hours_are_those_of_the_product() -> None:
    """What a product is, the products say, and may say otherwise a minute later."""
    taiwan = standard_markets(MarketMode.STRICT)[MarketCode("tw")]
    hall = Hall(markets={**standard_markets(), taiwan.code: taiwan})
    hall.clock.set(hall.clock.now().replace(hour=12))
    hall.products.put(Product("ACME", market="tw"))
    hall.see(99, 100, "ACME")
    order = taken(terms(symbol="ACME", quantity=1000))
    hall.send([order])
    assert () == hall.reports().commands

    hall.products.put(Product("ACME"))
    hall.clock.advance(59)
    hall.send([order])
    assert () == hall.reports().commands
    hall.clock.advance(2)
    hall.send([order])
    assert [("N.1", Decimal(100))] == fills(hall)


def test_a_broker_remembers_so_much_and_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    """A process that runs for a year does not grow: the oldest reports are forgotten, and the books have them."""
    monkeypatch.setattr(paper, "MOST_KEPT", 3)
    broker = Hall()
    for place in range(5):
        broker.see(99, 100 + place)
        broker.send([taken(terms(number=f"N{place}"))])

    assert ["N2.1", "N3.1", "N4.1"] == [name for name, _ in fills(broker)]


def test_what_was_sent_anew_meanwhile_is_not_looked_at_twice() -> None:
    """While one thread asks for prices another one may send the order as it stands now; the later one counts."""
    order = taken(terms())

    class Meddling(FakeQuotes):
        def quotes(self, symbols: Collection[Symbol]) -> Mapping[Symbol, Quote]:
            if not self.asked:
                self.asked.append(frozenset(symbols))
                broker.send([taken(terms(limit=1))])
            return super().quotes(symbols)

    broker = Hall(source=Meddling())
    broker.see(99, 101)
    broker.send([order])

    assert () == broker.reports().commands
    assert {"N"} == broker.working()
