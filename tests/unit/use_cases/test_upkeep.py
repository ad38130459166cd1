"""What a house does by itself: paying out, forgetting, verifying, looking at prices."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from attrs import evolve

from tests.unit.untyped import untyped
from tests.unit.use_cases.conftest import House, corrupt, quote
from trading_core.domain.book import Settings
from trading_core.domain.commands import buy, open_account, sell
from trading_core.domain.ids import Symbol
from trading_core.domain.markets import MarketMode, standard_markets
from trading_core.domain.moves import MoveType
from trading_core.domain.product import product_for
from trading_core.domain.quotes import Bar, PriceBasis
from trading_core.errors import InvalidValue, NotFound, Unavailable
from trading_core.ports.answers import KeptAnswer
from trading_core.testing import (
    MemoryBars,
    MemoryBooks,
    MemoryMovePolicies,
    MemoryMoves,
    MemoryProducts,
    MemoryStore,
)
from trading_core.testing.contracts.tour import MONDAY
from trading_core.use_cases.execute_commands import ExecuteCommands
from trading_core.use_cases.forget_answers import ForgetAnswers
from trading_core.use_cases.patrol_books import PatrolBooks
from trading_core.use_cases.record_quotes import RecordQuotes
from trading_core.use_cases.settle_due import SettleDue
from trading_core.use_cases.verify_books import VerifyBooks


@pytest.fixture
def strict() -> House:
    return House(MemoryBooks(MemoryStore(Settings(markets=standard_markets(MarketMode.STRICT)))))


def settling(house: House, limit: int = 100) -> SettleDue:
    return SettleDue(ExecuteCommands(house.books, house.quotes, house.clock), house.accounts, limit)


def test_proceeds_are_free_on_their_day(strict: House) -> None:
    """What was sold is paid two trading days later, once, and to each account that it is due to."""
    accounts = ("a", "b", "c")
    for name in accounts:
        strict.do(open_account(name, 100_000), buy(f"B-{name}", name, "2330", 1000, 50))
        strict.do(sell(f"S-{name}", name, "2330", 1000, 50))
    settle = settling(strict, limit=2)
    before = {name: strict.cash(name) for name in accounts}
    strict.clock.set(strict.clock.now() + timedelta(days=1))
    assert () == settle()

    strict.clock.set(strict.clock.now() + timedelta(days=1))

    assert [2, 1, 0] == [len(settle()) for _ in range(3)]
    assert all(strict.cash(name) > before[name] + 49_000 for name in accounts)


def test_old_answers_are_forgotten_some_at_a_time(house: House) -> None:
    """Nobody repeats a request after days; what is younger is kept to the moment."""
    answers = [KeptAnswer("a", f"k{n}", "f", b"", house.clock.now() - timedelta(hours=n)) for n in range(5)]
    with house.books.begin() as work:
        work.keep_answers(answers)
        work.commit()
    forget = ForgetAnswers(house.books, house.clock, timedelta(hours=2), limit=1)

    assert [1, 1, 0] == [forget() for _ in range(3)]
    with house.books.begin() as work:
        names = [(answer.caller, answer.key) for answer in answers]
        assert names[:3] == sorted(work.find_answers(names))


def test_a_patrol_comes_by_every_account_again_and_again(house: House) -> None:
    """Each step verifies the next few, and behind the last comes the first."""
    house.do(*(open_account(name, 10) for name in "abcd"))
    patrol = PatrolBooks(VerifyBooks(house.accounts, house.orders, house.journal), limit=2)
    corrupt(house, "c")

    found = [{difference.subject.split()[0] for difference in patrol()} for _ in range(5)]

    assert [set(), {"c"}, set(), set(), {"c"}] == found


def looking(house: House) -> RecordQuotes:
    products = MemoryProducts(house.books.store)
    markets = standard_markets()
    return RecordQuotes(
        MemoryBars(), MemoryMoves(), products, MemoryMovePolicies(), markets, quotes=house.quotes
    )


def test_a_move_of_a_quote_is_told_once(house: House) -> None:
    """A price far from the close of the day before is told when it is first seen, however often it is asked for."""
    record = looking(house)
    record.bars.append([Bar("ABC", MONDAY - timedelta(days=1), 100, 100, 100, 100, 1)])
    record.products.put(product_for(Symbol("ABC")))
    house.quotes.see(quote("ABC", 106))

    (first,) = record()
    (again,) = record([Symbol("ABC")])

    assert Decimal(106) == first.quote.last.value
    assert MoveType.PRICE_INCREASE in {move.type for move in first.moves}
    assert () == again.moves


def test_what_nobody_has_paid_has_not_moved(house: House) -> None:
    """The middle of what is offered may be anywhere; a move is made of trades."""
    record = looking(house)
    record.bars.append([Bar("ABC", MONDAY - timedelta(days=1), 100, 100, 100, 100, 1)])
    house.quotes.see(evolve(quote("ABC", 106), basis=PriceBasis.INDICATIVE))

    (seen,) = record([Symbol("ABC")])

    assert (PriceBasis.INDICATIVE, ()) == (seen.quote.basis, seen.moves)


def test_only_what_can_be_traded_is_asked_for(house: House) -> None:
    """A source is not asked for nothing, nor for products that nobody can trade."""
    record = looking(house)
    assert () == record()
    record.products.put(evolve(product_for(Symbol("OLD")), tradable=False))
    assert () == record()
    assert [] == house.quotes.asked

    record.products.put(product_for(Symbol("NEW")))
    assert () == record()
    assert [frozenset({"NEW"})] == house.quotes.asked


def test_a_source_that_is_down_is_said_to_be(house: House) -> None:
    """Nothing is looked at and nothing is made up; whoever asked hears why."""
    record = looking(house)
    house.quotes.down = True
    with pytest.raises(Unavailable):
        record([Symbol("ABC")])
    with pytest.raises(InvalidValue):
        record(untyped(Symbol("ABC")))


def test_a_product_of_no_market_is_refused(house: House) -> None:
    """A quote can only be judged by the calendar of its market."""
    record = evolve(looking(house), markets={})
    house.quotes.see(quote("ABC", 1))
    with pytest.raises(NotFound):
        record([Symbol("ABC")])
