"""How a paper market behaves: how late it is, and how much it trades at once."""

from __future__ import annotations

from datetime import timedelta
from decimal import ROUND_FLOOR, Decimal
from hashlib import blake2b
from typing import TYPE_CHECKING, Final

from attrs import field, frozen

from trading_core.domain.amounts import Quantity
from trading_core.domain.checks import optional
from trading_core.domain.exact import (
    MAX_DECIMALS,
    ONE,
    ZERO,
    add,
    decimal_of,
    divide,
    multiply,
    show,
    subtract,
    to_unit,
)
from trading_core.domain.trades import positive
from trading_core.errors import InvalidValue

if TYPE_CHECKING:
    from trading_core.domain.orders import Order

LONGEST_MS: Final = 86_400_000
_LARGEST_SEED: Final = 2**63
_GRAINS: Final = 1_000_000


def _whole(name: str, value: object, most: int) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= most:
        raise InvalidValue(name, show(value), f"a whole number from 0 to {most}")
    return value


def _seed(value: object) -> int:
    return _whole("seed", value, _LARGEST_SEED)


def _latency(value: object) -> int:
    return _whole("latency_ms", value, LONGEST_MS)


def _jitter(value: object) -> int:
    return _whole("jitter_ms", value, LONGEST_MS)


def _part(name: str, value: object) -> Decimal:
    number = decimal_of(value, name)
    if not ZERO < number <= ONE:
        raise InvalidValue(name, show(number), "a number above 0 and at most 1")
    return number


def _fraction(value: object) -> Decimal:
    return _part("fraction", value)


def _least_fraction(value: object) -> Decimal | None:
    return None if value is None else _part("least_fraction", value)


@frozen(kw_only=True)
class PaperPolicy:
    """
    The settings of a paper market; without any, it fills everything at once.

    ``latency_ms`` is how long after its acceptance an order reaches the market, up to ``jitter_ms`` longer by
    chance. One look at the market fills at most ``at_most`` units of an order, and no more than ``fraction`` of the
    whole order, or by chance a part between ``least_fraction`` and that. Prices older than ``stale_after`` are not traded at.

    Chance is a function of the seed, the order's number and the number of its fills alone: whoever asks again is
    told the same.
    """

    seed: int = field(default=0, converter=_seed)
    latency_ms: int = field(default=0, converter=_latency)
    jitter_ms: int = field(default=0, converter=_jitter)
    fraction: Decimal = field(default=ONE, converter=_fraction)
    least_fraction: Decimal | None = field(default=None, converter=_least_fraction)
    at_most: Quantity | None = field(default=None, validator=optional(Quantity))
    stale_after: timedelta | None = field(default=None, validator=optional(timedelta))

    def __attrs_post_init__(self) -> None:
        """Refuse bounds that are the wrong way round, and to trade nothing."""
        if self.least_fraction is not None and self.least_fraction > self.fraction:
            raise InvalidValue("least_fraction", show(self.least_fraction), f"at most {show(self.fraction)}")
        if self.at_most is not None:
            positive(self.at_most, "at_most")
        if self.stale_after is not None and self.stale_after < timedelta(0):
            raise InvalidValue("stale_after", show(self.stale_after), "a time that is not negative")

    def latency(self, order: Order) -> timedelta:
        """How long the order is on its way."""
        late = self.latency_ms
        if self.jitter_ms:
            late += self._chance(order, "latency") % (self.jitter_ms + 1)
        return timedelta(milliseconds=late)

    def portion(self, order: Order, wanted: Quantity, fills: int) -> Quantity:
        """
        How much of what is wanted is traded at one look, by an order that was filled so often.

        It is no finer than the order itself, unless ``at_most`` is.
        """
        most = wanted
        part = self.fraction
        if self.least_fraction is not None:
            chance = divide(Decimal(self._chance(order, str(fills)) % (_GRAINS + 1)), Decimal(_GRAINS))
            part = add(self.least_fraction, multiply(subtract(part, self.least_fraction), chance))
        if part < ONE:
            step = step_of(order)
            steps = to_unit(divide(multiply(order.terms.quantity.value, part), step), ONE, ROUND_FLOOR)
            most = min(most, Quantity(multiply(max(steps, ONE), step)))
        return most if self.at_most is None else min(most, self.at_most)

    def _chance(self, order: Order, what: str) -> int:
        named = f"{self.seed}/{order.number}/{what}".encode()
        return int.from_bytes(blake2b(named, digest_size=8).digest(), "big")


def step_of(order: Order) -> Decimal:
    """The unit that an order is counted in: the last decimal that it uses, or one where it uses none."""
    quantity = order.terms.quantity.value
    for decimals in range(MAX_DECIMALS):
        step = ONE.scaleb(-decimals)
        if to_unit(quantity, step) == quantity:
            return step
    return ONE.scaleb(-MAX_DECIMALS)
