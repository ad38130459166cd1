"""The laws of users."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pytest
from attrs import evolve

from trading_core.errors import AlreadyExists, NotFound
from trading_core.ports.paging import Page
from trading_core.ports.users import Role, User, UserId, Username
from trading_core.testing.contracts.lists import check_pages
from trading_core.testing.contracts.making import Make, at_once, opened
from trading_core.testing.contracts.tour import MONDAY

if TYPE_CHECKING:
    from trading_core.ports.users import Users

THREADS: Final = 6
ALICE: Final = User(
    id="u-1 '%",
    username="Alice.B@c",
    account="a-1 '%",
    role=Role.OPERATOR,
    password_hash="$argon2id$...",  # noqa: S106 - no password
    created_at=MONDAY,
)
BOB: Final = User(id="u-2", username="bob", account="a-2", created_at=MONDAY)


def users_contract(make: Make[Users], *, concurrent: bool = True) -> type:  # noqa: C901 - a law is a function
    """Give the tests of ``Users``; ``concurrent`` adds the one that needs threads."""

    class UsersContract:
        """What keeping users promises."""

        def test_what_was_added_is_what_is_read(self) -> None:
            """Role and password hash decide who comes in; every field comes back, by id and by name."""
            with opened(make) as users:
                users.add(ALICE)
                users.add(BOB)

                assert [ALICE, BOB] == [users.get(user.id) for user in (ALICE, BOB)]
                assert [ALICE, BOB] == [users.named(user.username) for user in (ALICE, BOB)]

        def test_nobody_is_nobody(self) -> None:
            """An unknown user is none, and a name in other letters is another name."""
            with opened(make) as users:
                users.add(ALICE)

                assert users.get(UserId("nobody")) is None
                assert users.named(Username("alice.b@c")) is None
                with pytest.raises(NotFound):
                    users.set_password(UserId("nobody"), "hash")

        def test_what_has_changed_is_seen_at_once(self) -> None:
            """Whoever asked before and asks again is told what is true now, also through a cache."""
            changed = evolve(ALICE, password_hash="new hash")  # noqa: S106 - no password
            with opened(make) as users:

                def look() -> tuple[object, object]:
                    return users.get(ALICE.id), users.named(ALICE.username)

                assert (None, None) == look()
                users.add(ALICE)
                assert (ALICE, ALICE) == look()
                users.set_password(ALICE.id, "new hash")
                assert (changed, changed) == look()

        def test_names_are_taken_once(self) -> None:
            """Nobody becomes somebody else by registering again, nor gets an account that is another's."""
            with opened(make) as users:
                users.add(ALICE)
                for taken in (
                    evolve(BOB, id=ALICE.id),
                    evolve(BOB, username=ALICE.username),
                    evolve(BOB, account=ALICE.account),
                ):
                    with pytest.raises(AlreadyExists):
                        users.add(taken)
                    assert ALICE == users.get(ALICE.id)
                    assert users.get(BOB.id) is None
                    assert users.named(BOB.username) is None

        def test_a_password_is_replaced(self) -> None:
            """A new hash changes this user's login and nothing else of anybody."""
            with opened(make) as users:
                users.add(ALICE)
                users.add(BOB)
                users.set_password(ALICE.id, "new hash")

                assert [evolve(ALICE, password_hash="new hash"), BOB] == [  # noqa: S106 - no password
                    users.get(user.id) for user in (ALICE, BOB)
                ]

        def test_every_user_is_on_the_list_once(self) -> None:
            """Whoever looks through all users meets each of them, by their names, capitals first."""
            everybody = [
                evolve(BOB, id=f"u-{name}", username=name, account=f"a-{name}")
                for name in ("bob", "Bob", "_bob", "b", "B0", "bo.b")
            ]
            with opened(make) as users:
                assert () == users.find(Page())
                for user in everybody:
                    users.add(user)

                check_pages(users.find, everybody, lambda user: (MONDAY, user.username))
                assert [len(everybody), 3] == [users.count(up_to) for up_to in (100, 3)]

    class ConcurrentUsersContract(UsersContract):
        """What keeping users promises to several threads."""

        def test_one_of_many_gets_the_name(self) -> None:
            """Of those who register one name at the same moment, one succeeds."""
            with opened(make) as users:

                def register(number: int) -> bool:
                    try:
                        users.add(evolve(BOB, id=f"u-{number}", account=f"a-{number}"))
                    except AlreadyExists:
                        return False
                    return True

                assert 1 == sum(at_once(THREADS, register))

    return ConcurrentUsersContract if concurrent else UsersContract
