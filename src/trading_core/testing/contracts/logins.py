"""The laws of telling, together with what a decision needs, which logins stand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trading_core.domain.ids import OrderNumber
from trading_core.domain.needs import Needs
from trading_core.testing.contracts.making import Make, opened
from trading_core.testing.contracts.tokens import END, FAMILY, OTHER
from trading_core.testing.contracts.tour import tour
from trading_core.testing.contracts.travel import take

if TYPE_CHECKING:
    from trading_core.ports.books import Books
    from trading_core.ports.tokens import TokenStore


def logins_contract(make: Make[tuple[Books, TokenStore]]) -> type:
    """Give the tests of what a unit of work tells of logins; ``make`` gives books and tokens on one store."""

    class LoginsContract:
        """What asking for families of tokens promises."""

        def test_a_load_tells_which_of_those_that_were_asked_for_stand(self) -> None:
            """Whatever is loaded beside them: an ended family and an unknown one are not told, another nobody asked for."""
            with opened(make) as (books, tokens):
                account = next(iter(take(books, tour()).book.accounts))
                for family, token in ((FAMILY, "t1"), (OTHER, "o1")):
                    tokens.start(family, token)
                tokens.revoke("o1")
                for needs in (
                    Needs(),
                    Needs(accounts=(account,)),
                    Needs(orders=(OrderNumber("A-3"),)),
                    Needs(accounts=(account,), orders=(OrderNumber("A-3"),)),
                ):
                    for asked, told in (([], {}), (["family", "other", "nobody '%"], {"family": END})):
                        for late in (False, True):
                            with books.begin() as work:
                                if late:
                                    work.reserve(needs)
                                work.ask_for(asked)
                                if not late:
                                    work.reserve(needs)
                                assert {} == dict(work.standing())
                                work.load(needs)
                                assert told == dict(work.standing())

        def test_an_end_is_seen_by_the_next_that_asks(self) -> None:
            """A login that was ended between two units of work stands in the first alone."""
            with opened(make) as (books, tokens):
                tokens.start(FAMILY, "t1")
                seen = []
                for _ in range(2):
                    with books.begin() as work:
                        work.ask_for(["family"])
                        work.load(Needs())
                        seen.append(dict(work.standing()))
                    tokens.revoke("t1")

                assert [{"family": END}, {}] == seen

    return LoginsContract
