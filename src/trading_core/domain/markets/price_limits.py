"""How far a price may move in a day."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Final

from attrs import field, frozen

from trading_core.domain.checks import a
from trading_core.domain.exact import add, divide, multiply, subtract
from trading_core.domain.markets.bounds import above_zero, whole
from trading_core.domain.markets.scope import EVERYTHING, Scope

if TYPE_CHECKING:
    from trading_core.domain.markets.ladder import Ladder

HUNDRED: Final = Decimal(100)
_LONGEST: Final = 366


def _percent(value: object) -> Decimal:
    return above_zero(value, "percent", HUNDRED)


def _free_days(value: object) -> int:
    return whole(value, "free_days", _LONGEST)


@frozen(kw_only=True)
class PriceLimit:
    """
    So many percent up and down from the day's reference price, and at least one tick.

    A new listing is free of it for its first ``free_days`` trading days.
    """

    percent: Decimal = field(converter=_percent)
    free_days: int = field(default=0, converter=_free_days)
    scope: Scope = field(default=EVERYTHING, validator=a(Scope))

    def around(self, reference: Decimal, multiple: Decimal, ladder: Ladder) -> tuple[Decimal, Decimal]:
        """The lowest and the highest price of the day, rounded towards the reference, each in its own band."""
        move = divide(multiply(multiply(reference, self.percent), multiple), HUNDRED)
        low = ladder.rounded(subtract(reference, move), up=True)
        high = ladder.rounded(add(reference, move), up=False)
        return min(low, ladder.below(reference)), max(high, ladder.above(reference))
