"""What an owner or an operator allows an account to do."""

from __future__ import annotations

from decimal import Decimal

from attrs import field, frozen

from trading_core.domain.exact import decimal_of, show
from trading_core.errors import InvalidValue, LimitExceeded


def _amount_or_none(value: object) -> Decimal | None:
    if value is None:
        return None
    amount = decimal_of(value, "limit")
    if amount < 0:
        raise InvalidValue("limit", show(amount), "a number not below zero")
    return amount


def _count_or_none(value: object) -> int | None:
    if value is None:
        return None
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= 1_000_000:  # noqa: PLR2004
        raise InvalidValue("max_orders_per_minute", show(value), "a whole number from 0 to 1000000")
    return int(value)


@frozen
class Limits:
    """
    Bounds of one account; None means no bound.

    ``max_order_value`` and ``max_position`` are money: an order's value, and the value that the position in its
    product would then have, at the order's price; what other working orders may still add to it is not counted. ``max_daily_loss`` is the loss of a UTC day, costs included,
    after which nothing is opened any more. ``max_orders_per_minute`` counts from when it was set. ``price_band`` is how many percent a stated price may differ from
    the last one known.
    """

    max_order_value: Decimal | None = field(default=None, converter=_amount_or_none)
    max_position: Decimal | None = field(default=None, converter=_amount_or_none)
    max_daily_loss: Decimal | None = field(default=None, converter=_amount_or_none)
    max_orders_per_minute: int | None = field(default=None, converter=_count_or_none)
    price_band: Decimal | None = field(default=None, converter=_amount_or_none)

    def tightened(self, wanted: Limits) -> Limits:
        """What an owner may do alone: make each bound smaller or set a new one, never loosen or remove one."""
        if not isinstance(wanted, Limits):
            raise InvalidValue("limits", show(wanted), "limits of an account")
        for name in (
            "max_order_value",
            "max_position",
            "max_daily_loss",
            "max_orders_per_minute",
            "price_band",
        ):
            mine, theirs = getattr(self, name), getattr(wanted, name)
            if mine is not None and (theirs is None or theirs > mine):
                found = Decimal("Infinity") if theirs is None else Decimal(theirs)
                raise LimitExceeded(name, Decimal(mine), found)
        return wanted


NO_LIMITS = Limits()
