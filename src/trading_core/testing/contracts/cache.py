"""The laws of the cache."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from trading_core.testing.contracts.making import Make, opened, patiently

if TYPE_CHECKING:
    from collections.abc import Callable

    from trading_core.ports.cache import Cache

KEYS = st.sampled_from(["key", "Key", "key:1", "key 1", "鍵", "k" * 200])


def cache_contract(
    make: Make[Cache], *, wait: Callable[[Cache, int], None] | None = None, down: Make[Cache] | None = None
) -> type:
    """
    Give the tests of ``Cache``.

    ``wait(cache, seconds)`` lets so many seconds pass for a cache: move the clock that it was made with, or the times
    that its backend keeps, rather than sleep. ``down`` makes a cache whose backend does not answer. Without ``wait``
    nothing is tested about time, without ``down`` nothing about a lost backend.

    >>> from trading_core.testing import FakeClock, MemoryCache, cache_contract
    >>> def make():
    ...     return MemoryCache(FakeClock())
    >>> TestMyCache = cache_contract(make, wait=lambda cache, seconds: cache.clock.advance(seconds))
    >>> TestMyCache().test_what_is_over_is_forgotten()
    """

    class CacheContract:
        """What every cache promises, even one that remembers nothing."""

        @patiently()
        @given(st.lists(st.tuples(KEYS, st.none() | st.binary(max_size=40)), max_size=20))
        def test_what_is_got_is_what_was_set_last(self, steps: list[tuple[str, bytes | None]]) -> None:
            """A cache may forget; it never mixes up keys, never changes bytes and never brings back the old."""
            with opened(make) as cache:
                last: dict[str, bytes | None] = {}
                for key, content in steps:
                    if content is None:
                        cache.delete(key)
                    else:
                        cache.set(key, content, 60)
                    last[key] = content
                    for known, expected in last.items():
                        assert cache.get(known) in (expected, None)

        def test_what_was_never_set_is_not_got(self) -> None:
            """Nothing is nothing, and not empty bytes."""
            with opened(make) as cache:
                assert cache.get("never") is None

    bases: tuple[type, ...] = (CacheContract,)
    if wait is not None:
        bases = (_expiring(make, wait), *bases)
    if down is not None:
        bases = (_failing(down), *bases)
    return type("CacheContract", bases, {})


def _expiring(make: Make[Cache], wait: Callable[[Cache, int], None]) -> type:
    class ExpiringCache:
        """What a cache promises about time."""

        def test_what_is_over_is_forgotten(self) -> None:
            """Content is got until its seconds have passed and not a moment longer."""
            with opened(make) as cache:
                cache.set("short", b"1", 1)
                cache.set("long", b"2", 600)
                assert (b"1", b"2") == (cache.get("short"), cache.get("long"))
                wait(cache, 2)

                assert (None, b"2") == (cache.get("short"), cache.get("long"))

        def test_setting_again_begins_anew(self) -> None:
            """The seconds of the last setting count."""
            with opened(make) as cache:
                cache.set("key", b"1", 1)
                cache.set("key", b"2", 600)
                wait(cache, 2)

                assert b"2" == cache.get("key")

    return ExpiringCache


def _failing(down: Make[Cache]) -> type:
    class FailingCache:
        """What a cache promises when nothing stands behind it."""

        def test_a_cache_that_is_down_has_forgotten(self) -> None:
            """Losing the cache makes the house slower and nothing else."""
            with opened(down) as cache:
                cache.set("key", b"1", 60)
                cache.delete("key")
                cache.set("key", b"1", 60)

                assert cache.get("key") is None

    return FailingCache
