"""The laws of refresh tokens."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from typing import TYPE_CHECKING, Final

import pytest

from trading_core.errors import AlreadyExists
from trading_core.ports.tokens import Rotated, Rotation, TokenFamily
from trading_core.testing.contracts.making import Make, at_once, opened
from trading_core.testing.contracts.tour import MONDAY

if TYPE_CHECKING:
    from datetime import datetime

    from trading_core.ports.tokens import TokenStore

THREADS: Final = 20
END: Final = MONDAY + timedelta(days=14)
FAMILY: Final = TokenFamily("family", "alice", END)
OTHER: Final = TokenFamily("other", "alice", END)
LATER: Final = MONDAY + timedelta(hours=1)


def tokens_contract(make: Make[TokenStore], *, concurrent: bool = True) -> type:  # noqa: C901 - a law is a function
    """Give the tests of ``TokenStore``; ``concurrent`` adds those that need threads."""

    class TokensContract:
        """What a store of tokens promises."""

        def test_the_youngest_token_is_exchanged(self) -> None:
            """A chain of tokens goes on as long as each is used once, and tells whose it is."""
            with opened(make) as tokens:
                tokens.start(FAMILY, "t1")

                assert Rotated(Rotation.ROTATED, FAMILY) == tokens.rotate("t1", "t2", MONDAY)
                assert Rotated(Rotation.ROTATED, FAMILY) == tokens.rotate("t2", "t3", LATER)
                assert _stands(tokens, "family", LATER)

        def test_a_token_used_again_ends_its_family(self) -> None:
            """Either the thief or the owner came second; nobody knows which, so both are out."""
            with opened(make) as tokens:
                tokens.start(FAMILY, "t1")
                tokens.start(OTHER, "o1")
                tokens.rotate("t1", "t2", MONDAY)
                tokens.rotate("t2", "t3", MONDAY)

                assert Rotated(Rotation.REUSED, FAMILY) == tokens.rotate("t1", "t4", MONDAY)
                assert not _stands(tokens, "family", MONDAY)
                for token in ("t1", "t2", "t3", "t4"):
                    assert Rotated(Rotation.UNKNOWN) == tokens.rotate(token, "t5", MONDAY)
                assert _stands(tokens, "other", MONDAY)

        def test_any_token_of_a_family_ends_it(self) -> None:
            """Logging out works with the token at hand, twice as well as once, and for this login alone."""
            with opened(make) as tokens:
                tokens.start(FAMILY, "t1")
                tokens.start(OTHER, "o1")
                tokens.rotate("t1", "t2", MONDAY)
                tokens.revoke("t1")
                tokens.revoke("t1")
                tokens.revoke("nothing")

                assert Rotated(Rotation.UNKNOWN) == tokens.rotate("t2", "t3", MONDAY)
                assert [False, True] == [_stands(tokens, name, MONDAY) for name in ("family", "other")]

        def test_many_families_are_asked_for_at_once(self) -> None:
            """Those that stand are named, each once, and no other."""
            with opened(make) as tokens:
                for number in range(4):
                    tokens.start(TokenFamily(f"f{number} '%", "alice", END), f"t{number}")
                tokens.revoke("t1")
                asked = ["f0 '%", "f1 '%", "f3 '%", "nobody", "f0 '%"]

                assert {"f0 '%", "f3 '%"} == tokens.active(asked, MONDAY)
                assert frozenset() == tokens.active([], MONDAY)
                assert frozenset() == tokens.active(asked, END)

        def test_what_has_changed_is_seen_at_once(self) -> None:
            """Whoever asked before and asks again is told what is true now, also through a cache."""
            with opened(make) as tokens:
                assert not _stands(tokens, "family", MONDAY)
                tokens.start(FAMILY, "t1")
                assert _stands(tokens, "family", MONDAY)
                tokens.revoke("t1")
                assert not _stands(tokens, "family", MONDAY)

        def test_what_is_unknown_is_unknown(self) -> None:
            """A stranger learns nothing from asking."""
            with opened(make) as tokens:
                assert Rotated(Rotation.UNKNOWN) == tokens.rotate("t1", "t2", MONDAY)
                assert not _stands(tokens, "family", MONDAY)

        def test_a_family_ends_by_itself(self) -> None:
            """At its end, and not before, a family is over; setting the clock back does not wake it."""
            with opened(make) as tokens:
                tokens.start(FAMILY, "t1")
                before = END - timedelta(microseconds=1)

                assert _stands(tokens, "family", before)
                assert Rotation.ROTATED is tokens.rotate("t1", "t2", before).rotation
                assert not _stands(tokens, "family", END)
                assert Rotated(Rotation.UNKNOWN) == tokens.rotate("t2", "t3", END)

        def test_an_end_is_for_good(self) -> None:
            """A family that was found to be over stays over when the clock is set back."""
            with opened(make) as tokens:
                tokens.start(FAMILY, "t1")
                tokens.rotate("t1", "t2", END)

                assert Rotated(Rotation.UNKNOWN) == tokens.rotate("t1", "t2", MONDAY)
                assert not _stands(tokens, "family", MONDAY)

        def test_names_of_families_and_tokens_are_used_once(self) -> None:
            """A family is never taken over by starting it again."""
            with opened(make) as tokens:
                tokens.start(FAMILY, "t1")
                for family, token in ((FAMILY, "fresh"), (OTHER, "t1")):
                    with pytest.raises(AlreadyExists):
                        tokens.start(family, token)

                assert not _stands(tokens, "other", MONDAY)
                assert Rotation.UNKNOWN is tokens.rotate("fresh", "t9", MONDAY).rotation
                assert Rotation.ROTATED is tokens.rotate("t1", "t2", MONDAY).rotation

    class ConcurrentTokensContract(TokensContract):
        """What a store of tokens promises to several threads."""

        def test_one_of_many_wins(self) -> None:
            """However many exchange one token at the same moment, one new token is made."""
            with opened(make) as tokens:
                tokens.start(FAMILY, "t1")
                tried = at_once(THREADS, lambda number: tokens.rotate("t1", f"n{number}", MONDAY).rotation)

                assert 1 == Counter(tried)[Rotation.ROTATED]
                assert not _stands(tokens, "family", MONDAY)

    return ConcurrentTokensContract if concurrent else TokensContract


def _stands(tokens: TokenStore, family: str, now: datetime) -> bool:
    return family in tokens.active((family,), now)
