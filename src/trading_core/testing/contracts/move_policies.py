"""The laws of products' own policies."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from trading_core.domain.ids import Symbol
from trading_core.domain.moves import MovePolicy
from trading_core.testing.contracts.making import Make, opened

if TYPE_CHECKING:
    from trading_core.ports.move_policies import MovePolicies

TSMC: Final = Symbol("2330")
EURO: Final = Symbol("EURUSD")
FULL: Final = MovePolicy(
    levels=("0.5", "1.00000001"),
    sigmas="2.5",
    gap="0.75",
    volume_multiple="4.5",
    volume_change="1.25",
    limits=False,
    hysteresis="0.25",
    cooldown=timedelta(days=1, seconds=2, microseconds=3),
)
NOTHING: Final = MovePolicy(levels=(), gap=None, volume_multiple=None)


def move_policies_contract(make: Make[MovePolicies]) -> type:
    """Give the tests of ``MovePolicies``."""

    class MovePoliciesContract:
        """What keeping policies promises."""

        def test_what_was_put_is_what_is_read(self) -> None:
            """Every field decides what is told, and those of other products stay as they were."""
            with opened(make) as policies:
                policies.put(TSMC, FULL)
                policies.put(EURO, NOTHING)

                assert {TSMC: FULL, EURO: NOTHING} == policies.find([EURO, TSMC, Symbol("NONE")])
                assert {TSMC: FULL} == policies.find({TSMC})
                assert {} == policies.find([])

        def test_putting_again_replaces(self) -> None:
            """The policy that was put last holds."""
            with opened(make) as policies:
                policies.put(TSMC, FULL)
                policies.put(TSMC, NOTHING)

                assert {TSMC: NOTHING} == policies.find([TSMC])

        def test_what_has_changed_is_seen_at_once(self) -> None:
            """Whoever asked before and asks again is told what is true now, also through a cache."""
            with opened(make) as policies:
                assert {} == policies.find([TSMC])
                for policy in (FULL, NOTHING):
                    policies.put(TSMC, policy)
                    assert {TSMC: policy} == policies.find([TSMC])
                policies.remove(TSMC)
                assert {} == policies.find([TSMC])

        def test_what_was_removed_is_gone(self) -> None:
            """The product is judged like all others again, and removing once more does no harm."""
            with opened(make) as policies:
                policies.put(TSMC, FULL)
                policies.put(EURO, FULL)
                policies.remove(TSMC)
                policies.remove(TSMC)

                assert {EURO: FULL} == policies.find([TSMC, EURO])

    return MovePoliciesContract
