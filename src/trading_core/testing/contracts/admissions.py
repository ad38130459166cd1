"""The laws of admitting users and keys in a unit of work, beside what else it does."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from attrs import evolve

from trading_core.domain.book import Book
from trading_core.domain.commands import open_account
from trading_core.domain.decisions import decide
from trading_core.domain.needs import Needs
from trading_core.errors import AlreadyExists, TradingError
from trading_core.ports.users import UserId
from trading_core.testing.contracts.api_keys import BARE, FULL
from trading_core.testing.contracts.making import Make, opened
from trading_core.testing.contracts.tour import MONDAY
from trading_core.testing.contracts.users import ALICE, BOB

if TYPE_CHECKING:
    from trading_core.ports.api_keys import ApiKeys
    from trading_core.ports.books import Books, UnitOfWork
    from trading_core.ports.users import User, Users


def admissions_contract(make: Make[tuple[Books, Users, ApiKeys]]) -> type:
    """Give the tests of what a unit of work admits; ``make`` gives books, users and keys on one store."""

    class AdmissionsContract:
        """What admitting users and keys promises."""

        def test_what_was_admitted_is_there_with_everything_else(self) -> None:
            """A user, his account and his key appear together, every field of them."""
            with opened(make) as (books, users, keys):
                with books.begin() as work:
                    _open(work, ALICE.account)
                    work.add_users([ALICE, BOB])
                    work.add_keys([FULL, BARE])
                    assert users.get(ALICE.id) is None
                    assert keys.get(FULL.id) is None
                    work.commit()

                assert [ALICE, BOB] == [users.get(ALICE.id), users.named(BOB.username)]
                assert [FULL, BARE] == [keys.get(FULL.id), keys.get(BARE.id)]
                with books.begin() as work:
                    assert [ALICE.account] == list(work.load(Needs(accounts=(ALICE.account,))).accounts)

        def test_without_a_commit_nobody_is_admitted(self) -> None:
            """Half a registration is none."""
            with opened(make) as (books, users, keys):
                with books.begin() as work:
                    work.add_users([ALICE])
                    work.add_keys([FULL])

                assert (None, None) == (users.get(ALICE.id), keys.get(FULL.id))
                users.add(ALICE)
                keys.add(FULL)

        @pytest.mark.parametrize(
            "taken",
            [
                evolve(BOB, id=ALICE.id),
                evolve(BOB, username=ALICE.username),
                evolve(BOB, account=ALICE.account),
            ],
        )
        def test_a_taken_name_admits_nobody(self, taken: User) -> None:
            """Id, name and account belong to one user, and what was to be there with him is not there either."""
            with opened(make) as (books, users, _):
                users.add(ALICE)
                with books.begin() as work:
                    _open(work, "new")
                    with pytest.raises(AlreadyExists):
                        work.add_users([evolve(BOB, id="beside", username="beside", account="beside"), taken])
                    _try_to_commit(work)

                assert (ALICE, None) == (users.get(ALICE.id), users.get(UserId("beside")))
                with books.begin() as work:
                    assert {} == dict(work.load(Needs(accounts=(BOB.account,))).accounts)

        def test_a_taken_key_admits_nothing(self) -> None:
            """The id of a key is used once."""
            with opened(make) as (books, _, keys):
                keys.add(FULL)
                with books.begin() as work:
                    with pytest.raises(AlreadyExists):
                        work.add_keys([BARE, evolve(FULL, name="another")])
                    _try_to_commit(work)

                assert (FULL, None) == (keys.get(FULL.id), keys.get(BARE.id))

    return AdmissionsContract


def _open(work: UnitOfWork, name: str) -> None:
    work.load(Needs())
    work.save(decide(Book(), [open_account(name, 5)], MONDAY).changes)


def _try_to_commit(work: UnitOfWork) -> None:
    """What was refused may refuse the commit too; it must not carry it out."""
    try:
        work.commit()
    except TradingError:
        return
