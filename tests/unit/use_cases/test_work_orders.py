"""Letting a broker work the orders that live: once each, whoever works them and however often."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from decimal import Decimal

from adapters.broker.paper import PaperBroker
from tests.unit.domain.audit import audit
from tests.unit.use_cases.conftest import House
from tests.unit.use_cases.trading import asked, found, names, paper, see, working
from trading_core.domain.account import AccountTerms
from trading_core.domain.amounts import Price, Quantity
from trading_core.domain.book import Book
from trading_core.domain.commands import (
    CancelOrder,
    OpenAccount,
    SetTradingState,
    open_account,
)
from trading_core.domain.ids import AccountId, OrderNumber, Symbol
from trading_core.domain.markets import standard_markets
from trading_core.domain.paper import PaperPolicy
from trading_core.domain.quotes import Quote
from trading_core.domain.words import Side, TradingState
from trading_core.errors import InvalidTransition
from trading_core.ports.broker import Reports
from trading_core.testing import FakeBroker, FakeQuotes, MemoryProducts
from trading_core.testing.contracts.making import at_once


def test_an_order_lives_until_its_profit_is_booked(house: House) -> None:
    """Accepted, executed, closed in two parts: each round books what the market has come to."""
    house.do(open_account("a", 1000), asked(stop_loss=8, take_profits=[11, 12]))
    work = working(house)
    statuses, done = [], []
    for bid, ask in ((10, 11), (9, 10), (11, 12), (12, 13), (5, 6)):
        see(house, bid, ask)
        worked = work()
        statuses.append(house.status("N"))
        done.append((worked.orders, worked.done))

    assert ["accepted", "executed", "executed", "closed", "closed"] == statuses
    assert [(1, 0), (1, 1), (1, 1), (1, 1), (0, 0)] == done
    assert Decimal(1000 + 5 + 10) == house.cash("a")


def test_a_round_goes_through_all_pages(house: House) -> None:
    """However many orders live, each is worked once in a round, a page at a time and the oldest first."""
    house.do(open_account("a", 1000), *(asked(f"N{place}", quantity=1) for place in range(5)))
    see(house, 9, 10)
    worked = working(house, limit=2)()

    assert (5, 5) == (worked.orders, worked.done)
    assert [f"N{place}.1" for place in range(5)] == names(worked)


def test_prices_are_asked_for_once_and_before_anything_is_locked(house: House) -> None:
    """A page asks for all its products at once, outside of any transaction."""
    house.do(open_account("a", 1000), asked("N"), asked("M", symbol="XYZ"), asked("L"))
    locked: list[bool] = []

    class Watching(FakeQuotes):
        def quotes(self, symbols: Collection[Symbol]) -> Mapping[Symbol, Quote]:
            locked.append(house.books.store.turn.locked())
            return super().quotes(symbols)

    source = Watching()
    products = MemoryProducts(house.books.store)
    working(house, PaperBroker(source, house.clock, products, standard_markets()))()

    assert [{"ABC", "XYZ"}] == source.asked
    assert [False] == locked


def test_working_again_without_news_does_nothing(house: House) -> None:
    """The same prices told twice have one effect, by the same broker and by another one."""
    house.do(open_account("a", 1000), asked())
    see(house, 9, 10)
    work = working(house, paper(house, PaperPolicy(at_most=Quantity(4))))
    first = work()
    again, other = work(first.cursor), working(house, paper(house, PaperPolicy(at_most=Quantity(4))))()

    assert ([1, 0, 0], Quantity(4)) == ([w.done for w in (first, again, other)], found(house).filled)


def test_many_who_work_at_once_have_one_effect(house: House) -> None:
    """Each has a broker of his own and all see the same orders: every fill is booked once."""
    house.do(open_account("a", 10_000), *(asked(f"N{place}", stop_loss=5) for place in range(20)))
    see(house, 9, 10)
    crowd = at_once(4, lambda _: [working(house, limit=7)() for _ in range(3)])

    assert 20 == sum(worked.done for rounds in crowd for worked in rounds)
    assert {Quantity(10)} == {found(house, f"N{place}").filled for place in range(20)}
    see(house, 4, 5)
    crowd = at_once(4, lambda _: [working(house, limit=7)() for _ in range(3)])
    assert 20 == sum(worked.done for rounds in crowd for worked in rounds)
    assert Decimal(10_000 - 20 * 10 * 6) == house.cash("a")
    store = house.books.store
    audit(Book(accounts=store.accounts, orders=store.orders), list(store.entries.values()))


def test_an_order_that_changed_after_it_was_sent_is_left_alone(house: House) -> None:
    """What a paper broker made of an order that was cancelled meanwhile is not booked any more."""
    house.do(open_account("a", 1000), asked(), asked("M"))
    see(house, 9, 10)

    class Late(PaperBroker):
        def reports(self, after: str = "", limit: int = 1000) -> Reports:
            house.do(CancelOrder("N"))
            return super().reports(after, limit)

    late = Late(house.quotes, house.clock, MemoryProducts(house.books.store), standard_markets())
    worked = working(house, late)()

    assert ["M.1"] == names(worked)
    assert ("cancelled", Quantity(0)) == (house.status("N"), found(house).filled)
    assert Decimal(900) == house.cash("a")


def test_a_fact_is_booked_whatever_has_happened_meanwhile(house: House) -> None:
    """A broker who has traded has traded, even for an order that was cancelled and while trading is halted."""
    house.do(open_account("a", 1000), asked())
    broker = FakeBroker(house.clock)
    work = working(house, broker)
    work()
    broker.fill(OrderNumber("N"), Price(10), Quantity(4))
    house.do(CancelOrder("N"), SetTradingState(TradingState.HALTED, "a drill"))
    worked = work()

    assert (["fake.1", "CancelOrder"], 1) == (names(worked), worked.done)
    assert ("cancelled", Quantity(4)) == (house.status("N"), found(house).filled)
    assert isinstance(worked.outcomes[1].refusal, InvalidTransition)


def test_a_short_position_lives_and_leaves(house: House) -> None:
    """Margin is taken and given back, and the profit is the fall."""
    house.do(OpenAccount(AccountTerms(AccountId("a")), 1000))
    house.do(asked(side=Side.SELL, symbol="EURUSD", stop_loss=11, take_profits=[8]))
    work = working(house)
    see(house, 10, "10.5", "EURUSD")
    work()
    see(house, 7, 8, "EURUSD")
    work()

    assert ("closed", Decimal(1020)) == (house.status("N"), house.cash("a"))
