"""The laws of API keys."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

import pytest
from attrs import evolve

from trading_core.domain.sizing import FixedQuantity, RiskedShare
from trading_core.errors import AlreadyExists, NotFound
from trading_core.ports.api_keys import ApiKey, ApiKeyId, Scope
from trading_core.ports.users import UserId
from trading_core.testing.contracts.making import Make, at_once, opened
from trading_core.testing.contracts.tour import MONDAY

if TYPE_CHECKING:
    from trading_core.ports.api_keys import ApiKeys

THREADS: Final = 6
FULL: Final = ApiKey(
    id="k-1 '%",
    owner="alice '%",
    name="我的 'key' %",
    digest="d" * 64,
    scopes=frozenset(Scope),
    created_at=MONDAY,
    expires_at=MONDAY + timedelta(days=1),
    revoked_at=MONDAY + timedelta(hours=1),
    last_used_at=MONDAY + timedelta(minutes=1),
    sizing=RiskedShare("0.5"),
    paused=True,
    signed=True,
    address_digest="a" * 64,
)
BARE: Final = ApiKey(
    id="k-2", owner=FULL.owner, name="x", digest="e", scopes=frozenset({Scope.READ}), created_at=MONDAY
)
LATER: Final = MONDAY + timedelta(hours=5)


def api_keys_contract(make: Make[ApiKeys], *, concurrent: bool = True) -> type:  # noqa: C901 - a law is a function
    """Give the tests of ``ApiKeys``; ``concurrent`` adds the one that needs threads."""

    class ApiKeysContract:
        """What keeping keys promises."""

        def test_what_was_added_is_what_is_read(self) -> None:
            """Scopes, expiry and revocation decide what a key opens; every field comes back."""
            with opened(make) as keys:
                keys.add(FULL)
                keys.add(BARE)

                assert [FULL, BARE] == [keys.get(key.id) for key in (FULL, BARE)]
                assert keys.get(ApiKeyId("none")) is None

        def test_an_owner_sees_the_own_keys(self) -> None:
            """Keys are listed as they were made, and nobody sees another's."""
            older = evolve(BARE, id="k-9", created_at=MONDAY - timedelta(days=1))
            with opened(make) as keys:
                for key in (BARE, FULL, older, evolve(BARE, id="k-3", owner="bob")):
                    keys.add(key)

                assert (older, FULL, BARE) == keys.of(FULL.owner)
                assert () == keys.of(UserId("nobody"))

        def test_what_has_changed_is_seen_at_once(self) -> None:
            """Whoever asked before and asks again is told what is true now, also through a cache."""
            paused, revoked = evolve(BARE, paused=True), evolve(BARE, paused=True, revoked_at=MONDAY)
            with opened(make) as keys:

                def look() -> tuple[object, object]:
                    return keys.get(BARE.id), keys.of(BARE.owner)

                assert (None, ()) == look()
                keys.add(BARE)
                assert (BARE, (BARE,)) == look()
                keys.adjust(BARE.id, paused=True)
                assert (paused, (paused,)) == look()
                keys.revoke(BARE.id, MONDAY)
                assert (revoked, (revoked,)) == look()
                keys.note_use(BARE.id, LATER)
                assert evolve(revoked, last_used_at=LATER) == keys.get(BARE.id)

        def test_an_id_is_given_once(self) -> None:
            """A key is never taken over by making another of its id."""
            with opened(make) as keys:
                keys.add(FULL)
                with pytest.raises(AlreadyExists):
                    keys.add(evolve(BARE, id=FULL.id))

                assert FULL == keys.get(FULL.id)

        def test_a_revocation_is_for_good(self) -> None:
            """The first revocation stands, and no other key ends with it."""
            with opened(make) as keys:
                keys.add(BARE)
                keys.add(evolve(BARE, id="k-3"))
                keys.revoke(BARE.id, MONDAY)
                keys.revoke(BARE.id, LATER)

                assert evolve(BARE, revoked_at=MONDAY) == keys.get(BARE.id)
                assert evolve(BARE, id="k-3") == keys.get(ApiKeyId("k-3"))

        def test_the_latest_use_stands(self) -> None:
            """Uses may be noted out of order; an owner sees the last time that somebody came in."""
            with opened(make) as keys:
                keys.add(BARE)
                keys.note_use(BARE.id, LATER)
                keys.note_use(BARE.id, MONDAY)

                assert evolve(BARE, last_used_at=LATER) == keys.get(BARE.id)

        def test_what_is_not_stated_stays_as_it_is(self) -> None:
            """Pausing a key does not change how much its signals trade, and going on does not unsign it."""
            with opened(make) as keys:
                keys.add(FULL)
                keys.add(BARE)

                assert evolve(FULL, paused=False) == keys.adjust(FULL.id, paused=False)
                assert evolve(BARE, signed=True) == keys.adjust(BARE.id, signed=True)
                sized = evolve(BARE, signed=True, paused=True, sizing=FixedQuantity("1.5"))
                assert sized == keys.adjust(BARE.id, sizing=FixedQuantity("1.5"), paused=True)
                assert [evolve(FULL, paused=False), sized] == [keys.get(key.id) for key in (FULL, BARE)]
                assert sized == keys.adjust(BARE.id)

        def test_what_is_unknown_is_said(self) -> None:
            """Who ends a key that is not there has mistaken its name."""
            with opened(make) as keys:
                with pytest.raises(NotFound):
                    keys.revoke(ApiKeyId("none"), MONDAY)
                with pytest.raises(NotFound):
                    keys.note_use(ApiKeyId("none"), MONDAY)
                with pytest.raises(NotFound):
                    keys.adjust(ApiKeyId("none"), paused=True)

    class ConcurrentApiKeysContract(ApiKeysContract):
        """What keeping keys promises to several threads."""

        def test_one_of_many_gets_the_id(self) -> None:
            """Of those who make a key of one id at the same moment, one succeeds."""
            with opened(make) as keys:

                def add(number: int) -> bool:
                    try:
                        keys.add(evolve(BARE, name=f"{number}"))
                    except AlreadyExists:
                        return False
                    return True

                assert 1 == sum(at_once(THREADS, add))

    return ConcurrentApiKeysContract if concurrent else ApiKeysContract
