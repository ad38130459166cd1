"""The laws of brokers."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Final

from trading_core.domain.book import Book
from trading_core.domain.commands import ApplyFill, PlaceOrder, Stage, open_account
from trading_core.domain.decisions import decide
from trading_core.domain.exact import ZERO, add
from trading_core.domain.ids import OrderNumber
from trading_core.domain.words import OrderType, Side
from trading_core.testing.contracts.making import Make, opened
from trading_core.testing.contracts.tour import MONDAY, order

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from trading_core.domain.orders import Order
    from trading_core.domain.trades import Fill
    from trading_core.ports.broker import Broker, Report

MOST_TOLD: Final = 100


def broker_contract(make: Make[Broker], *, trade: Callable[[Broker, Order, int], None]) -> type:
    """
    Give the tests of ``Broker``.

    ``trade`` makes the market trade so much of an order at the broker, at the order's limit price: a simulated
    broker is shown a quote or told to fill, a real one's sandbox is driven.
    """

    class BrokerContract:
        """What a broker promises."""

        def test_fills_are_reported_with_ids_of_their_own(self) -> None:
            """Each trade is told once under one id, and the books take it as it is told."""
            first, second = _accepted("N-1"), _accepted("N-2", "XYZ")
            with opened(make) as broker:
                broker.send([first, second])
                trade(broker, first, 4)
                trade(broker, second, 10)
                trade(broker, first, 6)

                fills = _fills(_all(broker))
                assert 3 == len(fills)
                assert [("N-1", 4), ("N-2", 10), ("N-1", 6)] == [
                    (number, int(fill.quantity.value)) for number, fill in fills.values()
                ]

        def test_an_order_sent_again_is_no_second_order(self) -> None:
            """Who does not know whether he was heard says it again, and buys once."""
            known = _accepted("N-1")
            with opened(make) as broker:
                broker.send([known, known])
                trade(broker, known, 10)
                broker.send([known])
                trade(broker, known, 10)

                assert Decimal(10) == _traded(_all(broker))

        def test_no_more_is_filled_than_is_wanted(self) -> None:
            """A market that would trade more does not make the order larger."""
            known = _accepted("N-1")
            with opened(make) as broker:
                broker.send([known])
                trade(broker, known, 7)
                trade(broker, known, 7)

                assert Decimal(10) == _traded(_all(broker))

        def test_reading_twice_tells_the_same(self) -> None:
            """A reader that was stopped begins at its old cursor and loses nothing."""
            known = _accepted("N-1")
            with opened(make) as broker:
                broker.send([known])
                for _ in range(3):
                    trade(broker, known, 2)
                whole = _all(broker)

                first = broker.reports(limit=1)
                assert whole[:1] == list(first.commands)
                assert first == broker.reports(limit=1)
                assert whole[1:] == _all(broker, first.cursor)
                assert [] == _all(broker, _end(broker))
                assert whole == _all(broker, limit=2)

        def test_a_cancelled_order_is_not_traded(self) -> None:
            """What was cancelled is reported as such, keeps its fills and gets no more; asking twice changes nothing."""
            known = _accepted("N-1")
            with opened(make) as broker:
                broker.send([known])
                trade(broker, known, 3)
                broker.cancel([known.number])
                broker.cancel([known.number, OrderNumber("unknown")])
                trade(broker, known, 7)

                told = _all(broker)
                assert Decimal(3) == _traded(told)
                assert ["ApplyFill", "CancelOrder"] == [type(report).__name__ for report in told]
                assert {"N-1"} == {report.number for report in told}

        def test_what_he_still_works_is_named(self) -> None:
            """Whoever compares finds what is sent and neither filled nor cancelled, and nothing else."""
            first, second = _accepted("N-1"), _accepted("N-2", "XYZ")
            with opened(make) as broker:
                assert frozenset() == broker.working()
                broker.send([first, second])
                trade(broker, first, 4)
                assert {"N-1", "N-2"} == broker.working()
                trade(broker, first, 6)
                assert {"N-2"} == broker.working()
                broker.cancel([second.number])
                assert frozenset() == broker.working()

    return BrokerContract


def _accepted(number: str, symbol: str = "ABC") -> Order:
    """An order for ten, at a limit, as the books accept it."""
    terms = order(number, "alice", Side.BUY, symbol, 10, type=OrderType.LIMIT, limit_price=5)
    commands = (open_account("alice", 100), PlaceOrder(terms, Stage.ACCEPTED))
    return decide(Book(), commands, MONDAY).changes.orders[OrderNumber(number)]


def _all(broker: Broker, cursor: str = "", limit: int = 1000) -> list[Report]:
    told: list[Report] = []
    while (reports := broker.reports(cursor, limit)).commands:
        told += reports.commands
        assert len(told) <= MOST_TOLD, "the reports never end"
        cursor = reports.cursor
    return told


def _end(broker: Broker) -> str:
    """The cursor behind all that was told, however many there are."""
    return broker.reports(broker.reports().cursor).cursor


def _fills(told: Iterable[Report]) -> dict[str, tuple[str, Fill]]:
    return {report.fill.id: (report.number, report.fill) for report in told if isinstance(report, ApplyFill)}


def _traded(told: Iterable[Report]) -> Decimal:
    total = ZERO
    for _, fill in _fills(told).values():
        total = add(total, fill.quantity.value)
    return total
