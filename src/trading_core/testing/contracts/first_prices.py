"""The laws of first prices."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from trading_core.domain.ids import Symbol
from trading_core.ports.first_prices import FirstPrice
from trading_core.testing.contracts.making import Make, at_once, opened
from trading_core.testing.contracts.tour import MONDAY

if TYPE_CHECKING:
    from trading_core.ports.first_prices import FirstPrices

THREADS: Final = 6
EURO: Final = Symbol("EURUSD")
GOLD: Final = Symbol("XAUUSD")
FIRST: Final = FirstPrice("1.08600001", MONDAY + timedelta(microseconds=1))
LATER: Final = FirstPrice("2", MONDAY + timedelta(days=1))


def first_prices_contract(make: Make[FirstPrices], *, concurrent: bool = True) -> type:
    """Give the tests of ``FirstPrices``; ``concurrent`` adds the one that needs threads."""

    class FirstPricesContract:
        """What keeping first prices promises."""

        def test_what_was_kept_first_is_read(self) -> None:
            """A market does not jump because somebody states another price of what has one."""
            with opened(make) as prices:
                prices.keep({EURO: FIRST})
                prices.keep({EURO: LATER, GOLD: LATER})

                assert {EURO: FIRST, GOLD: LATER} == dict(prices.find([EURO, GOLD]))

        def test_what_has_changed_is_seen_at_once(self) -> None:
            """Whoever asked before and asks again is told what is true now, also through a cache."""
            with opened(make) as prices:
                assert {} == dict(prices.find([EURO]))
                prices.keep({EURO: FIRST})
                assert {EURO: FIRST} == dict(prices.find([EURO]))

        def test_nothing_else_is_read(self) -> None:
            """A product of which nobody has said anything has no price, and those not asked for are not told."""
            with opened(make) as prices:
                prices.keep({EURO: FIRST})
                prices.keep({})

                assert {} == dict(prices.find([GOLD]))
                assert {} == dict(prices.find([]))
                assert {EURO: FIRST} == dict(prices.find({EURO, GOLD}))

    class ConcurrentFirstPricesContract(FirstPricesContract):
        """What keeping first prices promises to several threads."""

        def test_everybody_sees_one_first_price(self) -> None:
            """Of those who state the first price of a product at the same moment, one does."""
            with opened(make) as prices:

                def keep(number: int) -> object:
                    prices.keep({EURO: FirstPrice(number + 1, MONDAY)})
                    return prices.find([EURO])[EURO]

                assert 1 == len(set(at_once(THREADS, keep)))

    return ConcurrentFirstPricesContract if concurrent else FirstPricesContract
