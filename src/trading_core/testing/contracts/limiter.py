"""The laws of rate limits."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pytest

from trading_core.errors import InvalidValue
from trading_core.ports.limiter import Rate
from trading_core.testing.contracts.making import Make, at_once, opened

if TYPE_CHECKING:
    from collections.abc import Callable

    from trading_core.ports.limiter import RateLimiter

THREADS: Final = 8
HOURLY: Final = Rate(5, 3600)


def limiter_contract(
    make: Make[tuple[RateLimiter, Callable[[int], None]]], *, concurrent: bool = True
) -> type:
    """Give the tests of ``RateLimiter``; ``make`` gives one, and what lets so many milliseconds pass."""

    class LimiterContract:
        """What a limiter promises."""

        def test_so_many_and_no_more(self) -> None:
            """The last permission is given, the one after it is not, and the wait that is told is a real one."""
            with opened(make) as (limiter, _):
                assert [0] * 5 == [limiter.take("k", HOURLY) for _ in range(5)]
                assert 0 < limiter.take("k", HOURLY) <= 1000 * HOURLY.seconds // HOURLY.times

        def test_keys_do_not_know_of_each_other(self) -> None:
            """Who asks too often does not silence anybody else."""
            with opened(make) as (limiter, _):
                for _ in range(9):
                    limiter.take("loud %", HOURLY)

                assert limiter.take("loud %", HOURLY) > 0
                assert 0 == limiter.take("quiet %", HOURLY)

        def test_the_bucket_fills_evenly(self) -> None:
            """After the wait that was told there is one permission, and after the whole time all of them."""
            rate = Rate(4, 2)
            with opened(make) as (limiter, let_pass):
                while not (wait := limiter.take("k", rate)):
                    pass
                let_pass(wait)
                assert 0 == limiter.take("k", rate)
                let_pass(3000 * rate.seconds)
                assert [0] * 4 == [limiter.take("k", rate) for _ in range(4)]
                assert limiter.take("k", rate) > 0

        def test_being_turned_away_uses_nothing_up(self) -> None:
            """Who knocks all the time does not wait for ever."""
            rate = Rate(1, 1)
            with opened(make) as (limiter, let_pass):
                limiter.take("k", rate)
                waits = [limiter.take("k", rate) for _ in range(20)]
                let_pass(max(waits))

                assert 0 == limiter.take("k", rate)

        @pytest.mark.parametrize("wrong", [0, -1, True, "1", b"1", None, 10**10])
        def test_a_rate_is_a_count_of_seconds(self, wrong: object) -> None:
            """What is no rate is refused when it is made and not when it is used."""
            with pytest.raises(InvalidValue):
                Rate(wrong)
            with pytest.raises(InvalidValue):
                Rate(1, wrong)

    class ConcurrentLimiterContract(LimiterContract):
        """What a limiter promises to several threads."""

        def test_many_at_once_get_no_more_than_one_after_the_other(self) -> None:
            """Of a hundred permissions a hundred are given, whoever asks meanwhile."""
            rate = Rate(100, 3600)
            with opened(make) as (limiter, _):

                def ask(_number: int) -> int:
                    return sum(limiter.take("k", rate) == 0 for _ in range(50))

                assert 100 == sum(at_once(THREADS, ask))

    return ConcurrentLimiterContract if concurrent else LimiterContract
