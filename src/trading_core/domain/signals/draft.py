"""What was read so far, and the one place where it becomes a signal or a refusal."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, Final, NamedTuple

from attrs import define, field

from trading_core.domain.amounts import Price
from trading_core.domain.exact import show, subtract
from trading_core.domain.signals.numbers import Style, read, style_of
from trading_core.domain.signals.products import Product
from trading_core.domain.signals.refusals import refusal
from trading_core.domain.signals.scales import LAST_PRICE_FACTOR, apart
from trading_core.domain.signals.signal import MOST_TARGETS, Signal, SignalType, broken_law
from trading_core.domain.words import Side

if TYPE_CHECKING:
    from trading_core.errors import SignalRefused

_SHORT_LEG: Final = re.compile(r"[0-9]{2}")
_LONG_LEG: Final = re.compile(r"[0-9]{4,}|[0-9]+\.[0-9]{2,}")
_NO_RANGE: Final = re.compile(r"[()\[\]{}|:=+]")
_LEG_SIGN: Final = re.compile(r"[ ]?[/-][ ]?")


class Figure(NamedTuple):
    """A number where it stands; ``joined`` says that it followed another price on the same line."""

    raw: str
    start: int
    end: int
    joined: bool = False


class Exact(NamedTuple):
    """A figure that has been read."""

    value: Decimal
    at: Figure


@define
class Draft:
    """The parts of an order in the words of a text; nothing of it is believed before ``finish``."""

    text: str
    side: Side | None = None
    product: Product | None = None
    order_type: SignalType | None = None
    entries: list[Figure] = field(factory=list)
    stop: Figure | None = None
    targets: list[Figure] = field(factory=list)
    distances: list[Figure] = field(factory=list)
    ignored: list[Figure] = field(factory=list)
    levels: list[Figure] = field(factory=list)
    announced_entry: int | None = None
    counted: bool = True

    def finish(self, last_price: Price | None) -> Signal:
        """Check the whole against every law and build the signal, or refuse it at the first thing wrong."""
        side, product, stop = self._parts()
        style = style_of([figure.raw for figure in (*self.entries, stop, *self.targets)])
        entries = self._entries(product, style)
        stopped = self._read(stop, product, style)
        targets = self._targets(product, style, entries, stopped)
        self._check_company([*entries, stopped, *targets])
        ordered = tuple(sorted(exact.value for exact in entries))
        broken = broken_law(
            side, ordered, stopped.value, tuple(exact.value for exact in targets), product.scale
        )
        if broken is not None:
            prices = {"entry": entries, "stop_loss": [stopped], "take_profits": targets}
            raise self._refusal(broken.reason, prices[broken.field][broken.place].at, broken.expected)
        for value, place in [*entries, stopped, *targets]:
            if last_price is not None and apart(value, last_price.value, LAST_PRICE_FACTOR):
                raise self._refusal("far_from_market", place)
        self._check_ignored([*entries, stopped, *targets], product)
        order_type = self.order_type or (SignalType.UNSTATED if entries else SignalType.MARKET)
        return Signal(
            side=side,
            symbol=product.symbol,
            order_type=order_type,
            entry=Price(ordered[0]) if len(ordered) == 1 else None,
            entry_range=(Price(ordered[0]), Price(ordered[1])) if len(ordered) == 2 else None,  # noqa: PLR2004
            stop_loss=Price(stopped.value),
            take_profits=tuple(Price(exact.value) for exact in targets),
        )

    def _refusal(self, reason: str, figure: Figure, expected: str | None = None) -> SignalRefused:
        """Show the number that is at fault: in a text where it stands, in a body as its key gives it."""
        found = None if self.counted else show(figure.raw)
        return refusal(reason, self.text, figure.start, figure.end, expected=expected, found=found)

    def _parts(self) -> tuple[Side, Product, Figure]:
        end = len(self.text)
        if self.side is None:
            raise refusal("missing_side", self.text, end)
        if self.product is None:
            raise refusal("missing_symbol", self.text, end)
        if self.stop is None:
            raise refusal("missing_stop_loss", self.text, end)
        if not self.targets:
            raise refusal("missing_take_profit", self.text, end)
        if not self.entries and self.order_type is not SignalType.MARKET:
            if self.announced_entry is not None:
                raise refusal("missing_entry", self.text, self.announced_entry)
            if self.order_type is not None:
                raise refusal("missing_entry", self.text, end)
            if self.levels:
                raise self._refusal("unexplained_number", self.levels[0])
        return self.side, self.product, self.stop

    def _read(self, figure: Figure, product: Product, style: Style) -> Exact:
        value = read(figure.raw, style, product.scale)
        if isinstance(value, str):
            raise self._refusal(value, figure)
        return Exact(value, figure)

    def _entries(self, product: Product, style: Style) -> list[Exact]:
        figures = list(self.entries)
        if len(figures) > 2:  # noqa: PLR2004 - a range has two ends
            raise self._refusal("unexplained_number", figures[2])
        if len(figures) == 2:  # noqa: PLR2004
            if self.counted and _NO_RANGE.search(self.text, figures[0].end, figures[1].start):
                raise self._refusal("unexplained_number", figures[1])
            figures[1] = self._whole_leg(figures[0], figures[1])
        exact = [self._read(figure, product, style) for figure in figures]
        if len(exact) == 2 and exact[0].value == exact[1].value:  # noqa: PLR2004
            exact.pop()
        return sorted(exact)

    def _whole_leg(self, first: Figure, second: Figure) -> Figure:
        """Complete a dealer's short second leg: 134.30/35 is 134.30 to 134.35, but only upwards."""
        if (
            _SHORT_LEG.fullmatch(second.raw)
            and _LONG_LEG.fullmatch(first.raw)
            and _LEG_SIGN.fullmatch(self.text[first.end : second.start])
            and first.raw[-2:] < second.raw
        ):
            return second._replace(raw=first.raw[:-2] + second.raw)
        return second

    def _targets(self, product: Product, style: Style, entries: list[Exact], stop: Exact) -> list[Exact]:
        if len(self.targets) > MOST_TARGETS:
            raise refusal("too_many_targets", self.text, self.targets[MOST_TARGETS].start)
        for distance in self.distances:
            if not _is_distance(self._read(distance, product, style).value, stop.value, entries):
                raise self._refusal("several_stops", distance)
        targets: list[Exact] = []
        for figure in self.targets:
            exact = self._read(figure, product, style)
            before = targets[-1] if targets else None
            if figure.joined and before is not None and _is_distance(exact.value, before.value, entries):
                if self.text[figure.start - 1] == "+" or apart(
                    exact.value, before.value, product.scale.spread
                ):
                    continue
                raise self._refusal("ambiguous_number", figure)
            if figure.joined and "(" in self.text[targets[-1].at.end : figure.start]:
                raise self._refusal("ambiguous_number", figure)
            targets.append(exact)
        return targets

    def _check_company(self, prices: list[Exact]) -> None:
        """A lone digit among prices with decimals may be a counter (1, 2, 3) and is not believed."""
        if self.counted and any("." in place.raw or "," in place.raw for _, place in prices):
            for _, place in prices:
                if len(place.raw) == 1:
                    raise self._refusal("ambiguous_number", place)

    def _check_ignored(self, prices: list[Exact], product: Product) -> None:
        """A number that was passed over must not look like a price of this order, unless its sign says that it only counts."""
        shortest = min(3, *(_digits(place.raw) for _, place in prices))
        for figure in self.ignored:
            if figure.raw.isdigit() and self.text.endswith("#", 0, figure.start):
                continue
            value = read(figure.raw, Style.THOUSANDS, product.scale)
            alike = isinstance(value, Decimal) and not apart(value, prices[0].value, product.scale.spread)
            if alike and _digits(figure.raw) >= shortest:
                raise self._refusal("unexplained_number", figure)


def _digits(raw: str) -> int:
    return len(raw.replace(".", "").replace(",", "").lstrip("0"))


def _is_distance(number: Decimal, price: Decimal, entries: list[Exact]) -> bool:
    """Whether a number beside a price only tells how far it is from the entry, in pips: 0.0070 is 70."""
    if number != number.to_integral_value():
        return False
    distances = (abs(subtract(price, entry.value)) for entry in entries)
    return any(away and any(away.scaleb(power) == number for power in range(6)) for away in distances)
