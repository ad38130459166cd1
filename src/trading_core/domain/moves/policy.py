"""What counts as significant, for one product or for many."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from itertools import pairwise
from typing import Final

from attrs import field, frozen

from trading_core.domain.checks import a, as_tuple
from trading_core.domain.exact import MAX_VALUE, ONE, ZERO, decimal_of, multiply, show, to_unit
from trading_core.domain.markets.bounds import above_zero, up_to
from trading_core.errors import InvalidValue

_HIGHEST: Final = Decimal(1_000_000)
_LONGEST: Final = timedelta(days=366)


def _levels(value: object) -> tuple[Decimal, ...]:
    many = as_tuple(value)
    if not isinstance(many, tuple):
        raise InvalidValue("levels", show(value), "a sequence of percents")
    levels = tuple(above_zero(level, "levels", _HIGHEST) for level in many)
    for lower, higher in pairwise(levels):
        if higher <= lower:
            raise InvalidValue("levels", show(higher), f"a level above {show(lower)}")
    return levels


def _positive_or_none(value: object, name: str) -> Decimal | None:
    return None if value is None else above_zero(value, name, _HIGHEST)


def _sigmas(value: object) -> Decimal | None:
    return _positive_or_none(value, "sigmas")


def _gap(value: object) -> Decimal | None:
    return _positive_or_none(value, "gap")


def _volume_multiple(value: object) -> Decimal | None:
    return _positive_or_none(value, "volume_multiple")


def _volume_change(value: object) -> Decimal:
    return up_to(value, "volume_change", _HIGHEST)


def _hysteresis(value: object) -> Decimal:
    return up_to(value, "hysteresis", _HIGHEST)


def _cooldown(value: object) -> timedelta:
    if not isinstance(value, timedelta) or not timedelta(0) <= value <= _LONGEST:
        shown = str(value) if isinstance(value, timedelta) else show(value)
        raise InvalidValue("cooldown", shown, f"a timedelta from 0 to {_LONGEST.days} days")
    return value


@frozen(kw_only=True)
class MovePolicy:
    """
    When a move is worth telling; None or no levels turn a kind off.

    ``levels``: the percents of plain moves, rising. The first is the threshold, the others tell on the same day
    that it went on. A jump over several is told once, as the highest.
    ``sigmas``: a plain move must also be so many standard deviations of the product's daily changes.
    ``gap``: percent between the reference and the day's open.
    ``volume_multiple``: a bar's volume against the average, if its close has moved by ``volume_change`` percent.
    ``limits``: whether reaching the day's limit is told.
    ``hysteresis``: how many points a plain move must have gone on since it was last told that day, so that a
    price that was told at 6.9 and trembles around the level of 7 is not told again.
    ``cooldown``: how long a type stays silent after it was told, across days too. What is silenced is not lost:
    it is told by the first observation afterwards that still shows it.

    Two percent mark a quarter of all days of a lively share, so the defaults are higher.
    """

    levels: tuple[Decimal, ...] = field(default=(Decimal(5), Decimal(7), Decimal(10)), converter=_levels)
    sigmas: Decimal | None = field(default=None, converter=_sigmas)
    gap: Decimal | None = field(default=Decimal(3), converter=_gap)
    volume_multiple: Decimal | None = field(default=Decimal(3), converter=_volume_multiple)
    volume_change: Decimal = field(default=ONE, converter=_volume_change)
    limits: bool = field(default=True, validator=a(bool))
    hysteresis: Decimal = field(default=ZERO, converter=_hysteresis)
    cooldown: timedelta = field(default=timedelta(0), converter=_cooldown)

    def threshold(self, level: Decimal, sigma: Decimal | None) -> Decimal:
        """
        The percent that a level asks for: itself, or the product's own unrest where that is more.

        So many sigmas are rounded to 8 decimals, half to even; the comparison with what comes out is exact.
        Where no sigma is known, the level stands alone.
        """
        own, known = decimal_of(level, "level"), decimal_of(ZERO if sigma is None else sigma, "sigma")
        if self.sigmas is None:
            return own
        return max(own, min(to_unit(multiply(self.sigmas, known)), MAX_VALUE))
