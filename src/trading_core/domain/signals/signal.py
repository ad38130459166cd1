"""A trading signal that makes sense: no other can be constructed."""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum
from typing import Final, NamedTuple

from attrs import field, frozen

from trading_core.domain.amounts import Price, price_or_none, to_price
from trading_core.domain.checks import a, as_tuple
from trading_core.domain.exact import show
from trading_core.domain.ids import Symbol
from trading_core.domain.signals.scales import Scale, apart
from trading_core.domain.signals.symbols import canonical_symbol, product_of
from trading_core.domain.words import Side
from trading_core.errors import InvalidValue

MOST_TARGETS: Final = 20


class SignalType(StrEnum):
    """How the signal wants to get in; ``unstated`` is a price without a word about how."""

    MARKET = "market"
    LIMIT = "limit"
    STOP = "stop"
    UNSTATED = "unstated"


Fields = tuple[tuple[str, tuple[Decimal, ...]], ...]


class Broken(NamedTuple):
    """The first law that prices break: its name, the field, which price of the field, and what would do."""

    reason: str
    field: str
    place: int
    expected: str


def broken_law(
    side: Side, entries: tuple[Decimal, ...], stop: Decimal, targets: tuple[Decimal, ...], scale: Scale
) -> Broken | None:
    """
    Find the first law that the prices of an order break.

    A purchase loses below and gains above, a sale the reverse, so the stop stands on one side of the whole
    entry and every target on the other; and no price is absurd for the product or for its companions.
    """
    named: Fields = (("entry", entries), ("stop_loss", (stop,)), ("take_profits", targets))
    return _broken_scale(named, entries[0] if entries else stop, scale) or _broken_order(
        side, entries, stop, targets
    )


def _broken_scale(named: Fields, middle: Decimal, scale: Scale) -> Broken | None:
    for name, prices in named:
        for place, price in enumerate(prices):
            if not scale.holds(price):
                return Broken(
                    "impossible_scale", name, place, f"a price from {scale.low:f} to {scale.high:f}"
                )
            if apart(price, middle, scale.spread):
                return Broken(
                    "impossible_scale", name, place, f"a price within {scale.spread} times the others"
                )
    return None


def _broken_order(
    side: Side, entries: tuple[Decimal, ...], stop: Decimal, targets: tuple[Decimal, ...]
) -> Broken | None:
    buying = side is Side.BUY
    for price in entries:
        if stop >= price if buying else stop <= price:
            return Broken(
                "wrong_side_stop", "stop_loss", 0, f"a stop loss {_away(not buying)} the entry {price:f}"
            )
    for place, target in enumerate(targets):
        for price in entries or (stop,):
            if target <= price if buying else target >= price:
                return Broken(
                    "wrong_side_target", "take_profits", place, f"a target {_away(buying)} {price:f}"
                )
    return None


def _away(up: bool) -> str:
    return "above" if up else "below"


def _range(value: object) -> object:
    return None if value is None else tuple(to_price(end) for end in as_range(value))


def as_range(value: object) -> tuple[object, object]:
    """Take any two things as the two ends of a range."""
    ends = as_tuple(value)
    if not isinstance(ends, tuple) or len(ends) != 2:  # noqa: PLR2004 - a range has two ends
        raise InvalidValue("entry_range", show(value), "two prices, the low one first")
    return ends


def _targets(value: object) -> object:
    prices = as_tuple(value)
    if not isinstance(prices, tuple) or not 1 <= len(prices) <= MOST_TARGETS:
        raise InvalidValue("take_profits", show(value), f"1 to {MOST_TARGETS} prices")
    return tuple(to_price(price) for price in prices)


@frozen(kw_only=True)
class Signal:
    """
    One order as a person or a chart wrote it down: side, product, entry, stop and targets.

    The entry may be absent (at the market), a price, or a range that the executing policy chooses from. The
    stop and at least one target are always there, since nobody may have to invent them later.
    """

    side: Side = field(validator=a(Side))
    symbol: Symbol = field(converter=Symbol)
    order_type: SignalType = field(validator=a(SignalType))
    entry: Price | None = field(default=None, converter=price_or_none)
    entry_range: tuple[Price, Price] | None = field(default=None, converter=_range)
    stop_loss: Price = field(converter=to_price)
    take_profits: tuple[Price, ...] = field(converter=_targets)

    def __attrs_post_init__(self) -> None:
        """Refuse what contradicts itself; the laws of prices are those of ``broken_law``."""
        if canonical_symbol(self.symbol) != self.symbol:
            raise InvalidValue("symbol", self.symbol, f"its canonical name {canonical_symbol(self.symbol)}")
        if self.entry is not None and self.entry_range is not None:
            raise InvalidValue("entry_range", "given beside an entry", "an entry or a range, not both")
        if self.entry_range is not None and self.entry_range[0] >= self.entry_range[1]:
            raise InvalidValue(
                "entry_range", str(self.entry_range[1]), f"a high end above {self.entry_range[0]}"
            )
        if not self.entries and self.order_type is not SignalType.MARKET:
            raise InvalidValue("entry", "None", f"a price, since the order type is {self.order_type}")
        broken = broken_law(
            self.side,
            tuple(price.value for price in self.entries),
            self.stop_loss.value,
            tuple(price.value for price in self.take_profits),
            product_of(self.symbol).scale,
        )
        if broken is not None:
            prices = {
                "entry": self.entries,
                "stop_loss": (self.stop_loss,),
                "take_profits": self.take_profits,
            }
            raise InvalidValue(broken.field, str(prices[broken.field][broken.place]), broken.expected)

    @property
    def entries(self) -> tuple[Price, ...]:
        """No price, the one price, or the low and the high end."""
        if self.entry_range is not None:
            return self.entry_range
        return () if self.entry is None else (self.entry,)
