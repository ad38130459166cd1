"""The laws of the books."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any, TypeVar

import pytest
from attrs import evolve
from hypothesis import given

from trading_core.domain.account import Account, AccountTerms
from trading_core.domain.book import Book, Changes, Settings
from trading_core.domain.commands import Deposit, PlaceOrder, Stage, open_account
from trading_core.domain.decisions import decide
from trading_core.domain.ids import AccountId, OrderNumber, Symbol
from trading_core.domain.needs import Needs, needs_of
from trading_core.domain.words import Side, TradingState
from trading_core.errors import AlreadyExists, TradingError
from trading_core.ports.answers import KeptAnswer
from trading_core.testing.contracts.books_under_load import books_under_load
from trading_core.testing.contracts.journeys import journeys
from trading_core.testing.contracts.making import Make, opened, patiently
from trading_core.testing.contracts.reserving import reserving
from trading_core.testing.contracts.tour import MONDAY, Stop, order, tour
from trading_core.testing.contracts.travel import World, check_loaded, reload, take, visit

if TYPE_CHECKING:
    from collections.abc import Callable

    from trading_core.domain.commands import Command
    from trading_core.ports.books import Books, UnitOfWork

T = TypeVar("T")

WITNESS = AccountId("witness")


def books_contract(make: Make[Books], *, concurrent: bool = True) -> type:  # noqa: C901 - a law is a function
    """Give the tests of every law of ``Books``; ``concurrent`` adds those that need threads."""

    class BooksContract:
        """What books promise to one thread."""

        def test_what_was_saved_is_what_is_read(self) -> None:
            """Every field of every value comes back from the store as it went in."""
            with opened(make) as books:
                world = take(books, tour())

                check_loaded(world.expected(world.everything), reload(books, world))

        @patiently()
        @given(journeys())
        def test_whatever_happened_is_what_is_read(self, stops: tuple[Stop, ...]) -> None:
            """Each decision is made on what the decisions before it have saved, and on nothing else."""
            with opened(make) as books:
                world = take(books, stops)

                check_loaded(world.expected(world.everything), reload(books, world))

        def test_a_product_is_loaded_as_it_was_saved(self) -> None:
            """Names of products, their markets and scales decide later orders."""
            with opened(make) as books:
                world = take(books, tour())
                visit(books, world, Stop((deposit("bob"),), MONDAY))

                assert world.book.products == reload(books, world).products

        def test_an_order_leads_to_its_account_and_its_products(self) -> None:
            """Whoever knows a number alone can load all that a decision about it needs."""
            with opened(make) as books:
                world = take(books, tour())
                number = OrderNumber("A-3")
                with books.begin() as work:
                    found = work.load(Needs(orders=(number,)))

                terms = world.book.orders[number].terms
                assert ([number], [terms.account], [terms.symbol]) == (
                    list(found.orders),
                    list(found.accounts),
                    list(found.products),
                )

        def test_leaving_without_a_commit_changes_nothing(self) -> None:
            """Whoever forgets to commit, or is killed before, has done nothing."""
            with opened(make) as books:
                world = take(books, tour())
                with books.begin() as work:
                    work.save(_changes(work.load(needs_of([deposit("bob")])), deposit("bob")))
                    work.keep_answers([KeptAnswer("bob", "k", "f", b"a", MONDAY)])

                check_loaded(world.expected(world.everything), reload(books, world))
                with books.begin() as work:
                    assert {} == work.find_answers([_name(KeptAnswer("bob", "k", "f", b"a", MONDAY))])

        def test_an_error_inside_changes_nothing(self) -> None:
            """What broke half-way is as if it had never begun, and the error goes on to the caller."""
            with opened(make) as books:
                world = take(books, tour())
                with pytest.raises(ZeroDivisionError):
                    _break_half_way(books)

                check_loaded(world.expected(world.everything), reload(books, world))

        def test_names_of_nothing_are_absent(self) -> None:
            """A store invents neither accounts nor orders."""
            with opened(make) as books:
                take(books, tour())
                nothing = World(Book()).everything
                with books.begin() as work:
                    loaded = work.load(
                        evolve(
                            nothing,
                            accounts=(AccountId("nobody"),),
                            orders=(OrderNumber("none"),),
                            symbols=(Symbol("NONE"),),
                        )
                    )

                assert ({}, {}, {}) == (dict(loaded.accounts), dict(loaded.orders), dict(loaded.products))

        def test_a_refused_save_leaves_nothing(self) -> None:
            """Whatever exists is never written over by one who has not read it, and nothing beside it is kept."""
            with opened(make) as books:
                world = take(books, tour())
                for changes in _copies(world):
                    witnessed = evolve(
                        changes, accounts={WITNESS: Account(AccountTerms(WITNESS)), **changes.accounts}
                    )
                    with books.begin() as work:
                        with pytest.raises(AlreadyExists):
                            _finish(work, work.save, witnessed)
                        _try_to_commit(work)
                    with books.begin() as work:
                        assert {} == dict(work.load(Needs(accounts=(WITNESS,))).accounts)

                check_loaded(world.expected(world.everything), reload(books, world))

        def test_pending_orders_are_claimed_oldest_first(self) -> None:
            """Who came first is served first, no more than asked for, and nothing that is not waiting."""
            with opened(make) as books:
                world = take(books, tour())
                expected = _pending(world)
                with books.begin() as work:
                    assert expected[:1] == work.claim_pending(1)
                with books.begin() as work:
                    assert expected == work.claim_pending(100)

        def test_what_was_processed_is_claimed_no_more(self) -> None:
            """An order is pending until a decision about it is committed."""
            with opened(make) as books:
                world = take(books, tour())
                place = PlaceOrder(order("last", "carol", Side.BUY, "ABC", 1), Stage.SUBMITTED)
                visit(books, world, Stop((place,), MONDAY))
                with books.begin() as work:
                    assert "last" in work.claim_pending(100)
                visit(books, world, Stop((PlaceOrder(place.terms, Stage.SUBMITTED, 5),), MONDAY))
                world_before = _pending(world)
                with books.begin() as work:
                    assert world_before == work.claim_pending(100)

        def test_an_answer_is_kept_byte_for_byte(self) -> None:
            """A repeated request gets the first answer, whatever bytes it is made of."""
            kept = KeptAnswer("alice", "key '%", "fingerprint", bytes(range(256)), MONDAY)
            with opened(make) as books:
                with books.begin() as work:
                    work.keep_answers([kept])
                    work.commit()
                with books.begin() as work:
                    strange = [evolve(kept, caller="bob"), evolve(kept, key="other")]
                    assert {_name(kept): kept} == work.find_answers(
                        [_name(answer) for answer in (*strange, kept)]
                    )
                    assert {} == work.find_answers([])

        def test_old_answers_are_forgotten(self) -> None:
            """What was kept before a moment goes, some at a time, and nothing younger; its key is free again."""
            young = KeptAnswer("alice", "young", "f", b"", MONDAY)
            old = [
                evolve(young, key=f"old {n}", kept_at=MONDAY - timedelta(microseconds=n)) for n in (1, 2, 3)
            ]
            with opened(make) as books:
                with books.begin() as work:
                    work.keep_answers([young, *old])
                    work.commit()
                with books.begin() as work:
                    assert 2 == work.forget_answers(MONDAY, 2)
                with books.begin() as work:
                    assert 4 == len(work.find_answers([_name(answer) for answer in (young, *old)]))
                    assert 3 == work.forget_answers(MONDAY, 9)
                    work.commit()
                with books.begin() as work:
                    work.keep_answers(old)
                    assert [_name(young)] == list(work.find_answers([_name(young)]))

        def test_an_answer_is_given_once(self) -> None:
            """The first answer stands; who would write over it is stopped, with all that he did."""
            first = KeptAnswer("alice", "key", "one", b"1", MONDAY)
            beside = evolve(first, key="beside it")
            with opened(make) as books:
                with books.begin() as work:
                    work.keep_answers([beside, first])
                    work.commit()
                with books.begin() as work:
                    work.save(_changes(Book(), open_account(WITNESS, 5)))
                    late = [evolve(first, key="new"), evolve(first, fingerprint="two", content=b"2")]
                    with pytest.raises(AlreadyExists):
                        _finish(work, work.keep_answers, late)
                    _try_to_commit(work)
                with books.begin() as work:
                    assert {_name(first): first, _name(beside): beside} == work.find_answers(
                        [_name(evolve(first, key="new")), _name(first), _name(beside)]
                    )
                    assert {} == dict(work.load(Needs(accounts=(WITNESS,))).accounts)

        def test_the_markets_are_the_deployments(self) -> None:
            """The kill switch is kept; rules of markets are code and are not read back from a table."""
            with opened(make) as books:
                with books.begin() as work:
                    before = work.load(Needs()).settings
                    work.save(
                        Changes(settings=Settings(markets={}, state=TradingState.HALTED, state_reason="fire"))
                    )
                    work.commit()
                with books.begin() as work:
                    after = work.load(Needs()).settings

                assert evolve(before, state=TradingState.HALTED, state_reason="fire") == after

    more = (books_under_load(make),) if concurrent else ()
    return type("BooksContract", (*more, reserving(make), BooksContract), {})


def deposit(account: str) -> Deposit:
    """A movement that the tour has not made."""
    return Deposit(account, 7, "one more")


def _break_half_way(books: Books) -> None:
    with books.begin() as work:
        work.save(_changes(work.load(needs_of([deposit("bob")])), deposit("bob")))
        raise ZeroDivisionError


def _name(answer: KeptAnswer) -> tuple[Any, Any]:
    return answer.caller, answer.key


def _changes(book: Book, *commands: Command) -> Changes:
    decision = decide(book, commands, MONDAY)
    assert all(outcome.ok for outcome in decision.outcomes)
    return decision.changes


def _finish(work: UnitOfWork, write: Callable[[T], None], what: T) -> None:
    """A store may write at once, or with the commit."""
    write(what)
    work.commit()


def _try_to_commit(work: Any) -> None:  # noqa: ANN401 - any unit of work
    """A store may refuse to commit what is spoiled, or commit nothing."""
    try:
        work.commit()
    except TradingError:
        return


def _pending(world: World) -> tuple[OrderNumber, ...]:
    waiting = [known for known in world.book.orders.values() if known.status == "pending"]
    return tuple(
        known.number for known in sorted(waiting, key=lambda known: (known.created_at, known.number))
    )


def _copies(world: World) -> list[Changes]:
    """Each kind of row that exists, as somebody would save it who does not know that it does."""
    book = world.book
    return [
        Changes(accounts=dict(list(book.accounts.items())[:1])),
        Changes(orders=dict(list(book.orders.items())[:1])),
        Changes(products=dict(list(book.products.items())[:1])),
        Changes(entries=tuple(world.entries[:1])),
        Changes(trades=tuple(list(book.trades.values())[:1])),
        Changes(client_orders=dict(list(book.client_orders.items())[:1])),
        Changes(movements=dict(list(book.movements.items())[:1])),
    ]
