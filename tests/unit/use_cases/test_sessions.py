"""Who comes in, and for how long."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from trading_core.errors import Unauthenticated
from trading_core.ports.users import User
from trading_core.testing import FakeClock, MemoryTokens, MemoryUsers, QuickHasher
from trading_core.use_cases.log_in import LogIn
from trading_core.use_cases.refresh_session import RefreshSession

WEEK = timedelta(days=7)


class Hall:
    """Alice, who has a password, and the machine, which has none."""

    def __init__(self) -> None:
        self.clock, self.users, self.tokens = FakeClock(), MemoryUsers(), MemoryTokens()
        self.hasher = QuickHasher(2)
        for name, hashed in (("alice", self.hasher.hash("secret")), ("machine", None)):
            self.users.add(
                User(
                    id=f"u-{name}",
                    username=name,
                    account=f"a-{name}",
                    password_hash=hashed,
                    created_at=self.clock.now(),
                )
            )
        self.log_in = LogIn(self.users, self.hasher, self.tokens, self.clock, WEEK)
        self.refresh = RefreshSession(self.users, self.tokens, self.clock)

    def stands(self, now: datetime) -> bool:
        return {"f"} == self.tokens.active(["f"], now)


def test_who_knows_the_password_comes_in() -> None:
    """A family of tokens begins that lasts as long as it should, and not a moment longer."""
    hall = Hall()
    assert "u-alice" == hall.log_in("alice", "secret", "f", "d-1").id
    assert hall.stands(hall.clock.now() + WEEK - timedelta(seconds=1))
    assert not hall.stands(hall.clock.now() + WEEK)


@pytest.mark.parametrize(
    ("name", "password"),
    [
        ("alice", "wrong"),
        ("nobody", "nobody"),
        ("nobody", "secret"),
        ("machine", "nobody"),
        ("machine", ""),
        ("no name at all\n", "x"),
    ],
)
def test_nobody_else_comes_in(name: str, password: str) -> None:
    """A wrong password, an unknown name and a user without a password look the same."""
    hall = Hall()
    with pytest.raises(Unauthenticated):
        hall.log_in(name, password, "f", "d-1")
    assert not hall.stands(hall.clock.now())


def test_a_weak_hash_is_made_anew() -> None:
    """Whoever logs in brings his password, and only then can its hash be made stronger."""
    hall = Hall()
    weak = QuickHasher(rounds=1).hash("secret")
    alice = hall.log_in("alice", "secret", "f-1", "d-1")
    hall.users.set_password(alice.id, weak)
    hall.log_in("alice", "secret", "f-2", "d-2")
    renewed = hall.users.get(alice.id)
    assert renewed is not None
    assert renewed.password_hash is not None
    assert not hall.hasher.needs_rehash(renewed.password_hash)
    assert hall.hasher.verify("secret", renewed.password_hash)


def test_a_strong_hash_is_left_alone() -> None:
    """Logging in writes nothing that is there already."""
    hall = Hall()
    before = hall.log_in("alice", "secret", "f-1", "d-1").password_hash
    assert before == hall.log_in("alice", "secret", "f-2", "d-2").password_hash


def test_a_token_is_exchanged_once() -> None:
    """The second exchange of one token ends the family, whoever of the two was the thief."""
    hall = Hall()
    hall.log_in("alice", "secret", "f", "d-1")
    user, family = hall.refresh("d-1", "d-2")
    assert ("u-alice", "f") == (user.id, family)
    with pytest.raises(Unauthenticated):
        hall.refresh("d-1", "d-3")
    with pytest.raises(Unauthenticated):
        hall.refresh("d-2", "d-4")


def test_a_token_of_nobody_opens_nothing() -> None:
    """A token that was never given, and one whose user is gone."""
    hall = Hall()
    with pytest.raises(Unauthenticated):
        hall.refresh("unknown", "d-2")
    hall.log_in("alice", "secret", "f", "d-1")
    strangers = RefreshSession(MemoryUsers(), hall.tokens, hall.clock)
    with pytest.raises(Unauthenticated):
        strangers("d-1", "d-2")
