"""The laws of the books that only show when several work on them at once."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from typing import TYPE_CHECKING, Final, TypeVar

from trading_core.domain.commands import Deposit, PlaceOrder, ProcessOrder, Stage, open_account
from trading_core.domain.decisions import decide
from trading_core.domain.ids import AccountId
from trading_core.domain.needs import Needs, needs_of
from trading_core.domain.words import OrderType, Side
from trading_core.errors import AlreadyExists, Unavailable
from trading_core.ports.answers import KeptAnswer
from trading_core.testing.contracts.making import Make, at_once, give_way, opened
from trading_core.testing.contracts.tour import MONDAY, order

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from trading_core.domain.book import Outcome
    from trading_core.domain.commands import Command
    from trading_core.ports.books import Books, UnitOfWork

T = TypeVar("T")

THREADS: Final = 4
TIMES: Final = 5
MOST_TRIES: Final = 100


def books_under_load(make: Make[Books]) -> type:  # noqa: C901 - a law is a function
    """Give the tests that need threads."""

    class BooksUnderLoad:
        """What books promise to several threads."""

        def test_no_update_is_lost(self) -> None:
            """Of decisions about one account, each is made on what the one before it has left."""
            with opened(make) as books:
                _do(books, open_account("shared"))

                def deposit(thread: int) -> None:
                    for time in range(TIMES):
                        _do(books, Deposit("shared", 1, f"{thread}-{time}"))

                at_once(THREADS, deposit)

                with books.begin() as work:
                    account = work.load(Needs(accounts=(AccountId("shared"),))).accounts[AccountId("shared")]
                assert (Decimal(THREADS * TIMES), THREADS * TIMES) == (account.cash, account.sequence)

        def test_who_only_looks_waits_for_nobody(self) -> None:
            """While an account is being changed, everybody else sees it as it was committed, at once and whole."""
            needs = needs_of([Deposit("shared", 1, "more")])
            with opened(make) as books:
                _do(books, open_account("shared", 10))
                before = books.look(needs)
                with books.begin() as work:
                    loaded = work.load(needs)
                    _decide(work, [Deposit("shared", 1, "more")])
                    (seen,) = at_once(1, lambda _thread: books.look(needs))
                    work.commit()

                assert (loaded, loaded) == (before, seen)
                assert Decimal(11) == books.look(needs).accounts[AccountId("shared")].cash

        def test_money_is_spent_once(self) -> None:
            """Of orders that come at once and could each be paid alone, only those are filled that can all be paid."""
            with opened(make) as books:
                _do(books, open_account("shared", 10))

                def buy(thread: int) -> bool:
                    return _do(books, _buy(f"N-{thread}", "shared", 10))[0].ok

                assert Counter({False: THREADS - 1, True: 1}) == Counter(at_once(THREADS, buy))

        def test_an_order_number_is_given_once(self) -> None:
            """Of accounts that use one number at the same moment, one gets it and the others are told."""
            with opened(make) as books:
                for thread in range(THREADS):
                    _do(books, open_account(f"a{thread}", 10))

                def place(thread: int) -> bool:
                    return _do(books, _buy("same", f"a{thread}", 10))[0].ok

                assert Counter({False: THREADS - 1, True: 1}) == Counter(at_once(THREADS, place))

        def test_one_of_many_equal_requests_is_answered(self) -> None:
            """Requests that come at once under one key have one effect and one answer."""
            with opened(make) as books:

                def ask(thread: int) -> bytes:
                    def once(work: UnitOfWork) -> bytes:
                        mine = KeptAnswer("caller", "key", "same", b"%d" % thread, MONDAY)
                        name = (mine.caller, mine.key)
                        known = work.find_answers([name]).get(name)
                        give_way()
                        if known is None:
                            work.keep_answers([mine])
                            work.commit()
                        return (known or mine).content

                    return _until_done(books, once)

                assert 1 == len(set(at_once(THREADS, ask)))

        def test_two_accounts_are_locked_in_one_order(self) -> None:
            """Units of work that name the same accounts in different orders do not block each other for ever."""
            with opened(make) as books:
                _do(books, open_account("a"), open_account("b"))

                def both(thread: int) -> None:
                    names = (AccountId("a"), AccountId("b"))

                    def once(work: UnitOfWork) -> None:
                        book = work.load(Needs(accounts=names if thread % 2 else names[::-1]))
                        give_way()
                        commands = [Deposit(name, 1, f"{thread}") for name in names]
                        work.save(decide(book, commands, MONDAY).changes)
                        work.commit()

                    _until_done(books, once)

                at_once(THREADS, both)

                with books.begin() as work:
                    accounts = work.load(Needs(accounts=(AccountId("a"), AccountId("b")))).accounts
                assert [THREADS, THREADS] == [accounts[AccountId(name)].cash for name in "ab"]

        def test_what_is_reserved_is_worked_on_by_one(self) -> None:
            """Who decides on the accounts that he could reserve decides on what the others have left of them."""
            names = tuple(AccountId(name) for name in "abcd")
            with opened(make) as books:
                _do(books, *(open_account(name) for name in names))

                def deposit(thread: int) -> Counter[AccountId]:
                    done: Counter[AccountId] = Counter()
                    for time in range(TIMES):

                        def once(
                            work: UnitOfWork, reference: str = f"{thread}-{time}"
                        ) -> frozenset[AccountId]:
                            free = work.reserve(Needs(accounts=names))
                            _decide(work, [Deposit(name, 1, reference) for name in sorted(free)])
                            work.commit()
                            return free

                        done.update(_until_done(books, once))
                    return done

                done = sum(at_once(THREADS, deposit), Counter())

                with books.begin() as work:
                    accounts = work.load(Needs(accounts=names)).accounts
                assert {name: done[name] for name in names} == {name: accounts[name].cash for name in names}

        def test_an_order_is_worked_by_one_worker(self) -> None:
            """Workers who claim at the same time fill each order once, and leave none."""
            with opened(make) as books:
                for name in "abcd":
                    _do(books, open_account(name, 1000))
                _do(
                    books,
                    *(
                        _buy(f"{name}-{time}", name, 1, Stage.SUBMITTED)
                        for name in "abcd"
                        for time in range(4)
                    ),
                )

                def work_off(_thread: int) -> list[str]:
                    filled: list[str] = []
                    while _until_done(books, lambda work: work.claim_pending(3)):
                        filled += _until_done(books, _fill_claimed)
                        assert len(filled) <= 16
                    return filled

                filled = [number for numbers in at_once(THREADS, work_off) for number in numbers]
                assert sorted(f"{name}-{time}" for name in "abcd" for time in range(4)) == sorted(filled)

    return BooksUnderLoad


def _buy(number: str, account: str, price: int, stage: Stage = Stage.FILLED) -> PlaceOrder:
    terms = order(number, account, Side.BUY, "ABC", 1, type=OrderType.LIMIT, limit_price=price)
    return PlaceOrder(terms, stage)


def _fill_claimed(work: UnitOfWork) -> list[str]:
    claimed = [ProcessOrder(number) for number in work.claim_pending(3)]
    outcomes = _decide(work, claimed)
    work.commit()
    return [str(outcome.command.number) for outcome in outcomes if isinstance(outcome.command, ProcessOrder)]


def _decide(work: UnitOfWork, commands: Sequence[Command]) -> tuple[Outcome, ...]:
    book = work.load(needs_of(commands))
    give_way()
    decision = decide(book, commands, MONDAY)
    work.save(decision.changes)
    return decision.outcomes


def _do(books: Books, *commands: Command) -> tuple[Outcome, ...]:
    def once(work: UnitOfWork) -> tuple[Outcome, ...]:
        outcomes = _decide(work, commands)
        work.commit()
        return outcomes

    return _until_done(books, once)


def _until_done(books: Books, act: Callable[[UnitOfWork], T]) -> T:
    """Begin again while the books say that somebody else was there first."""
    for _ in range(MOST_TRIES):
        try:
            with books.begin() as work:
                return act(work)
        except (AlreadyExists, Unavailable):
            continue
    raise Unavailable("the books")
